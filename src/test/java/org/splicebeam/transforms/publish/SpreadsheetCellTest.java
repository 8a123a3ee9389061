package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetCellTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1", "=", "+cmd|' /C calc'!A0", "-2+3", "--1", "-1.5.2", "@SUM(A1)", "@", "\t=1", "\r=1",
        "+-", "-e5", "-1 ", "- 1", "-Infinity", "'=1", "''=1", "'-1.5", "'+", "-1\n=1"
      })
  void whatBeginsLikeAFormulaGetsAnApostrophe(String text) {
    assertThat(SpreadsheetCell.of(text), is("'" + text));
    assertThat(SpreadsheetCell.read("'" + text), is(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ENSG00000141510",
        "-1.5",
        "+1",
        "-1",
        "-.5e-3",
        "1e5",
        "-7.",
        "+",
        "-",
        "'",
        "''",
        "'quoted'",
        "a=b",
        "1+1",
        " =1",
        "\"=1\"",
        "None",
        "\u2212" + "1",
        "x\ny"
      })
  void anythingElseStays(String text) {
    assertThat(SpreadsheetCell.of(text), is(text));
    assertThat(SpreadsheetCell.read(text), is(text));
  }

  /** All texts of up to five of the characters that matter. */
  @Test
  void everyTextIsReadBack() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; i < texts.size() && texts.get(i).length() < 5; i++) {
      for (char c : "'=-+@\t\r1x\n".toCharArray()) {
        texts.add(texts.get(i) + c);
      }
    }
    for (String text : texts) {
      String cell = SpreadsheetCell.of(text);
      assertThat(text, SpreadsheetCell.read(cell), is(text));
      assertThat(text, cell.matches("[=@\\t\\r](?s:.*)"), is(false));
    }
  }

  @Test
  void aForeignReaderGetsTheCells() throws IOException {
    List<String> record = List.of("=1", "a,b", "say \"=x\"", "two\nlines", "-1.5", "", "\rx", "+");
    String csv = CsvText.of(List.of("=header", "b", "c", "d", "e", "f", "g", "h"), List.of(record));
    assertThat(
        csv,
        is(
            "'=header,b,c,d,e,f,g,h\n"
                + "'=1,\"a,b\",\"say \"\"=x\"\"\",\"two\nlines\",-1.5,,\"'\rx\",+\n"));
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
      List<String> read = reader.stream().skip(1).findFirst().orElseThrow().getFields();
      assertThat(read.stream().map(SpreadsheetCell::read).toList(), is(record));
    }
  }
}
