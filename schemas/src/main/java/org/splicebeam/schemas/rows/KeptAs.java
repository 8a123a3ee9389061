package org.splicebeam.schemas.rows;

/** The rule of contract 4 that kept a row. */
public enum KeptAs {
  ALL("all"),
  NON_TN("nonTN"),
  HARD("hard"),
  NEAR("near"),
  EASY("easy"),
  STRATUM("stratum");

  private final String text;

  KeptAs(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
