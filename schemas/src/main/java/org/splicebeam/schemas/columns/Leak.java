package org.splicebeam.schemas.columns;

/**
 * Ways in which a column gives away what is to be learnt. The column's meaning tells each in a
 * sentence; the dictionary's column {@code leak} tells its {@link Kind}.
 */
public enum Leak {
  /** What only true sites have, or what was done because of the label. */
  LABEL(Kind.LABEL, "It leaks the label.", false),
  /** The score that a table's row was judged by: that of its true type where it has one. */
  JUDGED_SCORE(Kind.LABEL, "It leaks the label.", true),
  /** The base model's score itself (contract 2.4). */
  NEIGHBOUR_SCORES(
      Kind.INPUT,
      "For FN rows the score may be the best of its neighbours', so that the three scores need not"
          + " sum to 1.",
      true),
  /** What is computed from the three scores. */
  SCORES(
      Kind.INPUT,
      "For FN rows the scores that it comes from may be the best of their neighbours', so that they"
          + " need not sum to 1.",
      true),
  /** What is computed from the scores of the neighbouring bases (contract 2.4). */
  PASS(
      Kind.INPUT,
      "Comes from the pass (donor or acceptor) that made the row, which for TP and FN is the true"
          + " type: it leaks the label.",
      true),
  /** What the joined transcript tells. */
  ROW_JOIN(
      Kind.TRANSCRIPT_JOIN,
      "With transcriptJoin=row it leaks the label: there only true sites name a transcript.",
      false);

  /** Where a leak comes from (contract 2.7). */
  public enum Kind {
    NONE("none"),
    /** The label itself, or what was decided by it. */
    LABEL("label"),
    /** The analysis tables. */
    INPUT("input"),
    /** The join by a row's own transcript; there is no leak with another join. */
    TRANSCRIPT_JOIN("transcriptJoin");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As the dictionary writes it. */
    public String text() {
      return text;
    }
  }

  private final Kind kind;
  private final String sentence;
  private final boolean ofTablesOnly;

  Leak(Kind kind, String sentence, boolean ofTablesOnly) {
    this.kind = kind;
    this.sentence = sentence;
    this.ofTablesOnly = ofTablesOnly;
  }

  /** Whether it is there in a data set of such rows: a base's scores do not know its label. */
  boolean isOf(RowsFrom rows) {
    return rows == RowsFrom.TABLES || !ofTablesOnly;
  }

  /** Where it comes from; never {@link Kind#NONE}. */
  public Kind kind() {
    return kind;
  }

  /** It in a sentence, as it stands behind a column's meaning. */
  public String sentence() {
    return sentence;
  }
}
