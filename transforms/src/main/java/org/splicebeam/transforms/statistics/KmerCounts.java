package org.splicebeam.transforms.statistics;

import java.util.Arrays;
import org.splicebeam.schemas.EightBytes;
import org.splicebeam.schemas.columns.ColumnVector;

/**
 * Adds up columns of k-mer counts, of which there may be thousands. Nearly all counts are 0 to 3,
 * so the counts of 32 rows are put together at two bits each, and set bits are counted.
 *
 * <p>Memory: a quarter of a byte a row of a row group.
 */
final class KmerCounts {
  private static final int ROWS = 32;
  private static final long TWO_BITS = 3 * EightBytes.ONES;
  private static final long LOW_BITS = 0x5555555555555555L;

  /** Both bits of each true site, for each 32 rows. */
  private long[] sites = new long[0];

  /** All bits set where the row is a true site. */
  private int[] siteMask = new int[0];

  /** Takes the classes of the rows of the next row group. */
  void begin(byte[] classes, int size) {
    if (siteMask.length < size) {
      siteMask = new int[size];
      sites = new long[size / ROWS];
    }
    Arrays.fill(sites, 0);
    for (int row = 0; row < size; row++) {
      siteMask[row] = RowClass.isSite(classes[row]) ? -1 : 0;
      if (siteMask[row] != 0 && row / ROWS < sites.length) {
        int of32 = row % ROWS;
        sites[row / ROWS] |= 3L << 8 * (of32 % 8) + 2 * (of32 / 8);
      }
    }
  }

  /** Adds a column to its figures, which begin at {@code at} (see {@link RowSummary#kmers}). */
  void count(ColumnVector.Counts counts, long[] figures, int at) {
    byte[] matrix = counts.matrix();
    int size = counts.size();
    int whole = size / ROWS;
    int low = 0;
    int high = 0;
    int both = 0;
    int lowOfSites = 0;
    int highOfSites = 0;
    Sums sums = new Sums();
    for (int block = 0; block < whole; block++) {
      int from = counts.offset() + block * ROWS;
      long a = EightBytes.get(matrix, from);
      long b = EightBytes.get(matrix, from + 8);
      long c = EightBytes.get(matrix, from + 16);
      long d = EightBytes.get(matrix, from + 24);
      long any = a | b | c | d;
      if (any == 0) {
        continue;
      }
      if ((any & ~TWO_BITS) != 0) {
        sums.add(counts, block * ROWS, (block + 1) * ROWS);
        continue;
      }
      long packed = a | b << 2 | c << 4 | d << 6;
      long lows = packed & LOW_BITS;
      long highs = packed >>> 1 & LOW_BITS;
      low += Long.bitCount(lows);
      lowOfSites += Long.bitCount(lows & sites[block]);
      if (highs != 0) {
        high += Long.bitCount(highs);
        both += Long.bitCount(lows & highs);
        highOfSites += Long.bitCount(highs & sites[block]);
      }
    }
    sums.add(counts, whole * ROWS, size);
    int threes = both;
    int twos = high - both;
    int ones = low - both;
    long others = (long) ones + twos + threes;
    long most = threes > 0 ? 3 : twos > 0 ? 2 : ones > 0 ? 1 : 0;
    long zeros = size - others - sums.rows;
    long least = zeros > 0 ? 0 : ones > 0 ? 1 : twos > 0 ? 2 : threes > 0 ? 3 : Long.MAX_VALUE;
    figures[at] += zeros;
    figures[at + 1] = Math.min(figures[at + 1], Math.min(least, sums.least));
    figures[at + 2] = Math.max(figures[at + 2], Math.max(most, sums.most));
    figures[at + 3] += low + 2L * high + sums.sum;
    figures[at + 4] += ones + 4L * twos + 9L * threes + sums.squares;
    figures[at + 5] += lowOfSites + 2L * highOfSites + sums.ofSites;
  }

  /** Of rows that are looked at one by one; the zeros among them are not counted. */
  private final class Sums {
    long rows;
    long least = Long.MAX_VALUE;
    long most;
    long sum;
    long squares;
    long ofSites;

    /** Without a branch that depends on the counts, which differ from row to row. */
    void add(ColumnVector.Counts counts, int from, int to) {
      byte[] matrix = counts.matrix();
      int offset = counts.offset();
      int others = 0;
      int smallest = Integer.MAX_VALUE;
      int largest = 0;
      int all = 0;
      long allSquares = 0;
      int allOfSites = 0;
      for (int row = from; row < to; row++) {
        int count = matrix[offset + row] & 0xFF;
        others += count + 255 >>> 8;
        smallest = Math.min(smallest, count - 1 & Integer.MAX_VALUE);
        largest = Math.max(largest, count);
        all += count;
        allSquares += count * count;
        allOfSites += count & siteMask[row];
      }
      if (largest == 255) {
        addOneByOne(counts, from, to);
        return;
      }
      rows += others;
      least = others == 0 ? least : Math.min(least, smallest + 1);
      most = Math.max(most, largest);
      sum += all;
      squares += allSquares;
      ofSites += allOfSites;
    }

    /** Where a count may be larger than a byte holds. */
    private void addOneByOne(ColumnVector.Counts counts, int from, int to) {
      for (int row = from; row < to; row++) {
        long count = counts.matrix()[counts.offset() + row] & 0xFF;
        if (count == 0) {
          continue;
        }
        if (count == 255) {
          count = counts.overflow().getOrDefault(row, 255);
        }
        rows++;
        least = Math.min(least, count);
        most = Math.max(most, count);
        sum += count;
        squares += count * count;
        ofSites += count & siteMask[row];
      }
    }
  }
}
