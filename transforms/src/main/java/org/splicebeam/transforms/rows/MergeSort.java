package org.splicebeam.transforms.rows;

/**
 * Sorts primitive numbers by any order, stably, which the JDK does for boxed ones only.
 *
 * <p>What is in order already takes one comparison a number. Memory: four bytes a number besides.
 */
final class MergeSort {
  /** A total order of numbers. */
  interface Order {
    int compare(long a, long b);
  }

  private MergeSort() {}

  static void sort(long[] values, int size, Order order) {
    sort(values, 0, size, new long[(size + 1) / 2], order);
  }

  private static void sort(long[] values, int from, int to, long[] left, Order order) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(values, from, middle, left, order);
    sort(values, middle, to, left, order);
    if (order.compare(values[middle - 1], values[middle]) <= 0) {
      return;
    }
    int lefts = middle - from;
    System.arraycopy(values, from, left, 0, lefts);
    int l = 0;
    int r = middle;
    int at = from;
    while (l < lefts && r < to) {
      values[at++] = order.compare(left[l], values[r]) <= 0 ? left[l++] : values[r++];
    }
    System.arraycopy(left, l, values, at, lefts - l);
  }
}
