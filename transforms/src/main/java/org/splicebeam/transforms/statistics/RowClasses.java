package org.splicebeam.transforms.statistics;

/**
 * The classes of the rows of a row group ({@link RowClass}), in their order. Most columns say the
 * same of a whole gene, so the rows of each class are counted for stretches: how many there are
 * before every 16th row is known.
 *
 * <p>Memory: four bytes a row.
 */
final class RowClasses {
  private static final int STEP = 16;

  private final byte[] classes;

  /** By step, then by class. */
  private final int[] before;

  private int size;

  /** Of row groups of at most so many rows. */
  RowClasses(int capacity) {
    classes = new byte[capacity];
    before = new int[(capacity / STEP + 1) * RowClass.COUNT];
  }

  void clear() {
    size = 0;
  }

  void add(int rowClass) {
    classes[size++] = (byte) rowClass;
    if (size % STEP == 0) {
      int at = size / STEP * RowClass.COUNT;
      System.arraycopy(before, at - RowClass.COUNT, before, at, RowClass.COUNT);
      for (int row = size - STEP; row < size; row++) {
        before[at + classes[row]]++;
      }
    }
  }

  int size() {
    return size;
  }

  int get(int row) {
    return classes[row];
  }

  /** Adds the rows of each class from one row to before another to sums that begin at a place. */
  void addTo(long[] sums, int at, int from, int to) {
    int row = from;
    int first = (from + STEP - 1) / STEP;
    int last = to / STEP;
    if (first < last) {
      for (; row < first * STEP; row++) {
        sums[at + classes[row]]++;
      }
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        sums[at + rowClass] +=
            before[last * RowClass.COUNT + rowClass] - before[first * RowClass.COUNT + rowClass];
      }
      row = last * STEP;
    }
    for (; row < to; row++) {
      sums[at + classes[row]]++;
    }
  }
}
