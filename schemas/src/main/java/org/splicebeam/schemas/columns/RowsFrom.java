package org.splicebeam.schemas.columns;

/** Where the rows of a data set come from; what some of its columns mean follows from it. */
public enum RowsFrom {
  /** Analysis tables, which tell of the positions that they chose (contract 1.1). */
  TABLES,
  /** A base model's scores of every base, with the genome and the annotation (contract 8). */
  SCORES
}
