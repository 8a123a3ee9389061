package org.splicebeam.transforms.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceStatisticsTest {
  private static SequenceStatistics of(int... codes) {
    byte[] window = new byte[codes.length];
    for (int i = 0; i < codes.length; i++) {
      window[i] = (byte) codes[i];
    }
    return SequenceStatistics.of(window, 0, window.length);
  }

  @Test
  void equalSharesHaveWholeBits() {
    assertThat(of(0, 1, 2, 3), is(new SequenceStatistics(0.5, 2)));
    assertThat(of(0, 0, 3, 3), is(new SequenceStatistics(0, 1)));
  }

  @Test
  void nIsASymbolAndPartOfTheLength() {
    SequenceStatistics five = of(0, 1, 2, 3, 4);
    assertThat(five.gcContent(), is(0.4));
    assertThat(five.complexity(), closeTo(2.321928094887362, 1e-15));
  }

  @Test
  void oneSymbolHasPositiveZeroBits() {
    for (int code = 0; code < 5; code++) {
      assertThat(
          Double.doubleToRawLongBits(of(code, code, code).complexity()),
          is(Double.doubleToRawLongBits(+0.0)));
    }
    assertThat(of(2, 2).gcContent(), is(1.0));
    assertThat(of(), is(new SequenceStatistics(0, 0)));
  }

  /** 6 A, 3 C, 1 G: -0.6 log2 0.6 - 0.3 log2 0.3 - 0.1 log2 0.1. */
  @Test
  void unequalSharesOfARange() {
    byte[] window = {3, 0, 0, 0, 1, 1, 1, 2, 0, 0, 0, 3};
    SequenceStatistics statistics = SequenceStatistics.of(window, 1, 11);
    assertThat(statistics.gcContent(), is(0.4));
    assertThat(statistics.complexity(), closeTo(1.295461844238322, 1e-15));
  }

  /** Against a count one by one; up to more than what 255 rounds of eight take. */
  @Test
  void everyLengthAndBeginning() {
    Random random = new Random(4);
    byte[] window = new byte[5_000];
    for (int i = 0; i < window.length; i++) {
      window[i] = (byte) random.nextInt(5);
    }
    for (int code = 0; code <= 5; code++) {
      for (int length : new int[] {1, 7, 8, 9, 63, 1_001, 2_039, 2_040, 2_041, 2_048, 4_990}) {
        int from = random.nextInt(9);
        int to = from + length;
        double bits = 0;
        double gc = 0;
        for (int symbol = 0; symbol < 5; symbol++) {
          int count = 0;
          for (int i = from; i < to; i++) {
            count += window[i] == symbol ? 1 : 0;
          }
          gc += symbol == 1 || symbol == 2 ? count : 0;
          double share = count / (double) length;
          bits -= count == 0 ? 0 : share * (StrictMath.log(share) / StrictMath.log(2));
        }
        assertThat(
            SequenceStatistics.of(window, from, to), is(new SequenceStatistics(gc / length, bits)));
      }
      Arrays.fill(window, (byte) code); // Then all of one, so that the lanes are full.
    }
  }
}
