package org.splicebeam.transforms.tables;

/** What becomes of a build with a table that cannot be read to its end or has no good header. */
public enum OnBadFile {
  /** The build ends and names the table. */
  FAIL,
  /**
   * The table is left out as a whole and named in the data set. Each is read through to its end
   * before its first row is taken, so every table is unpacked once more.
   */
  SKIP
}
