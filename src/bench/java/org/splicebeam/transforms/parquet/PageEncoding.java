package org.splicebeam.transforms.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.features.KmerMatrix;

/**
 * Time to write a part of one row group of 25 000 rows: pages of all columns, compressed, and the
 * footer, to nowhere. The k-mers are those of random windows of 1 001 bases, already counted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 2, jvmArgsAppend = "-Xmx1g")
public class PageEncoding {
  private static final int ROWS = 25_000;
  private static final int WINDOW = 1_001;

  @Param({"3", "6"})
  public int k;

  @Param({"ZSTD", "NONE"})
  public PartCompression compression;

  private Columns columns;
  private RowGroup rows;

  @Setup
  public void setUp() {
    columns = Enrichers.of(new ColumnSettings(List.of(k), false, List.of())).columns();
    SplittableRandom random = new SplittableRandom(1);
    ColumnVector[] vectors = new ColumnVector[columns.size()];
    KmerMatrix kmers = kmersOfRandomWindows(random);
    int firstCount = columns.size() - kmers.width();
    for (int i = 0; i < columns.size(); i++) {
      vectors[i] = i < firstCount ? madeUp(columns.get(i), random) : kmers.column(i - firstCount);
    }
    rows =
        new RowGroup() {
          @Override
          public int size() {
            return ROWS;
          }

          @Override
          public ColumnVector column(int index) {
            return vectors[index];
          }
        };
  }

  @Benchmark
  public void writeRowGroup() throws IOException {
    try (PartWriter part =
        ParquetPartWriter.open(OutputStream.nullOutputStream(), columns, compression)) {
      part.write(rows);
      part.finish();
    }
  }

  private KmerMatrix kmersOfRandomWindows(SplittableRandom random) {
    KmerMatrix kmers = new KmerMatrix(List.of(k), false, ROWS);
    byte[] codes = new byte[WINDOW];
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < WINDOW; i++) {
        codes[i] = (byte) random.nextInt(4);
      }
      kmers.addRow(codes, 0, WINDOW);
    }
    return kmers;
  }

  /** Numbers that all differ, texts of a few genes. */
  private static ColumnVector madeUp(Column column, SplittableRandom random) {
    return switch (column.type()) {
      case INT ->
          new ColumnVector.Longs(random.ints(ROWS, 0, 100).asLongStream().toArray(), none());
      case LONG -> new ColumnVector.Longs(random.longs(ROWS, 0, 250_000_000).toArray(), none());
      case DOUBLE -> new ColumnVector.Doubles(random.doubles(ROWS).toArray(), none());
      case TEXT ->
          new ColumnVector.Texts(
              random
                  .ints(ROWS, 0, 25)
                  .mapToObj(gene -> "ENSG0000000000" + gene)
                  .toArray(String[]::new));
      case COUNT -> throw new IllegalStateException(column.name() + " comes from the k-mer matrix");
    };
  }

  private static BitSet none() {
    return new BitSet();
  }
}
