package org.splicebeam.transforms.statistics;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.splicebeam.transforms.sampling.ByStrata;

/**
 * The bins of the larger of donor and acceptor score: the halves of decades by which negatives are
 * sampled (contract 4.1) up to 0.1, then tenths. A score at a bound is in the bin above it, 1 in
 * the last.
 */
final class ScoreBins {
  private static final double TENTH = 0.1;
  private static final double[] UPPER =
      DoubleStream.concat(
              ByStrata.bounds().sorted().filter(bound -> bound <= TENTH),
              IntStream.rangeClosed(2, 10).mapToDouble(tenths -> tenths / 10.0))
          .toArray();

  /** How many there are. */
  static final int COUNT = UPPER.length;

  private ScoreBins() {}

  /** The bin of a score. */
  static int of(double score) {
    int bin = 0;
    while (bin < COUNT - 1 && score >= UPPER[bin]) {
      bin++;
    }
    return bin;
  }

  /** The upper bounds of the bins, ascending. */
  static double[] upperBounds() {
    return UPPER.clone();
  }
}
