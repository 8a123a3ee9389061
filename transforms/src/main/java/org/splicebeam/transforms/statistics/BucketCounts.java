package org.splicebeam.transforms.statistics;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.splicebeam.schemas.ElementCoder;

/**
 * How often the values of one column fall into each bucket, by the class of their rows. Buckets are
 * whole numbers in the order of the values, so that a rank needs no value:
 *
 * <ul>
 *   <li>whole numbers up to 1 024 have a bucket each, in columns of whole numbers;
 *   <li>all others share one with those that begin with the same 6 binary digits after the first;
 *   <li>null has a bucket of its own, below all others.
 * </ul>
 *
 * <p>Immutable. Memory: 100 bytes a bucket; a column of distances has some two thousand.
 */
final class BucketCounts {
  /** The bucket of null. */
  static final int NULL = Integer.MIN_VALUE;

  /** No value at all. */
  static final BucketCounts NONE = new BucketCounts(new int[0], new long[0]);

  private static final int EXACT = 1 << 10;
  private static final int DROPPED_BITS = 52 - 6;
  private static final int FIRST_SHARED = leading(EXACT);

  private final int[] buckets;
  private final long[] rows;

  /**
   * Counts by bucket and class.
   *
   * @param buckets ascending, each once
   * @param rows of the first bucket by class, then of the second, and so on
   */
  BucketCounts(int[] buckets, long[] rows) {
    this.buckets = buckets;
    this.rows = rows;
  }

  /** The bucket of a value of a column of whole numbers. */
  static int ofWhole(long value) {
    if (value >= -EXACT && value <= EXACT) {
      return (int) value;
    }
    int shared = EXACT + leading(Math.abs((double) value)) - FIRST_SHARED;
    return value < 0 ? -shared : shared;
  }

  /** The bucket of a value of a column of doubles; NaN is above all others. */
  static int ofReal(double value) {
    int shared = leading(Math.abs(value));
    return value < 0 ? -shared : shared;
  }

  private static int leading(double value) {
    return (int) (Double.doubleToLongBits(value) >>> DROPPED_BITS);
  }

  /** How many buckets have a row. */
  int size() {
    return buckets.length;
  }

  /** Rows of a class in the bucket at a place in their order. */
  long rows(int place, int rowClass) {
    return rows[place * RowClass.COUNT + rowClass];
  }

  /** The sum of both. */
  BucketCounts plus(BucketCounts other) {
    int[] mergedBuckets = new int[size() + other.size()];
    long[] mergedRows = new long[mergedBuckets.length * RowClass.COUNT];
    int merged = 0;
    int mine = 0;
    int its = 0;
    while (mine < size() || its < other.size()) {
      boolean takeMine =
          its == other.size() || (mine < size() && buckets[mine] <= other.buckets[its]);
      boolean takeIts =
          mine == size() || (its < other.size() && other.buckets[its] <= buckets[mine]);
      mergedBuckets[merged] = takeMine ? buckets[mine] : other.buckets[its];
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        mergedRows[merged * RowClass.COUNT + rowClass] =
            (takeMine ? rows(mine, rowClass) : 0) + (takeIts ? other.rows(its, rowClass) : 0);
      }
      merged++;
      mine += takeMine ? 1 : 0;
      its += takeIts ? 1 : 0;
    }
    return new BucketCounts(
        Arrays.copyOf(mergedBuckets, merged), Arrays.copyOf(mergedRows, merged * RowClass.COUNT));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketCounts o
        && Arrays.equals(buckets, o.buckets)
        && Arrays.equals(rows, o.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(buckets);
  }

  /** Of each bucket only the classes that have rows, behind a bit for each of them. */
  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeNumber(buckets.length, out);
    int before = 0;
    for (int bucket : buckets) {
      ElementCoder.writeNumber((long) bucket - before, out);
      before = bucket;
    }
    for (int place = 0; place < buckets.length; place++) {
      int classes = 0;
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        classes |= rows(place, rowClass) == 0 ? 0 : 1 << rowClass;
      }
      ElementCoder.writeNumber(classes, out);
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        if ((classes >> rowClass & 1) != 0) {
          ElementCoder.writeNumber(rows(place, rowClass), out);
        }
      }
    }
  }

  static BucketCounts read(DataInputStream in) throws IOException {
    int[] buckets = new int[ElementCoder.readCount(in)];
    int before = 0;
    for (int i = 0; i < buckets.length; i++) {
      before = (int) (before + ElementCoder.readNumber(in));
      buckets[i] = before;
    }
    long[] rows = new long[buckets.length * RowClass.COUNT];
    for (int place = 0; place < buckets.length; place++) {
      int classes = ElementCoder.readCount(in);
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        if ((classes >> rowClass & 1) != 0) {
          rows[place * RowClass.COUNT + rowClass] = ElementCoder.readNumber(in);
        }
      }
    }
    return new BucketCounts(buckets, rows);
  }

  /** Counts values one by one. Memory: 60 bytes a bucket. */
  static final class Builder {
    private int[] slots = new int[64];
    private int[] buckets = new int[32];
    private int[] rows = new int[32 * RowClass.COUNT];
    private int size;
    private int lastBucket;
    private int last = -1;

    Builder() {
      Arrays.fill(slots, -1);
    }

    /** Counts a row; rows of one gene mostly have the value of the one before. */
    void add(int bucket, int rowClass) {
      if (last < 0 || bucket != lastBucket) {
        last = placeOf(bucket);
        lastBucket = bucket;
      }
      rows[last * RowClass.COUNT + rowClass]++;
    }

    private int placeOf(int bucket) {
      int slot = slotOf(bucket);
      if (slots[slot] >= 0) {
        return slots[slot];
      }
      if (size == buckets.length) {
        grow();
        slot = slotOf(bucket);
      }
      buckets[size] = bucket;
      slots[slot] = size;
      return size++;
    }

    /** The slot that has the bucket, or the free one that it is to have. */
    private int slotOf(int bucket) {
      int slot = bucket * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(slots.length) + 1;
      while (slots[slot] >= 0 && buckets[slots[slot]] != bucket) {
        slot = slot + 1 & slots.length - 1;
      }
      return slot;
    }

    private void grow() {
      buckets = Arrays.copyOf(buckets, 2 * size);
      rows = Arrays.copyOf(rows, 2 * rows.length);
      slots = new int[4 * size];
      Arrays.fill(slots, -1);
      for (int place = 0; place < size; place++) {
        slots[slotOf(buckets[place])] = place;
      }
    }

    BucketCounts build() {
      long[] ordered = new long[size];
      for (int place = 0; place < size; place++) {
        ordered[place] = (long) buckets[place] << Integer.SIZE | place;
      }
      Arrays.sort(ordered);
      int[] sorted = new int[size];
      long[] sortedRows = new long[size * RowClass.COUNT];
      for (int i = 0; i < size; i++) {
        int place = (int) ordered[i];
        sorted[i] = buckets[place];
        for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
          sortedRows[i * RowClass.COUNT + rowClass] = rows[place * RowClass.COUNT + rowClass];
        }
      }
      return new BucketCounts(sorted, sortedRows);
    }
  }
}
