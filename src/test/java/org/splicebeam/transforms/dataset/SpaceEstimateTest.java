package org.splicebeam.transforms.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;

class SpaceEstimateTest {
  private static PartSettings settings(int rowGroupRows, Integer... kmerSizes) {
    return new PartSettings(
        new ColumnSettings(List.of(kmerSizes), false, List.of()),
        false,
        rowGroupRows,
        PartCompression.ZSTD);
  }

  @Test
  void noRowsTakeNothing() {
    assertThat(SpaceEstimate.of(settings(10, 6), new long[] {0}), is(new SpaceEstimate(0, 0)));
    assertThat(SpaceEstimate.of(settings(10, 6), new long[0]), is(new SpaceEstimate(0, 0)));
  }

  @Test
  void eachRowAndEachColumnOfEachRowGroupTakesSpace() {
    PartSettings settings = settings(10, 1);
    int columns = Columns.of(settings.columns()).all().size();
    assertThat(
        SpaceEstimate.of(settings, new long[] {25, 10, 1}),
        is(new SpaceEstimate(36 * 100 + 5 * columns * 100, 36 * 304 + 5 * columns * 100)));
  }

  @Test
  void countsOfLongWordsTakeSpaceByTheWord() {
    long[] million = {1_000_000};
    long fixed = SpaceEstimate.of(settings(1_000_000), million).usual();
    long three = SpaceEstimate.of(settings(1_000_000, 3), million).usual();
    long six = SpaceEstimate.of(settings(1_000_000, 6), million).usual();
    assertThat(three - fixed, is(64_000_000L + 64 * 100));
    assertThat(six - fixed, is(500_000_000L + 4096 * 100));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 kB",
    "999999, 999 kB",
    "1000000, 1 MB",
    "9999999999, 9999 MB",
    "10000000000, 10 GB"
  })
  void bytesAreToldInAFewDigits(long bytes, String told) {
    assertThat(SpaceEstimate.told(bytes), is(told));
  }
}
