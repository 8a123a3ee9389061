package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.RowRange;

/**
 * One of the things that a part is made of; of the four, one is not null.
 *
 * @param start what the part is to become: each part has one, also a part without rows
 * @param gene one that has rows in the part
 * @param range where rows of such genes are to be read
 * @param block rows that were read already
 */
@DefaultCoder(PartInput.Coder.class)
public record PartInput(
    PlannedPart start, SelectedGene gene, RowRange range, AnnotatedBlock block) {

  public static PartInput start(PlannedPart part) {
    return new PartInput(part, null, null, null);
  }

  public static PartInput gene(SelectedGene gene) {
    return new PartInput(null, gene, null, null);
  }

  public static PartInput range(RowRange range) {
    return new PartInput(null, null, range, null);
  }

  public static PartInput block(AnnotatedBlock block) {
    return new PartInput(null, null, null, block);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PartInput> {
    private static final long serialVersionUID = 1L;
    private static final RowRange.Coder RANGE_CODER = new RowRange.Coder();
    private static final AnnotatedBlock.Coder BLOCK_CODER = new AnnotatedBlock.Coder();
    private static final byte START = 0;
    private static final byte GENE = 1;
    private static final byte RANGE = 2;
    private static final byte BLOCK = 3;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PartInput.class), new Coder());
    }

    @Override
    protected void write(PartInput source, DataOutputStream out) throws IOException {
      if (source.start != null) {
        out.writeByte(START);
        source.start.write(out);
      } else if (source.gene != null) {
        out.writeByte(GENE);
        source.gene.write(out);
      } else if (source.range != null) {
        out.writeByte(RANGE);
        RANGE_CODER.encode(source.range, out);
      } else {
        out.writeByte(BLOCK);
        BLOCK_CODER.encode(source.block, out);
      }
    }

    @Override
    protected PartInput read(DataInputStream in) throws IOException {
      return switch (in.readByte()) {
        case START -> start(PlannedPart.read(in));
        case GENE -> gene(SelectedGene.read(in));
        case RANGE -> range(RANGE_CODER.decode(in));
        default -> block(BLOCK_CODER.decode(in));
      };
    }
  }
}
