package org.splicebeam.transforms.sequence;

/**
 * What the symbols of a window say without their order (contract 2.3).
 *
 * @param gcContent share of G and C among all symbols, N included; 0 for an empty window
 * @param complexity Shannon entropy in bits of A, C, G, T and N, each a symbol; +0.0, never -0.0,
 *     where there is one symbol only
 */
public record SequenceStatistics(double gcContent, double complexity) {
  private static final double LN_2 = StrictMath.log(2);

  /** The statistics of {@code codes[from..to)}: 0 A, 1 C, 2 G, 3 T, 4 N. */
  public static SequenceStatistics of(byte[] codes, int from, int to) {
    int[] counts = new int[5];
    for (int i = from; i < to; i++) {
      counts[codes[i]]++;
    }
    double length = to - from;
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = count / length;
        bits -= share * (StrictMath.log(share) / LN_2);
      }
    }
    return new SequenceStatistics(length == 0 ? 0 : (counts[1] + counts[2]) / length, bits);
  }
}
