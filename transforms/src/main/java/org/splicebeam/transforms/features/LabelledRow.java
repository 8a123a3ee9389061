package org.splicebeam.transforms.features;

import org.splicebeam.schemas.rows.RowBlock;

/**
 * Values that may see a row's labels and why it was kept. {@link RowColumns}, whose columns are
 * those, is the only user; every feature sees a {@link FeatureRow}, which has neither.
 */
final class LabelledRow {
  /** A text of a row of a block; null is a null cell. */
  interface TextOf {
    String of(RowBlock rows, int row);
  }

  /** A number of a row of a block. */
  interface RealOf {
    double of(RowBlock rows, int row);
  }

  private LabelledRow() {}

  /** The column of a text. */
  static Feature.Filler text(TextOf value) {
    return (unused, capacity) -> ColumnFill.labelledTexts(value, capacity);
  }

  /** The column of a number. */
  static Feature.Filler real(RealOf value) {
    return (unused, capacity) -> ColumnFill.labelledReals(value, capacity);
  }
}
