package org.splicebeam.transforms.tables;

/**
 * A file that cannot be an analysis table, because of its first line (contract 1.1). The message is
 * one sentence without the file's name, which the reader of the file puts before it.
 */
public final class BadHeaderException extends Exception {
  private static final long serialVersionUID = 1L;

  public BadHeaderException(String message) {
    super(message);
  }
}
