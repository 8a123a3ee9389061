package org.splicebeam.transforms.lines;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import org.splicebeam.schemas.EightBytes;

/**
 * A number as analysis tables and tracks write it (contract 1.1): {@code
 * [+-]digits[.digits][e[+-]digits]}, {@code .5} and {@code 5.} too, ASCII, no spaces, finite; an
 * integer has no exponent and no fraction but zeros.
 *
 * <p>Reads one cell at a time without making objects: {@link #isReal} or {@link #isInteger} first,
 * then its value. Doubles are correctly rounded: a value whose digits fit 53 bits and whose power
 * of ten is exact takes one operation (W. D. Clinger, How to read floating point numbers
 * accurately, PLDI 1990), most others go to {@link NearestDouble}, those of more than 18 digits or
 * very large or small ones to the fastdoubleparser library. Not thread-safe.
 */
public final class NumberCell {
  /** Powers of ten that are doubles exactly. */
  private static final double[] TEN_TO = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long[] INTEGER_TEN_TO = new long[19];

  static {
    for (int power = 0; power < INTEGER_TEN_TO.length; power++) {
      INTEGER_TEN_TO[power] = (long) TEN_TO[power];
    }
  }

  private static final long MAX_EXACT_DIGITS = 1L << 53;

  /** Digits up to this take one more without overflow; the first 18 significant ones are kept. */
  private static final long ROOM_FOR_DIGIT = 100_000_000_000_000_000L;

  /** Digits up to this take eight more. */
  private static final long ROOM_FOR_EIGHT = ROOM_FOR_DIGIT / 10_000_000;

  private static final int KEPT_DIGITS = 18;

  // Eight digits at a time: scores mostly have sixteen and more.
  private static final long HIGH_HALVES = 0xF0 * EightBytes.ONES;
  private static final long ZEROS = '0' * EightBytes.ONES;
  private static final long SIXES = 0x06 * EightBytes.ONES;
  private static final long OTHER_PAIRS = 0x000000FF000000FFL;

  /** Bits of a double that are 0 where it lies halfway between two floats. */
  private static final long BELOW_HALFWAY = (1L << 52 - 23 - 1) - 1;

  /** 10 to this is a double, and no value of so many digits before its point is infinite. */
  private static final int FINITE_POWER = 308;

  /** Beyond any power that matters, below any overflow. */
  private static final long MAX_POWER = 1L << 40;

  private byte[] bytes;
  private int from;
  private int to;
  private boolean negative;

  /** The number is (-1 if negative) times digits times 10 to the power, unless some were cut. */
  private long digits;

  private long power;
  private boolean cut;
  private long integer;

  /** Whether the range is a finite number, whose value {@link #real} then gives. */
  public boolean isReal(byte[] cell, int start, int end) {
    bytes = cell;
    from = start;
    to = end;
    int whole = afterSign();
    // In variables until they are known: fields are written to memory at every digit.
    long kept = 0;
    int i = whole;
    int firstCut = end;
    for (; i < end && isDigit(cell[i]); i++) {
      if (kept < ROOM_FOR_DIGIT) {
        kept = kept * 10 + (cell[i] - '0');
      } else {
        firstCut = Math.min(firstCut, i);
      }
    }
    int mantissaDigits = i - whole;
    power = Math.max(i - firstCut, 0);
    if (i < end && cell[i] == '.') {
      int fraction = ++i;
      int fractionKept = 0;
      for (; kept < ROOM_FOR_EIGHT && i <= end - Long.BYTES; i += Long.BYTES) {
        long eight = EightBytes.get(cell, i);
        if (!areDigits(eight)) {
          break;
        }
        kept = kept * 100_000_000 + number(eight);
        fractionKept += Long.BYTES;
      }
      int rest = end - i;
      if (0 < rest
          && rest < Long.BYTES
          && end >= Long.BYTES
          && kept < INTEGER_TEN_TO[KEPT_DIGITS - rest]) {
        // The last eight bytes of the cell, those that were read already as zeros.
        long last = EightBytes.get(cell, end - Long.BYTES);
        long rests = -1L << Byte.SIZE * (Long.BYTES - rest);
        long eight = last & rests | ZEROS & ~rests;
        if (areDigits(eight)) {
          kept = kept * INTEGER_TEN_TO[rest] + number(eight);
          fractionKept += rest;
          i = end;
        }
      }
      for (; i < end && isDigit(cell[i]); i++) {
        if (kept < ROOM_FOR_DIGIT) {
          kept = kept * 10 + (cell[i] - '0');
          fractionKept++;
        } else {
          firstCut = Math.min(firstCut, i);
        }
      }
      mantissaDigits += i - fraction;
      power -= fractionKept;
    }
    digits = kept;
    cut = firstCut < end;
    if (mantissaDigits == 0) {
      return false;
    }
    if (i < end && (cell[i] | 0x20) == 'e') {
      i = exponent(i + 1);
    }
    return i == end && isFinite();
  }

  /**
   * As {@link #isReal}, for a value that nobody will ask for: digits with a point among them need
   * not be read to be a number, others are.
   */
  public boolean isUnreadReal(byte[] cell, int start, int end) {
    int first = start < end && (cell[start] == '-' || cell[start] == '+') ? start + 1 : start;
    int length = end - first;
    if (length < Long.BYTES || length > FINITE_POWER) {
      return isReal(cell, start, end);
    }
    boolean point = false;
    for (int i = first; i < end; i += Long.BYTES) {
      long eight = EightBytes.get(cell, Math.min(i, end - Long.BYTES));
      if (i > end - Long.BYTES) {
        eight =
            eight & -1L << Byte.SIZE * (Long.BYTES - (end - i)) | ZEROS >>> Byte.SIZE * (end - i);
      }
      long others = others(eight);
      if (others == 0) {
        continue;
      }
      int place = Long.numberOfTrailingZeros(others) & -Byte.SIZE;
      if (point || (others & others - 1) != 0 || (eight >>> place & 0xFF) != '.') {
        return isReal(cell, start, end);
      }
      point = true;
    }
    return true;
  }

  /** The value of the range that {@link #isReal} last found to be a number. */
  public double real() {
    if (digits == 0) {
      return negative ? -0.0 : 0.0;
    }
    if (cut || Math.abs(power) > NearestDouble.LARGEST_POWER) {
      return JavaDoubleParser.parseDouble(bytes, from, to - from);
    }
    double magnitude;
    if (digits <= MAX_EXACT_DIGITS && -22 <= power && power <= 22) {
      magnitude = power < 0 ? digits / TEN_TO[(int) -power] : digits * TEN_TO[(int) power];
    } else {
      magnitude = NearestDouble.of(digits, (int) power);
    }
    return negative ? -magnitude : magnitude;
  }

  /**
   * The float nearest to the range that {@link #isReal} last found to be a number, ties to even;
   * infinite where no float is so large.
   */
  public float nearestFloat() {
    double real = real();
    float nearest = (float) real;
    // A double halfway between two floats may itself be rounded; then the text decides.
    return nearest == real || (Double.doubleToRawLongBits(real) & BELOW_HALFWAY) != 0
        ? nearest
        : JavaFloatParser.parseFloat(bytes, from, to - from);
  }

  /** Whether the range is an integer of 64 bits, whose value {@link #integer} then gives. */
  public boolean isInteger(byte[] cell, int start, int end) {
    bytes = cell;
    from = start;
    to = end;
    integer = 0;
    int i = afterSign();
    int whole = i;
    // Counts downwards, because the smallest number has no positive counterpart.
    for (; i < end && isDigit(cell[i]); i++) {
      int digit = cell[i] - '0';
      if (integer < Long.MIN_VALUE / 10 || integer * 10 < Long.MIN_VALUE + digit) {
        return false;
      }
      integer = integer * 10 - digit;
    }
    if (i == whole || (!negative && integer == Long.MIN_VALUE)) {
      return false;
    }
    integer = negative ? integer : -integer;
    if (i < end && cell[i] == '.') {
      do {
        i++;
      } while (i < end && cell[i] == '0');
    }
    return i == end;
  }

  /** As {@link #isInteger}, for 32 bits. */
  public boolean isInteger32(byte[] cell, int start, int end) {
    return isInteger(cell, start, end) && integer == (int) integer;
  }

  /** The value of the range that {@link #isInteger} last found to be an integer. */
  public long integer() {
    return integer;
  }

  private int afterSign() {
    negative = from < to && bytes[from] == '-';
    return negative || (from < to && bytes[from] == '+') ? from + 1 : from;
  }

  /** Takes the exponent that starts here into the power; the end of it, or -1 if there is none. */
  private int exponent(int start) {
    boolean minus = start < to && bytes[start] == '-';
    int first = minus || (start < to && bytes[start] == '+') ? start + 1 : start;
    long exponent = 0;
    int i = first;
    for (; i < to && isDigit(bytes[i]); i++) {
      exponent = Math.min(exponent * 10 + (bytes[i] - '0'), MAX_POWER);
    }
    power += minus ? -exponent : exponent;
    return i == first ? -1 : i;
  }

  private boolean isFinite() {
    return power <= FINITE_POWER - KEPT_DIGITS || digits == 0 || !Double.isInfinite(real());
  }

  private static boolean areDigits(long eight) {
    return (eight & HIGH_HALVES) == ZEROS && (eight + SIXES & HIGH_HALVES) == ZEROS;
  }

  /** The top bit of each byte that is no digit, and no other bit. */
  private static long others(long eight) {
    long halves = (eight ^ ZEROS) & HIGH_HALVES;
    long tens = (eight & ~HIGH_HALVES) + SIXES & 0x10 * EightBytes.ONES;
    return (((halves | tens) & ~EightBytes.TOP_BITS) + ~EightBytes.TOP_BITS | halves)
        & EightBytes.TOP_BITS;
  }

  /** Digits to pairs, and then both pairs of each half to their places in the whole at once. */
  private static long number(long eightDigits) {
    long digits = eightDigits - ZEROS;
    long pairs = digits * 10 + (digits >>> 8);
    return (pairs & OTHER_PAIRS) * (100 + (1_000_000L << 32))
            + (pairs >>> 16 & OTHER_PAIRS) * (1 + (10_000L << 32))
        >>> 32;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
