package org.splicebeam.transforms.scores;

/**
 * Scores are probabilities (contract 8.2): up to 1e-6 outside of [0, 1] is taken as 0 or 1, NaN is
 * a missing score, anything else is none.
 */
public final class Probability {
  private static final double TOLERANCE = 1e-6;

  private Probability() {}

  /**
   * Takes what is just outside as 0 or 1, in place.
   *
   * @return the index of the first score that is no probability; -1 where there is none
   */
  public static int clip(float[] scores, int from, int to) {
    for (int i = from; i < to; i++) {
      float score = scores[i];
      if (score < 0 || score > 1) {
        double wide = score;
        if (wide < -TOLERANCE || wide > 1 + TOLERANCE) {
          return i;
        }
        scores[i] = wide < 0 ? 0 : 1;
      }
    }
    return -1;
  }
}
