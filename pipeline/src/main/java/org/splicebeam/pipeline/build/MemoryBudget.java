package org.splicebeam.pipeline.build;

import java.lang.management.ManagementFactory;

/**
 * How much memory a local build takes, in one sum: heap, the runner's sorting memory and network
 * buffers, and what the JVM itself needs. It is at most half of the machine's (or cgroup's) memory;
 * where the sum would not fit, fewer workers run.
 *
 * @param parallelism workers
 * @param heapMb for {@code -Xmx}
 * @param managedMb for sorts and combines, outside the heap
 * @param networkMb for buffers between steps, outside the heap
 */
public record MemoryBudget(int parallelism, long heapMb, long managedMb, long networkMb) {
  private static final long MB = 1 << 20;

  /** Heap that does not grow with workers: classes' data, the graph, the gene table, views. */
  private static final long BASE_HEAP_MB = 320;

  /** Heap of one worker besides its part: open blocks, one gene's thin rows, serializers. */
  private static final long WORKER_HEAP_MB = 128;

  /** Metaspace, compiled code, threads, the collector, buffers for reading spilled shuffles. */
  private static final long JVM_MB = 384;

  /** Bytes of heap for a row that waits to be written: values, packed window, sorting. */
  private static final long ROW_BYTES = 1_400;

  private static final int LARGEST_AUTOMATIC_PART = 100_000;

  /**
   * The budget of a build.
   *
   * @param memoryMb what the machine has
   * @param cores the most workers
   * @param kmerColumns of the data set
   * @param rowGroupRows of a part
   * @param partRows of a part, 0 for automatic
   */
  public static MemoryBudget of(
      long memoryMb, int cores, long kmerColumns, long rowGroupRows, long partRows) {
    for (int workers = cores; ; workers--) {
      MemoryBudget budget = forWorkers(workers, kmerColumns, rowGroupRows, partRows);
      if (workers == 1 || budget.totalMb() <= memoryMb / 2) {
        return budget;
      }
    }
  }

  /** The budget of so many workers, whether or not the machine has it. */
  public static MemoryBudget forWorkers(
      int workers, long kmerColumns, long rowGroupRows, long partRows) {
    long largestPart = partRows > 0 ? partRows : LARGEST_AUTOMATIC_PART;
    long matrixMb = Math.min(rowGroupRows, largestPart) * kmerColumns / MB + 1;
    long blocksMb = largestPart * ROW_BYTES / MB + 1;
    return new MemoryBudget(
        workers,
        BASE_HEAP_MB + workers * (WORKER_HEAP_MB + matrixMb + blocksMb),
        64 + 64L * workers,
        32 + 2L * workers + (long) workers * workers / 4);
  }

  /** All of it. */
  public long totalMb() {
    return heapMb + managedMb + networkMb + JVM_MB;
  }

  /** The machine's memory, or the container's where that is less, in MB. */
  public static long machineMb() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getTotalMemorySize() / MB;
  }
}
