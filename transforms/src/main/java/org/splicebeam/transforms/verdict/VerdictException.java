package org.splicebeam.transforms.verdict;

/** Ends a build with a {@link Verdict}; on a worker, after the verdict's file is written. */
public final class VerdictException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  public VerdictException(Verdict verdict) {
    super(verdict.sentence());
    this.verdict = verdict;
  }

  public Verdict verdict() {
    return verdict;
  }
}
