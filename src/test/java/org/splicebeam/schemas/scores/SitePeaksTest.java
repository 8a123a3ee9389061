package org.splicebeam.schemas.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;

class SitePeaksTest {
  private static SitePeaks of(double... means) {
    return new SitePeaks(SpliceType.DONOR, Strand.FORWARD, 20, means);
  }

  /** All 0 but at some distances from the site. */
  private static SitePeaks at(int shift, double mean, int other, double otherMean) {
    double[] means = new double[SitePeaks.SHIFTS];
    means[other + SitePeaks.REACH] = otherMean;
    means[shift + SitePeaks.REACH] = mean;
    return of(means);
  }

  @Test
  void theLargestMeanIsThePeakAtEveryDistance() {
    for (int shift = -SitePeaks.REACH; shift <= SitePeaks.REACH; shift++) {
      SitePeaks peaks = at(shift, 0.7, shift == 0 ? 1 : 0, 0.3);
      assertThat(peaks.peak(), is(shift));
      assertThat(peaks.mean(shift), is(0.7));
      assertThat(peaks.isClear(), is(true));
    }
  }

  @Test
  void ofEqualMeansTheNearestIsThePeakThenTheLater() {
    assertThat(of(new double[SitePeaks.SHIFTS]).peak(), is(0));
    assertThat(at(-2, 0.5, 3, 0.5).peak(), is(-2));
    assertThat(at(2, 0.5, -3, 0.5).peak(), is(2));
    assertThat(at(-1, 0.5, 1, 0.5).peak(), is(1));
    assertThat(at(-5, 0.5, 5, 0.5).peak(), is(5));
    assertThat(at(0, 0.5, 5, 0.5).peak(), is(0));
  }

  @Test
  void aClearPeakIsATenthAndTwiceAllOthers() {
    assertThat(at(1, 0.1, 0, 0.05).isClear(), is(true));
    assertThat(at(1, Math.nextDown(0.1), 0, 0).isClear(), is(false));
    assertThat(at(-5, 0.5, 5, 0.25).isClear(), is(true));
    assertThat(at(-5, 0.5, 5, Math.nextUp(0.25)).isClear(), is(false));
    assertThat(at(1, 0.5, 0, 0.5).isClear(), is(false));
    assertThat(of(new double[SitePeaks.SHIFTS]).isClear(), is(false));
  }

  @Test
  void twentySitesSaySomething() {
    double[] means = new double[SitePeaks.SHIFTS];
    assertThat(new SitePeaks(SpliceType.DONOR, Strand.FORWARD, 20, means).speaks(), is(true));
    assertThat(new SitePeaks(SpliceType.DONOR, Strand.FORWARD, 19, means).speaks(), is(false));
  }

  /** Against the sentence of the contract, read slowly, on means of which many are equal. */
  @Test
  void peaksAreThoseOfASlowReading() {
    SplittableRandom random = new SplittableRandom(3);
    List<Integer> shifts =
        IntStream.rangeClosed(-SitePeaks.REACH, SitePeaks.REACH).boxed().toList();
    int clear = 0;
    int ties = 0;
    for (int round = 0; round < 20_000; round++) {
      int levels = 2 + random.nextInt(8);
      double[] means = new double[SitePeaks.SHIFTS];
      Arrays.setAll(means, i -> random.nextInt(levels) == 0 ? random.nextInt(9) / 16.0 : 0);
      SitePeaks peaks = of(means);
      int expected =
          shifts.stream()
              .min(
                  Comparator.<Integer>comparingDouble(k -> -means[k + SitePeaks.REACH])
                      .thenComparing(k -> Math.abs(k))
                      .thenComparing(Comparator.reverseOrder()))
              .orElseThrow();
      boolean isClear =
          peaks.mean(expected) >= 0.1
              && shifts.stream()
                  .filter(k -> k != expected)
                  .allMatch(k -> peaks.mean(expected) >= 2 * peaks.mean(k));
      assertThat(Arrays.toString(means), peaks.peak(), is(expected));
      assertThat(Arrays.toString(means), peaks.isClear(), is(isClear));
      clear += isClear ? 1 : 0;
      ties +=
          shifts.stream().filter(k -> peaks.mean(k) == peaks.mean(expected)).count() > 1 ? 1 : 0;
    }
    assertThat(clear, greaterThan(1_000));
    assertThat(ties, greaterThan(1_000));
  }
}
