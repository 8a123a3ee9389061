package org.splicebeam.transforms.features;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Steps;
import org.splicebeam.schemas.columns.Units;

/**
 * How often each word of k bases occurs in the window (contract 2.3). {@link KmerMatrix} counts all
 * words of a row at once, so these columns, up to 65 536 of a size, have no values of their own.
 */
final class KmerFeatures {
  /** As in Parquet, and as in Avro, where no name begins with a digit. */
  private static final Pattern NAME = Pattern.compile("_?[1-8]mer_[ACGT]+");

  private KmerFeatures() {}

  /** Whether a column of this name counts a word, of whatever size. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The number of columns of these sizes. */
  static long count(List<Integer> kmerSizes) {
    return kmerSizes.stream().mapToLong(k -> 1L << 2 * k).sum();
  }

  /** The columns: smaller sizes first, as given, and the words of a size in lexicographic order. */
  static List<Column> columns(List<Integer> kmerSizes) {
    List<Column> columns = new ArrayList<>();
    for (int k : kmerSizes) {
      for (int index = 0; index < 1 << 2 * k; index++) {
        String word = word(k, index);
        columns.add(
            new Column(
                k + "mer_" + word,
                ColumnType.COUNT,
                false,
                Units.NUMBER,
                Role.FEATURE,
                Steps.WRITE_PARTS,
                "",
                "Occurrences of " + word + " in the window.",
                "window"));
      }
    }
    return columns;
  }

  /** The word of this rank among all of its size in lexicographic order. */
  private static String word(int k, int index) {
    char[] letters = new char[k];
    for (int i = 0; i < k; i++) {
      letters[i] = "ACGT".charAt(index >>> 2 * (k - 1 - i) & 3);
    }
    return new String(letters);
  }
}
