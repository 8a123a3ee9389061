package org.splicebeam.schemas.columns;

import java.io.Serializable;
import java.util.List;

/**
 * The options that decide which columns a run's data set has.
 *
 * @param kmerSizes ascending, distinct, each 1 to 8; empty for no k-mers
 * @param keepSequence whether the window itself is a column
 * @param extraColumns nullable columns copied from the analysis tables, in the option's order
 * @param hasSplits whether each row's split is a column
 */
public record ColumnSettings(
    List<Integer> kmerSizes,
    boolean keepSequence,
    List<InputColumn> extraColumns,
    boolean hasSplits)
    implements Serializable {
  public ColumnSettings {
    kmerSizes = List.copyOf(kmerSizes);
    extraColumns = List.copyOf(extraColumns);
  }

  /** Of a data set without splits. */
  public ColumnSettings(
      List<Integer> kmerSizes, boolean keepSequence, List<InputColumn> extraColumns) {
    this(kmerSizes, keepSequence, extraColumns, false);
  }

  /** The same columns with or without that of splits. */
  public ColumnSettings withSplits(boolean areThere) {
    return new ColumnSettings(kmerSizes, keepSequence, extraColumns, areThere);
  }
}
