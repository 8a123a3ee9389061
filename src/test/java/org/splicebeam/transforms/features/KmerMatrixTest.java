package org.splicebeam.transforms.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;

class KmerMatrixTest {
  private static final List<Integer> ALL_SIZES = List.of(1, 2, 3, 4, 5, 6, 7, 8);

  /** The words of the k-mer columns, in the schema's order. */
  private static List<String> words(List<Integer> sizes) {
    List<String> words = new ArrayList<>();
    for (Column column :
        Enrichers.of(new ColumnSettings(sizes, false, List.of())).columns().all()) {
      if (column.type() == ColumnType.COUNT) {
        words.add(column.name().substring(column.name().indexOf('_') + 1));
      }
    }
    return words;
  }

  private static byte[] codes(String window) {
    byte[] codes = new byte[window.length()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) "ACGTN".indexOf(window.charAt(i));
    }
    return codes;
  }

  private static Map<String, Integer> naive(String window, List<Integer> sizes) {
    Map<String, Integer> counts = new HashMap<>();
    for (int k : sizes) {
      for (int i = 0; i + k <= window.length(); i++) {
        counts.merge(window.substring(i, i + k), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static int count(ColumnVector.Counts column, int row) {
    int low = column.matrix()[column.offset() + row] & 0xFF;
    return low == 255 ? column.overflow().getOrDefault(row, low) : low;
  }

  private static void assertCounts(KmerMatrix matrix, List<Integer> sizes, List<String> windows) {
    List<String> words = words(sizes);
    assertThat(matrix.width(), is(words.size()));
    assertThat(matrix.rows(), is(windows.size()));
    List<Map<String, Integer>> expected = new ArrayList<>();
    windows.forEach(window -> expected.add(naive(window, sizes)));
    for (int c = 0; c < words.size(); c++) {
      ColumnVector.Counts column = matrix.column(c);
      assertThat(column.size(), is(windows.size()));
      for (int row = 0; row < windows.size(); row++) {
        int wanted = expected.get(row).getOrDefault(words.get(c), 0);
        if (count(column, row) != wanted) {
          assertThat(words.get(c) + " in row " + row, count(column, row), is(wanted));
        }
      }
    }
  }

  private static String window(SplittableRandom random, int length, String alphabet) {
    StringBuilder window = new StringBuilder();
    for (int i = 0; i < length; i++) {
      window.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return window.toString();
  }

  @Test
  void agreesWithNaiveCountsForAllSizesAndRowNumbers() {
    KmerMatrix matrix = new KmerMatrix(ALL_SIZES, false, 130);
    for (int rows : new int[] {1, 64, 65, 130}) {
      SplittableRandom random = new SplittableRandom(rows);
      List<String> windows = new ArrayList<>();
      matrix.clear();
      for (int row = 0; row < rows; row++) {
        String alphabet = row % 3 == 0 ? "ACGTN" : row % 3 == 1 ? "ACGT" : "AAAAAAAAAAC";
        windows.add(window(random, 1 + random.nextInt(400), alphabet));
        matrix.addRow(codes(windows.get(row)), 0, windows.get(row).length());
      }
      assertCounts(matrix, ALL_SIZES, windows);
    }
  }

  @Test
  void countsBeyondAByteAreKept() {
    List<Integer> sizes = List.of(1, 2, 6);
    KmerMatrix matrix = new KmerMatrix(sizes, false, 70);
    List<String> windows = new ArrayList<>();
    for (int length : new int[] {254, 255, 256, 257, 65_535, 1, 600}) {
      windows.add("T".repeat(length));
      windows.add("AC".repeat(length / 2 + 1) + "N" + "G".repeat(300));
    }
    windows.forEach(window -> matrix.addRow(codes(window), 0, window.length()));
    assertCounts(matrix, sizes, windows);
    matrix.clear();
    matrix.addRow(codes("T"), 0, 1);
    assertCounts(matrix, sizes, List.of("T"));
    assertThat(matrix.column(3).overflow(), anEmptyMap());
  }

  @Test
  void aWindowShorterThanTheWordHasNone() {
    KmerMatrix matrix = new KmerMatrix(List.of(4), false, 4);
    List<String> windows = List.of("ACG", "", "ACNGT", "NNNNNNNN");
    windows.forEach(window -> matrix.addRow(codes(window), 0, window.length()));
    assertCounts(matrix, List.of(4), windows);
    for (int c = 0; c < 256; c++) {
      assertThat(matrix.column(c).matrix()[0], is((byte) 0));
    }
  }

  @Test
  void onlyTheRangeIsCounted() {
    KmerMatrix matrix = new KmerMatrix(List.of(2), false, 2);
    matrix.addRow(codes("AACCGG"), 1, 4);
    assertCounts(matrix, List.of(2), List.of("ACC"));
    matrix.addRow(codes("AACCGG"), 2, 6);
    assertCounts(matrix, List.of(2), List.of("ACC", "CCGG"));
  }

  @Test
  void repeatsOfPeriodTwoStayZeroFromSixOn() {
    List<Integer> sizes = List.of(5, 6, 7);
    KmerMatrix matrix = new KmerMatrix(sizes, true, 1);
    String window = "A".repeat(300) + "CACACACAGTGTGTT" + "ACGTACGT";
    matrix.addRow(codes(window), 0, window.length());
    Map<String, Integer> expected = naive(window, sizes);
    List<String> words = words(sizes);
    int dropped = 0;
    for (int c = 0; c < words.size(); c++) {
      String word = words.get(c);
      boolean repeat = word.length() >= 6;
      for (int i = 0; i + 2 < word.length(); i++) {
        repeat &= word.charAt(i) == word.charAt(i + 2);
      }
      dropped += repeat ? 1 : 0;
      assertThat(word, count(matrix.column(c), 0), is(repeat ? 0 : expected.getOrDefault(word, 0)));
    }
    assertThat(dropped, is(32));
  }

  @Test
  void noSizesNoColumns() {
    KmerMatrix matrix = new KmerMatrix(List.of(), false, 2);
    matrix.addRow(codes("ACGT"), 0, 4);
    assertThat(matrix.width(), is(0));
  }

  @Test
  void aFullMatrixAndAnUnknownSizeAreRefused() {
    KmerMatrix matrix = new KmerMatrix(List.of(1), false, 1);
    matrix.addRow(codes("A"), 0, 1);
    assertThrows(IllegalStateException.class, () -> matrix.addRow(codes("A"), 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new KmerMatrix(List.of(9), false, 1));
  }
}
