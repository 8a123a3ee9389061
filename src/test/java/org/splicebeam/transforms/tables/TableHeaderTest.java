package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.rows.InputColumns;

class TableHeaderTest {
  private static final String NEEDS = ", which every table needs (tab-separated)";

  @Test
  void findsEveryColumnWhereverItStands() throws Exception {
    TableHeader header =
        parse(
            "sequence\tchrom\tmy_note\tsplice_type\tpred_type\tneither_score\tacceptor_score\t"
                + "donor_score\tposition\ttranscript_id\tgene_id\t\"score\"\tdepth\t");
    assertThat(header.size(), is(14));
    assertThat(header.unknown(), contains("my_note", "depth", ""));
    assertThat(header.indexOf("sequence"), is(0));
    assertThat(header.indexOf("gene_id"), is(10));
    assertThat(header.indexOf("strand"), is(-1));
    assertThat(header.indexOfInput(HandMadeTable.STANDARD.indexOf("score")), is(11));
    assertThat(header.indexOfInput(HandMadeTable.STANDARD.indexOf("context_max")), is(-1));
  }

  @Test
  void extraColumnsAreKnown() throws Exception {
    InputColumns columns =
        InputColumns.with(List.of(new InputColumn("depth", InputColumn.Kind.INT, false)));
    byte[] line = HandMadeTable.utf8(new HandMadeTable().with("depth", "").header());
    TableHeader header = TableHeader.parse(line, 0, line.length, columns);
    assertThat(header.unknown(), is(List.of()));
    assertThat(header.indexOfInput(columns.indexOf("depth")), is(11));
  }

  @Test
  void refusesAMissingColumnByName() {
    for (String column : InputColumns.REQUIRED) {
      assertThat(
          refusal(new HandMadeTable().without(column).header()),
          is("line 1: no column \"" + column + "\"" + NEEDS));
    }
  }

  @Test
  void namesAllThatIsMissingOnce() {
    assertThat(
        refusal("chrom,start,end"),
        is(
            "line 1: no columns \"gene_id\", \"transcript_id\", \"position\", \"donor_score\","
                + " \"acceptor_score\", \"neither_score\", \"pred_type\", \"splice_type\", \"chrom\","
                + " \"sequence\""
                + NEEDS));
    assertThat(refusal("").startsWith("line 1: no columns \"gene_id\""), is(true));
  }

  @Test
  void refusesAColumnTwiceAlsoAnUnknownOne() {
    String header = new HandMadeTable().header();
    assertThat(refusal(header + "\tposition"), is("line 1: column \"position\" occurs twice"));
    assertThat(refusal(header + "\tnote\t\"note\""), is("line 1: column \"note\" occurs twice"));
    assertThat(refusal(header + "\t\t"), is("line 1: column \"\" occurs twice"));
    String longName = "x".repeat(1000);
    assertThat(
        refusal(header + "\t" + longName + "\t" + longName),
        is("line 1: column \"" + "x".repeat(40) + "...\" occurs twice"));
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(refusal(new byte[0]), is("no header: the file is empty"));
  }

  @Test
  void refusesBinaryData() {
    assertThat(
        refusal(new byte[] {'g', 0, 'e', 0}), is("line 1: binary data, not a tab-separated table"));
    assertThat(
        refusal(new byte[] {'g', (byte) 0xE9, 'n'}),
        is("line 1: not UTF-8 text, hence no tab-separated table"));
  }

  @Test
  void refusesMoreColumnsThanATableHas() throws Exception {
    String header = new HandMadeTable().header();
    StringBuilder wide = new StringBuilder(header);
    for (int i = 11; i < TableHeader.MOST_COLUMNS; i++) {
      wide.append('\t').append(i);
    }
    byte[] widest = HandMadeTable.utf8(wide.toString());
    assertThat(
        TableHeader.parse(widest, 0, widest.length, HandMadeTable.STANDARD).size(), is(65_536));
    assertThat(
        refusal(wide.append("\tx").toString()),
        is("line 1: 65537 columns, a table has at most 65536"));
    assertThat(
        refusal("\t".repeat(1_000_000)), is("line 1: 1000001 columns, a table has at most 65536"));
  }

  @Test
  void refusesALineTooLongToBeAHeader() {
    assertThat(
        refusal(HandMadeTable.utf8("x".repeat(2_000))),
        is("line 1: too long to be the header of a table"));
  }

  private static TableHeader parse(String line) throws BadHeaderException {
    byte[] bytes = HandMadeTable.utf8("before" + line + "\tbehind");
    return TableHeader.parse(bytes, 6, bytes.length - 7, HandMadeTable.STANDARD);
  }

  private static String refusal(String line) {
    return assertThrows(BadHeaderException.class, () -> parse(line)).getMessage();
  }

  private static String refusal(byte[] file) {
    LineReader lines = new LineReader(new ByteArrayInputStream(file), 1_000);
    return assertThrows(
            BadHeaderException.class, () -> TableHeader.read(lines, HandMadeTable.STANDARD))
        .getMessage();
  }
}
