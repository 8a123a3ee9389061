package org.splicebeam.transforms.rows;

import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.transforms.tables.TableHeader;

/**
 * The derived probability and signal-shape features (contract 2.2), computed for the columns that
 * an analysis table lacks; a column that it has keeps its values and its nulls.
 *
 * <p>Every formula starts from the row's scores d, a, n and context scores m2, m1, p1, p2: where it
 * names another feature, that feature's formula is meant, not a value given in the file. IEEE
 * doubles in the order written, natural logarithms by {@link StrictMath}, so that every platform
 * has the same. A feature is null only where a context score that its formula uses is null.
 */
public final class DerivedFeatures {
  private static final double EPSILON = 1e-10;
  private static final double PEAK_THRESHOLD = 0.001;

  private static final int M2 = RowCursor.STANDARD.indexOf("context_score_m2");
  private static final int M1 = RowCursor.STANDARD.indexOf("context_score_m1");
  private static final int P1 = RowCursor.STANDARD.indexOf("context_score_p1");
  private static final int P2 = RowCursor.STANDARD.indexOf("context_score_p2");

  /** The place of a feature that is not to be computed. */
  private static final int GIVEN = -1;

  private final InputColumns columns;
  private final TableHeader header;
  private final boolean allGiven;

  private final int relativeDonorProbability;
  private final int spliceProbability;
  private final int donorAcceptorDiff;
  private final int spliceNeitherDiff;
  private final int donorAcceptorLogodds;
  private final int spliceNeitherLogodds;
  private final int probabilityEntropy;
  private final int contextNeighborMean;
  private final int contextAsymmetry;
  private final int contextMax;
  private final SitePlaces donor;
  private final SitePlaces acceptor;
  private final int donorAcceptorPeakRatio;
  private final int typeSignalDifference;
  private final int scoreDifferenceRatio;
  private final int signalStrengthRatio;

  /** Where the features of one score against its neighbours go. */
  private record SitePlaces(
      int diffM1,
      int diffM2,
      int diffP1,
      int diffP2,
      int surgeRatio,
      int isLocalPeak,
      int weightedContext,
      int peakHeightRatio,
      int secondDerivative,
      int signalStrength,
      int contextDiffRatio) {}

  public DerivedFeatures(InputColumns columns, TableHeader header) {
    this.columns = columns;
    this.header = header;
    allGiven = columns.all().stream().allMatch(c -> !c.derived() || header.indexOf(c.name()) >= 0);
    relativeDonorProbability = place("relative_donor_probability");
    spliceProbability = place("splice_probability");
    donorAcceptorDiff = place("donor_acceptor_diff");
    spliceNeitherDiff = place("splice_neither_diff");
    donorAcceptorLogodds = place("donor_acceptor_logodds");
    spliceNeitherLogodds = place("splice_neither_logodds");
    probabilityEntropy = place("probability_entropy");
    contextNeighborMean = place("context_neighbor_mean");
    contextAsymmetry = place("context_asymmetry");
    contextMax = place("context_max");
    donor = sitePlaces("donor_");
    acceptor = sitePlaces("acceptor_");
    donorAcceptorPeakRatio = place("donor_acceptor_peak_ratio");
    typeSignalDifference = place("type_signal_difference");
    scoreDifferenceRatio = place("score_difference_ratio");
    signalStrengthRatio = place("signal_strength_ratio");
  }

  /** Fills the features that the file lacks; they must be null in the row. */
  public void fill(RowCursor row) {
    if (allGiven) {
      return;
    }
    fillProbabilities(row);
    fillSite(row, row.donorScore(), donor);
    fillSite(row, row.acceptorScore(), acceptor);
    boolean wholeContext = !(row.isNull(M2) || row.isNull(M1) || row.isNull(P1) || row.isNull(P2));
    if (wholeContext) {
      fillOfWholeContext(row);
    }
  }

  private void fillProbabilities(RowCursor row) {
    double d = row.donorScore();
    double a = row.acceptorScore();
    double n = row.neitherScore();
    double best = Math.max(d, a);
    set(row, relativeDonorProbability, d / (d + a + EPSILON));
    set(row, spliceProbability, (d + a) / (d + a + n + EPSILON));
    set(row, donorAcceptorDiff, (d - a) / (best + EPSILON));
    set(row, spliceNeitherDiff, (best - n) / (Math.max(best, n) + EPSILON));
    set(row, scoreDifferenceRatio, (d - a) / (d + a + EPSILON));
    double logD = StrictMath.log(d + EPSILON);
    double logA = StrictMath.log(a + EPSILON);
    double logN = StrictMath.log(n + EPSILON);
    set(row, donorAcceptorLogodds, logD - logA);
    set(row, spliceNeitherLogodds, StrictMath.log(d + a + EPSILON) - logN);
    set(row, probabilityEntropy, -d * logD - a * logA - n * logN);
  }

  /** The features of a score that need some of its neighbours only. */
  private static void fillSite(RowCursor row, double s, SitePlaces places) {
    boolean hasM1 = !row.isNull(M1);
    boolean hasP1 = !row.isNull(P1);
    double m1 = row.doubleValue(M1);
    double p1 = row.doubleValue(P1);
    if (!row.isNull(M2)) {
      set(row, places.diffM2, s - row.doubleValue(M2));
    }
    if (hasM1) {
      set(row, places.diffM1, s - m1);
    }
    if (hasP1) {
      set(row, places.diffP1, s - p1);
    }
    if (!row.isNull(P2)) {
      set(row, places.diffP2, s - row.doubleValue(P2));
    }
    if (hasM1 && hasP1) {
      set(row, places.surgeRatio, s / (m1 + p1 + EPSILON));
      set(row, places.secondDerivative, (s - m1) - (p1 - s));
      if (places.isLocalPeak != GIVEN) {
        row.setLong(places.isLocalPeak, s > m1 && s > p1 && s > PEAK_THRESHOLD ? 1 : 0);
      }
    }
  }

  private void fillOfWholeContext(RowCursor row) {
    double m2 = row.doubleValue(M2);
    double m1 = row.doubleValue(M1);
    double p1 = row.doubleValue(P1);
    double p2 = row.doubleValue(P2);
    double mean = (m2 + m1 + p1 + p2) / 4;
    double max = Math.max(Math.max(m2, m1), Math.max(p1, p2));
    set(row, contextNeighborMean, mean);
    set(row, contextAsymmetry, (m1 + m2) - (p1 + p2));
    set(row, contextMax, max);
    double d = row.donorScore();
    double a = row.acceptorScore();
    double donorPeak = d / (mean + EPSILON);
    double acceptorPeak = a / (mean + EPSILON);
    double donorSignal = d - mean;
    double acceptorSignal = a - mean;
    set(row, donor.weightedContext, 0.1 * m2 + 0.2 * m1 + 0.4 * d + 0.2 * p1 + 0.1 * p2);
    set(row, donor.peakHeightRatio, donorPeak);
    set(row, donor.signalStrength, donorSignal);
    set(row, donor.contextDiffRatio, d / (max + EPSILON));
    set(row, acceptor.weightedContext, 0.1 * m2 + 0.2 * m1 + 0.4 * a + 0.2 * p1 + 0.1 * p2);
    set(row, acceptor.peakHeightRatio, acceptorPeak);
    set(row, acceptor.signalStrength, acceptorSignal);
    set(row, acceptor.contextDiffRatio, a / (max + EPSILON));
    set(row, donorAcceptorPeakRatio, donorPeak / (acceptorPeak + EPSILON));
    set(row, typeSignalDifference, donorSignal - acceptorSignal);
    set(row, signalStrengthRatio, donorSignal / (acceptorSignal + EPSILON));
  }

  private static void set(RowCursor row, int place, double value) {
    if (place != GIVEN) {
      row.setDouble(place, value);
    }
  }

  private int place(String feature) {
    return header.indexOf(feature) >= 0 ? GIVEN : columns.indexOf(feature);
  }

  private SitePlaces sitePlaces(String side) {
    return new SitePlaces(
        place(side + "diff_m1"),
        place(side + "diff_m2"),
        place(side + "diff_p1"),
        place(side + "diff_p2"),
        place(side + "surge_ratio"),
        place(side + "is_local_peak"),
        place(side + "weighted_context"),
        place(side + "peak_height_ratio"),
        place(side + "second_derivative"),
        place(side + "signal_strength"),
        place(side + "context_diff_ratio"));
  }
}
