package org.splicebeam.transforms.parts;

import java.util.Locale;
import org.splicebeam.transforms.features.Enrichers;

/**
 * How many bytes parts take on the disk, from what is known before their rows are read.
 *
 * <p>{@code least} is sure: with less no build fits. {@code usual} is within a factor of three of
 * what was measured, compressed with zstd: 321 to 393 bytes a row without k-mers, on sets of 841 to
 * 78 598 real rows; 8 to 20 more with k = 3; with k = 6 from 85 more (every row of a gene, windows
 * overlap) over 216 (sampled rows) to 730 (windows that share nothing); and some 300 bytes a column
 * and row group. Windows shorter than 500 bases take less, other compressions more.
 *
 * @param least bytes in any case
 * @param usual bytes as a rule
 */
public record SpaceEstimate(long least, long usual) {
  /** Dozens of doubles that differ from row to row. */
  private static final long LEAST_OF_ROW = 100;

  private static final long USUAL_OF_ROW = 330;

  /** Headers of its pages, a dictionary, and its place in the footer. */
  private static final long LEAST_OF_CHUNK = 100;

  private static final long USUAL_OF_CHUNK = 300;

  /** The counts of long words are nearly all 0: they take space by the word, not by the column. */
  private static final long USUAL_OF_LONG_WORDS = 250;

  /** Of parts with these numbers of rows. */
  public static SpaceEstimate of(PartSettings settings, long[] rowsOfPart) {
    long rows = 0;
    long rowGroups = 0;
    for (long rowsOfOne : rowsOfPart) {
      rows += rowsOfOne;
      rowGroups += (rowsOfOne + settings.rowGroupRows() - 1) / settings.rowGroupRows();
    }
    long chunks = rowGroups * Enrichers.of(settings.columns()).count().all();
    long usualOfRow = USUAL_OF_ROW;
    for (int k : settings.columns().kmerSizes()) {
      usualOfRow += Math.min(USUAL_OF_LONG_WORDS, (1L << (2 * k)) / 3);
    }
    long least = rows * LEAST_OF_ROW + chunks * LEAST_OF_CHUNK;
    return new SpaceEstimate(least, rows * usualOfRow + chunks * USUAL_OF_CHUNK);
  }

  /** A number of bytes for people. */
  public static String told(long bytes) {
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
