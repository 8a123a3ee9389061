package org.splicebeam.transforms.parts;

import java.io.Serializable;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.transforms.parquet.PartCompression;

/**
 * How parts are written.
 *
 * @param columns which columns they have
 * @param dropRepeatKmers whether words of 6 and more letters with period two stay 0
 * @param rowGroupRows rows of a full row group
 * @param compression of the pages
 */
public record PartSettings(
    ColumnSettings columns, boolean dropRepeatKmers, int rowGroupRows, PartCompression compression)
    implements Serializable {

  /** The same with other columns. */
  public PartSettings with(ColumnSettings others) {
    return new PartSettings(others, dropRepeatKmers, rowGroupRows, compression);
  }
}
