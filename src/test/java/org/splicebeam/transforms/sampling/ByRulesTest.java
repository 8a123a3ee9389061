package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ByRulesTest {
  /** Its hash is 0x3373fd4f087b4bae: u is 0.2009... */
  private static final KeyHash TP53 = new KeyHash("ENSG00000141510", 42);

  private static long easyToKeep(double easyRatio, long easy, long nonTn) {
    return ratio(easyRatio).toKeep(new long[] {0, easy}, nonTn, TP53)[1];
  }

  private static ByRules ratio(double easyRatio) {
    return new ByRules(0.15, 75, ByRules.ALL_NEAR, easyRatio);
  }

  @Test
  void theGenesOwnNumberRounds() {
    assertThat(easyToKeep(0.5, 100, 0), equalTo(0L));
    assertThat(easyToKeep(0.5, 100, 1), equalTo(0L)); // 0.70
    assertThat(easyToKeep(0.79, 100, 1), equalTo(0L)); // 0.99
    assertThat(easyToKeep(0.8, 100, 1), equalTo(1L)); // 1.0009
    assertThat(easyToKeep(0.5, 100, 7), equalTo(3L)); // 3.70
    assertThat(easyToKeep(0.5, 100, 8), equalTo(4L));
    assertThat(easyToKeep(0, 100, 8), equalTo(0L));
  }

  @Test
  void neverMoreThanThereAre() {
    assertThat(easyToKeep(0.5, 3, 100), equalTo(3L));
    assertThat(easyToKeep(0.5, 0, 100), equalTo(0L));
    assertThat(easyToKeep(Double.MAX_VALUE, 7, 100), equalTo(7L));
    assertThat(easyToKeep(Double.MAX_VALUE, 7, 0), equalTo(0L));
  }

  @Test
  void neighboursHaveANumberOfTheirOwn() {
    double u = (TP53.ofNeighbours() >>> 11) * 0x1p-53;
    for (double by : new double[] {-1e-9, 1e-9}) {
      ByRules rules = new ByRules(0.15, 75, 1 - u + by, 0);
      assertThat(rules.toKeep(new long[] {9, 9}, 1, TP53), equalTo(new long[] {by < 0 ? 0 : 1, 0}));
    }
    ByRules many = new ByRules(0.15, 75, 1e6, 0);
    assertThat(many.toKeep(new long[] {9, 9}, 1, TP53), equalTo(new long[] {9, 0}));
    assertThat(many.toKeep(new long[] {0, 9}, 1, TP53), equalTo(new long[] {0, 0}));
  }

  @Test
  void genesWithOneErrorKeepTheirRatioOnAverage() {
    int genes = 4_000;
    for (double easyRatio : new double[] {0.01, 0.5, 0.9, 2.25}) {
      double kept = 0;
      for (int gene = 0; gene < genes; gene++) {
        KeyHash hash = new KeyHash("GENE" + gene, 42);
        kept += ratio(easyRatio).toKeep(new long[] {0, 1_000}, 1, hash)[1];
      }
      // Three standard deviations of a mean of so many roundings.
      assertThat(kept / genes, closeTo(easyRatio, 3 * 0.5 / Math.sqrt(genes)));
    }
  }

  @Test
  void theShareOfEasyOnesIsAtMostAll() {
    assertThat(easyShare(0.5, 100, 20), equalTo(0.1));
    assertThat(easyShare(0.5, 3, 2), equalTo(1 / 3.0));
    assertThat(easyShare(0.5, 10, 21), equalTo(1.0));
    assertThat(easyShare(0.5, 100, 0), equalTo(0.0));
    assertThat(easyShare(0.5, 0, 20), equalTo(0.0));
    assertThat(easyShare(Double.MAX_VALUE, 10, 20), equalTo(1.0));
  }

  private static double easyShare(double easyRatio, long easy, long nonTn) {
    return ratio(easyRatio).shares(new long[] {77, easy}, nonTn)[1];
  }

  @Test
  void valuesOutsideTheirRangeAreRefused() {
    assertRefused(-0.1, 75, 0.5, 0.5);
    assertRefused(Double.NaN, 75, 0.5, 0.5);
    assertRefused(Double.POSITIVE_INFINITY, 75, 0.5, 0.5);
    assertRefused(0.15, -1, 0.5, 0.5);
    assertRefused(0.15, 75, -0.5, 0.5);
    assertRefused(0.15, 75, Double.NaN, 0.5);
    assertRefused(0.15, 75, 0.5, -0.5);
    assertRefused(0.15, 75, 0.5, Double.NaN);
    assertRefused(0.15, 75, 0.5, Double.POSITIVE_INFINITY);
  }

  private static void assertRefused(double threshold, long window, double near, double easy) {
    assertThrows(IllegalArgumentException.class, () -> new ByRules(threshold, window, near, easy));
  }
}
