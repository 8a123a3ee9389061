package org.splicebeam.transforms.features;

import java.util.Arrays;
import java.util.BitSet;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.transforms.rows.GeneRows;

/**
 * One column of a row group while it fills up, gene by gene. The array is used for one row group
 * after the other, so nothing of a gene outlives it but its texts, and its packed windows where
 * they are a column.
 *
 * <p>Memory: 8 bytes a row.
 */
abstract class ColumnFill {
  /** A text of a row; null is a null cell. */
  interface TextOf {
    String of(AnnotatedBlock block, int row);
  }

  /** A whole number of a row. */
  interface LongOf {
    long of(AnnotatedBlock block, int row);
  }

  /** A number of a row. */
  interface DoubleOf {
    double of(AnnotatedBlock block, int row);
  }

  private ColumnFill() {}

  /**
   * Takes the values of a gene's rows.
   *
   * @param from the first of them
   * @param to behind the last
   * @param at where the first goes in the row group
   */
  abstract void take(GeneRows rows, int from, int to, int at);

  /** The values of the first rows; valid until the next are taken. */
  abstract ColumnVector column(int size);

  /** Begins the next row group. */
  void clear() {}

  static ColumnFill texts(TextOf of, int capacity) {
    String[] values = new String[capacity];
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          values[at + i - from] = of.of(rows.block(i), rows.row(i));
        }
      }

      @Override
      ColumnVector column(int size) {
        return new ColumnVector.Texts(size == capacity ? values : Arrays.copyOf(values, size));
      }
    };
  }

  static ColumnFill longs(LongOf of, int capacity) {
    long[] values = new long[capacity];
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          values[at + i - from] = of.of(rows.block(i), rows.row(i));
        }
      }

      @Override
      ColumnVector column(int size) {
        return vector(values, new BitSet(), size);
      }
    };
  }

  static ColumnFill doubles(DoubleOf of, int capacity) {
    double[] values = new double[capacity];
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          values[at + i - from] = of.of(rows.block(i), rows.row(i));
        }
      }

      @Override
      ColumnVector column(int size) {
        return vector(values, new BitSet(), size);
      }
    };
  }

  /** Values that another puts into the array. */
  static ColumnFill given(double[] values) {
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {}

      @Override
      ColumnVector column(int size) {
        return vector(values, new BitSet(), size);
      }
    };
  }

  /** A whole number of the input, which may be null. */
  static ColumnFill inputLongs(int input, int capacity) {
    long[] values = new long[capacity];
    BitSet nulls = new BitSet();
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          var vector = (ColumnVector.Longs) rows.block(i).rows().values().get(input);
          int row = rows.row(i);
          values[at + i - from] = vector.values()[row];
          if (vector.nulls().get(row)) {
            nulls.set(at + i - from);
          }
        }
      }

      @Override
      ColumnVector column(int size) {
        return vector(values, nulls, size);
      }

      @Override
      void clear() {
        nulls.clear();
      }
    };
  }

  /** A number of the input, which may be null. */
  static ColumnFill inputDoubles(int input, int capacity) {
    double[] values = new double[capacity];
    BitSet nulls = new BitSet();
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          var vector = (ColumnVector.Doubles) rows.block(i).rows().values().get(input);
          int row = rows.row(i);
          values[at + i - from] = vector.values()[row];
          if (vector.nulls().get(row)) {
            nulls.set(at + i - from);
          }
        }
      }

      @Override
      ColumnVector column(int size) {
        return vector(values, nulls, size);
      }

      @Override
      void clear() {
        nulls.clear();
      }
    };
  }

  /** The windows as text; they wait as they came, at two bits a base. */
  static ColumnFill windows(int capacity) {
    PackedSequences[] windows = new PackedSequences[capacity];
    int[] places = new int[capacity];
    return new ColumnFill() {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          windows[at + i - from] = rows.block(i).rows().windows();
          places[at + i - from] = rows.row(i);
        }
      }

      @Override
      ColumnVector column(int size) {
        String[] texts = new String[size];
        for (int i = 0; i < size; i++) {
          texts[i] = windows[i].text(places[i]);
        }
        return new ColumnVector.Texts(texts);
      }

      @Override
      void clear() {
        Arrays.fill(windows, null);
      }
    };
  }

  private static ColumnVector vector(long[] values, BitSet nulls, int size) {
    return new ColumnVector.Longs(
        size == values.length ? values : Arrays.copyOf(values, size), nulls);
  }

  private static ColumnVector vector(double[] values, BitSet nulls, int size) {
    return new ColumnVector.Doubles(
        size == values.length ? values : Arrays.copyOf(values, size), nulls);
  }
}
