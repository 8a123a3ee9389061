package org.splicebeam.transforms.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.apache.parquet.format.Statistics;
import org.splicebeam.schemas.columns.ColumnType;

/** Numbers of four or eight bytes, held as their bits. */
final class PlainNumbers implements PlainValues {
  /** Scores differ from row to row: so many values show it. */
  private static final int FIRST = 2_048;

  private static final int MOST_OF_FIRST = FIRST / 16 * 15;

  private final ColumnType type;
  private final long[] bits;
  private final int size;

  /**
   * The first {@code size} of {@code bits}.
   *
   * @param type of the column
   * @param bits integers, or the bits of doubles
   */
  PlainNumbers(ColumnType type, long[] bits, int size) {
    this.type = type;
    this.bits = bits;
    this.size = size;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int bytes(int index) {
    return width();
  }

  @Override
  public void write(int from, int to, PageBuffer page) {
    for (int i = from; i < to; i++) {
      page.writeLowest(bits[i], width());
    }
  }

  /**
   * Open addressing on the bits; given up once more than half of the values are distinct, or nearly
   * all of the first ones.
   */
  @Override
  public Optional<Dictionary> dictionary() {
    int most = Math.min(size / 2, Dictionary.MAX_BYTES / width());
    int[] slots = new int[Integer.highestOneBit(Math.max(4 * most, 2))];
    int shift = Long.numberOfLeadingZeros(slots.length) + 1;
    Arrays.fill(slots, -1);
    long[] distinct = new long[most];
    int[] places = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      long value = bits[i];
      int slot = (int) (value * 0x9E3779B97F4A7C15L >>> shift);
      while (slots[slot] >= 0 && distinct[slots[slot]] != value) {
        slot = slot + 1 & slots.length - 1;
      }
      if (slots[slot] < 0) {
        if (count == most || count == MOST_OF_FIRST && i < FIRST) {
          return Optional.empty();
        }
        slots[slot] = count;
        distinct[count++] = value;
      }
      places[i] = slots[slot];
    }
    return Dictionary.ifSmaller(new PlainNumbers(type, distinct, count), places, this);
  }

  /**
   * With a NaN among them doubles have no limits. A limit that is zero gets the sign that covers
   * both zeros.
   */
  @Override
  public void limits(Statistics statistics) {
    if (size == 0) {
      return;
    }
    long min;
    long max;
    if (type == ColumnType.DOUBLE) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < size; i++) {
        double value = Double.longBitsToDouble(bits[i]);
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
      if (Double.isNaN(least)) {
        return;
      }
      min = Double.doubleToRawLongBits(least == 0 ? -0.0 : least);
      max = Double.doubleToRawLongBits(most == 0 ? 0.0 : most);
    } else {
      min = Long.MAX_VALUE;
      max = Long.MIN_VALUE;
      for (int i = 0; i < size; i++) {
        min = Math.min(min, bits[i]);
        max = Math.max(max, bits[i]);
      }
    }
    statistics.setMin_value(littleEndian(min));
    statistics.setMax_value(littleEndian(max));
  }

  private byte[] littleEndian(long value) {
    byte[] bytes = new byte[width()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> 8 * i);
    }
    return bytes;
  }

  private int width() {
    return type == ColumnType.LONG || type == ColumnType.DOUBLE ? Long.BYTES : Integer.BYTES;
  }
}
