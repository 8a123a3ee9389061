package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sums of doubles against exact ones. */
class MomentsTest {
  private static final MathContext EXACT = new MathContext(60);

  /** Far from zero, where squares that are subtracted would cancel. */
  @Test
  void momentsOfPiecesAreThoseOfTheWhole() {
    Random random = new Random(7);
    double[] values = random.doubles(1_003).map(value -> 1e8 + value).toArray();
    Moments all = Moments.NONE;
    for (int from = 0; from < values.length; ) {
      int to = Math.min(values.length, from + random.nextInt(100));
      all = all.then(Moments.of(Arrays.copyOfRange(values, from, to), to - from));
      from = to;
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (double value : values) {
      sum = sum.add(new BigDecimal(value));
    }
    BigDecimal mean = sum.divide(new BigDecimal(values.length), EXACT);
    BigDecimal squares = BigDecimal.ZERO;
    for (double value : values) {
      squares = squares.add(new BigDecimal(value).subtract(mean).pow(2), EXACT);
    }
    assertThat(all.count(), is(1_003L));
    assertThat(all.mean() / mean.doubleValue(), closeTo(1, 1e-15));
    assertThat(all.squares() / squares.doubleValue(), closeTo(1, 1e-8));
  }

  /** The first values, from which differences are taken, are far from all others. */
  @Test
  void theFirstValuesMayBeFarFromTheOthers() {
    double[] values = new double[65_536];
    Arrays.fill(values, 0, 256, 1e9);
    Moments all = Moments.of(values, values.length);
    double mean = 1e9 / 256;
    assertThat(all.mean() / mean, closeTo(1, 1e-12));
    assertThat(
        all.squares() / (256 * (1e9 - mean) * (1e9 - mean) + 65_280 * mean * mean),
        closeTo(1, 1e-9));
  }

  @Test
  void runsAreAsTheirValues() {
    double[] values = {2, 2, 2, -1, 7, 7};
    Moments whole = Moments.of(values, values.length);
    Moments ofRuns = Moments.ofRuns(new double[] {2, -1, 7}, new int[] {3, 1, 2}, 3);
    assertThat(ofRuns.count(), is(6L));
    assertThat(ofRuns.mean(), closeTo(whole.mean(), 1e-15));
    assertThat(ofRuns.squares(), closeTo(whole.squares(), 1e-13));
    assertThat(Moments.ofRuns(values, new int[6], 0), is(Moments.NONE));
  }

  @Test
  void noValueChangesNothing() {
    Moments some = Moments.of(new double[] {1, 4}, 2);
    assertThat(some, is(new Moments(2, 2.5, 4.5)));
    assertThat(Moments.of(new double[] {1, 4}, 0), is(Moments.NONE));
    assertThat(Moments.NONE.then(some), is(some));
    assertThat(some.then(Moments.NONE), is(some));
    assertThat(some.then(Moments.of(new double[] {1}, 1)), is(new Moments(3, 2, 6)));
  }
}
