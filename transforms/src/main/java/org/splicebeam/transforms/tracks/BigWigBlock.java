package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A block of values of a bigWig, in any of its three kinds; puts those of a range of bases in their
 * places. Not thread-safe.
 */
final class BigWigBlock {
  static final int HEADER = 24;

  private static final int INTERVALS = 1;
  private static final int VARIABLE_STEP = 2;
  private static final int FIXED_STEP = 3;
  private static final int INTERVAL_ITEM = 12;
  private static final int VARIABLE_ITEM = 8;
  private static final int FIXED_ITEM = 4;

  /** Items are counted in 16 bits. */
  static final int MOST_BYTES = HEADER + 0xFFFF * INTERVAL_ITEM;

  private final BigWigBytes bytes;

  /** Of the range: its chromosome, its bases [from, to), and where the first of these stands. */
  private String name;

  private int chromosome;
  private long from;
  private long to;
  private float[] into;

  /** Behind the last base of the range that has a value already. */
  private long behind;

  BigWigBlock(BigWigBytes bytes) {
    this.bytes = bytes;
  }

  /** Begins a range; {@code into[0]} is that of base {@code itsFrom}. */
  void startRange(String itsName, int itsId, int itsFrom, int itsTo, float[] values) {
    name = itsName;
    chromosome = itsId;
    from = itsFrom;
    to = itsTo;
    into = values;
    behind = itsFrom;
  }

  /**
   * Takes the values of a block, unpacked; blocks of a range come in order.
   *
   * @param block from its first byte to its last one
   * @param length of the block in bytes
   */
  void take(ByteBuffer block, int length) throws IOException {
    if (length < HEADER) {
      throw bytes.damaged("a block of values has %s bytes".formatted(length));
    }
    int itsChromosome = block.getInt(0);
    long start = unsigned(block, 4);
    long step = unsigned(block, 12);
    long span = unsigned(block, 16);
    int kind = block.get(20);
    int items = Short.toUnsignedInt(block.getShort(22));
    int item =
        switch (kind) {
          case INTERVALS -> INTERVAL_ITEM;
          case VARIABLE_STEP -> VARIABLE_ITEM;
          case FIXED_STEP -> FIXED_ITEM;
          default -> throw bytes.damaged("a block of values is of kind %s".formatted(kind));
        };
    if (HEADER + items * item > length) {
      throw bytes.damaged("a block of %s bytes would have %s values".formatted(length, items));
    }
    if (itsChromosome != chromosome) {
      throw bytes.damaged(
          "its index takes a block of another chromosome for one of %s".formatted(name));
    }
    if (kind == INTERVALS) {
      takeIntervals(block, items);
    } else if (span == 0) {
      throw bytes.damaged("a block of values has values of no base");
    } else if (kind == VARIABLE_STEP) {
      takeVariable(block, items, span);
    } else if (step == 1 && span == 1) {
      takeEachBase(block, items, start);
    } else {
      takeFixed(block, items, start, step, span);
    }
  }

  private void takeIntervals(ByteBuffer block, int items) throws IOException {
    for (int at = HEADER; items > 0; items--, at += INTERVAL_ITEM) {
      put(unsigned(block, at), unsigned(block, at + 4), block.getFloat(at + 8));
    }
  }

  private void takeVariable(ByteBuffer block, int items, long span) throws IOException {
    for (int at = HEADER; items > 0; items--, at += VARIABLE_ITEM) {
      long start = unsigned(block, at);
      put(start, start + span, block.getFloat(at + 4));
    }
  }

  private void takeFixed(ByteBuffer block, int items, long start, long step, long span)
      throws IOException {
    for (int i = 0; i < items; i++) {
      put(start + i * step, start + i * step + span, block.getFloat(HEADER + i * FIXED_ITEM));
    }
  }

  private void takeEachBase(ByteBuffer block, int items, long start) throws IOException {
    long first = Math.max(start, from);
    long last = Math.min(start + items, to);
    if (first >= last) {
      return;
    }
    requireFree(first);
    int at = (int) (first - from);
    int place = HEADER + (int) (first - start) * FIXED_ITEM;
    for (int end = (int) (last - from); at < end; at++, place += FIXED_ITEM) {
      into[at] = block.getFloat(place);
    }
    behind = last;
  }

  private void put(long start, long end, float value) throws IOException {
    long first = Math.max(start, from);
    long last = Math.min(end, to);
    if (first >= last) {
      return;
    }
    requireFree(first);
    int at = (int) (first - from);
    for (int stop = (int) (last - from); at < stop; at++) {
      into[at] = value;
    }
    behind = last;
  }

  private void requireFree(long base) throws IOException {
    if (base < behind) {
      throw bytes.damaged(
          "%s, base %s has two values, or values are not in order".formatted(name, base + 1));
    }
  }

  private static long unsigned(ByteBuffer block, int at) {
    return Integer.toUnsignedLong(block.getInt(at));
  }
}
