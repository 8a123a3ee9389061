package org.splicebeam.transforms.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.parquet.PartCompression;

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
    int columns = Enrichers.of(settings.columns()).columns().all().size();
    assertThat(
        SpaceEstimate.of(settings, new long[] {25, 10, 1}),
        is(new SpaceEstimate(36 * 100 + 5 * columns * 100, 36 * 331 + 5 * columns * 300)));
  }

  @Test
  void countsOfLongWordsTakeSpaceByTheWord() {
    long[] million = {1_000_000};
    long fixed = SpaceEstimate.of(settings(1_000_000), million).usual();
    long three = SpaceEstimate.of(settings(1_000_000, 3), million).usual();
    long six = SpaceEstimate.of(settings(1_000_000, 6), million).usual();
    assertThat(three - fixed, is(21_000_000L + 64 * 300));
    assertThat(six - fixed, is(250_000_000L + 4096 * 300));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0 MB", "2440000, 2.4 MB", "999900000, 999.9 MB", "1000000000, 1.0 GB"})
  void bytesAreToldWithOneDecimal(long bytes, String told) {
    assertThat(SpaceEstimate.told(bytes), is(told));
  }
}
