package org.splicebeam.transforms.parquet;

import org.splicebeam.schemas.columns.ColumnVector;

/**
 * Rows that are written together, seen column by column. A writer asks for each column once, in the
 * order of the schema, and is done with it before it asks for the next. So buffers may be reused.
 */
public interface RowGroup {
  /** Number of rows. */
  int size();

  /**
   * The values of a column: {@code Longs} for INT and LONG, {@code Doubles}, {@code Texts}, {@code
   * Counts} for COUNT.
   *
   * @param index the column's place in the schema
   */
  ColumnVector column(int index);
}
