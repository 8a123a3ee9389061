package org.splicebeam.transforms.rows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.InputColumn.Kind;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.parquet.ParquetPartWriter;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parquet.PartWriter;
import org.splicebeam.transforms.parquet.RowGroup;

/**
 * Rows whose values follow from seed, column and row alone. Neighbouring columns differ in how many
 * values are null, distinct, large or negative, so that each encoding meets each shape.
 */
public final class MadeUpRows implements RowGroup {
  public static final Columns COLUMNS =
      Enrichers.of(
              new ColumnSettings(
                  List.of(1, 2),
                  true,
                  List.of(
                      new InputColumn("note one", Kind.TEXT, false),
                      new InputColumn("note", Kind.TEXT, false),
                      new InputColumn("reads", Kind.INT, false),
                      new InputColumn("offset", Kind.LONG, false),
                      new InputColumn("conservation", Kind.DOUBLE, false))))
          .columns();

  private static final int[] DISTINCT = {1, 2, 300, Integer.MAX_VALUE};
  private static final int[] LARGEST_COUNT = {0, 1, 3, 100, 255, 256, 65_535};

  private final long seed;
  private final int size;

  public MadeUpRows(long seed, int size) {
    this.seed = seed;
    this.size = size;
  }

  /** Writes a part of so many row groups: path, compression, seed, rows of each group. */
  public static void main(String[] args) throws IOException {
    try (OutputStream out = Files.newOutputStream(Path.of(args[0]));
        PartWriter part = ParquetPartWriter.open(out, COLUMNS, PartCompression.valueOf(args[1]))) {
      for (int i = 3; i < args.length; i++) {
        part.write(new MadeUpRows(Long.parseLong(args[2]) + i, Integer.parseInt(args[i])));
      }
      part.finish();
    }
  }

  @Override
  public int size() {
    return size;
  }

  /** Integer for INT and COUNT, Long, Double, String, or null. */
  public Object value(int index, int row) {
    Column column = COLUMNS.get(index);
    long noise = mix(seed + 31L * index + 1_000_003L * row);
    int nulls = index % 4; // none, half, all, a few
    if (column.nullable()
        && (nulls == 2 || (nulls == 1 && noise >>> 63 == 1) || (nulls == 3 && row % 50 == 7))) {
      return null;
    }
    long choice = (noise >>> 8) % DISTINCT[(index + index / 4) % DISTINCT.length];
    return switch (column.type()) {
      case INT -> (int) (choice * (row % 2 == 0 ? 1 : -1));
      case LONG -> choice * 3_000_000_019L - 5;
      case DOUBLE -> choice == 0 ? -0.0 : (choice - 1) / 7.0;
      case TEXT ->
          column.name().equals("sequence")
              ? "ACGTN".repeat((int) (200 + (noise & 63))) + noise
              : "\u00b5\ud83e\uddec-" + choice;
      case COUNT -> {
        int largest = LARGEST_COUNT[index % LARGEST_COUNT.length];
        yield row == 0 ? largest : (int) ((noise >>> 8) % (largest + 1));
      }
    };
  }

  @Override
  public ColumnVector column(int index) {
    ColumnType type = COLUMNS.get(index).type();
    return switch (type) {
      case INT, LONG -> {
        long[] values = new long[size];
        BitSet nulls = new BitSet();
        for (int row = 0; row < size; row++) {
          if (value(index, row) instanceof Number number) {
            values[row] = number.longValue();
          } else {
            nulls.set(row);
          }
        }
        yield new ColumnVector.Longs(values, nulls);
      }
      case DOUBLE -> {
        double[] values = new double[size];
        BitSet nulls = new BitSet();
        for (int row = 0; row < size; row++) {
          if (value(index, row) instanceof Double number) {
            values[row] = number;
          } else {
            nulls.set(row);
          }
        }
        yield new ColumnVector.Doubles(values, nulls);
      }
      case TEXT -> {
        List<String> values = new ArrayList<>();
        for (int row = 0; row < size; row++) {
          values.add((String) value(index, row));
        }
        yield new ColumnVector.Texts(values.toArray(String[]::new));
      }
      case COUNT -> {
        int offset = index % 3;
        byte[] matrix = new byte[offset + size];
        Map<Integer, Integer> overflow = new HashMap<>();
        for (int row = 0; row < size; row++) {
          int count = (Integer) value(index, row);
          matrix[offset + row] = (byte) Math.min(count, 255);
          if (count > 255) {
            overflow.put(row, count);
          }
        }
        yield new ColumnVector.Counts(matrix, offset, size, overflow);
      }
    };
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
