package org.splicebeam.transforms.validate;

import java.util.Map;
import org.splicebeam.schemas.columns.ColumnVector;

/**
 * The rows of one row group, the k-mer counts summed up.
 *
 * @param first place of the first row in its part, from 0
 * @param size number of rows
 * @param columns by name, all but k-mers
 * @param kmerSums for each k the sum of each row's counts
 */
record GroupRows(
    long first, int size, Map<String, ColumnVector> columns, Map<Integer, long[]> kmerSums) {
  /** A TEXT column; a null is a null cell. */
  String[] texts(String column) {
    return ((ColumnVector.Texts) columns.get(column)).values();
  }

  /** An INT or LONG column that has no nulls. */
  long[] numbers(String column) {
    return ((ColumnVector.Longs) columns.get(column)).values();
  }

  /** A DOUBLE column that has no nulls. */
  double[] reals(String column) {
    return ((ColumnVector.Doubles) columns.get(column)).values();
  }
}
