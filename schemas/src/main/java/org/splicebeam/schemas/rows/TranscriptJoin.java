package org.splicebeam.schemas.rows;

/** Which transcript a row's features come from (contract 2.4). */
public enum TranscriptJoin {
  /** Every row of a gene has the same one, chosen without looking at the row. */
  REPRESENTATIVE,
  /** The row's own: only true splice sites name one, so its features tell the label. */
  ROW
}
