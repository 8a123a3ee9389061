package org.splicebeam.schemas.columns;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The values of one column for a block of rows, in primitive arrays. Where {@code nulls} has a
 * row's bit the row's value is null and its array cell 0; {@code nulls} may be empty, never null.
 */
public sealed interface ColumnVector {
  /** Number of rows. */
  int size();

  /** INT and LONG columns. */
  record Longs(long[] values, BitSet nulls) implements ColumnVector {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Longs o && Arrays.equals(values, o.values) && nulls.equals(o.nulls);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /** DOUBLE columns. */
  record Doubles(double[] values, BitSet nulls) implements ColumnVector {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Doubles o && Arrays.equals(values, o.values) && nulls.equals(o.nulls);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /** TEXT columns; a null is a null cell. */
  record Texts(String[] values) implements ColumnVector {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Texts o && Arrays.equals(values, o.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }

  /**
   * COUNT columns (k-mers): row i's count is {@code matrix[offset + i] & 0xFF}, or more where it is
   * 255 and {@code overflow} has an entry (key: row, value: count).
   */
  record Counts(byte[] matrix, int offset, int size, java.util.Map<Integer, Integer> overflow)
      implements ColumnVector {}
}
