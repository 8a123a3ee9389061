package org.splicebeam.pipeline.options;

import org.splicebeam.transforms.parquet.PartCompression;
import picocli.CommandLine.Option;

/** The options of the files that rows go to. */
public final class PartOptions {
  /** Of a part, and so of a row group: more rows would not fit into a group of Flink's. */
  private static final long MOST_ROWS = 1_000_000;

  @Option(
      names = "--partRows",
      paramLabel = "N",
      defaultValue = "auto",
      description =
          "Most rows of a part: auto is 25000 up to a million rows, then 100000 (${DEFAULT-VALUE}).")
  private String partRows;

  @Option(
      names = "--rowGroupRows",
      paramLabel = "N",
      defaultValue = "25000",
      description =
          "Rows of a Parquet row group, which a worker holds in memory (${DEFAULT-VALUE}).")
  private String rowGroupRows;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      defaultValue = "zstd",
      description = "Of the parts: zstd, snappy or none (${DEFAULT-VALUE}).")
  private String compression;

  /** Rows of a part, checked; 0 for automatic. */
  public long partRows() {
    return partRows.equals("auto") ? 0 : OptionText.integer("--partRows", partRows, 1, MOST_ROWS);
  }

  /** Rows of a row group, checked. */
  public int groupRows() {
    return (int) OptionText.integer("--rowGroupRows", rowGroupRows, 1, MOST_ROWS);
  }

  /** Of the pages, checked. */
  PartCompression compression() {
    return OptionText.choice("--compression", compression, PartCompression.class);
  }
}
