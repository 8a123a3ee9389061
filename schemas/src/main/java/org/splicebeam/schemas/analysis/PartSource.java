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
 * One of the things that a part is made of; of the four, one is not null.
 *
 * @param start what the part is to become: each part has one, also a part without rows
 * @param gene one that has rows in the part
 * @param range where rows of such genes are to be read
 * @param block rows that were read already
 */
@DefaultCoder(PartSource.Coder.class)
public record PartSource(
    PlannedPart start, SelectedGene gene, SiteRange range, AnnotatedSites block) {

  public static PartSource start(PlannedPart part) {
    return new PartSource(part, null, null, null);
  }

  public static PartSource gene(SelectedGene gene) {
    return new PartSource(null, gene, null, null);
  }

  public static PartSource range(SiteRange range) {
    return new PartSource(null, null, range, null);
  }

  public static PartSource block(AnnotatedSites block) {
    return new PartSource(null, null, null, block);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PartSource> {
    private static final long serialVersionUID = 1L;
    private static final SiteRange.Coder RANGE_CODER = new SiteRange.Coder();
    private static final AnnotatedSites.Coder BLOCK_CODER = new AnnotatedSites.Coder();
    private static final byte START = 0;
    private static final byte GENE = 1;
    private static final byte RANGE = 2;
    private static final byte BLOCK = 3;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PartSource.class), new Coder());
    }

    @Override
    protected void write(PartSource source, DataOutputStream out) throws IOException {
      if (source.start != null) {
        out.writeByte(START);
        source.start.write(out);
      } else if (source.gene != null) {
        out.writeByte(GENE);
        source.gene.write(out);
      } else if (source.range != null) {
        out.writeByte(RANGE);
        RANGE_CODER.write(source.range, out);
      } else {
        out.writeByte(BLOCK);
        BLOCK_CODER.write(source.block, out);
      }
    }

    @Override
    protected PartSource read(DataInputStream in) throws IOException {
      return switch (in.readByte()) {
        case START -> start(PlannedPart.read(in));
        case GENE -> gene(SelectedGene.read(in));
        case RANGE -> range(RANGE_CODER.read(in));
        default -> block(BLOCK_CODER.read(in));
      };
    }
  }
}
