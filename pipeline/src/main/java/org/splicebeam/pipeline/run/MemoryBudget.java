package org.splicebeam.pipeline.run;

import java.lang.management.ManagementFactory;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.parts.PartPacking;

/**
 * How much memory a local build takes, in one sum: heap, the runner's sorting memory, its buffers,
 * and what the JVM itself needs. It is at most half of the machine's (or cgroup's) memory; where
 * the sum would not fit, fewer workers run. All figures are upper bounds in MB (2^20 bytes).
 *
 * @param parallelism workers
 * @param heapMb for {@code -Xmx}
 * @param managedMb for sorts and combines, outside the heap
 * @param networkMb for buffers between steps, outside the heap
 * @param footerMb of the heap, for the descriptions of the column chunks of one part
 * @param limitMb what the build may take
 */
public record MemoryBudget(
    int parallelism, long heapMb, long managedMb, long networkMb, long footerMb, long limitMb) {
  /** Outside the heap, for reading spilled shuffles. */
  public static final long SPILL_READ_MB = 64;

  private static final long MB = 1 << 20;

  /** Heap that does not grow with workers: classes' data, the graph, the gene table, views. */
  private static final long BASE_HEAP_MB = 320;

  /** Heap of one worker besides its part: open blocks, one gene's thin rows, serializers. */
  private static final long WORKER_HEAP_MB = 128;

  /** Buffers of files and of the runner's servers. */
  private static final long CHANNELS_MB = 64;

  /** Metaspace, compiled code, threads, symbols, compression. */
  private static final long JVM_MB = 256;

  /** The parallel collector's maps take a thirtieth of the heap. */
  private static final long COLLECTOR_SHARE = 30;

  /**
   * Bytes of heap for a row that waits to be written. All rows of a part wait that come from tables
   * without ranges: 800 bytes for values, packed window and place in the order. Meanwhile the
   * runner may write the next part's group as one record. That takes 650 bytes a row, in an array
   * that grows by doubling, so up to three times as much.
   */
  private static final long ROW_BYTES = 800 + 3 * 650;

  /**
   * Arrays of eight bytes a row beside those of the columns: the window's statistics. Arrays are
   * counted in whole steps, so that a few columns more or less leave the budget as it is.
   */
  private static final long WINDOW_ARRAYS = 2;

  private static final long ARRAY_STEP = 32;

  /** Bytes of heap for the description of a column chunk, as objects and as it is written. */
  private static final long CHUNK_BYTES = 1_024;

  /**
   * Column chunks of a row group besides those of k-mers are counted in steps, half of one spare.
   */
  private static final long CHUNK_STEP = 64;

  /**
   * A footer is written from one array, of which this is several times the size. It also keeps a
   * part below 32 768 row groups, more than which Parquet's ordinals cannot count.
   */
  private static final long MOST_FOOTER_MB = 4_096;

  /**
   * The budget of a build; of one worker where not even that fits.
   *
   * @param memoryMb what the machine has
   * @param cores the most workers
   * @param columns of the data set
   * @param rowGroupRows of a part
   * @param partRows of a part, 0 for automatic
   */
  public static MemoryBudget of(
      long memoryMb, int cores, ColumnCount columns, long rowGroupRows, long partRows) {
    MemoryBudget budget;
    int workers = cores;
    do {
      budget = forWorkers(workers, columns, rowGroupRows, partRows, memoryMb / 2);
    } while (!budget.fits() && --workers > 0);
    return budget;
  }

  /**
   * The budget of so many workers, whether or not the machine has that memory: the user asked for
   * them.
   */
  public static MemoryBudget forWorkers(
      int workers, ColumnCount columns, long rowGroupRows, long partRows) {
    return forWorkers(workers, columns, rowGroupRows, partRows, Long.MAX_VALUE);
  }

  /** The budget of a process that only submits a build to other machines and waits. */
  public static MemoryBudget ofLauncher() {
    return forWorkers(1, ColumnCount.NONE, 1, 1);
  }

  private static MemoryBudget forWorkers(
      int workers, ColumnCount columns, long rowGroupRows, long partRows, long limitMb) {
    long largestPart = partRows > 0 ? partRows : PartPacking.LARGE_PART;
    long arrays = roundUp(columns.values() + WINDOW_ARRAYS, ARRAY_STEP);
    long rowBytes = columns.kmers() + arrays * Long.BYTES;
    long groupMb = Math.min(rowGroupRows, largestPart) * rowBytes / MB + 1;
    long blocksMb = largestPart * ROW_BYTES / MB + 1;
    long groups = largestPart / Math.min(rowGroupRows, largestPart) + 1;
    long chunksOfGroup = columns.kmers() + roundUp(columns.values() + CHUNK_STEP / 2, CHUNK_STEP);
    long chunks = groups * chunksOfGroup;
    long footerMb = chunks * CHUNK_BYTES / MB + 1;
    return new MemoryBudget(
        workers,
        BASE_HEAP_MB + workers * (WORKER_HEAP_MB + groupMb + blocksMb + footerMb),
        64 + 64L * workers,
        networkMb(workers),
        footerMb,
        limitMb);
  }

  private static long roundUp(long value, long step) {
    return (value + step - 1) / step * step;
  }

  /**
   * Each worker of a step has buffers for each of the next step. Measured on the whole graph: 8
   * workers start with 40 MB but not 24, 16 with 96 but not 64, 32 with 128, 64 with 512.
   */
  private static long networkMb(long workers) {
    return 32 + 4 * workers + workers * workers / 8;
  }

  /** The heap of a process with so many of these workers. */
  public long heapMbOf(int workers) {
    return BASE_HEAP_MB + (heapMb - BASE_HEAP_MB) / parallelism * workers;
  }

  /** What lies outside the heap under the JVM's own count, sorting memory not among it. */
  public long directMb() {
    return networkMb + SPILL_READ_MB + CHANNELS_MB;
  }

  /** All of it. */
  public long totalMb() {
    return heapMb + heapMb / COLLECTOR_SHARE + managedMb + directMb() + JVM_MB;
  }

  /** Whether the machine has it. */
  public boolean fits() {
    return totalMb() <= limitMb;
  }

  /**
   * For a runner that works in this process.
   *
   * @throws BadOptionException where the machine has not the memory for one worker, or a part has
   *     more row groups than a footer can tell of
   */
  public void requireFit() {
    if (footerMb > MOST_FOOTER_MB) {
      throw new BadOptionException(
          "the row groups of one part take %s MB to describe: choose larger --rowGroupRows"
                  .formatted(footerMb)
              + " or smaller --partRows");
    }
    if (!fits()) {
      boolean manyGroups = footerMb > heapMb / 2;
      throw new BadOptionException(
          "one worker of this build takes %s MB, but half of this machine's memory is %s MB: choose"
                  .formatted(totalMb(), limitMb)
              + (manyGroups
                  ? " larger --rowGroupRows, smaller --partRows, or fewer --kmerSizes"
                  : " smaller --rowGroupRows or --partRows, or fewer --kmerSizes"));
    }
  }

  /** The machine's memory, or the container's where that is less, in MB. */
  public static long machineMb() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize() / MB;
  }
}
