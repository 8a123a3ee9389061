package org.splicebeam.runners.flink;

import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.splicebeam.transforms.verdict.RetryVeto;

/** Flink's restart strategies leave a job alone that fails because of this. */
public final class SuppressRestarts implements RetryVeto {
  @Override
  public Throwable cause() {
    return new SuppressRestartsException(null);
  }
}
