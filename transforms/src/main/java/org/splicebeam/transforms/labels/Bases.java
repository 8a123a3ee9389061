package org.splicebeam.transforms.labels;

/** What a row tells of the gene's bases around it (contract 8.5); positions from the 5' end. */
public final class Bases {
  /** The code of two bases of which one is no ACGT or lies outside of the gene. */
  public static final int UNKNOWN = -1;

  private Bases() {}

  /** The first base of a row's sequence. */
  public static int windowStart(int position, int flank) {
    return Math.max(position - flank, 0);
  }

  /** Behind the last base of a row's sequence. */
  public static int windowEnd(int position, int flank, int geneLength) {
    return (int) Math.min((long) position + flank, geneLength);
  }

  /**
   * A base and the one behind it, from AA as 0, AC as 1 to TT as 15; {@link #UNKNOWN} where they
   * have no code.
   *
   * @param bases the gene's from a position on, upper case, in transcription direction
   * @param from that position
   */
  public static int dinucleotide(byte[] bases, int from, int geneLength, int position) {
    if (position < 0 || position + 1 >= geneLength) {
      return UNKNOWN;
    }
    return code((char) bases[position - from], (char) bases[position + 1 - from]);
  }

  /** The code of two bases; {@link #UNKNOWN} where one is no ACGT. */
  public static int code(char first, char second) {
    int high = code(first);
    int low = code(second);
    return high < 0 || low < 0 ? UNKNOWN : 4 * high + low;
  }

  private static int code(char base) {
    return switch (base) {
      case 'A' -> 0;
      case 'C' -> 1;
      case 'G' -> 2;
      case 'T' -> 3;
      default -> -1;
    };
  }
}
