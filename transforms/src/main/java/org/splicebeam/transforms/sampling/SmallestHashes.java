package org.splicebeam.transforms.sampling;

import java.util.Arrays;

/**
 * The smallest of many unsigned hashes, each with the number of its row; of equal hashes the rows
 * that came first. Rows come by ascending number.
 *
 * <p>Memory: 12 bytes for each hash that can be held; a heap whose root is the largest.
 */
public final class SmallestHashes {
  /** With the sign bit flipped: the signed order is that of the unsigned hashes. */
  private final long[] hashes;

  private final int[] rows;
  private int size;

  public SmallestHashes(int most) {
    hashes = new long[most];
    rows = new int[most];
  }

  /** Whether it holds any at all. */
  public boolean isOpen() {
    return hashes.length > 0;
  }

  /** Only where it {@link #isOpen}. */
  public void add(long unsignedHash, int row) {
    long hash = unsignedHash ^ Long.MIN_VALUE;
    if (size < hashes.length) {
      rise(size++, hash, row);
    } else if (hash < hashes[0]) {
      sink(hash, row);
    }
  }

  /** The rows of the hashes that are held, in any order. */
  public int[] heldRows() {
    return Arrays.copyOf(rows, size);
  }

  /** The row with the largest hash that is held; there is one. */
  int lastRow() {
    return rows[0];
  }

  /** Its hash, unsigned. */
  long lastHash() {
    return hashes[0] ^ Long.MIN_VALUE;
  }

  private void rise(int free, long hash, int row) {
    int at = free;
    while (at > 0 && !isAfter((at - 1) >>> 1, hash, row)) {
      int above = (at - 1) >>> 1;
      hashes[at] = hashes[above];
      rows[at] = rows[above];
      at = above;
    }
    hashes[at] = hash;
    rows[at] = row;
  }

  /** In place of the root. */
  private void sink(long hash, int row) {
    int at = 0;
    for (int below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && isAfter(below + 1, hashes[below], rows[below])) {
        below++;
      }
      if (!isAfter(below, hash, row)) {
        break;
      }
      hashes[at] = hashes[below];
      rows[at] = rows[below];
      at = below;
    }
    hashes[at] = hash;
    rows[at] = row;
  }

  private boolean isAfter(int at, long hash, int row) {
    return hashes[at] > hash || (hashes[at] == hash && rows[at] > row);
  }
}
