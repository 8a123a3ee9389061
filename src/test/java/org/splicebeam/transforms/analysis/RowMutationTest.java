package org.splicebeam.transforms.analysis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.reject.Reject;

/**
 * Broken lines: each is a row or has a reason, in both passes the same, and nothing else happens.
 */
class RowMutationTest {
  private static final int LINES = 100_000;
  private static final InputColumns COLUMNS =
      InputColumns.with(List.of(new InputColumn("tissue", InputColumn.Kind.TEXT, false)));

  @Test
  void everyLineIsARowOrHasAReasonInBothPasses() throws BadHeaderException {
    AnalysisTable table = new AnalysisTable();
    for (InputColumn column : COLUMNS.all()) {
      if (!column.name().endsWith("_score") && !column.name().endsWith("_ratio")) {
        table.with(column.name(), column.kind() == InputColumn.Kind.DOUBLE ? "-1.25e-3" : "7");
      }
    }
    byte[] header = AnalysisTable.utf8(table.header());
    AnalysisHeader columns = AnalysisHeader.parse(header, 0, header.length, COLUMNS);
    RowParser pass1 = new RowParser(COLUMNS, columns, true, AnalysisTable.GENES::get);
    RowParser pass2 = new RowParser(COLUMNS, columns, true, AnalysisTable.GENES::get);
    AnalysisRow thin = new AnalysisRow(COLUMNS);
    AnalysisRow full = new AnalysisRow(COLUMNS);
    byte[] whole = AnalysisTable.utf8(table.line());
    SplittableRandom random = new SplittableRandom(1);
    Map<Reject.Reason, Integer> reasons = new EnumMap<>(Reject.Reason.class);
    int rows = 0;
    for (int i = 0; i < LINES; i++) {
      byte[] line = mutated(whole, random);
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
    assertThat(rows, greaterThan(LINES / 10));
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

  /** Both passes know the same of a row, and it keeps the bounds that a row promises. */
  private static void assertRow(AnalysisRow thin, AnalysisRow full) {
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
      assertThat(full.window()[i] >= 0 && full.window()[i] <= 4, is(true));
    }
  }

  private static byte[] mutated(byte[] whole, SplittableRandom random) {
    byte[] line = whole.clone();
    for (int changes = random.nextInt(4); changes > 0 && line.length > 0; changes--) {
      int at = random.nextInt(line.length);
      switch (random.nextInt(8)) {
        case 0 -> line[at] = (byte) random.nextInt(256);
        case 1 -> line[at] = any("\t\t\"NA+-.eE0123456789acgtR\r", random);
        case 2 -> line = replaced(line, at, at, new byte[] {any("\t\"09.eE-NA", random)});
        case 3 -> line = replaced(line, at, Math.min(line.length, at + 1 + random.nextInt(3)));
        case 4 -> line = Arrays.copyOf(line, random.nextInt(20) == 0 ? at : line.length);
        default -> line = withCell(line, at, random);
      }
    }
    return line;
  }

  /** Puts an odd value into the cell that this byte belongs to. */
  private static byte[] withCell(byte[] line, int at, SplittableRandom random) {
    int start = at;
    while (start > 0 && line[start - 1] != '\t') {
      start--;
    }
    int end = at;
    while (end < line.length && line[end] != '\t') {
      end++;
    }
    String[] odd = {
      "",
      "NA",
      "\"\"",
      "\"NA\"",
      "\"",
      "\"\"\"\"",
      "\"1\"\"2\"",
      "0",
      "1",
      "-1",
      "-0",
      "1e400",
      "1e-400",
      "9223372036854775808",
      "2147483648",
      "999",
      "1000",
      "nan",
      "FORWARD",
      "REVERSE",
      "22",
      "chrX",
      "+",
      "-",
      "TN",
      "donor",
      "acgtn",
      "ACGT\u00DF",
      "\uD83E\uDDEC",
      "00000000000000000000000000001.5"
    };
    return replaced(line, start, end, AnalysisTable.utf8(odd[random.nextInt(odd.length)]));
  }

  private static byte[] replaced(byte[] line, int from, int to, byte... by) {
    byte[] changed = new byte[line.length - (to - from) + by.length];
    System.arraycopy(line, 0, changed, 0, from);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(line, to, changed, from + by.length, line.length - to);
    return changed;
  }

  private static byte any(String letters, SplittableRandom random) {
    return (byte) letters.charAt(random.nextInt(letters.length()));
  }
}
