package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.parts.Split;

/** Summaries meet in any order, travel, and come back from receipts. */
class RowSummaryTest {
  private static final ColumnSettings SETTINGS =
      new ColumnSettings(List.of(1, 2), false, List.of());

  private static RowSummary random(int part) {
    return HandMadeSummary.random(SETTINGS, part, 100 + part);
  }

  @Test
  void theOrderInWhichSummariesMeetDoesNotMatter() {
    RowSummary inOrder = random(0).plus(random(1)).plus(random(2)).plus(random(3));
    assertThat(random(3).plus(random(1)).plus(random(2).plus(random(0))), is(inOrder));
    assertThat(random(2).plus(random(3).plus(random(0))).plus(random(1)), is(inOrder));
    assertThat(inOrder.parts(), is(List.of(0, 1, 2, 3)));
    Moments ofColumn = Moments.NONE;
    for (int part = 0; part < 4; part++) {
      ofColumn = ofColumn.then(random(part).moments.get(part)[5]);
    }
    assertThat(inOrder.moments(5), is(ofColumn));
  }

  @Test
  void aPartIsCountedOnce() {
    RowSummary some = random(0).plus(random(1));
    RowSummary again = random(2).plus(random(1));
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> some.plus(again)).getMessage(),
        is("part 1 is counted twice"));
  }

  @Test
  void summariesComeBack() throws Exception {
    CoderLaws.hold(RowSummary.class, List.of(random(0), random(1), random(0).plus(random(1))));
  }

  @Test
  void summariesComeBackFromReceipts() throws IOException {
    for (RowSummary summary : List.of(random(0), random(1).plus(random(7)))) {
      assertThat(RowSummary.ofText(summary.toText()), is(Optional.of(summary)));
    }
  }

  @Test
  void summariesOfReceiptsAreAddedUpInAnyGroups() {
    AddSummaries add = new AddSummaries();
    RowSummary some = add.addInput(add.createAccumulator(), random(2).toText());
    RowSummary others =
        add.addInput(add.addInput(add.createAccumulator(), random(0).toText()), random(1).toText());
    RowSummary all = add.mergeAccumulators(List.of(some, add.createAccumulator(), others));
    assertThat(add.extractOutput(all), is(random(0).plus(random(1)).plus(random(2))));
  }

  @Test
  void theWholeIsTheSumOfTheSplits() {
    SplitSummaries splits =
        SplitSummaries.of(
            List.of(
                KV.of(SplitSummaries.keyOf(Split.TEST), random(2)),
                KV.of(SplitSummaries.keyOf(Split.TRAIN), random(0).plus(random(1)))));
    assertThat(splits.all(), is(random(0).plus(random(1)).plus(random(2))));
    assertThat(splits.bySplit().get(Split.TEST), is(random(2)));
    assertThat(
        SplitSummaries.of(List.of(KV.of(SplitSummaries.keyOf(null), random(4)))),
        is(new SplitSummaries(random(4), Map.of())));
  }

  @Test
  void doublesKeepTheirOrderAsWholeNumbers() {
    double[] ascending = {
      Double.NEGATIVE_INFINITY, -1e300, -1, -Double.MIN_VALUE, 0, Double.MIN_VALUE, 0.5, 1, 1e300
    };
    for (int i = 0; i < ascending.length; i++) {
      long ordered = RowSummary.ordered(ascending[i]);
      assertThat(RowSummary.disordered(ordered), is(ascending[i]));
      assertThat(i == 0 || RowSummary.ordered(ascending[i - 1]) < ordered, is(true));
    }
    assertThat(RowSummary.ordered(-0.0), is(RowSummary.ordered(0.0)));
  }
}
