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

/** One of the things that a part is made of. */
@DefaultCoder(PartInput.Coder.class)
public sealed interface PartInput {
  /** What the part is to become: each part has one, also a part without rows. */
  record Start(PlannedPart part) implements PartInput {}

  /** A gene that has rows in the part. */
  record Gene(SelectedGene gene) implements PartInput {}

  /** Where rows of such genes are to be read. */
  record Range(RowRange range) implements PartInput {}

  /** Rows that were read already. */
  record Block(AnnotatedBlock block) implements PartInput {}

  /** Deterministic coder. */
  final class Coder extends ElementCoder<PartInput> {
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
    protected void write(PartInput input, DataOutputStream out) throws IOException {
      if (input instanceof Start start) {
        out.writeByte(START);
        start.part.write(out);
      } else if (input instanceof Gene gene) {
        out.writeByte(GENE);
        gene.gene.write(out);
      } else if (input instanceof Range range) {
        out.writeByte(RANGE);
        RANGE_CODER.encode(range.range, out);
      } else if (input instanceof Block block) {
        out.writeByte(BLOCK);
        BLOCK_CODER.encode(block.block, out);
      }
    }

    @Override
    protected PartInput read(DataInputStream in) throws IOException {
      return switch (in.readByte()) {
        case START -> new Start(PlannedPart.read(in));
        case GENE -> new Gene(SelectedGene.read(in));
        case RANGE -> new Range(RANGE_CODER.decode(in));
        default -> new Block(BLOCK_CODER.decode(in));
      };
    }
  }
}
