package org.splicebeam.pipeline.run;

import java.util.concurrent.CountDownLatch;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** How many threads the machine, or a limit of its user's processes, lets this process start. */
final class ThreadLimit {
  /** Measured on Flink's embedded cluster with 1 and 8 workers. */
  private static final int BASE = 40;

  private static final int OF_WORKER = 8;

  private ThreadLimit() {}

  /**
   * Makes sure that the threads of a local run can be started: all at a time, for some
   * milliseconds. A runner in which one fails may end the JVM without a word, or wait for it.
   *
   * @throws VerdictException where they cannot
   */
  static void require(int workers) {
    CountDownLatch done = new CountDownLatch(1);
    try {
      for (int thread = 0; thread < BASE + OF_WORKER * workers; thread++) {
        Thread probe = new Thread(() -> await(done), "probe");
        probe.setDaemon(true);
        probe.start();
      }
    } catch (OutOfMemoryError e) {
      throw new VerdictException(Verdict.buildFailed(Shortage.in(e).orElseThrow().sentence()));
    } finally {
      done.countDown();
    }
  }

  private static void await(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
