package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineMutator;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowCursor;

/**
 * Broken lines: each is a row or has a reason, in both passes the same, and nothing else happens.
 */
class RowMutationTest {
  private static final int HEADERS = 20_000;
  private static final InputColumns COLUMNS =
      InputColumns.with(List.of(new InputColumn("tissue", InputColumn.Kind.TEXT, false)));

  @Test
  void everyLineIsARowOrHasAReasonInBothPasses() throws BadHeaderException {
    assertEveryLineIsAccountedFor(100_000);
  }

  @Test
  @Tag("stress")
  void soIsEveryOneOfManyMore() throws BadHeaderException {
    assertEveryLineIsAccountedFor(400_000);
  }

  private static void assertEveryLineIsAccountedFor(int numLines) throws BadHeaderException {
    HandMadeTable table = new HandMadeTable();
    for (InputColumn column : COLUMNS.all()) {
      if (!column.name().endsWith("_score") && !column.name().endsWith("_ratio")) {
        table.with(column.name(), column.kind() == InputColumn.Kind.DOUBLE ? "-1.25e-3" : "7");
      }
    }
    byte[] header = HandMadeTable.utf8(table.header());
    TableHeader columns = TableHeader.parse(header, 0, header.length, COLUMNS);
    TableFormat format = HandMadeFormat.format().columns(COLUMNS).stripIdVersions(true).build();
    RowParser pass1 = new RowParser(format, columns, HandMadeTable.GENES::get);
    RowParser pass2 = new RowParser(format, columns, HandMadeTable.GENES::get);
    RowCursor thin = new RowCursor(COLUMNS);
    RowCursor full = new RowCursor(COLUMNS);
    byte[] whole = HandMadeTable.utf8(table.line());
    SplittableRandom random = new SplittableRandom(1);
    LineMutator mutator = new LineMutator(1);
    Map<Reject.Reason, Integer> reasons = new EnumMap<>(Reject.Reason.class);
    int rows = 0;
    for (int i = 0; i < numLines; i++) {
      byte[] line = mutator.mutated(whole);
      int from = random.nextInt(8);
      byte[] buffer = new byte[from + line.length + random.nextInt(8)];
      random.nextBytes(buffer);
      System.arraycopy(line, 0, buffer, from, line.length);
      byte[] before = buffer.clone();

      boolean scanned = pass1.scan(buffer, from, from + line.length, thin);
      boolean read = pass2.begin(buffer, from, from + line.length, full) && pass2.finish(full);

      assertThat(scanned, is(read));
      assertThat(pass1.reason(), is(pass2.reason()));
      assertThat(pass1.detail(), is(pass2.detail()));
      assertThat(pass1.reason() == null, is(scanned));
      assertThat(Arrays.equals(buffer, before), is(true));
      if (scanned) {
        rows++;
        assertRow(thin, full);
      } else {
        reasons.merge(pass1.reason(), 1, Integer::sum);
      }
    }
    assertThat(rows, greaterThan(numLines / 10));
    for (Reject.Reason reason :
        List.of(
            Reject.Reason.COLUMN_COUNT,
            Reject.Reason.MISSING_VALUE,
            Reject.Reason.BAD_VALUE,
            Reject.Reason.CHROM_MISMATCH,
            Reject.Reason.STRAND_MISMATCH,
            Reject.Reason.POSITION_OUTSIDE_GENE)) {
      assertThat(reason.name(), reasons.getOrDefault(reason, 0), greaterThan(10));
    }
  }

  /** Line feeds are of no meaning here: a header is what the reader of lines gives. */
  @Test
  void everyHeaderIsReadOrRefusedInWords() {
    byte[] whole = HandMadeTable.utf8(new HandMadeTable().header());
    LineMutator mutator = new LineMutator(2);
    int read = 0;
    for (int i = 0; i < HEADERS; i++) {
      byte[] line = mutator.mutated(whole);
      try {
        TableHeader header = TableHeader.parse(line, 0, line.length, COLUMNS);
        assertThat(header.has("sequence"), is(true));
        assertThat(header.size(), greaterThan(9));
        read++;
      } catch (BadHeaderException e) {
        assertThat(e.getMessage(), startsWith("line 1: "));
        assertThat(e.getMessage(), e.getMessage().length(), lessThan(1_000));
      }
    }
    assertThat(read, greaterThan(HEADERS / 10));
    assertThat(HEADERS - read, greaterThan(HEADERS / 10));
  }

  /** Both passes know the same of a row, and it keeps the bounds that a row promises. */
  private static void assertRow(RowCursor thin, RowCursor full) {
    assertThat(thin.geneId(), is(full.geneId()));
    assertThat(thin.transcriptId(), is(full.transcriptId()));
    assertThat(thin.chrom(), is(full.chrom()));
    assertThat(thin.strand(), is(full.strand()));
    assertThat(thin.genePosition(), is(full.genePosition()));
    assertThat(thin.predType(), is(full.predType()));
    assertThat(thin.spliceType(), is(full.spliceType()));
    assertThat(thin.donorScore(), is(full.donorScore()));
    assertThat(thin.acceptorScore(), is(full.acceptorScore()));
    assertThat(thin.neitherScore(), is(full.neitherScore()));
    assertThat(full.donorScore() >= 0 && full.donorScore() <= 1, is(true));
    assertThat(full.windowLength(), greaterThan(0));
    for (int i = 0; i < full.windowLength(); i++) {
      assertThat(Character.isAlphabetic(full.window()[full.windowStart() + i]), is(true));
    }
  }
}
