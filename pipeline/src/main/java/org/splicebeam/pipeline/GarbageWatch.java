package org.splicebeam.pipeline;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Fails as memory does that has run out when for a while nearly all time goes into collecting
 * garbage. A heap that is all but full may keep a command going for hours, without an error; only
 * the parallel collector tells of it by itself.
 */
final class GarbageWatch implements Runnable {
  private static final long INTERVAL_MS = 4_000;
  private static final int MOST_IN_A_ROW = 3;
  private static final double TOO_MUCH = 0.9;

  private final List<GarbageCollectorMXBean> collectors = pausing();
  private int inARow;

  /** Those whose time is the command's; the cycles of ZGC and Shenandoah run beside it. */
  static List<GarbageCollectorMXBean> pausing() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .filter(collector -> !collector.getName().endsWith(" Cycles"))
        .toList();
  }

  /** Watches in a thread of its own, which ends with the JVM. */
  static void begin() {
    Thread watch = new Thread(new GarbageWatch(), "watch garbage collections");
    watch.setDaemon(true);
    watch.start();
  }

  @Override
  public void run() {
    long before = collectedMs();
    long since = System.nanoTime();
    while (true) {
      try {
        Thread.sleep(INTERVAL_MS);
      } catch (InterruptedException e) {
        return;
      }
      long collected = collectedMs();
      long now = System.nanoTime();
      observe(collected - before, (now - since) / 1_000_000);
      before = collected;
      since = now;
    }
  }

  /**
   * @throws OutOfMemoryError where this is one interval too many
   */
  void observe(long collectingMs, long ofMs) {
    inARow = collectingMs < TOO_MUCH * ofMs ? 0 : inARow + 1;
    if (inARow == MOST_IN_A_ROW) {
      throw new OutOfMemoryError("nearly all time goes into collecting garbage");
    }
  }

  private long collectedMs() {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
  }
}
