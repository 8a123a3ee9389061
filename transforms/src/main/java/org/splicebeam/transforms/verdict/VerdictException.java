package org.splicebeam.transforms.verdict;

import java.util.ServiceLoader;

/** Ends a build with a {@link Verdict}; on a worker, after the verdict's file is written. */
public final class VerdictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  public VerdictException(Verdict verdict) {
    super(verdict.sentence(), veto());
    this.verdict = verdict;
  }

  /** Null where no runner has a way. */
  private static Throwable veto() {
    return ServiceLoader.load(RetryVeto.class).findFirst().map(RetryVeto::cause).orElse(null);
  }

  public Verdict verdict() {
    return verdict;
  }
}
