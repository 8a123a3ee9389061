package org.splicebeam.transforms.statistics;

import java.util.Arrays;

/**
 * How often the values of one column fall into each bucket, by the class of their rows. Buckets are
 * whole numbers in the order of the values, so that a rank needs no value. Null has a bucket of its
 * own, below all others. Up to 1 024 different values have a bucket each, however close they are;
 * where there are more,
 *
 * <ul>
 *   <li>whole numbers up to 1 024 have a bucket each, in columns of whole numbers;
 *   <li>all others share one with those that begin with the same 6 binary digits after the first.
 * </ul>
 *
 * <p>So the buckets of a column depend on its values alone, not on how they were added up.
 *
 * <p>Immutable. Memory: 100 bytes a bucket; a column of distances has a few thousand.
 */
final class BucketCounts {
  /** The bucket of null. */
  static final long NULL = Long.MIN_VALUE;

  private static final int EXACT = 1 << 10;
  private static final int DROPPED_BITS = 52 - 6;
  private static final int FIRST_SHARED = leading(EXACT);

  private final Kind kind;

  /** Whether each value has a bucket of its own. */
  private final boolean isExact;

  private final long[] buckets;
  private final long[] rows;

  /** What the values of a column are. */
  enum Kind {
    /** Whole numbers, each of which is its own bucket while there are few. */
    WHOLE,
    /** Doubles, which {@link RowSummary#ordered} makes whole. */
    REAL
  }

  private BucketCounts(Kind kind, boolean isExact, long[] buckets, long[] rows) {
    this.kind = kind;
    this.isExact = isExact;
    this.buckets = buckets;
    this.rows = rows;
  }

  /** No value at all. */
  static BucketCounts none(Kind kind) {
    return new BucketCounts(kind, true, new long[0], new long[0]);
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

  /** Whether values share buckets, since there are too many. */
  boolean isShared() {
    return !isExact;
  }

  /** The same where values share buckets. */
  private BucketCounts shared() {
    if (!isExact) {
      return this;
    }
    long[] sharedBuckets = new long[size()];
    long[] sharedRows = new long[rows.length];
    int last = -1;
    for (int place = 0; place < size(); place++) {
      long bucket = shared(kind, buckets[place]);
      if (last < 0 || sharedBuckets[last] != bucket) {
        sharedBuckets[++last] = bucket;
      }
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        sharedRows[last * RowClass.COUNT + rowClass] += rows(place, rowClass);
      }
    }
    return new BucketCounts(
        kind,
        false,
        Arrays.copyOf(sharedBuckets, last + 1),
        Arrays.copyOf(sharedRows, (last + 1) * RowClass.COUNT));
  }

  private static long shared(Kind kind, long exact) {
    if (exact == NULL) {
      return NULL;
    }
    return kind == Kind.WHOLE ? ofWhole(exact) : ofReal(RowSummary.disordered(exact));
  }

  /** The sum of both, of one column. */
  BucketCounts plus(BucketCounts other) {
    if (!isExact || !other.isExact) {
      return shared().merged(other.shared());
    }
    BucketCounts sum = merged(other);
    return sum.size() > EXACT ? sum.shared() : sum;
  }

  private BucketCounts merged(BucketCounts other) {
    long[] mergedBuckets = new long[size() + other.size()];
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
        kind,
        isExact,
        Arrays.copyOf(mergedBuckets, merged),
        Arrays.copyOf(mergedRows, merged * RowClass.COUNT));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketCounts o
        && kind == o.kind
        && isExact == o.isExact
        && Arrays.equals(buckets, o.buckets)
        && Arrays.equals(rows, o.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(buckets);
  }

  /** Of each bucket its distance, a bit for each class that has rows, and the rows of these. */
  void write(Packing packing) {
    packing.put(kind.ordinal());
    packing.put(isExact ? 1 : 0);
    packing.put(buckets.length);
    long before = 0;
    for (int place = 0; place < buckets.length; place++) {
      packing.put(buckets[place] - before); // It may wrap, and back when it is read.
      before = buckets[place];
      long classes = 0;
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        classes |= rows(place, rowClass) == 0 ? 0 : 1L << rowClass;
      }
      packing.put(classes);
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        if ((classes >> rowClass & 1) != 0) {
          packing.put(rows(place, rowClass));
        }
      }
    }
  }

  static BucketCounts read(Packing packing) {
    Kind kind = Kind.values()[packing.takeCount()];
    boolean isExact = packing.take() == 1;
    long[] buckets = new long[packing.takeCount()];
    long[] rows = new long[buckets.length * RowClass.COUNT];
    long before = 0;
    for (int place = 0; place < buckets.length; place++) {
      before += packing.take();
      buckets[place] = before;
      long classes = packing.take();
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        if ((classes >> rowClass & 1) != 0) {
          rows[place * RowClass.COUNT + rowClass] = packing.take();
        }
      }
    }
    return new BucketCounts(kind, isExact, buckets, rows);
  }

  /** Counts values one by one. Memory: 70 bytes a bucket. */
  static final class Builder {
    private final Kind kind;
    private boolean isExact = true;
    private int[] slots = new int[64];
    private long[] buckets = new long[32];
    private int[] rows = new int[32 * RowClass.COUNT];
    private int size;
    private long lastBucket;
    private int last = -1;

    Builder(Kind kind) {
      this.kind = kind;
      Arrays.fill(slots, -1);
    }

    void addNull(int rowClass) {
      add(NULL, rowClass);
    }

    /** Counts a row with a whole number; the least of all shares a bucket with the next. */
    void addWhole(long value, int rowClass) {
      add(isExact ? Math.max(value, NULL + 1) : ofWhole(value), rowClass);
    }

    /** Counts a row with a double; NaN is above all others. */
    void addReal(double value, int rowClass) {
      add(isExact ? RowSummary.ordered(value) : ofReal(value), rowClass);
    }

    /** Rows of one gene mostly have the value of the one before. */
    private void add(long bucket, int rowClass) {
      if (last < 0 || bucket != lastBucket) {
        last = placeOf(bucket);
        lastBucket = bucket;
      }
      rows[last * RowClass.COUNT + rowClass]++;
      if (isExact && size > EXACT) {
        share();
      }
    }

    /** Puts values together that begin alike. */
    private void share() {
      BucketCounts shared = build().shared();
      isExact = false;
      size = 0;
      last = -1;
      Arrays.fill(slots, -1);
      Arrays.fill(rows, 0);
      for (int i = 0; i < shared.size(); i++) {
        int place = placeOf(shared.buckets[i]);
        for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
          rows[place * RowClass.COUNT + rowClass] = (int) shared.rows(i, rowClass);
        }
      }
    }

    private int placeOf(long bucket) {
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
    private int slotOf(long bucket) {
      int slot =
          (int) (bucket * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(slots.length) + 1);
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
      long[] sorted = Arrays.copyOf(buckets, size);
      Arrays.sort(sorted);
      long[] sortedRows = new long[size * RowClass.COUNT];
      for (int i = 0; i < size; i++) {
        int place = slots[slotOf(sorted[i])];
        for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
          sortedRows[i * RowClass.COUNT + rowClass] = rows[place * RowClass.COUNT + rowClass];
        }
      }
      return new BucketCounts(kind, isExact, sorted, sortedRows);
    }
  }
}
