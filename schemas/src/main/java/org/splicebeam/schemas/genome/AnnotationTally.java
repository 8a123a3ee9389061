package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.reject.Reject;

/**
 * What became of an input's lines. An input has several tallies, to be summed; {@code lines} is the
 * sum of the others, of each tally and of their sum.
 *
 * @param input ANNOTATION or SPLICE_SITES
 * @param lines read
 * @param blank comments, empty lines, a header
 * @param otherFeatures GTF lines of no use here, such as CDS
 * @param used valid gene, transcript and exon lines, or sites; negative in a correction
 * @param rejected lines that could not be used, also those of a gene's other place
 */
@DefaultCoder(AnnotationTally.Coder.class)
public record AnnotationTally(
    Reject.Input input, long lines, long blank, long otherFeatures, long used, long rejected) {

  public AnnotationTally {
    if (lines != blank + otherFeatures + used + rejected) {
      throw new IllegalArgumentException(
          "%d lines are not %d blank + %d other + %d used + %d rejected"
              .formatted(lines, blank, otherFeatures, used, rejected));
    }
  }

  /** A correction: lines counted as used turn out to be rejected. */
  public static AnnotationTally usedToRejected(Reject.Input input, long lines) {
    return new AnnotationTally(input, 0, 0, 0, -lines, lines);
  }

  /** Of two tallies of one input. */
  public AnnotationTally plus(AnnotationTally other) {
    if (input != other.input) {
      throw new IllegalArgumentException(input + " and " + other.input + " are two inputs");
    }
    return new AnnotationTally(
        input,
        lines + other.lines,
        blank + other.blank,
        otherFeatures + other.otherFeatures,
        used + other.used,
        rejected + other.rejected);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<AnnotationTally> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(AnnotationTally.class), new Coder());
    }

    @Override
    public void write(AnnotationTally t, DataOutputStream out) throws IOException {
      out.writeByte(t.input.ordinal());
      writeNumber(t.lines, out);
      writeNumber(t.blank, out);
      writeNumber(t.otherFeatures, out);
      writeNumber(t.used, out);
      writeNumber(t.rejected, out);
    }

    @Override
    public AnnotationTally read(DataInputStream in) throws IOException {
      return new AnnotationTally(
          Reject.Input.values()[in.readByte()],
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          readNumber(in));
    }
  }
}
