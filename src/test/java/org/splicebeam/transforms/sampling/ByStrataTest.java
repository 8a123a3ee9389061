package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByStrataTest {
  private static final ByStrata EIGHT = new ByStrata(8);

  private static final Map<Integer, Long> SOME = Map.of(0, 2L, 3, 5L, 8, 10L, 13, 1_000L);

  private static long[] strata(Map<Integer, Long> rows) {
    long[] strata = new long[14];
    rows.forEach((stratum, count) -> strata[stratum] = count);
    return strata;
  }

  private static void fills(Map<Integer, Long> available, long most, Map<Integer, Long> kept) {
    assertThat(ByStrata.fill(strata(available), most), equalTo(strata(kept)));
  }

  @Test
  void aBoundIsInTheHigherStratum() {
    assertThat(EIGHT.pools(), equalTo(14));
    for (int j = 0; j < 13; j++) {
      double bound = NaiveSampling.BOUNDS.get(j);
      assertThat(EIGHT.grade(bound), equalTo(j));
      assertThat(EIGHT.grade(Math.nextUp(bound)), equalTo(j));
      assertThat(EIGHT.grade(Math.nextDown(bound)), equalTo(j + 1));
      assertThat(bound / Math.pow(10, -(j + 1) / 2.0), closeTo(1, 1e-15)); // half a decade each
    }
  }

  @Test
  void scoresAreOfTheirStratum() {
    double[] scores = {
      1, 0.5, 0.32, 0.31, 0.1, 0.099, 0.001, 1e-6, 3e-7, Double.MIN_VALUE, 0, -0.0, 0.1f, 0.01f
    };
    // Of the floats of a track 0.1 is above its bound, 0.01 below.
    int[] strata = {0, 0, 0, 1, 1, 2, 5, 11, 13, 13, 13, 13, 1, 4};
    for (int i = 0; i < scores.length; i++) {
      assertThat(scores[i] + "", EIGHT.grade(scores[i]), equalTo(strata[i]));
    }
  }

  @Test
  void strataAreFilledAsWaterFills() {
    fills(SOME, 1_017, SOME);
    fills(SOME, 1_016, Map.of(0, 2L, 3, 5L, 8, 10L, 13, 999L));
    fills(SOME, 0, Map.of());
    fills(Map.of(), 0, Map.of());
    fills(SOME, 3, Map.of(0, 1L, 3, 1L, 8, 1L)); // a level of 0
    fills(SOME, 4, Map.of(0, 1L, 3, 1L, 8, 1L, 13, 1L)); // a level of 1, nothing over
    fills(SOME, 16, Map.of(0, 2L, 3, 5L, 8, 5L, 13, 4L)); // 4; two over: not to 0, which is empty
    fills(SOME, 17, Map.of(0, 2L, 3, 5L, 8, 5L, 13, 5L)); // 5
    fills(SOME, 18, Map.of(0, 2L, 3, 5L, 8, 6L, 13, 5L)); // one over, to 8: 3 is empty by now
    fills(SOME, 28, Map.of(0, 2L, 3, 5L, 8, 10L, 13, 11L)); // 11
    fills(Map.of(13, 7L), 5, Map.of(13, 5L));
    fills(Map.of(0, 7L), 5, Map.of(0, 5L));
    fills(Map.of(13, 1L << 60), 1L << 59, Map.of(13, 1L << 59));
  }

  @Test
  void itIsTheSameAsHandingOutOneAtATime() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      long[] available = new long[14];
      for (int j = 0; j < available.length; j++) {
        available[j] = random.nextInt(3) == 0 ? 0 : random.nextInt(60);
      }
      long most = random.nextInt(1 + (int) Arrays.stream(available).sum());
      assertThat(ByStrata.fill(available, most), equalTo(NaiveSampling.handedOut(available, most)));
    }
  }

  @Test
  void theGenesOwnNumberRoundsAndNeverAsksForMoreThanThereAre() {
    KeyHash hash = new KeyHash("ENSG00000141510", 42); // 0.2009...
    long[] available = strata(Map.of(2, 1L, 13, 100L));
    assertThat(new ByStrata(0.79).toKeep(available, 1, hash), equalTo(strata(Map.of())));
    assertThat(new ByStrata(0.8).toKeep(available, 1, hash), equalTo(strata(Map.of(2, 1L))));
    assertThat(EIGHT.toKeep(available, 2, hash), equalTo(strata(Map.of(2, 1L, 13, 15L))));
    assertThat(EIGHT.toKeep(available, 0, hash), equalTo(strata(Map.of())));
    assertThat(new ByStrata(1e300).toKeep(available, 9, hash), equalTo(available));
    assertThat(new ByStrata(Double.MAX_VALUE).toKeep(available, 9, hash), equalTo(available));
  }

  /**
   * Three rows that are no TN, without a gene's number: each share is that of two whole numbers.
   */
  @Test
  void ofAllGenesAShareOfEachStratumStays() {
    long[] available = strata(Map.of(0, 3L, 1, 13L, 2, 5L, 13, 140L));
    double[] shares = new double[14];
    shares[0] = 1;
    shares[1] = 8 / 13.0;
    shares[2] = 1;
    shares[13] = 8 / 140.0;
    assertThat(EIGHT.shares(available, 3), equalTo(shares));
    double[] few = new double[14];
    assertThat(new ByStrata(0.33).shares(available, 3), equalTo(few));
    few[0] = 1 / 3.0;
    assertThat(new ByStrata(0.34).shares(available, 3), equalTo(few));
    few[1] = 1 / 13.0;
    assertThat(new ByStrata(0.99).shares(available, 3), equalTo(few));
    assertThat(EIGHT.shares(new long[14], 3), equalTo(new double[14]));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aRatioIsFiniteAndNotNegative(double ratio) {
    assertThrows(IllegalArgumentException.class, () -> new ByStrata(ratio));
  }
}
