package org.splicebeam.transforms.rows;

import static org.splicebeam.schemas.columns.ColumnType.DOUBLE;
import static org.splicebeam.schemas.columns.ColumnType.INT;
import static org.splicebeam.schemas.columns.Units.DIFFERENCE;
import static org.splicebeam.schemas.columns.Units.FLAG;
import static org.splicebeam.schemas.columns.Units.NATS;
import static org.splicebeam.schemas.columns.Units.PROBABILITY;
import static org.splicebeam.schemas.columns.Units.RATIO;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Steps;

/**
 * The derived probability and signal-shape features (contract 2.2), computed for the columns that
 * an analysis table lacks; a column that it has keeps its values and its nulls. They are computed
 * while a row is read, because rows of one key are compared by them. Each is declared here, beside
 * its formula.
 *
 * <p>Every formula starts from the row's scores d, a, n and context scores m2, m1, p1, p2: where it
 * names another feature, that feature's formula is meant, not a value given in the file. IEEE
 * doubles in the order written, natural logarithms by {@link StrictMath}, so that every platform
 * has the same. A feature is null only where a context score that its formula uses is null. Not
 * thread-safe.
 */
public final class DerivedFeatures {
  static final double EPSILON = 1e-10;

  /** The place of a feature that is not to be computed. */
  static final int GIVEN = -1;

  /** The columns of the neighbours' scores, which come from the table only. */
  static final List<String> CONTEXT =
      List.of("context_score_m2", "context_score_m1", "context_score_p1", "context_score_p2");

  private static final String OF_TABLE = "analysis table";
  private static final String OF_SCORES = "analysis table, else computed from the scores";
  private static final String OF_CONTEXT = "analysis table, else computed from scores and context";
  private static final String BASE_MODEL = "base model's scores";

  /** The group's columns in order; d, a, n, m2 to p2 as above, e is 1e-10. */
  public static final List<Column> COLUMNS =
      Stream.of(
              probabilities(), context(), sided("donor", "d"), sided("acceptor", "a"), bothSides())
          .flatMap(List::stream)
          .toList();

  private final InputColumns columns;
  private final Predicate<String> given;
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
  private final SideFeatures donor;
  private final SideFeatures acceptor;
  private final int donorAcceptorPeakRatio;
  private final int typeSignalDifference;
  private final int scoreDifferenceRatio;
  private final int signalStrengthRatio;

  private final ScoreContext ofDonor = new ScoreContext();
  private final ScoreContext ofAcceptor = new ScoreContext();

  /**
   * @param columns what a row carries
   * @param given whether the table has the column of a name
   */
  public DerivedFeatures(InputColumns columns, Predicate<String> given) {
    this.columns = columns;
    this.given = given;
    allGiven = columns.all().stream().allMatch(c -> !c.derived() || given.test(c.name()));
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
    donor = new SideFeatures("donor_", this::place);
    acceptor = new SideFeatures("acceptor_", this::place);
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
    ofDonor.take(row, RowCursor.FIRST_CONTEXT);
    fill(row, ofDonor, ofDonor, ofDonor);
  }

  /**
   * Fills the features of a row from scores ({@link ScoreColumns}), whose context is not that of
   * one pass: a donor's features follow from the donor scores around the position, an acceptor's
   * from the acceptor scores, and the row's own context is that of the type with the larger score
   * at the position, a tie the donor's (contract 8.5). None of these scores may be null.
   */
  public void fillFromScores(RowCursor row) {
    ofDonor.take(row, ScoreColumns.DONOR_CONTEXT);
    ofAcceptor.take(row, ScoreColumns.ACCEPTOR_CONTEXT);
    ScoreContext ofRow = row.donorScore() >= row.acceptorScore() ? ofDonor : ofAcceptor;
    ofRow.put(row, RowCursor.FIRST_CONTEXT);
    fill(row, ofDonor, ofAcceptor, ofRow);
  }

  private void fill(
      RowCursor row, ScoreContext donorContext, ScoreContext acceptorContext, ScoreContext ofRow) {
    fillProbabilities(row);
    if (ofRow.isWhole()) {
      set(row, contextNeighborMean, ofRow.mean());
      set(row, contextAsymmetry, ofRow.asymmetry());
      set(row, contextMax, ofRow.max());
    }
    donor.fill(row, row.donorScore(), donorContext);
    acceptor.fill(row, row.acceptorScore(), acceptorContext);
    if (donorContext.isWhole() && acceptorContext.isWhole()) {
      set(
          row,
          donorAcceptorPeakRatio,
          donor.peakHeightRatio() / (acceptor.peakHeightRatio() + EPSILON));
      set(row, typeSignalDifference, donor.signalStrength() - acceptor.signalStrength());
      set(row, signalStrengthRatio, donor.signalStrength() / (acceptor.signalStrength() + EPSILON));
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

  /** Fills a feature where it is to be computed. */
  static void set(RowCursor row, int place, double value) {
    if (place != GIVEN) {
      row.setDouble(place, value);
    }
  }

  private int place(String feature) {
    return given.test(feature) ? GIVEN : columns.indexOf(feature);
  }

  private static List<Column> probabilities() {
    return List.of(
        ofScores(
            "relative_donor_probability",
            RATIO,
            "Donor's share of the two splice scores: d/(d+a+e)."),
        ofScores(
            "splice_probability", RATIO, "Splice scores' share of all three: (d+a)/(d+a+n+e)."),
        ofScores(
            "donor_acceptor_diff",
            RATIO,
            "Donor against acceptor, relative to the larger: (d-a)/(max(d,a)+e)."),
        ofScores(
            "splice_neither_diff",
            RATIO,
            "The larger splice score against neither: (max(d,a)-n)/(max(d,a,n)+e)."),
        ofScores(
            "donor_acceptor_logodds", NATS, "Log odds of donor against acceptor: ln(d+e)-ln(a+e)."),
        ofScores(
            "splice_neither_logodds",
            NATS,
            "Log odds of splice site against neither: ln(d+a+e)-ln(n+e)."),
        ofScores(
            "probability_entropy",
            NATS,
            "Entropy of the three scores: -d ln(d+e) - a ln(a+e) - n ln(n+e)."));
  }

  private static List<Column> context() {
    return List.of(
        neighbour("context_score_m2", "two bases before"),
        neighbour("context_score_m1", "one base before"),
        neighbour("context_score_p1", "one base after"),
        neighbour("context_score_p2", "two bases after"),
        ofContext(
            "context_neighbor_mean",
            PROBABILITY,
            "Mean of the four context scores: (m2+m1+p1+p2)/4."),
        ofContext(
            "context_asymmetry", DIFFERENCE, "Context before against after: (m1+m2)-(p1+p2)."),
        ofContext("context_max", PROBABILITY, "Largest of the four context scores."));
  }

  /** The features of one score against its neighbours; {@code s} is its letter. */
  private static List<Column> sided(String site, String s) {
    String score = "The " + site + " score";
    String context = " Here m2 to p2 are %s_context_m2 to _p2.".formatted(site);
    return Stream.of(
            ofBoth(
                site + "_diff_m1",
                DIFFERENCE,
                score + " minus the context one base before: " + s + "-m1."),
            ofBoth(
                site + "_diff_m2",
                DIFFERENCE,
                score + " minus the context two bases before: " + s + "-m2."),
            ofBoth(
                site + "_diff_p1",
                DIFFERENCE,
                score + " minus the context one base after: " + s + "-p1."),
            ofBoth(
                site + "_diff_p2",
                DIFFERENCE,
                score + " minus the context two bases after: " + s + "-p2."),
            ofBoth(
                site + "_surge_ratio",
                RATIO,
                score + " over both direct neighbours: " + s + "/(m1+p1+e)."),
            column(
                OF_CONTEXT,
                site + "_is_local_peak",
                INT,
                FLAG,
                "1 where " + s + ">m1, " + s + ">p1 and " + s + ">0.001.",
                Leak.SCORES,
                Leak.PASS),
            ofBoth(
                site + "_weighted_context",
                PROBABILITY,
                "Weighted mean around the position: 0.1 m2+0.2 m1+0.4 " + s + "+0.2 p1+0.1 p2."),
            ofBoth(
                site + "_peak_height_ratio",
                RATIO,
                score + " over the context's mean: " + s + "/(mean+e)."),
            ofBoth(
                site + "_second_derivative",
                DIFFERENCE,
                "Curvature at the position: (" + s + "-m1)-(p1-" + s + ")."),
            ofBoth(
                site + "_signal_strength",
                DIFFERENCE,
                score + " minus the context's mean: " + s + "-mean."),
            ofBoth(
                site + "_context_diff_ratio",
                RATIO,
                score + " over the largest context score: " + s + "/(max+e)."))
        .map(c -> c.ofScores(c.ofScores().meaning() + context, BASE_MODEL))
        .toList();
  }

  private static List<Column> bothSides() {
    return List.of(
        ofBoth("donor_acceptor_peak_ratio", RATIO, "Donor's peak height ratio over acceptor's."),
        ofBoth("type_signal_difference", DIFFERENCE, "Donor's signal strength minus acceptor's."),
        column(
            OF_CONTEXT,
            "score_difference_ratio",
            DOUBLE,
            RATIO,
            "Donor minus acceptor over their sum: (d-a)/(d+a+e).",
            Leak.SCORES),
        ofBoth("signal_strength_ratio", RATIO, "Donor's signal strength over acceptor's."));
  }

  private static Column neighbour(String name, String where) {
    return column(
            OF_TABLE,
            name,
            DOUBLE,
            PROBABILITY,
            "The pass's score %s the position.".formatted(where),
            Leak.PASS)
        .ofScores(
            "The score %s the position, of the type with the larger score at it; a tie is the donor's."
                .formatted(where),
            BASE_MODEL);
  }

  /** Computed from the three scores. */
  private static Column ofScores(String name, String unit, String meaning) {
    return column(OF_SCORES, name, DOUBLE, unit, meaning, Leak.SCORES);
  }

  /** Computed from the neighbours' scores. */
  private static Column ofContext(String name, String unit, String meaning) {
    return column(OF_CONTEXT, name, DOUBLE, unit, meaning, Leak.PASS);
  }

  /** Computed from a score and its neighbours' scores. */
  private static Column ofBoth(String name, String unit, String meaning) {
    return column(OF_CONTEXT, name, DOUBLE, unit, meaning, Leak.SCORES, Leak.PASS);
  }

  private static Column column(
      String source, String name, ColumnType type, String unit, String meaning, Leak... leaks) {
    return new Column(name, type, true, unit, Role.FEATURE, Steps.READ_SITES, "", meaning, source)
        .ofScores(meaning, BASE_MODEL)
        .leaking(leaks);
  }
}
