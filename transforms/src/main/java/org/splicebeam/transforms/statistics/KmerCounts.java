package org.splicebeam.transforms.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.splicebeam.schemas.EightBytes;
import org.splicebeam.schemas.columns.ColumnVector;

/**
 * Adds up columns of k-mer counts, of which there may be thousands. How often each count occurs
 * tells all figures but those of the true sites.
 *
 * <p>Counts of long words are nearly all 0 to 3, so the counts of 32 rows are put together at two
 * bits each, and set bits are counted. Other rows, and columns of short words, are counted one by
 * one, without a branch that depends on a count.
 *
 * <p>Memory: five bytes a row of a row group.
 */
final class KmerCounts {
  private static final int ROWS = 32;
  private static final int FULL = 255;
  private static final int COUNTS = FULL + 1;
  private static final long TWO_BITS = 3 * EightBytes.ONES;
  private static final long LOW_BITS = 0x5555555555555555L;

  /** Both bits of each true site, for each 32 rows. */
  private long[] sites = new long[0];

  /** The rows that are true sites, ascending. */
  private int[] siteRows = new int[0];

  private int siteCount;

  /**
   * Rows by count, but for 0, in four parts, so that equal neighbours do not wait for each other.
   */
  private final int[] histogram = new int[4 * COUNTS];

  /** Takes the classes of the rows of the next row group. */
  void begin(RowClasses classes) {
    int size = classes.size();
    if (siteRows.length < size) {
      siteRows = new int[size];
      sites = new long[size / ROWS];
    }
    Arrays.fill(sites, 0);
    siteCount = 0;
    for (int row = 0; row < size; row++) {
      if (RowClass.isSite(classes.get(row))) {
        siteRows[siteCount++] = row;
        if (row / ROWS < sites.length) {
          int of32 = row % ROWS;
          sites[row / ROWS] |= 3L << 8 * (of32 % 8) + 2 * (of32 / 8);
        }
      }
    }
  }

  /** Adds a column to its figures, which begin at {@code at} (see {@link RowSummary#kmers}). */
  void count(ColumnVector.Counts counts, long[] figures, int at) {
    Arrays.fill(histogram, 0);
    long ofSites = isOfShortWord(counts) ? countRows(counts) : countBits(counts);
    int least = -1;
    int most = 0;
    long zeros = counts.size();
    long sum = 0;
    long squares = 0;
    for (int count = 1; count < COUNTS; count++) {
      long rows =
          (long) histogram[count]
              + histogram[count + COUNTS]
              + histogram[count + 2 * COUNTS]
              + histogram[count + 3 * COUNTS];
      if (rows > 0) {
        least = least < 0 ? count : least;
        most = count;
        zeros -= rows;
        sum += rows * count;
        squares += rows * count * count;
      }
    }
    for (Map.Entry<Integer, Integer> larger : counts.overflow().entrySet()) {
      long count = larger.getValue();
      sum += count - FULL;
      squares += count * count - FULL * FULL;
      ofSites +=
          Arrays.binarySearch(siteRows, 0, siteCount, larger.getKey()) < 0 ? 0 : count - FULL;
      most = Math.max(most, larger.getValue());
    }
    if (least == FULL && counts.overflow().size() == counts.size()) {
      least = Collections.min(counts.overflow().values());
    }
    if (counts.size() > 0) {
      figures[at] += zeros;
      figures[at + 1] = Math.min(figures[at + 1], zeros > 0 ? 0 : least);
      figures[at + 2] = Math.max(figures[at + 2], most);
    }
    figures[at + 3] += sum;
    figures[at + 4] += squares;
    figures[at + 5] += ofSites;
  }

  /** The first rows tell: of a short word nearly every window has more than three. */
  private static boolean isOfShortWord(ColumnVector.Counts counts) {
    for (int row = 0; row < Math.min(ROWS, counts.size()); row++) {
      if ((counts.matrix()[counts.offset() + row] & 0xFF) > 3) {
        return true;
      }
    }
    return false;
  }

  /** Counts all rows one by one; gives the sum over true sites. */
  private long countRows(ColumnVector.Counts counts) {
    byte[] matrix = counts.matrix();
    int from = counts.offset();
    countRows(matrix, from, from + counts.size());
    long ofSites = 0;
    for (int i = 0; i < siteCount; i++) {
      ofSites += matrix[from + siteRows[i]] & 0xFF;
    }
    return ofSites;
  }

  private void countRows(byte[] matrix, int from, int to) {
    int row = from;
    for (; row + 3 < to; row += 4) {
      histogram[matrix[row] & 0xFF]++;
      histogram[(matrix[row + 1] & 0xFF) + COUNTS]++;
      histogram[(matrix[row + 2] & 0xFF) + 2 * COUNTS]++;
      histogram[(matrix[row + 3] & 0xFF) + 3 * COUNTS]++;
    }
    for (; row < to; row++) {
      histogram[matrix[row] & 0xFF]++;
    }
  }

  /** Counts 32 rows at once where it can; gives the sum over true sites. */
  private long countBits(ColumnVector.Counts counts) {
    byte[] matrix = counts.matrix();
    int size = counts.size();
    int low = 0;
    int high = 0;
    int both = 0;
    long ofSites = 0;
    for (int block = 0; block < size / ROWS; block++) {
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
        countRows(matrix, from, from + ROWS);
        ofSites += ofSites(counts, block * ROWS, (block + 1) * ROWS);
        continue;
      }
      long packed = a | b << 2 | c << 4 | d << 6;
      long lows = packed & LOW_BITS;
      long highs = packed >>> 1 & LOW_BITS;
      low += Long.bitCount(lows);
      ofSites += Long.bitCount(lows & sites[block]);
      if (highs != 0) {
        high += Long.bitCount(highs);
        both += Long.bitCount(lows & highs);
        ofSites += 2 * Long.bitCount(highs & sites[block]);
      }
    }
    int rest = size / ROWS * ROWS;
    countRows(matrix, counts.offset() + rest, counts.offset() + size);
    ofSites += ofSites(counts, rest, size);
    histogram[1] += low - both;
    histogram[2] += high - both;
    histogram[3] += both;
    return ofSites;
  }

  private long ofSites(ColumnVector.Counts counts, int from, int to) {
    int found = Arrays.binarySearch(siteRows, 0, siteCount, from);
    long ofSites = 0;
    for (int i = found < 0 ? -found - 1 : found; i < siteCount && siteRows[i] < to; i++) {
      ofSites += counts.matrix()[counts.offset() + siteRows[i]] & 0xFF;
    }
    return ofSites;
  }
}
