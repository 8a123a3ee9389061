package org.splicebeam.transforms.features;

import org.splicebeam.schemas.EightBytes;

/**
 * What the symbols of a window say without their order (contract 2.3).
 *
 * @param gcContent share of G and C among all symbols, N included; 0 for an empty window
 * @param complexity Shannon entropy in bits of A, C, G, T and N, each a symbol; +0.0, never -0.0,
 *     where there is one symbol only
 */
public record SequenceStatistics(double gcContent, double complexity) {
  private static final double LN_2 = StrictMath.log(2);

  /** A, C, G, T and N. */
  static final int SYMBOLS = 5;

  /** Additions of 1 that a lane takes. */
  private static final int LANE = 255;

  /** The statistics of {@code codes[from..to)}: 0 A, 1 C, 2 G, 3 T, 4 N. */
  public static SequenceStatistics of(byte[] codes, int from, int to) {
    return of(counts(codes, from, to), to - from);
  }

  /** How often each symbol stands in {@code codes[from..to)}. */
  static int[] counts(byte[] codes, int from, int to) {
    int[] counts = new int[SYMBOLS];
    int i = from;
    while (i <= to - Long.BYTES) {
      long low = 0;
      long high = 0;
      long both = 0;
      long none = 0;
      int behind = i + Math.min((to - i) / Long.BYTES, LANE) * Long.BYTES;
      for (; i < behind; i += Long.BYTES) {
        long eight = EightBytes.get(codes, i);
        low += eight & EightBytes.ONES;
        high += eight >>> 1 & EightBytes.ONES;
        both += eight & eight >>> 1 & EightBytes.ONES;
        none += eight >>> 2 & EightBytes.ONES;
      }
      counts[1] += sum(low) - sum(both);
      counts[2] += sum(high) - sum(both);
      counts[3] += sum(both);
      counts[4] += sum(none);
    }
    counts[0] = i - from - counts[1] - counts[2] - counts[3] - counts[4];
    for (; i < to; i++) {
      counts[codes[i]]++;
    }
    return counts;
  }

  /** The statistics of a window of that length, with so many of each symbol. */
  static SequenceStatistics of(int[] counts, double length) {
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = count / length;
        bits -= share * (StrictMath.log(share) / LN_2);
      }
    }
    return new SequenceStatistics(length == 0 ? 0 : (counts[1] + counts[2]) / length, bits);
  }

  /** Of the lanes. */
  private static int sum(long lanes) {
    long pairs = (lanes & 0x00FF00FF00FF00FFL) + (lanes >>> 8 & 0x00FF00FF00FF00FFL);
    return (int) (pairs * 0x0001000100010001L >>> 48);
  }
}
