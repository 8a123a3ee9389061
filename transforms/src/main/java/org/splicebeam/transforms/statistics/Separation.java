package org.splicebeam.transforms.statistics;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How well one column alone tells rows of one kind from those of another: the area under the ROC
 * curve (AUC), which is the chance that a positive row has a larger value than a negative one, a
 * tie counting one half.
 *
 * @param positives rows of the one kind
 * @param negatives rows of the other
 * @param auc 0 to 1; of codes without an order, that of their best order
 */
record Separation(long positives, long negatives, double auc) {
  /** One-sided 99 %. */
  private static final double Z = 2.3263478740408408;

  private static final int HALVINGS = 60;

  /** Rows of both kinds in one bucket. */
  private record Tie(long positives, long negatives) {}

  /**
   * What the values of a column say of a question; the AUC is NaN where one kind has no row.
   *
   * @param isOrdered whether a larger value means more; codes are ordered by what they say
   */
  static Separation of(BucketCounts counts, Question question, boolean isOrdered) {
    int some = bits(question.positives());
    int others = bits(question.negatives());
    List<Tie> ties = new ArrayList<>();
    long ofSome = 0;
    long ofOthers = 0;
    for (int place = 0; place < counts.size(); place++) {
      ofSome += (some >> counts.rowClass(place) & 1) * counts.rows(place);
      ofOthers += (others >> counts.rowClass(place) & 1) * counts.rows(place);
      if (place + 1 == counts.size() || counts.begins(place + 1)) {
        if (ofSome + ofOthers > 0) {
          ties.add(new Tie(ofSome, ofOthers));
        }
        ofSome = 0;
        ofOthers = 0;
      }
    }
    if (!isOrdered) {
      ties.sort(
          Comparator.comparing(tie -> (double) tie.positives / (tie.positives + tie.negatives)));
    }
    long positives = 0;
    long negatives = 0;
    BigInteger halfPairs = BigInteger.ZERO;
    for (Tie tie : ties) {
      if (tie.positives > 0) {
        halfPairs =
            halfPairs.add(
                BigInteger.valueOf(tie.positives)
                    .multiply(BigInteger.valueOf(2 * negatives + tie.negatives)));
      }
      positives += tie.positives;
      negatives += tie.negatives;
    }
    double pairs = (double) positives * negatives;
    return new Separation(positives, negatives, halfPairs.doubleValue() / 2 / pairs);
  }

  private static int bits(List<Integer> classes) {
    return classes.stream().mapToInt(rowClass -> 1 << rowClass).sum();
  }

  /** The AUC of the better direction. */
  double better() {
    return Math.max(auc, 1 - auc);
  }

  /**
   * The lower bound of {@link #better}, one-sided with 99 % confidence, as if rows were
   * independent: the score interval of Newcombe (2006, method 5), which says something also where
   * the AUC is 1.
   */
  double lower() {
    double low = 0;
    double high = better();
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (better() - middle > Z * Math.sqrt(variance(middle))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Of the AUC, where it truly is so much, with as many rows of both kinds as there are on average.
   */
  private double variance(double theta) {
    double pairs = (positives + negatives) / 2.0 - 1;
    return theta
        * (1 - theta)
        * (1 + pairs * ((1 - theta) / (2 - theta) + theta / (1 + theta)))
        / ((double) positives * negatives);
  }
}
