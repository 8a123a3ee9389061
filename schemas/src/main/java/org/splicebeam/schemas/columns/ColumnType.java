package org.splicebeam.schemas.columns;

/** The types of the data set's columns. */
public enum ColumnType {
  /** Avro int, Parquet INT32. */
  INT,
  /** Avro long, Parquet INT64. */
  LONG,
  /** Avro double, Parquet DOUBLE. */
  DOUBLE,
  /** Avro string, Parquet BINARY annotated as STRING. */
  TEXT,
  /** A k-mer count: Avro int, Parquet INT32 annotated as 16-bit unsigned. */
  COUNT
}
