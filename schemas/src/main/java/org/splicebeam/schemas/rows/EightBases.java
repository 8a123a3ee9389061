package org.splicebeam.schemas.rows;

import org.splicebeam.schemas.EightBytes;

/**
 * Eight letters of a sequence at a time, in one {@code long} whose lowest byte is the first.
 *
 * <p>Codes are those of {@link PackedSequences}. They come from a letter's own bits: the second and
 * third lowest of A, C, G and T, of either case, tell them apart.
 */
final class EightBases {
  static final int COUNT = Long.BYTES;

  private static final long UPPER_CASE = 0xDF * EightBytes.ONES;
  private static final long LOWER_CASE_BIT = 0x20 * EightBytes.ONES;

  /** Added to a byte below 128, each sets its top bit where the byte is at least that letter. */
  private static final long FROM_A = (0x80 - 'a') * EightBytes.ONES;

  private static final long BEYOND_Z = (0x80 - 'z' - 1) * EightBytes.ONES;

  private EightBases() {}

  /** Whether each is an ASCII letter of either case. */
  static boolean areLetters(long eight) {
    long lower = (eight | LOWER_CASE_BIT) & ~EightBytes.TOP_BITS;
    return (lower + FROM_A & ~(lower + BEYOND_Z) & ~eight & EightBytes.TOP_BITS)
        == EightBytes.TOP_BITS;
  }

  /** The codes, a byte each: right for A, C, G and T of either case, any for another letter. */
  static long codes(long letters) {
    return (letters >>> 1 ^ letters >>> 2) & 3 * EightBytes.ONES;
  }

  /** Whether each letter is the one that its code stands for. */
  static boolean areBases(long letters, long codes) {
    long low = codes & EightBytes.ONES;
    long high = codes >>> 1 & EightBytes.ONES;
    // C is 2 above A, G is 6, and T 11 more than both together; no sum leaves its byte.
    long expected = 'A' * EightBytes.ONES + 2 * low + 6 * high + 11 * (low & high);
    return (letters & UPPER_CASE) == expected;
  }

  /** Moves eight codes of two bits from a byte each to next to one another, the first lowest. */
  static short pack(long codes) {
    long pairs = (codes | codes >>> 6) & 0x000F000F000F000FL;
    long fours = (pairs | pairs >>> 12) & 0x000000FF000000FFL;
    return (short) (fours | fours >>> 24);
  }

  /** Undoes {@link #pack}. */
  static long unpack(short packed) {
    long fours = (packed & 0xFFFFL | (packed & 0xFFFFL) << 24) & 0x000000FF000000FFL;
    long pairs = (fours | fours << 12) & 0x000F000F000F000FL;
    return (pairs | pairs << 6) & 3 * EightBytes.ONES;
  }
}
