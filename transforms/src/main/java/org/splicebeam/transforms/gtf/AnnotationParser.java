package org.splicebeam.transforms.gtf;

/** Tells what the lines of an annotation hold, one after the other. */
public interface AnnotationParser {

  /** Parses the line between two places, without its end; {@code whole} where it is not cut. */
  GtfContent parse(byte[] line, int start, int end, boolean whole);

  /** Where the features end: offset in the (decompressed) file of a first byte behind them. */
  default long endOfFeatures() {
    return Long.MAX_VALUE;
  }
}
