package org.splicebeam.transforms.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.transforms.tables.HandMadeTable;

/** The expected values were computed by the contract's Python implementation. */
class DerivedFeaturesTest {
  private static final DerivedFeatures FROM_SCORES =
      new DerivedFeatures(ScoreColumns.INPUT, name -> false);

  private static final String CONFIDENT_DONOR =
      """
      relative_donor_probability=0.9999988158911686
      splice_probability=0.8226184953004622
      donor_acceptor_diff=0.9999988158897666
      splice_neither_diff=0.7843694060989015
      donor_acceptor_logodds=13.64651892334591
      splice_neither_logodds=1.5341897327912566
      probability_entropy=0.46741390156539675
      context_neighbor_mean=2.2400075999999997e-05
      context_asymmetry=4.008282599999999e-05
      context_max=6.355032e-05
      donor_diff_m1=0.82255394968
      donor_diff_m2=0.822616208755
      donor_diff_p1=0.82259833577
      donor_diff_p2=0.822611905491
      donor_surge_ratio=9945.24549157858
      donor_is_local_peak=1
      donor_weighted_context=0.3290642314854
      donor_peak_height_ratio=36723.706992302206
      donor_second_derivative=1.64515228545
      donor_signal_strength=0.822595099924
      donor_context_diff_ratio=12944.328298695747
      acceptor_diff_m1=-6.25763502e-05
      acceptor_diff_m2=-3.1727519999999995e-07
      acceptor_diff_p1=-1.81902602e-05
      acceptor_diff_p2=-4.6205392e-06
      acceptor_surge_ratio=0.011775057985495921
      acceptor_is_local_peak=0
      acceptor_weighted_context=1.7621073320000004e-05
      acceptor_peak_height_ratio=0.04348045301072635
      acceptor_second_derivative=-8.07666104e-05
      acceptor_signal_strength=-2.1426106199999998e-05
      acceptor_context_diff_ratio=0.015325938050448766
      donor_acceptor_peak_ratio=844602.6746497428
      type_signal_difference=0.8226165260302001
      score_difference_ratio=0.9999976319039002
      signal_strength_ratio=-38392.367305671745
      """;

  private static final String CERTAIN_ACCEPTOR =
      """
      relative_donor_probability=0.0
      splice_probability=0.9999999999
      donor_acceptor_diff=-0.9999999999
      splice_neither_diff=0.9999999999
      donor_acceptor_logodds=-23.025850930040455
      splice_neither_logodds=23.025850930040455
      probability_entropy=-1.000000082690371e-10
      context_neighbor_mean=0.21875
      context_asymmetry=0.625
      context_max=0.5
      donor_diff_m1=-0.5
      donor_diff_m2=-0.25
      donor_diff_p1=-0.125
      donor_diff_p2=0.0
      donor_surge_ratio=0.0
      donor_is_local_peak=0
      donor_weighted_context=0.15
      donor_peak_height_ratio=0.0
      donor_second_derivative=-0.625
      donor_signal_strength=-0.21875
      donor_context_diff_ratio=0.0
      acceptor_diff_m1=0.5
      acceptor_diff_m2=0.75
      acceptor_diff_p1=0.875
      acceptor_diff_p2=1.0
      acceptor_surge_ratio=1.599999999744
      acceptor_is_local_peak=1
      acceptor_weighted_context=0.55
      acceptor_peak_height_ratio=4.571428569338775
      acceptor_second_derivative=1.375
      acceptor_signal_strength=0.78125
      acceptor_context_diff_ratio=1.9999999996
      donor_acceptor_peak_ratio=0.0
      type_signal_difference=-1.0
      score_difference_ratio=-0.9999999999
      signal_strength_ratio=-0.27999999996416
      """;

  private static final String WITHOUT_M1 =
      """
      relative_donor_probability=0.59999999988
      splice_probability=0.49999999995
      donor_acceptor_diff=0.33333333322222214
      splice_neither_diff=-0.39999999992
      donor_acceptor_logodds=0.4054651079414975
      splice_neither_logodds=0.0
      probability_entropy=1.0296530137645736
      donor_diff_m2=0.19999999999999998
      donor_diff_p1=0.25
      donor_diff_p2=-0.10000000000000003
      acceptor_diff_m2=0.1
      acceptor_diff_p1=0.15000000000000002
      acceptor_diff_p2=-0.2
      score_difference_ratio=0.19999999995999995
      """;

  /** Of the scores of {@link #ofTracks()}. */
  private static final String OF_TRACKS =
      """
      relative_donor_probability=0.3260869635284314
      splice_probability=0.9200000165973006
      donor_acceptor_diff=-0.5161290166689271
      splice_neither_diff=0.8709677697056086
      donor_acceptor_logodds=-0.7259369711653859
      splice_neither_logodds=2.442347260984722
      probability_entropy=0.8596323036063813
      context_score_m2=9.999999974752427e-07
      context_score_m1=0.03999999910593033
      context_score_p1=0.6100000143051147
      context_score_p2=0.05000000074505806
      context_neighbor_mean=0.17500025353902515
      context_asymmetry=-0.619999015944245
      context_max=0.6100000143051147
      donor_diff_m1=-0.3999999761581421
      donor_diff_m2=0.2900000121444464
      donor_diff_p1=0.29800001182593405
      donor_diff_p2=0.30000001192092896
      donor_surge_ratio=0.4273504514701028
      donor_is_local_peak=0
      donor_weighted_context=0.26140000238083305
      donor_peak_height_ratio=1.6853933529741907
      donor_second_derivative=-0.10199996433220804
      donor_signal_strength=0.12200001493329182
      donor_context_diff_ratio=0.4285714528386309
      acceptor_diff_m1=0.5800000056624413
      acceptor_diff_m2=0.6199990047683741
      acceptor_diff_p1=0.009999990463256836
      acceptor_diff_p2=0.5700000040233135
      acceptor_surge_ratio=0.9538461413552514
      acceptor_is_local_peak=1
      acceptor_weighted_context=0.3830001046640632
      acceptor_peak_height_ratio=3.5428520352162005
      acceptor_second_derivative=0.5899999961256981
      acceptor_signal_strength=0.44499975122934643
      acceptor_context_diff_ratio=1.0163934264378813
      donor_acceptor_peak_ratio=0.47571655157305176
      type_signal_difference=-0.3229997362960546
      score_difference_ratio=-0.34782607283444145
      signal_strength_ratio=0.27415749013081814
      """;

  @Test
  void computesWhatTheFileLacks() {
    assertFeatures(
        scores("0.8226175", "9.739698e-7", "0.1773815")
            .with("context_score_m2", "1.291245e-6")
            .with("context_score_m1", "0.00006355032")
            .with("context_score_p1", "0.00001916423")
            .with("context_score_p2", "5.594509e-6"),
        CONFIDENT_DONOR);
    assertFeatures(certainAcceptor(), CERTAIN_ACCEPTOR);
  }

  @Test
  void isNullOnlyWhereAScoreThatItUsesIsNull() {
    HandMadeTable table =
        scores("0.3", "0.2", "0.5")
            .with("context_score_m2", "0.1")
            .with("context_score_m1", "NA")
            .with("context_score_p1", "0.05")
            .with("context_score_p2", "0.4");
    assertFeatures(table, WITHOUT_M1);
    assertFeatures(table.without("context_score_m1"), WITHOUT_M1);
  }

  @Test
  void whatNeedsTwoNeighboursIsThereWithoutTheOthers() {
    RowCursor row =
        scores("0.5", "0", "0.5")
            .with("context_score_m1", "0.25")
            .with("context_score_p1", "0.125")
            .row();
    assertThat(value(row, "donor_second_derivative"), is(0.625));
    assertThat(value(row, "donor_surge_ratio"), closeTo(0.5 / (0.375 + 1e-10), 1e-15));
    assertThat(value(row, "donor_is_local_peak"), is(1.0));
    for (String unknown :
        new String[] {"donor_diff_m2", "donor_diff_p2", "context_max", "donor_weighted_context"}) {
      assertThat(unknown, row.isNull(HandMadeTable.STANDARD.indexOf(unknown)), is(true));
    }
  }

  /** Bit for bit; the acceptor score is the larger one, so the row's context is the acceptor's. */
  @Test
  void eachTypeHasItsOwnContextWhereRowsComeFromScores() {
    RowCursor row = ofTracks();
    FROM_SCORES.fillFromScores(row);
    Map<String, Double> expected = literals(OF_TRACKS);
    for (InputColumn column : HandMadeTable.STANDARD.all()) {
      Double value = expected.remove(column.name());
      if (value != null) {
        assertThat(column.name(), value(row, column.name()), is(value));
      } else {
        assertThat(column.name(), column.derived(), is(false));
      }
    }
    assertThat(expected, is(Map.of()));
  }

  @Test
  void aTieOfBothScoresGivesTheRowTheDonorsContext() {
    RowCursor row = ofTracks();
    row.setDouble(RowCursor.ACCEPTOR, row.donorScore());
    FROM_SCORES.fillFromScores(row);
    for (int i = 0; i < 4; i++) {
      assertThat(
          row.doubleValue(RowCursor.FIRST_CONTEXT + i),
          is(row.doubleValue(ScoreColumns.DONOR_CONTEXT + i)));
    }
    assertThat(value(row, "context_max"), is(0.699999988079071));
  }

  /** Where both types have one context, both ways in give the same. */
  @Test
  void oneContextForBothTypesIsThatOfATable() {
    RowCursor row = ofTracks();
    RowCursor ofTable = ofTracks();
    for (int i = 0; i < 4; i++) {
      double score = row.doubleValue(ScoreColumns.DONOR_CONTEXT + i);
      row.setDouble(ScoreColumns.ACCEPTOR_CONTEXT + i, score);
      ofTable.setDouble(RowCursor.FIRST_CONTEXT + i, score);
    }
    FROM_SCORES.fillFromScores(row);
    FROM_SCORES.fill(ofTable);
    for (InputColumn column : HandMadeTable.STANDARD.all()) {
      int place = HandMadeTable.STANDARD.indexOf(column.name());
      assertThat(column.name(), row.isNull(place), is(ofTable.isNull(place)));
      assertThat(column.name(), value(row, column.name()), is(value(ofTable, column.name())));
    }
  }

  /** float32 scores, widened. */
  private static RowCursor ofTracks() {
    RowCursor row = new RowCursor(ScoreColumns.INPUT);
    double donor = 0.3f;
    double acceptor = 0.62f;
    row.setDouble(RowCursor.DONOR, donor);
    row.setDouble(RowCursor.ACCEPTOR, acceptor);
    row.setDouble(RowCursor.NEITHER, Math.max(0, 1 - (donor + acceptor)));
    float[] donors = {0.01f, 0.7f, 0.002f, 0};
    float[] acceptors = {1e-6f, 0.04f, 0.61f, 0.05f};
    for (int i = 0; i < 4; i++) {
      row.setDouble(ScoreColumns.DONOR_CONTEXT + i, donors[i]);
      row.setDouble(ScoreColumns.ACCEPTOR_CONTEXT + i, acceptors[i]);
    }
    return row;
  }

  @Test
  void keepsWhatTheFileHasAndItsNulls() {
    RowCursor row =
        certainAcceptor()
            .with("context_neighbor_mean", "7")
            .with("acceptor_peak_height_ratio", "")
            .with("acceptor_is_local_peak", "5")
            .row();
    assertThat(value(row, "context_neighbor_mean"), is(7.0));
    assertThat(value(row, "acceptor_is_local_peak"), is(5.0));
    int given = HandMadeTable.STANDARD.indexOf("acceptor_peak_height_ratio");
    assertThat(row.isNull(given), is(true));
  }

  @Test
  void aFormulaNamesAnotherFeaturesFormulaNotItsGivenValue() {
    HandMadeTable table =
        certainAcceptor()
            .with("context_neighbor_mean", "7")
            .with("context_max", "NA")
            .with("donor_signal_strength", "9")
            .with("acceptor_signal_strength", "")
            .with("donor_peak_height_ratio", "9");
    Map<String, Double> expected = literals(CERTAIN_ACCEPTOR);
    for (String given :
        new String[] {
          "context_neighbor_mean",
          "context_max",
          "donor_signal_strength",
          "acceptor_signal_strength",
          "donor_peak_height_ratio"
        }) {
      expected.remove(given);
    }
    RowCursor row = table.row();
    expected.forEach((name, value) -> assertClose(name, value(row, name), value));
  }

  @Test
  void aPeakIsAboveBothNeighboursAndAboveTheThreshold() {
    assertThat(localPeak("0.5", "0.5", "0.1"), is(0.0));
    assertThat(localPeak("0.5", "0.1", "0.5"), is(0.0));
    assertThat(localPeak("0.001", "0", "0"), is(0.0));
    assertThat(localPeak("0.0010001", "0", "0"), is(1.0));
  }

  private static double localPeak(String donor, String m1, String p1) {
    HandMadeTable table =
        scores(donor, "0", "0").with("context_score_m1", m1).with("context_score_p1", p1);
    return value(table.row(), "donor_is_local_peak");
  }

  private static HandMadeTable scores(String donor, String acceptor, String neither) {
    return new HandMadeTable()
        .with("donor_score", donor)
        .with("acceptor_score", acceptor)
        .with("neither_score", neither);
  }

  private static HandMadeTable certainAcceptor() {
    return scores("0", "1", "0")
        .with("context_score_m2", "0.25")
        .with("context_score_m1", "0.5")
        .with("context_score_p1", "0.125")
        .with("context_score_p2", "0");
  }

  private static void assertFeatures(HandMadeTable table, String literals) {
    RowCursor row = table.row();
    Map<String, Double> expected = literals(literals);
    for (InputColumn column : HandMadeTable.STANDARD.all()) {
      if (!column.derived()) {
        continue;
      }
      int place = HandMadeTable.STANDARD.indexOf(column.name());
      Double value = expected.remove(column.name());
      assertThat(column.name(), row.isNull(place), is(value == null));
      if (value != null) {
        assertClose(column.name(), value(row, column.name()), value);
      }
    }
    assertThat(expected, is(Map.of()));
  }

  private static void assertClose(String name, double actual, double expected) {
    assertThat(name, actual, closeTo(expected, Math.abs(expected) * 1e-12));
  }

  private static double value(RowCursor row, String name) {
    int place = HandMadeTable.STANDARD.indexOf(name);
    return HandMadeTable.STANDARD.get(place).kind() == InputColumn.Kind.DOUBLE
        ? row.doubleValue(place)
        : row.longValue(place);
  }

  private static Map<String, Double> literals(String lines) {
    Map<String, Double> values = new TreeMap<>();
    lines
        .lines()
        .map(line -> line.split("="))
        .forEach(pair -> values.put(pair[0], Double.valueOf(pair[1])));
    return values;
  }
}
