package org.splicebeam.transforms.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against the JDK's own parser, which is exact and slow. */
class NearestDoubleTest {
  private static void assertNearest(long digits, int power) {
    assertEquals(
        Double.parseDouble(digits + "e" + power),
        NearestDouble.of(digits, power),
        () -> digits + "e" + power);
  }

  @Test
  void anyDigitsAtEveryPower() {
    SplittableRandom random = new SplittableRandom(1);
    for (int power = -NearestDouble.LARGEST_POWER; power <= NearestDouble.LARGEST_POWER; power++) {
      assertNearest(1, power);
      assertNearest(Long.MAX_VALUE, power);
      for (int i = 0; i < 3_000; i++) {
        assertNearest(random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63) | 1, power);
        assertNearest(random.nextLong(1_000_000_000_000_000_000L), power);
      }
    }
  }

  /** Numbers right between two doubles, and the nearest ones on both sides of them. */
  @Test
  void halfwayGoesToTheEvenOne() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      long odd = 1L << 53 | random.nextLong(1L << 53) | 1;
      for (int power = 0; power <= 4; power++) {
        BigInteger five = BigInteger.valueOf(5).pow(power);
        // odd / 2^power has a finite decimal expansion: odd * 5^power / 10^power.
        BigInteger digits = BigInteger.valueOf(odd).multiply(five);
        if (digits.bitLength() < Long.SIZE) {
          assertNearest(digits.longValue(), -power);
          assertNearest(digits.longValue() - 1, -power);
          assertNearest(digits.longValue() + 1, -power);
        }
        // odd * 2^n where ten to the power divides it.
        long rounded = odd / five.longValue() * five.longValue();
        assertNearest(rounded / five.longValue(), power);
      }
    }
  }

  /** What lies halfway between doubles, cut to 18 digits, at every power that scores come with. */
  @Test
  void nearHalfwayOfSmallNumbers() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 50_000; i++) {
      double number = random.nextDouble() * Math.pow(10, -random.nextInt(20));
      BigDecimal halfway = new BigDecimal(number).add(new BigDecimal(Math.nextUp(number)));
      BigDecimal half = halfway.divide(BigDecimal.valueOf(2));
      int drop = half.precision() - 18;
      if (number > 0 && drop > 0) {
        BigInteger digits = half.unscaledValue().divide(BigInteger.TEN.pow(drop));
        int power = drop - half.scale();
        assertNearest(digits.longValue(), power);
        assertNearest(digits.longValue() + 1, power);
      }
    }
  }
}
