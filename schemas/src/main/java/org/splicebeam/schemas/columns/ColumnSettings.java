package org.splicebeam.schemas.columns;

import java.io.Serializable;
import java.util.List;

/**
 * The options that decide which columns a run's data set has.
 *
 * @param kmerSizes ascending, distinct, each 1 to 8; empty for no k-mers
 * @param keepSequence whether the window itself is a column
 * @param extraColumns nullable columns copied from the analysis tables, in the option's order
 */
public record ColumnSettings(
    List<Integer> kmerSizes, boolean keepSequence, List<InputColumn> extraColumns)
    implements Serializable {
  public ColumnSettings {
    kmerSizes = List.copyOf(kmerSizes);
    extraColumns = List.copyOf(extraColumns);
  }
}
