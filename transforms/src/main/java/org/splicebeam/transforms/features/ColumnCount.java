package org.splicebeam.transforms.features;

/**
 * How many columns a data set has; it decides on the memory of a build.
 *
 * @param values columns whose cells take 8 bytes each in a row group
 * @param kmers columns of k-mer counts, whose cells take a byte each
 */
public record ColumnCount(long values, long kmers) {
  /** No columns: of a process that writes no parts. */
  public static final ColumnCount NONE = new ColumnCount(0, 0);

  /** All of them. */
  public long all() {
    return values + kmers;
  }
}
