package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CellsTest {
  @Test
  void splitsAtTabs() {
    assertThat(cells("a\tbc\td"), contains("a", "bc", "d"));
    assertThat(cells("\t\t"), contains("", "", ""));
    assertThat(cells(""), contains(""));
  }

  @Test
  void splitsAtTabsWhereverTheyStandAmongBytesLikeThem() {
    SplittableRandom random = new SplittableRandom(9);
    String letters = "\t\b\n\u0001\u007fa\u00c9\u0089";
    for (int i = 0; i < 5_000; i++) {
      String line =
          random
              .ints(random.nextInt(40), 0, letters.length())
              .mapToObj(letter -> letters.substring(letter, letter + 1))
              .collect(Collectors.joining());
      assertThat(cells(line), is(List.of(line.split("\t", -1))));
    }
  }

  @Test
  void losesTheQuotesOfAWhollyQuotedCell() {
    assertThat(cells("\"a\"\tb\t\"\"\t\" \""), contains("a", "b", "", " "));
  }

  @Test
  void keepsEveryOtherQuote() {
    assertThat(cells("\"\ta\"\t\"b\t5\"6"), contains("\"", "a\"", "\"b", "5\"6"));
    assertThat(cells("\"a\"b\"\t\"a\" \t \"a\""), contains("a\"b", "\"a\" ", " \"a\""));
  }

  @Test
  void doubledQuotesInsideAreOne() {
    assertThat(
        cells("x\t\"a\"\"b\"\ty\t\"\"\"\"\t\"\"\"\t\"\"\"\"\"\t\"\"\"\"\"\""),
        contains("x", "a\"b", "y", "\"", "\"", "\"\"", "\"\""));
    assertThat(cells("a\"\"b\t\"\"c"), contains("a\"\"b", "\"\"c"));
  }

  @Test
  void neverWritesToTheLine() {
    byte[] line = HandMadeTable.utf8("skip\"a\"\"b\"\tc");
    byte[] before = line.clone();
    Cells cells = new Cells(2);
    assertThat(cells.split(line, 4, line.length), is(2));
    assertThat(cells.text(0), is("a\"b"));
    assertThat(cells.text(1), is("c"));
    assertThat(line, is(before));
    cells.split(line, 0, 4);
    assertThat(cells.bytes(), sameInstance(line));
  }

  @Test
  void isNullWhereEmptyOrNaAlsoInQuotes() {
    Cells cells = new Cells(7);
    byte[] line = HandMadeTable.utf8("\tNA\t\"\"\t\"NA\"\tna\tNAN\tN");
    cells.split(line, 0, line.length);
    List<Boolean> nulls = new ArrayList<>();
    for (int cell = 0; cell < 7; cell++) {
      nulls.add(cells.isNull(cell));
    }
    assertThat(nulls, contains(true, true, true, true, false, false, false));
  }

  @Test
  void countsCellsThatItHasNoRoomFor() {
    Cells cells = new Cells(2);
    byte[] line = HandMadeTable.utf8("a\t\"b\"\"\"\t\"c\"\"\"\td");
    assertThat(cells.split(line, 0, line.length), is(4));
    assertThat(cells.text(1), is("b\""));
  }

  private static List<String> cells(String line) {
    Cells cells = new Cells(41);
    byte[] bytes = HandMadeTable.utf8(line);
    int count = cells.split(bytes, 0, bytes.length);
    List<String> texts = new ArrayList<>();
    for (int cell = 0; cell < count; cell++) {
      texts.add(cells.text(cell));
    }
    return texts;
  }
}
