package org.splicebeam.schemas.columns;

/** What a trainer may do with a column (contract 6). */
public enum Role {
  /** Says which position a row is; never a feature, because it names the position. */
  KEY,
  /** What is to be learnt, or gives it away. */
  LABEL,
  /** About the row; no feature. */
  METADATA,
  /**
   * May be given to a trainer; where it leaks the label nonetheless, the column's meaning says so.
   */
  FEATURE
}
