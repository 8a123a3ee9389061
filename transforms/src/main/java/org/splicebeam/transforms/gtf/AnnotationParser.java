package org.splicebeam.transforms.gtf;

import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.lines.LineReader;

/** Tells what the lines of an annotation hold, one after the other. */
public interface AnnotationParser {
  /** What a line with a CR inside is, whatever else it holds. */
  Unusable CARRIAGE_RETURN =
      new Unusable(Reason.BAD_VALUE, "a CR inside of the line, where lines end with LF or CRLF");

  /**
   * Parses a reader's line.
   *
   * @param whole whether it is not cut
   */
  default GtfContent parse(LineReader line, boolean whole) {
    int end = line.endBeforeCarriageReturns();
    return line.hasCarriageReturn(end)
        ? CARRIAGE_RETURN
        : parse(line.bytes(), line.start(), end, whole);
  }

  /** Parses the line between two places, without its end; {@code whole} where it is not cut. */
  GtfContent parse(byte[] line, int start, int end, boolean whole);

  /** Where the features end: offset in the (decompressed) file of a first byte behind them. */
  default long endOfFeatures() {
    return Long.MAX_VALUE;
  }

  /**
   * Where all ends that looks like features, be it behind their end: offset of a byte behind the
   * last such line, at least {@link #endOfFeatures}.
   */
  default long endOfFields() {
    return Long.MAX_VALUE;
  }
}
