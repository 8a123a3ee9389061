package org.splicebeam.transforms.gtf;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.transforms.lines.LineRange;

/**
 * What became of the lines of a range.
 *
 * @param range of the file
 * @param tally of its lines
 * @param lines how many there are, also those that the tally does not count
 * @param contentHash sum (modulo 2^64) of the hashes of its data lines
 */
@DefaultCoder(RangeTally.Coder.class)
public record RangeTally(LineRange range, AnnotationTally tally, long lines, long contentHash) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<RangeTally> {
    private static final long serialVersionUID = 1L;
    private static final LineRange.Coder RANGE = new LineRange.Coder();
    private static final AnnotationTally.Coder TALLY = new AnnotationTally.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(RangeTally.class), new Coder());
    }

    @Override
    public void write(RangeTally t, DataOutputStream out) throws IOException {
      RANGE.write(t.range, out);
      TALLY.write(t.tally, out);
      writeNumber(t.lines, out);
      out.writeLong(t.contentHash);
    }

    @Override
    public RangeTally read(DataInputStream in) throws IOException {
      return new RangeTally(RANGE.read(in), TALLY.read(in), readNumber(in), in.readLong());
    }
  }
}
