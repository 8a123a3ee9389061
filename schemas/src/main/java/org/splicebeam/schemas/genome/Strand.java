package org.splicebeam.schemas.genome;

/** The strand of a gene or a row; declared in sorting order ({@code +} before {@code -}). */
public enum Strand {
  FORWARD("+"),
  REVERSE("-"),
  /** An annotation line with {@code .} or anything else: no row can agree with it. */
  UNKNOWN(".");

  private final String symbol;

  Strand(String symbol) {
    this.symbol = symbol;
  }

  public String symbol() {
    return symbol;
  }

  /** The strand of a GTF field; anything but {@code +} and {@code -} is UNKNOWN. */
  public static Strand ofGtf(String field) {
    return switch (field) {
      case "+" -> FORWARD;
      case "-" -> REVERSE;
      default -> UNKNOWN;
    };
  }
}
