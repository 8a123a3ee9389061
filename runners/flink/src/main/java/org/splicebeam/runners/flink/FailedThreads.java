package org.splicebeam.runners.flink;

import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.flink.runtime.rpc.FatalErrorHandler;
import org.apache.flink.util.FatalExitExceptionHandler;

/**
 * Learns of threads that Flink cannot go on without, while it is open. Flink logs such an end, then
 * ends the JVM by a method that Java 17 warns of on the terminal and that throws from Java 18 on,
 * with which the job would wait for ever. So the thread stays in its log, and the job fails
 * instead.
 */
final class FailedThreads extends Handler {
  private static final Logger LAST_WORDS =
      Logger.getLogger(FatalExitExceptionHandler.class.getName());

  private final FatalErrorHandler failure;

  private FailedThreads(FatalErrorHandler failure) {
    this.failure = failure;
  }

  /** Tells of them until it is closed. */
  static FailedThreads open(FatalErrorHandler failure) {
    FailedThreads threads = new FailedThreads(failure);
    LAST_WORDS.addHandler(threads);
    return threads;
  }

  @Override
  public void publish(LogRecord ended) {
    if (ended.getThrown() != null) {
      failure.onFatalError(ended.getThrown());
      while (true) {
        LockSupport.park(this);
      }
    }
  }

  @Override
  public void flush() {
    // Nothing is held back.
  }

  @Override
  public void close() {
    LAST_WORDS.removeHandler(this);
  }
}
