package org.splicebeam.transforms.dataset;

import org.splicebeam.schemas.columns.Columns;

/**
 * How many bytes parts take on the disk, from what is known before their rows are read.
 *
 * <p>{@code least} is sure: below it no build fits. {@code usual} is what windows of 500 to 1 001
 * bases take under zstd, within a factor of two; other windows and compressions are not known here.
 *
 * @param least bytes in any case
 * @param usual bytes with usual windows
 */
public record SpaceEstimate(long least, long usual) {
  /**
   * A row has dozens of doubles that differ; real tables take 280 bytes and more without k-mers.
   */
  private static final long LEAST_OF_ROW = 100;

  private static final long USUAL_OF_ROW = 300;

  /** Two page headers, their dictionary and a place in the footer. */
  private static final long LEAST_OF_CHUNK = 100;

  /** The k-mer counts of a row; sparse ones, from size 5 on, take space by word, not by column. */
  private static final long USUAL_OF_SPARSE_COUNTS = 500;

  /** Of parts with these numbers of rows. */
  public static SpaceEstimate of(PartSettings settings, long[] rowsOfPart) {
    long rows = 0;
    long rowGroups = 0;
    for (long rowsOfOne : rowsOfPart) {
      rows += rowsOfOne;
      rowGroups += (rowsOfOne + settings.rowGroupRows() - 1) / settings.rowGroupRows();
    }
    long chunks = rowGroups * Columns.of(settings.columns()).all().size();
    long usualOfRow = USUAL_OF_ROW;
    for (int k : settings.columns().kmerSizes()) {
      usualOfRow += Math.min(USUAL_OF_SPARSE_COUNTS, 1L << (2 * k));
    }
    long least = rows * LEAST_OF_ROW + chunks * LEAST_OF_CHUNK;
    return new SpaceEstimate(least, rows * usualOfRow + chunks * LEAST_OF_CHUNK);
  }

  /** A number of bytes for people. */
  public static String told(long bytes) {
    return bytes < 1_000_000
        ? bytes / 1_000 + " kB"
        : bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
  }
}
