package org.splicebeam.transforms.paralogs;

/** What becomes of genes that are alike and stand in different splits. */
public enum ParalogMode {
  /** They are listed. */
  REPORT,

  /** They go together to the first of their splits. */
  MOVE,

  /** Those in the later split are left out. */
  DROP
}
