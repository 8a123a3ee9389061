package org.splicebeam.transforms.features;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.parquet.RowGroup;
import org.splicebeam.transforms.rows.GeneRows;
import org.splicebeam.transforms.rows.InputColumns;

/**
 * Fills every column of the data set for a row group. What the source of the rows gives stands
 * there as it came; all else is computed by the features, column by column.
 *
 * <p>Memory: the columns of one row group (8 bytes a cell, k-mer counts one; with the windows as a
 * column a quarter of a byte a base), a copy of one that is not full, 64 kB of codes. For one
 * thread.
 */
public final class FeatureColumns {
  private final ColumnFill[] fills;
  private final KmerMatrix kmers;
  private final FeatureRow.WindowStatistics statistics;
  private final FeatureRow row;
  private final int capacity;
  private int size;

  /**
   * @param inputs what the source of the rows gives
   * @param dropRepeatKmers whether words of 6 and more letters with period two stay 0
   * @param capacity the most rows of a row group
   * @throws IllegalStateException where nothing fills a column
   */
  public FeatureColumns(
      Enrichers enrichers, InputColumns inputs, boolean dropRepeatKmers, int capacity) {
    this.capacity = capacity;
    kmers = new KmerMatrix(enrichers.kmerSizes(), dropRepeatKmers, capacity);
    statistics = new FeatureRow.WindowStatistics(capacity);
    row = new FeatureRow(statistics);
    List<Feature> features = enrichers.features();
    fills = new ColumnFill[features.size()];
    for (int c = 0; c < fills.length; c++) {
      int input = inputs.indexOf(features.get(c).column().name());
      fills[c] =
          input >= 0
              ? ColumnFill.given(inputs.get(input).kind(), input, capacity)
              : features.get(c).fill(row, capacity);
    }
  }

  /**
   * Begins a part.
   *
   * @param split that its rows are for; null where the data set has no splits
   */
  public void startPart(Split split) {
    clear();
    row.ofSplit(split);
  }

  /** How many more rows the row group can take. */
  public int room() {
    return capacity - size;
  }

  /**
   * Appends rows of a gene, no more than there is room for.
   *
   * @param from the first of them
   * @param to behind the last
   */
  public void add(GeneRows rows, int from, int to) {
    for (int i = from; i < to; i++) {
      row.move(rows.block(i), rows.row(i), size + i - from);
      statistics.put(size + i - from, row.windowCodes(), row.windowLength());
      kmers.addRow(row.windowCodes(), 0, row.windowLength());
    }
    for (ColumnFill fill : fills) {
      fill.take(rows, from, to, size);
    }
    size += to - from;
  }

  /** The rows so far; valid until the next are added or {@link #clear}. */
  public RowGroup group() {
    return new RowGroup() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public ColumnVector column(int index) {
        return index < fills.length
            ? fills[index].column(size)
            : kmers.column(index - fills.length);
      }
    };
  }

  /** Begins the next row group. */
  public void clear() {
    size = 0;
    row.leave();
    kmers.clear();
    for (ColumnFill fill : fills) {
      fill.clear();
    }
  }
}
