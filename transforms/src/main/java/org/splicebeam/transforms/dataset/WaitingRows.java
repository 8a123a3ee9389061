package org.splicebeam.transforms.dataset;

import java.util.Arrays;
import org.splicebeam.schemas.analysis.AnnotatedSites;

/**
 * Rows in their final order that wait to become a row group.
 *
 * <p>Memory: the blocks of the rows, and 12 bytes a row.
 */
final class WaitingRows {
  private AnnotatedSites[] blocks = new AnnotatedSites[0];
  private int[] rows = new int[0];
  private int size;

  /** Appends the rows of the next gene. */
  void add(GeneRows gene) {
    if (size + gene.size() > rows.length) {
      int length = Math.max(size + gene.size(), 2 * rows.length);
      blocks = Arrays.copyOf(blocks, length);
      rows = Arrays.copyOf(rows, length);
    }
    for (int at = 0; at < gene.size(); at++) {
      blocks[size] = gene.block(at);
      rows[size++] = gene.row(at);
    }
  }

  /** Forgets the first rows: they are written. */
  void removeFirst(int count) {
    int left = size - count;
    System.arraycopy(blocks, count, blocks, 0, left);
    System.arraycopy(rows, count, rows, 0, left);
    Arrays.fill(blocks, left, size, null);
    size = left;
  }

  int size() {
    return size;
  }

  /** The block of a row. */
  AnnotatedSites block(int at) {
    return blocks[at];
  }

  /** A row's index in its block. */
  int row(int at) {
    return rows[at];
  }
}
