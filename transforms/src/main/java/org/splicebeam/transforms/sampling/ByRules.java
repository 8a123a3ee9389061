package org.splicebeam.transforms.sampling;

import java.util.Arrays;
import org.splicebeam.schemas.rows.KeptAs;

/**
 * Negatives that score high stay, and those near to a row that is no TN, or a sample of them; of
 * the others, the easy ones, a sample (contract 4).
 *
 * @param hardThreshold a TN with a donor or acceptor score of at least this stays
 * @param window a TN within this many bases of a non-TN row of its gene is near
 * @param nearRatio near negatives kept for each non-TN row; {@link #ALL_NEAR} keeps each
 * @param easyRatio easy negatives kept for each non-TN row
 */
public record ByRules(double hardThreshold, long window, double nearRatio, double easyRatio)
    implements Negatives {
  /** The ratio that keeps every near negative. */
  public static final double ALL_NEAR = Double.POSITIVE_INFINITY;

  private static final int HARD_GRADE = 0;
  private static final int NEAR = 0;
  private static final int EASY = 1;

  public ByRules {
    Negatives.requireUsable(hardThreshold);
    Negatives.requireUsable(easyRatio);
    if (nearRatio != ALL_NEAR) {
      Negatives.requireUsable(nearRatio);
    }
    if (window < 0) {
      throw new IllegalArgumentException("window is not negative");
    }
  }

  @Override
  public int pools() {
    return 2;
  }

  @Override
  public int grade(double topScore) {
    return topScore >= hardThreshold ? HARD_GRADE : HARD_GRADE + 1;
  }

  @Override
  public KeptAs why(int grade, long genePosition, long[] nonTnPositions) {
    if (grade == HARD_GRADE) {
      return KeptAs.HARD;
    }
    return isNear(nonTnPositions, genePosition) ? KeptAs.NEAR : KeptAs.EASY;
  }

  private boolean isNear(long[] sorted, long position) {
    int found = Arrays.binarySearch(sorted, position);
    if (found >= 0) {
      return true;
    }
    int above = -found - 1;
    return (above < sorted.length && sorted[above] - position <= window)
        || (above > 0 && position - sorted[above - 1] <= window);
  }

  @Override
  public int pool(KeptAs why, int grade) {
    if (why == KeptAs.EASY) {
      return EASY;
    }
    return why == KeptAs.NEAR && nearRatio != ALL_NEAR ? NEAR : ALL_STAY;
  }

  @Override
  public boolean looksAround() {
    return true;
  }

  @Override
  public long reach() {
    return window;
  }

  @Override
  public long[] toKeep(long[] available, long nonTn, KeyHash hash) {
    return new long[] {
      available[NEAR] == 0
          ? 0
          : Negatives.rounded(nearRatio, nonTn, hash.ofNeighbours(), available[NEAR]),
      Negatives.rounded(easyRatio, nonTn, hash.ofGene(), available[EASY])
    };
  }

  /** Neighbours are drawn in their gene always. */
  @Override
  public boolean isShared(int pool) {
    return pool == EASY;
  }

  @Override
  public double[] shares(long[] available, long nonTn) {
    double easy = available[EASY];
    return new double[] {0, easy == 0 ? 0 : Math.min(1, easyRatio * nonTn / easy)};
  }
}
