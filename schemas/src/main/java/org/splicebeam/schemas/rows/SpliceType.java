package org.splicebeam.schemas.rows;

/** The true type of a position; declared in text order, so that ordinals sort as the texts do. */
public enum SpliceType {
  ACCEPTOR("acceptor"),
  DONOR("donor"),
  NEITHER("neither");

  private final String text;

  SpliceType(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
