package org.splicebeam.transforms.rows;

import java.util.function.ToIntFunction;

/**
 * The features of one score, the donor's or the acceptor's, against the scores around it (contract
 * 2.2): their places in a row and their formulas. IEEE doubles in the order written.
 */
final class SideFeatures {
  private static final double PEAK_THRESHOLD = 0.001;

  private final int diffM1;
  private final int diffM2;
  private final int diffP1;
  private final int diffP2;
  private final int surgeRatio;
  private final int isLocalPeak;
  private final int weightedContext;
  private final int peakHeightRatio;
  private final int secondDerivative;
  private final int signalStrength;
  private final int contextDiffRatio;

  private double peak;
  private double signal;

  /**
   * @param side how the features' names begin
   * @param places of features by name; {@link DerivedFeatures#GIVEN} for one that is not computed
   */
  SideFeatures(String side, ToIntFunction<String> places) {
    diffM1 = places.applyAsInt(side + "diff_m1");
    diffM2 = places.applyAsInt(side + "diff_m2");
    diffP1 = places.applyAsInt(side + "diff_p1");
    diffP2 = places.applyAsInt(side + "diff_p2");
    surgeRatio = places.applyAsInt(side + "surge_ratio");
    isLocalPeak = places.applyAsInt(side + "is_local_peak");
    weightedContext = places.applyAsInt(side + "weighted_context");
    peakHeightRatio = places.applyAsInt(side + "peak_height_ratio");
    secondDerivative = places.applyAsInt(side + "second_derivative");
    signalStrength = places.applyAsInt(side + "signal_strength");
    contextDiffRatio = places.applyAsInt(side + "context_diff_ratio");
  }

  /** Fills the features of a score s for which the context has what they need. */
  void fill(RowCursor row, double s, ScoreContext context) {
    double m1 = context.m1();
    double p1 = context.p1();
    if (context.hasM2()) {
      DerivedFeatures.set(row, diffM2, s - context.m2());
    }
    if (context.hasM1()) {
      DerivedFeatures.set(row, diffM1, s - m1);
    }
    if (context.hasP1()) {
      DerivedFeatures.set(row, diffP1, s - p1);
    }
    if (context.hasP2()) {
      DerivedFeatures.set(row, diffP2, s - context.p2());
    }
    if (context.hasM1() && context.hasP1()) {
      DerivedFeatures.set(row, surgeRatio, s / (m1 + p1 + DerivedFeatures.EPSILON));
      DerivedFeatures.set(row, secondDerivative, (s - m1) - (p1 - s));
      if (isLocalPeak != DerivedFeatures.GIVEN) {
        row.setLong(isLocalPeak, s > m1 && s > p1 && s > PEAK_THRESHOLD ? 1 : 0);
      }
    }
    if (context.isWhole()) {
      fillOfWhole(row, s, context);
    }
  }

  private void fillOfWhole(RowCursor row, double s, ScoreContext context) {
    double mean = context.mean();
    peak = s / (mean + DerivedFeatures.EPSILON);
    signal = s - mean;
    DerivedFeatures.set(
        row,
        weightedContext,
        0.1 * context.m2()
            + 0.2 * context.m1()
            + 0.4 * s
            + 0.2 * context.p1()
            + 0.1 * context.p2());
    DerivedFeatures.set(row, peakHeightRatio, peak);
    DerivedFeatures.set(row, signalStrength, signal);
    DerivedFeatures.set(row, contextDiffRatio, s / (context.max() + DerivedFeatures.EPSILON));
  }

  /** The peak height ratio of the last row whose context was whole. */
  double peakHeightRatio() {
    return peak;
  }

  /** The signal strength of the last row whose context was whole. */
  double signalStrength() {
    return signal;
  }
}
