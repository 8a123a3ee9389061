package org.splicebeam.pipeline.build;

/** An option that will not do; the message is one sentence that names it and says what to do. */
public final class BadOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadOptionException(String message) {
    super(message);
  }
}
