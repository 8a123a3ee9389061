package org.splicebeam.transforms.parquet;

import java.util.Optional;
import org.apache.parquet.format.Statistics;

/** The values of a column that are not null, as Parquet's PLAIN encoding writes them. */
sealed interface PlainValues permits PlainNumbers, PlainTexts {
  /** Number of values. */
  int size();

  /** Bytes of one value in the file. */
  int bytes(int index);

  /** Appends the values {@code from..to)}. */
  void write(int from, int to, PageBuffer page);

  /** The distinct values, where it pays to write them once and refer to them. */
  Optional<Dictionary> dictionary();

  /** Sets smallest and largest value, where readers can rely on them. */
  void limits(Statistics statistics);

  /** Bytes of all values. */
  default long bytes() {
    long bytes = 0;
    for (int i = 0; i < size(); i++) {
      bytes += bytes(i);
    }
    return bytes;
  }
}
