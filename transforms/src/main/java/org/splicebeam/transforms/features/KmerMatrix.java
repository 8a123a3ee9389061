package org.splicebeam.transforms.features;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.EightBytes;
import org.splicebeam.schemas.columns.ColumnVector;

/**
 * The k-mer counts of a row group, a byte a cell, columns as in the schema: smaller k first, words
 * in lexicographic order. A window comes as symbol codes (0 A, 1 C, 2 G, 3 T, 4 N, already 5' to 3'
 * on the gene's strand); occurrences may overlap, a word with an N is not counted.
 *
 * <p>Rows are counted in blocks of 64, row by row in a small scratch area that the processor's
 * cache holds, then turned into columns eight by eight. Counts above 255 are rare (homopolymers)
 * and live beside the matrix.
 *
 * <p>Memory: rows times columns bytes (25 000 rows of k = 6: 100 MB), taken once and reused for
 * every row group. Not thread-safe.
 */
public final class KmerMatrix {
  private static final int BLOCK = 64;
  private static final byte FULL = (byte) 255;

  /** Of eight codes, what those of A, C, G and T may have. */
  private static final long BASES = 0x0303030303030303L;

  private static final long QUADS = 0x00000000FFFFFFFFL;
  private static final long PAIRS = 0x0000FFFF0000FFFFL;
  private static final long SINGLES = 0x00FF00FF00FF00FFL;

  private final int[] sizes;
  private final int[] firstColumns;
  private final boolean[] unused;
  private final int capacity;
  private final byte[][] columns;
  private final int width;
  private final int stride;
  private final byte[] scratch;
  private final Map<Integer, Map<Integer, Integer>> overflow = new HashMap<>();
  private int rows;
  private int transposed;
  private boolean pending;

  /**
   * An empty matrix.
   *
   * @param kmerSizes ascending, distinct, each 1 to 8
   * @param dropRepeats whether words of 6 and more letters with period two ({@code s[i] == s[i+2]}
   *     for every i) stay 0
   * @param capacity the most rows of a row group
   */
  public KmerMatrix(List<Integer> kmerSizes, boolean dropRepeats, int capacity) {
    this.sizes = kmerSizes.stream().mapToInt(Integer::intValue).toArray();
    this.firstColumns = new int[sizes.length];
    int columnCount = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] < 1 || sizes[i] > 8) {
        throw new IllegalArgumentException("a k-mer size is 1 to 8, not " + sizes[i]);
      }
      firstColumns[i] = columnCount;
      columnCount += words(sizes[i]);
    }
    this.width = columnCount;
    this.stride = roundUp(width, 8);
    this.unused = new boolean[width];
    for (int i = 0; i < sizes.length; i++) {
      for (int word = 0; dropRepeats && sizes[i] >= 6 && word < words(sizes[i]); word++) {
        unused[firstColumns[i] + word] = hasPeriodTwo(word, sizes[i]);
      }
    }
    this.capacity = capacity;
    this.columns = new byte[stride][roundUp(capacity, BLOCK)];
    this.scratch = new byte[BLOCK * stride];
  }

  /** Number of k-mer columns. */
  public int width() {
    return width;
  }

  /** Number of rows added since the last {@link #clear}. */
  public int rows() {
    return rows;
  }

  /** Makes room for the next row group; the vectors given out before are no longer valid. */
  public void clear() {
    rows = 0;
    transposed = 0;
    pending = false;
    overflow.clear();
    Arrays.fill(scratch, (byte) 0);
  }

  /**
   * Counts the k-mers of {@code codes[from..to)} as the next row.
   *
   * @throws IllegalStateException where the matrix is full
   */
  public void addRow(byte[] codes, int from, int to) {
    if (rows == capacity) {
      throw new IllegalStateException("the row group is full: it has room for " + capacity);
    }
    if (rows - transposed == BLOCK) {
      transpose();
      Arrays.fill(scratch, (byte) 0);
      transposed = rows;
    }
    for (int i = 0; i < sizes.length; i++) {
      count(codes, from, to, sizes[i], firstColumns[i]);
    }
    rows++;
    pending = true;
  }

  /** One k-mer column of all rows added; valid until {@link #clear} or the next row. */
  public ColumnVector.Counts column(int index) {
    if (pending) {
      transpose();
    }
    if (unused[index]) {
      return new ColumnVector.Counts(new byte[rows], 0, rows, Map.of());
    }
    return new ColumnVector.Counts(columns[index], 0, rows, overflow.getOrDefault(index, Map.of()));
  }

  /** Counts the words of each stretch without an N. */
  private void count(byte[] codes, int from, int to, int k, int firstColumn) {
    int behind;
    for (int start = from; start < to; start = behind + 1) {
      behind = endOfBases(codes, start, to);
      countBases(codes, start, behind, k, firstColumn);
    }
  }

  /** The first place from {@code from} that has an N, or {@code to}. */
  private static int endOfBases(byte[] codes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES && (EightBytes.get(codes, i) & ~BASES) == 0) {
      i += Long.BYTES;
    }
    while (i < to && codes[i] <= 3) {
      i++;
    }
    return i;
  }

  private void countBases(byte[] codes, int from, int to, int k, int firstColumn) {
    if (to - from < k) {
      return;
    }
    int mask = words(k) - 1;
    int base = (rows - transposed) * stride + firstColumn;
    int word = 0;
    for (int i = from; i < from + k - 1; i++) {
      word = word << 2 | codes[i];
    }
    for (int i = from + k - 1; i < to; i++) {
      word = (word << 2 | codes[i]) & mask;
      byte count = scratch[base + word];
      if (count == FULL) {
        overflow
            .computeIfAbsent(firstColumn + word, column -> new HashMap<>())
            .merge(rows, 256, (old, first) -> old + 1);
      } else {
        scratch[base + word] = (byte) (count + 1);
      }
    }
  }

  /** Copies the block of rows in the scratch area into the columns, 8 by 8 cells at a time. */
  private void transpose() {
    for (int column = 0; column < stride; column += 8) {
      for (int row = 0; row < BLOCK; row += 8) {
        transpose(row * stride + column, column, transposed + row);
      }
    }
    pending = false;
  }

  /** Swaps ever smaller quarters: 4 by 4 cells, 2 by 2, single ones. */
  private void transpose(int cell, int column, int row) {
    long r0 = EightBytes.get(scratch, cell);
    long r1 = EightBytes.get(scratch, cell + stride);
    long r2 = EightBytes.get(scratch, cell + 2 * stride);
    long r3 = EightBytes.get(scratch, cell + 3 * stride);
    long r4 = EightBytes.get(scratch, cell + 4 * stride);
    long r5 = EightBytes.get(scratch, cell + 5 * stride);
    long r6 = EightBytes.get(scratch, cell + 6 * stride);
    long r7 = EightBytes.get(scratch, cell + 7 * stride);

    long s0 = r0 & QUADS | r4 << 32;
    long s1 = r1 & QUADS | r5 << 32;
    long s2 = r2 & QUADS | r6 << 32;
    long s3 = r3 & QUADS | r7 << 32;
    long s4 = r0 >>> 32 | r4 & ~QUADS;
    long s5 = r1 >>> 32 | r5 & ~QUADS;
    long s6 = r2 >>> 32 | r6 & ~QUADS;
    long s7 = r3 >>> 32 | r7 & ~QUADS;

    r0 = s0 & PAIRS | (s2 & PAIRS) << 16;
    r1 = s1 & PAIRS | (s3 & PAIRS) << 16;
    r2 = s0 >>> 16 & PAIRS | s2 & ~PAIRS;
    r3 = s1 >>> 16 & PAIRS | s3 & ~PAIRS;
    r4 = s4 & PAIRS | (s6 & PAIRS) << 16;
    r5 = s5 & PAIRS | (s7 & PAIRS) << 16;
    r6 = s4 >>> 16 & PAIRS | s6 & ~PAIRS;
    r7 = s5 >>> 16 & PAIRS | s7 & ~PAIRS;

    EightBytes.set(columns[column], row, r0 & SINGLES | (r1 & SINGLES) << 8);
    EightBytes.set(columns[column + 1], row, r0 >>> 8 & SINGLES | r1 & ~SINGLES);
    EightBytes.set(columns[column + 2], row, r2 & SINGLES | (r3 & SINGLES) << 8);
    EightBytes.set(columns[column + 3], row, r2 >>> 8 & SINGLES | r3 & ~SINGLES);
    EightBytes.set(columns[column + 4], row, r4 & SINGLES | (r5 & SINGLES) << 8);
    EightBytes.set(columns[column + 5], row, r4 >>> 8 & SINGLES | r5 & ~SINGLES);
    EightBytes.set(columns[column + 6], row, r6 & SINGLES | (r7 & SINGLES) << 8);
    EightBytes.set(columns[column + 7], row, r6 >>> 8 & SINGLES | r7 & ~SINGLES);
  }

  private static int words(int k) {
    return 1 << 2 * k;
  }

  /** Whether every letter of the word equals the one two before it. */
  private static boolean hasPeriodTwo(int word, int k) {
    return (word >>> 4) == (word & words(k - 2) - 1);
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
