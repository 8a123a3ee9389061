package org.splicebeam.transforms.lines;

import java.math.BigInteger;

/**
 * The double nearest to a decimal number, ties to even, by one or two multiplications with a power
 * of five of 128 bits (D. Lemire, Number parsing at a gigabyte per second, Software: Practice and
 * Experience 51, 2021; without fallback: N. Mushtak and D. Lemire, Fast number parsing without
 * fallback, 2023).
 *
 * <p>Memory: 2 kB of powers.
 */
final class NearestDouble {
  /** Powers of ten from minus this to this are known; with 64 bits of digits none is subnormal. */
  static final int LARGEST_POWER = 64;

  /** Bits of a product that decide: those of a double, and one to round by, below a leading 0. */
  private static final int DECIDING_BITS = 55;

  private static final long BEHIND_DECIDING = -1L >>> DECIDING_BITS;
  private static final int FRACTION_BITS = 52;
  private static final int EXPONENT_BIAS = 1023;

  /** Only 5 to these powers, or their product with 64 bits, can lie halfway between two doubles. */
  private static final int FIRST_TIE = -4;

  private static final int LAST_TIE = 23;

  /** 5 to 27 has 63 bits: numbers of 64 bits can be multiples of it, but of no larger power. */
  private static final int LAST_EXACT = -27;

  private static final long[] HIGH = new long[2 * LARGEST_POWER + 1];
  private static final long[] LOW = new long[2 * LARGEST_POWER + 1];

  static {
    for (int power = -LARGEST_POWER; power <= LARGEST_POWER; power++) {
      BigInteger five = fiveTo(power);
      HIGH[power + LARGEST_POWER] = five.shiftRight(Long.SIZE).longValue();
      LOW[power + LARGEST_POWER] = five.longValue();
    }
  }

  private NearestDouble() {}

  /**
   * The double nearest to {@code digits} times ten to the power.
   *
   * @param digits positive
   * @param power -64 to 64
   */
  static double of(long digits, int power) {
    int shift = Long.numberOfLeadingZeros(digits);
    long factor = digits << shift;
    long five = HIGH[power + LARGEST_POWER];
    long high = multiplyHigh(factor, five);
    long low = factor * five;
    if ((high & BEHIND_DECIDING) == BEHIND_DECIDING) {
      long more = multiplyHigh(factor, LOW[power + LARGEST_POWER]);
      low += more;
      high += Long.compareUnsigned(low, more) < 0 ? 1 : 0;
    }
    int upper = (int) (high >>> 63);
    int behind = upper + Long.SIZE - FRACTION_BITS - 3;
    long mantissa = high >>> behind;
    boolean tie =
        (low == 0 || low == 1)
            && FIRST_TIE <= power
            && power <= LAST_TIE
            && (mantissa & 3) == 1
            && mantissa << behind == high;
    mantissa = mantissa + (tie ? 0 : mantissa & 1) >>> 1;
    // 217706 / 65536 is the binary logarithm of ten; rounding up to a power of two adds to it here.
    long exponent = (217_706L * power >> 16) + Long.SIZE - 1 + upper - shift + EXPONENT_BIAS;
    return Double.longBitsToDouble((exponent - 1 << FRACTION_BITS) + mantissa);
  }

  /** The upper half of the product of two unsigned numbers. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }

  /**
   * Five to the power, times the power of two that makes 128 bits of it. A reciprocal is rounded up
   * while all of a product's digits may matter, else down.
   */
  private static BigInteger fiveTo(int power) {
    BigInteger five = BigInteger.valueOf(5).pow(Math.abs(power));
    if (power >= 0) {
      return five.shiftLeft(2 * Long.SIZE).shiftRight(five.bitLength());
    }
    BigInteger down = BigInteger.ONE.shiftLeft(five.bitLength() + 2 * Long.SIZE - 1).divide(five);
    return power < LAST_EXACT ? down : down.add(BigInteger.ONE);
  }
}
