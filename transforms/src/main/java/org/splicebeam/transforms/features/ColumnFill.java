package org.splicebeam.transforms.features;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.InputColumn;
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

  /**
   * Texts that a feature computes; a null is a null cell.
   *
   * @param missing the rows without value; null for none
   */
  static ColumnFill texts(
      FeatureRow row,
      Function<FeatureRow, String> value,
      Predicate<FeatureRow> missing,
      int capacity) {
    return new Texts(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          row.move(rows.block(i), rows.row(i), at + i - from);
          values[at + i - from] = missing != null && missing.test(row) ? null : value.apply(row);
        }
      }
    };
  }

  /** Whole numbers of 32 bits that a feature computes. */
  static ColumnFill integers(
      FeatureRow row,
      ToIntFunction<FeatureRow> value,
      Predicate<FeatureRow> missing,
      int capacity) {
    return wholes(row, value::applyAsInt, missing, capacity);
  }

  /** Whole numbers that a feature computes. */
  static ColumnFill wholes(
      FeatureRow row,
      ToLongFunction<FeatureRow> value,
      Predicate<FeatureRow> missing,
      int capacity) {
    return new Longs(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          row.move(rows.block(i), rows.row(i), at + i - from);
          if (missing != null && missing.test(row)) {
            setNull(at + i - from);
          } else {
            values[at + i - from] = value.applyAsLong(row);
          }
        }
      }
    };
  }

  /** Numbers that a feature computes. */
  static ColumnFill reals(
      FeatureRow row,
      ToDoubleFunction<FeatureRow> value,
      Predicate<FeatureRow> missing,
      int capacity) {
    return new Doubles(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          row.move(rows.block(i), rows.row(i), at + i - from);
          if (missing != null && missing.test(row)) {
            setNull(at + i - from);
          } else {
            values[at + i - from] = value.applyAsDouble(row);
          }
        }
      }
    };
  }

  /** Texts of rows with their labels. */
  static ColumnFill labelledTexts(RowColumns.LabelledText value, int capacity) {
    return new Texts(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          values[at + i - from] = value.of(rows.block(i).rows(), rows.row(i));
        }
      }
    };
  }

  /** Whole numbers of 32 bits of rows with their labels. */
  static ColumnFill labelledIntegers(RowColumns.LabelledInteger value, int capacity) {
    return new Longs(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          values[at + i - from] = value.of(rows.block(i).rows(), rows.row(i));
        }
      }
    };
  }

  /** Numbers of rows with their labels. */
  static ColumnFill labelledReals(RowColumns.LabelledReal value, int capacity) {
    return new Doubles(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          values[at + i - from] = value.of(rows.block(i).rows(), rows.row(i));
        }
      }
    };
  }

  /**
   * What the source of the rows gives.
   *
   * @param input its place among the input columns
   */
  static ColumnFill given(InputColumn.Kind kind, int input, int capacity) {
    return switch (kind) {
      case TEXT -> givenTexts(input, capacity);
      case INT, LONG -> givenLongs(input, capacity);
      case DOUBLE -> givenDoubles(input, capacity);
    };
  }

  private static ColumnFill givenTexts(int input, int capacity) {
    return new Texts(capacity) {
      @Override
      void take(GeneRows rows, int from, int to, int at) {
        for (int i = from; i < to; i++) {
          var vector = (ColumnVector.Texts) rows.block(i).rows().values().get(input);
          values[at + i - from] = vector.values()[rows.row(i)];
        }
      }
    };
  }

  private static ColumnFill givenLongs(int input, int capacity) {
    return new Longs(capacity) {
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
    };
  }

  private static ColumnFill givenDoubles(int input, int capacity) {
    return new Doubles(capacity) {
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

  private abstract static class Texts extends ColumnFill {
    final String[] values;

    Texts(int capacity) {
      values = new String[capacity];
    }

    @Override
    ColumnVector column(int size) {
      return new ColumnVector.Texts(size == values.length ? values : Arrays.copyOf(values, size));
    }
  }

  /** Numbers, of which some may be null; the value of a null is 0. */
  private abstract static class Numbers extends ColumnFill {
    final BitSet nulls = new BitSet();

    @Override
    void clear() {
      nulls.clear();
    }
  }

  private abstract static class Longs extends Numbers {
    final long[] values;

    Longs(int capacity) {
      values = new long[capacity];
    }

    void setNull(int at) {
      values[at] = 0;
      nulls.set(at);
    }

    @Override
    ColumnVector column(int size) {
      return new ColumnVector.Longs(
          size == values.length ? values : Arrays.copyOf(values, size), nulls);
    }
  }

  private abstract static class Doubles extends Numbers {
    final double[] values;

    Doubles(int capacity) {
      values = new double[capacity];
    }

    void setNull(int at) {
      values[at] = 0;
      nulls.set(at);
    }

    @Override
    ColumnVector column(int size) {
      return new ColumnVector.Doubles(
          size == values.length ? values : Arrays.copyOf(values, size), nulls);
    }
  }
}
