package org.splicebeam.schemas.columns;

/** Ways in which a column gives away what is to be learnt; the column's meaning tells them. */
public enum Leak {
  /** The base model's score itself (contract 2.4). */
  NEIGHBOUR_SCORES(
      "For FN rows the score may be the best of its neighbours', so that the three scores need not"
          + " sum to 1."),
  /** What is computed from the three scores. */
  SCORES(
      "For FN rows the scores that it comes from may be the best of their neighbours', so that they"
          + " need not sum to 1."),
  /** What is computed from the scores of the neighbouring bases (contract 2.4). */
  PASS(
      "Comes from the pass (donor or acceptor) that made the row, which for TP and FN is the true"
          + " type: it leaks the label."),
  /** What the joined transcript tells. */
  ROW_JOIN("With transcriptJoin=row it leaks the label: there only true sites name a transcript.");

  private final String text;

  Leak(String text) {
    this.text = text;
  }

  /** A meaning, and after it a sentence for each leak. */
  public static String told(String meaning, Leak... leaks) {
    StringBuilder told = new StringBuilder(meaning);
    for (Leak leak : leaks) {
      told.append(' ').append(leak.text);
    }
    return told.toString();
  }
}
