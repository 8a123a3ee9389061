package org.splicebeam.transforms.sampling;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.splicebeam.schemas.rows.KeptAs;

/**
 * Of negatives of every height of score a like number stays: each half of a decade is a stratum,
 * and what a stratum has too little the others give (contract 4.1).
 *
 * @param negativeRatio negatives kept for each non-TN row
 */
public record ByStrata(double negativeRatio) implements Negatives {
  /** The least score of each stratum but the lowest. */
  private static final double[] BOUNDS = {
    0.31622776601683794,
    0.1,
    0.03162277660168379,
    0.01,
    0.0031622776601683794,
    0.001,
    0.00031622776601683794,
    0.0001,
    3.1622776601683795e-05,
    1e-05,
    3.1622776601683795e-06,
    1e-06,
    3.1622776601683795e-07
  };

  public ByStrata {
    Negatives.requireUsable(negativeRatio);
  }

  /** The least score of each stratum but the lowest, the highest first. */
  public static DoubleStream bounds() {
    return Arrays.stream(BOUNDS);
  }

  @Override
  public int pools() {
    return BOUNDS.length + 1;
  }

  /** From the lowest on, because nearly all scores are there. */
  @Override
  public int grade(double topScore) {
    int stratum = BOUNDS.length;
    while (stratum > 0 && topScore >= BOUNDS[stratum - 1]) {
      stratum--;
    }
    return stratum;
  }

  @Override
  public KeptAs why(int grade, long genePosition, long[] nonTnPositions) {
    return KeptAs.STRATUM;
  }

  @Override
  public int pool(KeptAs why, int grade) {
    return grade;
  }

  @Override
  public boolean looksAround() {
    return false;
  }

  @Override
  public long reach() {
    return 0;
  }

  @Override
  public long[] toKeep(long[] available, long nonTn, KeyHash hash) {
    long all = Arrays.stream(available).sum();
    return fill(available, Negatives.rounded(negativeRatio, nonTn, hash.ofGene(), all));
  }

  @Override
  public boolean isShared(int pool) {
    return true;
  }

  @Override
  public double[] shares(long[] available, long nonTn) {
    long all = Arrays.stream(available).sum();
    long[] kept = fill(available, Negatives.rounded(negativeRatio, nonTn, 0, all));
    double[] shares = new double[available.length];
    for (int j = 0; j < shares.length; j++) {
      shares[j] = available[j] == 0 ? 0 : (double) kept[j] / available[j];
    }
    return shares;
  }

  /**
   * How many rows each stratum gives: as many as the others where it has them, and one more of the
   * highest, so that the sum is {@code most}.
   *
   * @param most at most the sum of what is there
   */
  static long[] fill(long[] available, long most) {
    long level = 0;
    long tooHigh = Arrays.stream(available).max().orElseThrow() + 1;
    while (tooHigh - level > 1) {
      long middle = (level + tooHigh) >>> 1;
      if (sumUpTo(middle, available) <= most) {
        level = middle;
      } else {
        tooHigh = middle;
      }
    }
    long over = most - sumUpTo(level, available);
    long[] kept = new long[available.length];
    for (int j = 0; j < kept.length; j++) {
      kept[j] = Math.min(available[j], level);
      if (available[j] > level && over > 0) {
        kept[j]++;
        over--;
      }
    }
    return kept;
  }

  private static long sumUpTo(long level, long[] available) {
    long sum = 0;
    for (long rows : available) {
      sum += Math.min(rows, level);
    }
    return sum;
  }
}
