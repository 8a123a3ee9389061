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
 * <p>Immutable. Memory: 17 bytes for each bucket and class that has rows; a column of distances has
 * a few thousand.
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

  /** By bucket, then by class: of those that have rows. */
  private final long[] buckets;

  private final byte[] classes;
  private final long[] rows;

  /** What the values of a column are. */
  enum Kind {
    /** Whole numbers, each of which is its own bucket while there are few. */
    WHOLE,
    /** Doubles, which {@link RowSummary#ordered} makes whole. */
    REAL
  }

  private BucketCounts(Kind kind, boolean isExact, Entries entries) {
    this.kind = kind;
    this.isExact = isExact;
    this.buckets = Arrays.copyOf(entries.buckets, entries.size);
    this.classes = Arrays.copyOf(entries.classes, entries.size);
    this.rows = Arrays.copyOf(entries.rows, entries.size);
  }

  /** What is added in the order of buckets and classes. */
  private static final class Entries {
    final long[] buckets;
    final byte[] classes;
    final long[] rows;
    int size;

    Entries(int most) {
      buckets = new long[most];
      classes = new byte[most];
      rows = new long[most];
    }

    void add(long bucket, byte rowClass, long more) {
      int last = size - 1;
      if (last >= 0 && buckets[last] == bucket && classes[last] == rowClass) {
        rows[last] += more;
        return;
      }
      buckets[size] = bucket;
      classes[size] = rowClass;
      rows[size++] = more;
    }

    /** By class, from a place on. */
    void addAll(long bucket, long[] byClass, int at) {
      for (byte rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        if (byClass[at + rowClass] > 0) {
          add(bucket, rowClass, byClass[at + rowClass]);
        }
      }
    }
  }

  /** No value at all. */
  static BucketCounts none(Kind kind) {
    return new BucketCounts(kind, true, new Entries(0));
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

  /** How many pairs of a bucket and a class have rows. */
  int size() {
    return buckets.length;
  }

  /** Whether a pair is the first of its bucket. */
  boolean begins(int place) {
    return place == 0 || buckets[place] != buckets[place - 1];
  }

  int rowClass(int place) {
    return classes[place];
  }

  long rows(int place) {
    return rows[place];
  }

  private int countBuckets() {
    int count = 0;
    for (int place = 0; place < size(); place++) {
      count += begins(place) ? 1 : 0;
    }
    return count;
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
    Entries together = new Entries(size());
    long[] ofBucket = new long[RowClass.COUNT];
    for (int place = 0; place < size(); place++) {
      ofBucket[classes[place]] += rows[place];
      long bucket = shared(kind, buckets[place]);
      if (place + 1 == size() || shared(kind, buckets[place + 1]) != bucket) {
        together.addAll(bucket, ofBucket, 0);
        Arrays.fill(ofBucket, 0);
      }
    }
    return new BucketCounts(kind, false, together);
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
    return sum.countBuckets() > EXACT ? sum.shared() : sum;
  }

  private BucketCounts merged(BucketCounts other) {
    Entries merged = new Entries(size() + other.size());
    int mine = 0;
    for (int its = 0; its < other.size(); its++) {
      while (mine < size() && isBefore(mine, other, its)) {
        merged.add(buckets[mine], classes[mine], rows[mine]);
        mine++;
      }
      merged.add(other.buckets[its], other.classes[its], other.rows[its]);
      if (mine < size() && !other.isBefore(its, this, mine)) {
        merged.add(buckets[mine], classes[mine], rows[mine]);
        mine++;
      }
    }
    for (; mine < size(); mine++) {
      merged.add(buckets[mine], classes[mine], rows[mine]);
    }
    return new BucketCounts(kind, isExact, merged);
  }

  private boolean isBefore(int place, BucketCounts other, int otherPlace) {
    return buckets[place] == other.buckets[otherPlace]
        ? classes[place] < other.classes[otherPlace]
        : buckets[place] < other.buckets[otherPlace];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BucketCounts o
        && kind == o.kind
        && isExact == o.isExact
        && Arrays.equals(buckets, o.buckets)
        && Arrays.equals(classes, o.classes)
        && Arrays.equals(rows, o.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(buckets);
  }

  void write(Packing packing) {
    packing.put(kind.ordinal());
    packing.put(isExact ? 1 : 0);
    packing.put(size());
    long before = 0;
    for (int place = 0; place < size(); place++) {
      packing.put(buckets[place] - before); // It may wrap, and back when it is read.
      packing.put(classes[place]);
      packing.put(rows[place]);
      before = buckets[place];
    }
  }

  static BucketCounts read(Packing packing) {
    Kind kind = Kind.values()[packing.takeCount()];
    boolean isExact = packing.take() == 1;
    Entries entries = new Entries(packing.takeCount());
    for (long bucket = 0; entries.size < entries.buckets.length; ) {
      bucket += packing.take();
      entries.add(bucket, (byte) packing.take(), packing.take());
    }
    return new BucketCounts(kind, isExact, entries);
  }

  /** Counts values. Memory: 120 bytes a bucket. */
  static final class Builder {
    private final Kind kind;
    private boolean isExact = true;
    private int[] slots = new int[64];
    private long[] buckets = new long[32];
    private long[] rows = new long[32 * RowClass.COUNT];
    private int size;
    private long lastBucket;
    private int last = -1;

    Builder(Kind kind) {
      this.kind = kind;
      Arrays.fill(slots, -1);
    }

    /** Counts a row with a double; NaN is above all others. */
    void addReal(double value, int rowClass) {
      add(isExact ? RowSummary.ordered(value) : ofReal(value), rowClass, 1);
    }

    /** Counts rows of one whole number; the least of all shares a bucket with the next. */
    void addWholes(long value, RowClasses classes, int from, int to) {
      addStretch(isExact ? Math.max(value, NULL + 1) : ofWhole(value), classes, from, to);
    }

    /** Counts rows that have no value. */
    void addNulls(RowClasses classes, int from, int to) {
      addStretch(NULL, classes, from, to);
    }

    private void addStretch(long bucket, RowClasses classes, int from, int to) {
      int at = find(bucket) * RowClass.COUNT;
      classes.addTo(rows, at, from, to);
      shareIfMany();
    }

    private void add(long bucket, int rowClass, long more) {
      int at = find(bucket) * RowClass.COUNT;
      rows[at + rowClass] += more;
      shareIfMany();
    }

    /** Rows of one gene mostly have the value of the one before. */
    private int find(long bucket) {
      if (last < 0 || bucket != lastBucket) {
        last = placeOf(bucket);
        lastBucket = bucket;
      }
      return last;
    }

    /** Puts values together that begin alike. */
    private void shareIfMany() {
      if (!isExact || size <= EXACT) {
        return;
      }
      BucketCounts shared = build().shared();
      isExact = false;
      size = 0;
      last = -1;
      Arrays.fill(slots, -1);
      Arrays.fill(rows, 0);
      for (int place = 0; place < shared.size(); place++) {
        add(shared.buckets[place], shared.classes[place], shared.rows[place]);
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
      Entries entries = new Entries(size * RowClass.COUNT);
      for (long bucket : sorted) {
        entries.addAll(bucket, rows, slots[slotOf(bucket)] * RowClass.COUNT);
      }
      return new BucketCounts(kind, isExact, entries);
    }
  }
}
