package org.splicebeam.transforms.features;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.splicebeam.schemas.columns.ColumnVector;

/** Time to count the k-mers of one window of 1 001 bases, with its share of the transposition. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KmerCounting {
  /** Of a row group: its matrix does not fit the processor's caches. */
  private static final int ROWS = 25_000;

  private static final int WINDOWS = 1_000;
  private static final int WINDOW = 1_001;

  /** An N in so many letters. */
  private static final int LETTERS_AN_N = 5_000;

  @Param({"3", "6", "3,6"})
  public String kmerSizes;

  private final byte[] codes = new byte[WINDOWS * WINDOW];
  private KmerMatrix matrix;

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) (random.nextInt(LETTERS_AN_N) == 0 ? 4 : random.nextInt(4));
    }
    matrix =
        new KmerMatrix(
            Arrays.stream(kmerSizes.split(",")).map(Integer::valueOf).toList(), false, ROWS);
  }

  @Benchmark
  @OperationsPerInvocation(ROWS)
  public ColumnVector.Counts countWindow() {
    matrix.clear();
    for (int row = 0; row < ROWS; row++) {
      int from = row % WINDOWS * WINDOW;
      matrix.addRow(codes, from, from + WINDOW);
    }
    return matrix.column(0);
  }
}
