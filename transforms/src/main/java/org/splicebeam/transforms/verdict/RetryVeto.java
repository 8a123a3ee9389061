package org.splicebeam.transforms.verdict;

/**
 * How a runner is told that to try again is of no use. The module of a runner that has a way offers
 * it as a service; elsewhere the next attempt finds the verdict and stops by itself.
 */
public interface RetryVeto {
  /** What makes the runner give up when it is the cause of a failure. */
  Throwable cause();
}
