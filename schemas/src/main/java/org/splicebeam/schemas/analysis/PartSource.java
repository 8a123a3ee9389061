package org.splicebeam.schemas.analysis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * One of the things that a part is made of; of the three, one is not null.
 *
 * @param start what the part is to become: each part has one, also a part without rows
 * @param range where rows of it are to be read
 * @param block rows of it that were read already
 */
@DefaultCoder(PartSource.Coder.class)
public record PartSource(PlannedPart start, SelectedRange range, AnnotatedSites block) {

  public static PartSource start(PlannedPart part) {
    return new PartSource(part, null, null);
  }

  public static PartSource range(SelectedRange range) {
    return new PartSource(null, range, null);
  }

  public static PartSource block(AnnotatedSites block) {
    return new PartSource(null, null, block);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PartSource> {
    private static final long serialVersionUID = 1L;
    private static final AnnotatedSites.Coder BLOCK = new AnnotatedSites.Coder();
    private static final byte START = 0;
    private static final byte RANGE = 1;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PartSource.class), new Coder());
    }

    @Override
    protected void write(PartSource source, DataOutputStream out) throws IOException {
      if (source.start != null) {
        out.writeByte(START);
        source.start.write(out);
      } else if (source.range != null) {
        out.writeByte(RANGE);
        source.range.write(out);
      } else {
        out.writeByte(RANGE + 1);
        BLOCK.write(source.block, out);
      }
    }

    @Override
    protected PartSource read(DataInputStream in) throws IOException {
      return switch (in.readByte()) {
        case START -> start(PlannedPart.read(in));
        case RANGE -> range(SelectedRange.read(in));
        default -> block(BLOCK.read(in));
      };
    }
  }
}
