package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowCursor;

class RowParserTest {
  private static final InputColumns EXTRA =
      InputColumns.with(
          List.of(
              new InputColumn("depth", InputColumn.Kind.INT, false),
              new InputColumn("reads", InputColumn.Kind.LONG, false),
              new InputColumn("psi", InputColumn.Kind.DOUBLE, false),
              new InputColumn("tissue", InputColumn.Kind.TEXT, false)));

  @Test
  void readsEveryFieldOfARow() {
    RowCursor row =
        new HandMadeTable()
            .with("score", "0.75")
            .with("window_start", "0")
            .with("window_end", "260.0")
            .with("transcript_count", "2")
            .with("true_position", "")
            .with("context_score_m1", "-1e-3")
            .row();
    assertThat(row.geneId(), is("FORWARD"));
    assertThat(row.transcriptId(), is("T1"));
    assertThat(row.chrom(), is("22"));
    assertThat(row.strand(), is(Strand.FORWARD));
    assertThat(row.genePosition(), is(10L));
    assertThat(row.predType(), is(PredType.TP));
    assertThat(row.spliceType(), is(SpliceType.DONOR));
    assertThat(
        List.of(row.donorScore(), row.acceptorScore(), row.neitherScore()),
        contains(0.75, 0.125, 0.25));
    assertThat(row.doubleValue(place("donor_score")), is(0.75));
    assertThat(row.doubleValue(place("score")), is(0.75));
    assertThat(row.longValue(place("window_start")), is(0L));
    assertThat(row.isNull(place("window_start")), is(false));
    assertThat(row.longValue(place("window_end")), is(260L));
    assertThat(row.longValue(place("transcript_count")), is(2L));
    assertThat(row.isNull(place("true_position")), is(true));
    assertThat(row.isNull(place("predicted_position")), is(true));
    assertThat(row.doubleValue(place("context_score_m1")), is(-1e-3));
    assertThat(window(row), is("ACGT"));
  }

  @Test
  void columnsStandInAnyOrderAndUnknownOnesAreNotRead() {
    String table =
        "sequence\tnote\tchrom\tsplice_type\tpred_type\tneither_score\tacceptor_score\tdonor_score"
            + "\tposition\ttranscript_id\tgene_id\n"
            + "TTG\tx\"y\tchr22\t\tTN\t1\t0\t.5\t3.\t\"\"\tFORWARD\n";
    List<HandMadeTable.Parsed> rows = read(table);
    RowCursor row = rows.get(0).row();
    assertThat(row.geneId(), is("FORWARD"));
    assertThat(row.transcriptId(), is(nullValue()));
    assertThat(row.chrom(), is("chr22"));
    assertThat(row.strand(), is(Strand.FORWARD));
    assertThat(row.genePosition(), is(3L));
    assertThat(row.predType(), is(PredType.TN));
    assertThat(row.spliceType(), is(SpliceType.NEITHER));
    assertThat(row.donorScore(), is(0.5));
    assertThat(window(row), is("TTG"));
  }

  @Test
  void linesEndWithLfOrCrlfAByteOrderMarkIsSkippedAndEmptyLinesAreNoRows() {
    HandMadeTable a = new HandMadeTable();
    String table =
        "\uFEFF" + a.header() + "\r\n\r\n" + a.line() + "\n\n" + a.with("position", "11").line();
    List<HandMadeTable.Parsed> rows = read(table);
    assertThat(
        rows.stream().map(r -> r.line() + ":" + r.row().genePosition() + r.rejection()).toList(),
        contains("3:10null", "5:11null"));
    assertThat(window(rows.get(0).row()), is("ACGT"));
    assertThat(rows.get(0).byteOffset(), is(3L + a.header().length() + 4));
  }

  @Test
  void rowsOfOtherChromosomesAreToldWithoutAllocation() throws BadHeaderException {
    TableFormat format =
        HandMadeFormat.format()
            .chromosomes("chr22", "one")
            .aliases(new ChromosomeAliases(Map.of("NC_1", "1", "one", "1")))
            .build();
    byte[] header = HandMadeTable.utf8(new HandMadeTable().header());
    RowParser parser =
        new RowParser(
            format,
            TableHeader.parse(header, 0, header.length, HandMadeTable.STANDARD),
            HandMadeTable.GENES::get);
    RowCursor row = new RowCursor(HandMadeTable.STANDARD);
    Map<String, Boolean> taken = new TreeMap<>();
    for (String chrom : List.of("22", "7", "chr22", "one", "two", "NC_1", "1", "X")) {
      byte[] line =
          HandMadeTable.utf8(
              new HandMadeTable().with("gene_id", "NONE").with("chrom", chrom).line());
      for (int i = 0; i < 2; i++) {
        assertThat(parser.scan(line, 0, line.length, row), is(true));
        taken.put(chrom, parser.takesChrom());
      }
    }
    assertThat(
        taken,
        is(
            Map.of(
                "22", true, "7", false, "chr22", true, "one", true, "two", false, "NC_1", true, "1",
                true, "X", false)));

    byte[] unwanted =
        HandMadeTable.utf8(new HandMadeTable().with("gene_id", "NONE").with("chrom", "7").line());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    int takenRows = 0;
    for (int i = 0; i < 20_000; i++) {
      if (i == 10_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      parser.scan(unwanted, 0, unwanted.length, row);
      takenRows += parser.takesChrom() ? 1 : 0;
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before, is(lessThan(10_000L)));
    assertThat(takenRows, is(0));
  }

  @Test
  void aRowKeepsNothingOfTheRowBefore() throws BadHeaderException {
    HandMadeTable table = new HandMadeTable().with("score", "1").with("tissue", "lung");
    byte[] header = HandMadeTable.utf8(table.header());
    RowParser parser =
        new RowParser(
            HandMadeFormat.format().columns(EXTRA).build(),
            TableHeader.parse(header, 0, header.length, EXTRA),
            HandMadeTable.GENES::get);
    RowCursor row = new RowCursor(EXTRA);
    byte[] first = HandMadeTable.utf8(table.with("sequence", "ACGTACGT").line());
    byte[] second =
        HandMadeTable.utf8(
            table
                .with("score", "NA")
                .with("tissue", "")
                .with("transcript_id", "")
                .with("sequence", "T")
                .line());
    assertThat(parser.begin(first, 0, first.length, row) && parser.finish(row), is(true));
    assertThat(row.text(EXTRA.indexOf("tissue")), is("lung"));
    String geneId = row.geneId();
    assertThat(parser.begin(second, 0, second.length, row) && parser.finish(row), is(true));
    assertThat(row.geneId(), is(sameInstance(geneId)));
    assertThat(row.transcriptId(), is(nullValue()));
    assertThat(row.text(EXTRA.indexOf("tissue")), is(nullValue()));
    assertThat(row.isNull(EXTRA.indexOf("score")), is(true));
    assertThat(row.doubleValue(EXTRA.indexOf("score")), is(0.0));
    assertThat(window(row), is("T"));
  }

  @Test
  void aRejectionIsForgottenByTheNextLine() throws BadHeaderException {
    byte[] header = HandMadeTable.utf8(new HandMadeTable().header());
    RowParser parser =
        new RowParser(
            HandMadeFormat.format().columns(HandMadeTable.STANDARD).build(),
            TableHeader.parse(header, 0, header.length, HandMadeTable.STANDARD),
            HandMadeTable.GENES::get);
    RowCursor row = new RowCursor(HandMadeTable.STANDARD);
    byte[] bad = HandMadeTable.utf8(new HandMadeTable().with("pred_type", "tp").line());
    byte[] good = HandMadeTable.utf8(new HandMadeTable().line());
    assertThat(parser.scan(bad, 0, bad.length, row), is(false));
    assertThat(parser.reason(), is(Reject.Reason.BAD_VALUE));
    assertThat(parser.scan(good, 0, good.length, row), is(true));
    assertThat(parser.reason(), is(nullValue()));
    assertThat(parser.detail(), is(""));
  }

  @Test
  void beginLeavesTheRestOfTheLineToFinish() throws BadHeaderException {
    HandMadeTable table = new HandMadeTable().with("score", "x").with("sequence", "A-C");
    byte[] header = HandMadeTable.utf8(table.header());
    byte[] line = HandMadeTable.utf8(table.line());
    RowParser parser =
        new RowParser(
            HandMadeFormat.format().columns(HandMadeTable.STANDARD).build(),
            TableHeader.parse(header, 0, header.length, HandMadeTable.STANDARD),
            HandMadeTable.GENES::get);
    RowCursor row = new RowCursor(HandMadeTable.STANDARD);
    assertThat(parser.begin(line, 0, line.length, row), is(true));
    assertThat(row.genePosition(), is(10L));
    assertThat(parser.finish(row), is(false));
    assertThat(parser.reason() + " " + parser.detail(), is("BAD_VALUE score: x"));
  }

  @ParameterizedTest
  @CsvSource({
    "donor, DONOR", "acceptor, ACCEPTOR", "'', NEITHER", "NA, NEITHER", "0, NEITHER",
    "None, NEITHER", "Donor, NEITHER", "neither, NEITHER", "donors, NEITHER", "é, NEITHER"
  })
  void anyOtherSpliceTypeMeansNeither(String cell, SpliceType type) {
    assertThat(new HandMadeTable().with("splice_type", cell).row().spliceType(), is(type));
  }

  @ParameterizedTest
  @CsvSource({
    "FORWARD, 1, FORWARD",
    "FORWARD, '', FORWARD",
    "REVERSE, -1, REVERSE",
    "REVERSE, -, REVERSE",
    "REVERSE, NA, REVERSE",
    "OTHER, +, FORWARD",
    "OTHER, -1, REVERSE"
  })
  void strandIsTheRowsOrItsGenes(String gene, String cell, Strand strand) {
    HandMadeTable table = new HandMadeTable().with("gene_id", gene).with("strand", cell);
    assertThat(table.row().strand(), is(strand));
  }

  @Test
  void aTableWithoutStrandTakesItFromTheGene() {
    HandMadeTable table = new HandMadeTable().without("strand");
    assertThat(table.with("gene_id", "REVERSE").row().strand(), is(Strand.REVERSE));
    assertThat(
        table.with("gene_id", "OTHER").rejection(),
        is("BAD_VALUE strand: none, nor in the annotation"));
  }

  @ParameterizedTest
  @CsvSource({
    "FORWARD, chr22, 0",
    "FORWARD, 22, 999",
    "REVERSE, chr22, 999",
    "REVERSE, 22, 0",
    "OTHER, HSCHR1_CTG, 9223372036854775807",
    "OTHER, NC_000022.11, 0"
  })
  void positionsReachFromEndToEndOfAGene(String gene, String chrom, long position) {
    RowCursor row =
        new HandMadeTable()
            .with("gene_id", gene)
            .with("chrom", chrom)
            .with("strand", gene.equals("REVERSE") ? "-" : "+")
            .with("position", Long.toString(position))
            .row();
    assertThat(row.genePosition(), is(position));
    assertThat(row.chrom(), is(chrom));
  }

  @Test
  void mAndMtAreOneChromosome() {
    for (String chrom : List.of("M", "MT", "chrM", "chrMT")) {
      HandMadeTable table = new HandMadeTable().with("gene_id", "MITO").with("chrom", chrom);
      assertThat(table.row().chrom(), is(chrom));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-0, 0",
    "1.0000009, 1",
    "1.000001, 1",
    "-0.0000009, 0",
    "-1e-6, 0",
    "1e-400, 0",
    "0.9999999, 0.9999999",
    "-1e-400, 0"
  })
  void aScoreByRoundingOutsideIsTakenAsTheEnd(String cell, double score) {
    HandMadeTable table = new HandMadeTable().with("neither_score", cell);
    assertThat(table.row().neitherScore(), is(score));
  }

  @ParameterizedTest
  @CsvSource({
    "ACGT, ACGT",
    "acgt, ACGT",
    "NnACn, NNACN",
    "RYKMSWBDHV, NNNNNNNNNN",
    "\"ACG\", ACG",
    "A, A",
    "AUz, ANN"
  })
  void lettersOtherThanAcgtBecomeN(String cell, String window) {
    assertThat(window(new HandMadeTable().with("sequence", cell).row()), is(window));
  }

  @Test
  void aWindowIsOneTo65535Letters() {
    HandMadeTable table = new HandMadeTable().with("sequence", "G".repeat(65_535));
    assertThat(window(table.row()), is("G".repeat(65_535)));
    assertThat(
        table.with("sequence", "G".repeat(65_536)).rejection(),
        is("BAD_VALUE sequence: 65536 letters, at most 65535 are a window"));
  }

  @Test
  void identifiersLoseTheirVersionsOnRequest() {
    HandMadeTable table =
        new HandMadeTable().with("gene_id", "FORWARD.7_8").with("transcript_id", "T1.2");
    assertThat(table.row().geneId(), is("FORWARD.7_8"));
    RowCursor row = table.rowWithoutIdVersions();
    assertThat(row.geneId(), is("FORWARD"));
    assertThat(row.transcriptId(), is("T1"));
    RowCursor bound = table.without("strand").rowWithoutIdVersions();
    assertThat(bound.strand(), is(Strand.FORWARD));
  }

  @Test
  void readsExtraColumnsOfEveryKind() {
    RowCursor row =
        new HandMadeTable()
            .with("depth", "-2147483648")
            .with("reads", "4294967296.0")
            .with("psi", "1E2")
            .with("tissue", "\"Zürich \"\"1\"\"\"")
            .row(EXTRA);
    assertThat(row.longValue(EXTRA.indexOf("depth")), is(-2147483648L));
    assertThat(row.longValue(EXTRA.indexOf("reads")), is(4294967296L));
    assertThat(row.doubleValue(EXTRA.indexOf("psi")), is(100.0));
    assertThat(row.text(EXTRA.indexOf("tissue")), is("Zürich \"1\""));
  }

  @Test
  void extraColumnsAreNullWhereTheFileOrTheRowLacksThem() {
    RowCursor row = new HandMadeTable().with("depth", "NA").with("tissue", "").row(EXTRA);
    for (InputColumn column : EXTRA.extra()) {
      assertThat(column.name(), row.isNull(EXTRA.indexOf(column.name())), is(true));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gene_id",
        "position",
        "donor_score",
        "acceptor_score",
        "neither_score",
        "pred_type",
        "chrom",
        "sequence"
      })
  void rejectsAMissingValue(String column) {
    for (String cell : List.of("", "NA", "\"\"", "\"NA\"")) {
      HandMadeTable table = new HandMadeTable().with(column, cell);
      assertThat(table.rejection(), is("MISSING_VALUE " + column));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pred_type, tp",
    "pred_type, TPP",
    "pred_type, T",
    "pred_type, F1",
    "position, 1.5",
    "position, 1e3",
    "position, 9223372036854775808",
    "position, ' 1'",
    "donor_score, 1.7",
    "donor_score, 1.0000011",
    "acceptor_score, -0.0000011",
    "acceptor_score, x",
    "neither_score, nan",
    "neither_score, 1e400",
    "strand, .",
    "strand, +1",
    "strand, minus",
    "sequence, AC-GT",
    "sequence, ACGT1",
    "sequence, *",
    "sequence, 'A C'",
    "score, high",
    "transcript_count, 2147483648",
    "donor_is_local_peak, 0.5",
    "window_start, 1e1",
    "context_score_p2, 0x1p3",
    "splice_probability, Infinity",
    "probability_entropy, '1,5'"
  })
  void rejectsABadValue(String column, String cell) {
    HandMadeTable table = new HandMadeTable().with(column, cell);
    assertThat(table.rejection(), is("BAD_VALUE " + column + ": " + cell));
  }

  @Test
  void rejectsABadValueOfAnExtraColumnOnlyWhereItIsKnown() {
    HandMadeTable table = new HandMadeTable().with("depth", "2147483648");
    assertThat(table.rejection(EXTRA), is("BAD_VALUE depth: 2147483648"));
    assertThat(table.rejection(), is(nullValue()));
  }

  @Test
  void showsFortyCharactersOfABadValue() {
    HandMadeTable table = new HandMadeTable().with("score", "\uD83E\uDDEC".repeat(50));
    assertThat(table.rejection(), is("BAD_VALUE score: " + "\uD83E\uDDEC".repeat(40)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gene_id", "transcript_id", "chrom"})
  void aNameHasAtMostAThousandCharacters(String column) {
    HandMadeTable table = new HandMadeTable().with("gene_id", "OTHER");
    String longest = "\u00b5".repeat(1_000);
    assertThat(table.with(column, longest).rejection(), is(nullValue()));
    assertThat(
        table.with(column, longest + "x").rejection(),
        is("BAD_VALUE " + column + ": " + "\u00b5".repeat(40)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gene_id", "transcript_id", "splice_type", "chrom", "tissue"})
  void rejectsTextThatIsNotUtf8(String column) {
    HandMadeTable table = new HandMadeTable().with("tissue", "lung").with(column, "a\u00E9b");
    byte[] latin = (table.header() + "\n" + table.line()).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
        HandMadeTable.read(latin, EXTRA, false).get(0).rejection(),
        is("BAD_VALUE " + column + ": a\uFFFDb"));
    assertThat(table.with("gene_id", "\uFFFD").rejection(EXTRA), is(nullValue()));
  }

  @Test
  void rejectsAnotherNumberOfCells() {
    HandMadeTable table = new HandMadeTable();
    String rows =
        table.header() + "\n" + table.line() + "\t\nFORWARD\n" + table.line().replace('+', '\t');
    assertThat(
        read(rows).stream().map(HandMadeTable.Parsed::rejection).toList(),
        contains(
            "COLUMN_COUNT 12 cells for 11 columns",
            "COLUMN_COUNT 1 cells for 11 columns",
            "COLUMN_COUNT 12 cells for 11 columns"));
  }

  @Test
  void rejectsWhatContradictsTheGene() {
    assertThat(
        new HandMadeTable().with("chrom", "chr2").rejection(),
        is("CHROM_MISMATCH chrom: chr2, the gene's is chr22"));
    assertThat(
        new HandMadeTable().with("strand", "-").rejection(),
        is("STRAND_MISMATCH strand: -, the gene's is +"));
    assertThat(
        new HandMadeTable().with("gene_id", "NOWHERE").rejection(),
        is("STRAND_MISMATCH strand: +, the gene's is ."));
    assertThat(
        new HandMadeTable().with("gene_id", "NOWHERE").with("strand", "").rejection(),
        is("BAD_VALUE strand: none, nor in the annotation"));
    assertThat(
        new HandMadeTable().with("position", "1000").rejection(),
        is("POSITION_OUTSIDE_GENE position: 1000, the gene has 1000 bases"));
    assertThat(
        new HandMadeTable().with("position", "-1").rejection(),
        is("POSITION_OUTSIDE_GENE position: -1, the gene has 1000 bases"));
  }

  @Test
  void rejectsAPositionThatNoGeneCanHave() {
    HandMadeTable table = new HandMadeTable().with("gene_id", "OTHER");
    assertThat(table.with("position", "-1").rejection(), is("POSITION_OUTSIDE_GENE position: -1"));
    assertThat(
        table.with("position", "9223372036854775808").rejection(),
        is("BAD_VALUE position: 9223372036854775808"));
  }

  @Test
  void judgesEveryRowByItsOwnGeneAndChromosome() {
    HandMadeTable table = new HandMadeTable();
    String rows =
        table.header()
            + "\n"
            + table.line()
            + "\n"
            + table.with("gene_id", "REVERSE").with("strand", "").with("chrom", "chr22").line()
            + "\n"
            + table.with("chrom", "2").line()
            + "\n"
            + table.with("gene_id", "OTHER").with("strand", "+").line()
            + "\n"
            + table.with("gene_id", "FORWARD").with("chrom", "22").line()
            + "\n";
    assertThat(
        read(rows).stream()
            .map(r -> r.rejection() == null ? r.row().geneId() : r.rejection())
            .toList(),
        contains(
            "FORWARD", "REVERSE", "CHROM_MISMATCH chrom: 2, the gene's is 22", "OTHER", "FORWARD"));
  }

  private static List<HandMadeTable.Parsed> read(String table) {
    return HandMadeTable.read(HandMadeTable.utf8(table), HandMadeTable.STANDARD, false);
  }

  private static int place(String column) {
    return HandMadeTable.STANDARD.indexOf(column);
  }

  private static String window(RowCursor row) {
    PackedSequences.Builder windows = new PackedSequences.Builder();
    windows.add(row.window(), row.windowStart(), row.windowLength());
    return windows.build().text(0);
  }
}
