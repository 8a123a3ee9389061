package org.splicebeam.transforms.tables;

import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.rows.RowSelector;
import org.splicebeam.transforms.rows.SelectedGenes;

/** Reads the chosen rows from lines of one table. Memory: one row. */
final class TableRows {
  private final RowParser parser;
  private final RowCursor row;
  private final RowSelector selector;

  /**
   * @param header of the table
   * @param genes what is selected
   * @param selector takes the rows that it wants
   */
  TableRows(TableFormat format, TableHeader header, SelectedGenes genes, RowSelector selector) {
    this.selector = selector;
    parser = new RowParser(format, header, genes::model);
    row = new RowCursor(format.columns());
  }

  /** Reads lines to their end. */
  void read(TableLines lines) {
    while (lines.next()) {
      boolean chosen =
          !lines.tooLong()
              && parser.begin(lines.bytes(), lines.start(), lines.end(), row)
              && selector.wants(row)
              && parser.takesChrom()
              && parser.finish(row);
      if (chosen) {
        selector.add(row);
      }
    }
  }

  /** Gives the blocks that are not full. */
  void giveBlocks() {
    selector.giveBlocks();
  }
}
