package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.TableStretch;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.transforms.lines.LineNumbers;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** Pieces of a table against the table as a whole. */
class TablePieceTest {
  private static final long END = Long.MAX_VALUE;

  /** When tables are written here. */
  private static final long THEN = 1_234_567_890_123L;

  private static final Verdict CHANGED =
      Verdict.buildFailed(
          "below/t.tsv changed while it was being read; build again when nothing writes to the"
              + " input");

  @TempDir Path folder;

  @BeforeAll
  static void findFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private static TableFormat format(long pieceBytes, String... chromosomes) {
    return HandMadeFormat.format().chromosomes(chromosomes).inPiecesOf(pieceBytes);
  }

  private TableFile write(String text) throws IOException {
    return write(text, THEN);
  }

  private TableFile write(String text, long modified) throws IOException {
    Path path = folder.resolve("t.tsv");
    TableFile file = HandMadeTable.file(path, "below/t.tsv", HandMadeTable.utf8(text));
    Files.setLastModifiedTime(path, FileTime.fromMillis(modified));
    return file;
  }

  private static TablePiece piece(TableFile file, long from, long to) {
    return new TablePiece(file, new LineRange(file.path(), file.size(), THEN, from, to));
  }

  /** The pieces between some cuts. */
  private static List<TablePiece> pieces(TableFile file, long... cuts) {
    List<TablePiece> pieces = new ArrayList<>();
    long from = 0;
    for (long cut : cuts) {
      pieces.add(piece(file, from, cut));
      from = cut;
    }
    pieces.add(piece(file, from, END));
    return pieces;
  }

  /** What both passes find in a table, whatever the order of its pieces and blocks. */
  private record Found(
      List<FileTally> tables, List<String> calls, List<Reject> rejects, List<String> rows) {}

  /** What pass 1 finds in some pieces, as it comes. */
  private static final class Scanned implements PieceScan.Sink {
    private final List<PieceTally> tallies = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<Reject> rejects = new ArrayList<>();
    private final List<RowRange> ranges = new ArrayList<>();
    private final List<ScannedPiece> whole = new ArrayList<>();
    private final List<GeneSketch> sketches = new ArrayList<>();

    static Scanned of(List<TablePiece> pieces, TableFormat format) {
      Scanned scanned = new Scanned();
      for (TablePiece piece : pieces) {
        scanned.tallies.add(PieceScan.of(piece, format, true, HandMadeTable.ANNOTATION, scanned));
      }
      return scanned;
    }

    @Override
    public void sketch(GeneSketch sketch) {
      sketches.add(sketch);
    }

    @Override
    public void thin(ThinBlock block) {
      for (int i = 0; i < block.size(); i++) {
        calls.add(
            String.join(
                " ",
                block.geneId(),
                block.chrom() + block.strand().symbol(),
                Long.toString(block.genePositions()[i]),
                PredType.values()[block.predTypes()[i]].name()));
      }
    }

    @Override
    public void reject(Reject reject) {
      rejects.add(reject);
    }

    @Override
    public void range(RowRange range) {
      ranges.add(range);
    }

    @Override
    public void window(SampledWindow window) {
      throw new AssertionError("the format asks for none");
    }

    @Override
    public void whole(ScannedPiece piece) {
      whole.add(piece);
    }
  }

  private static Found find(List<TablePiece> pieces, TableFormat format) {
    Scanned scanned = Scanned.of(pieces, format);
    Map<Long, Long> linesByStart = new HashMap<>();
    scanned.tallies.forEach(piece -> linesByStart.put(piece.from(), piece.lines()));
    LineNumbers numbers = new LineNumbers(linesByStart);
    return new Found(
        PieceTally.sumByTable(scanned.tallies),
        scanned.calls.stream().sorted().toList(),
        scanned.rejects.stream()
            .map(reject -> reject.withLine(numbers.of(reject.byteOffset(), reject.line())))
            .toList(),
        readAgain(scanned, format).stream().sorted().toList());
  }

  /** What pass 2 sees of the rows that pass 1 kept. */
  private static List<String> readAgain(Scanned scanned, TableFormat format) {
    List<String> rows = new ArrayList<>();
    for (RowRange range : scanned.ranges) {
      TableStretch where = TableStretch.of(range);
      try (TableLines lines = TableLines.openRanges(where.file(), format.columns())) {
        lines.moveTo(where);
        readRows(lines, format, rows);
        lines.requireSame(where.headerHash(), where.lines(), where.contentHash());
      }
    }
    for (ScannedPiece piece : scanned.whole) {
      try (TableLines lines = TableLines.open(piece.piece(), format.columns())) {
        readRows(lines, format, rows);
        lines.requireSame(piece.headerHash(), piece.rows(), piece.contentHash());
      }
    }
    return rows;
  }

  private static void readRows(TableLines lines, TableFormat format, List<String> rows) {
    RowParser parser = new RowParser(format, lines.header(), HandMadeTable.GENES::get);
    RowCursor row = new RowCursor(format.columns());
    while (lines.next()) {
      if (!lines.tooLong()
          && parser.begin(lines.bytes(), lines.start(), lines.end(), row)
          && parser.finish(row)
          && parser.takesChrom()) {
        rows.add(row.geneId() + " " + row.chrom() + " " + row.genePosition());
      }
    }
  }

  private static String row(String gene, String chrom, String position) {
    return new HandMadeTable()
        .with("gene_id", gene)
        .with("chrom", chrom)
        .with("position", position)
        .with("note", "")
        .line();
  }

  /** More genes, chromosomes and faults than a tally tells; empty lines among and behind them. */
  private static List<String> lines() {
    return List.of(
        new HandMadeTable().with("note", "").header(),
        "",
        row("FORWARD", "22", "10"),
        row("FORWARD", "chr22", "x"),
        "too\tfew",
        row("FORWARD", "22", "11"),
        row("UNKNOWN", "GL1", "12"),
        "",
        "",
        row("", "22", "13"),
        row("U2", "GL2", "14"),
        row("U3", "GL3", "15"),
        "\u00b5",
        row("FORWARD", "22", "5000"),
        row("MITO", "MT", "16"),
        row("U4", "GL4", "y"),
        row("U4", "GL4", "17"),
        row("U5", "GL5", "-1"),
        row("U5", "X", "18"),
        row("FORWARD", "22", "z"),
        "few",
        row("FORWARD", "22", "19"),
        "fewer",
        row("U6", "GL6", "20"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n no end", "\r\n mark", "\r\n no end, mark"})
  void whereverATableIsCutItIsTheSame(String how) throws IOException {
    String end = how.substring(0, how.indexOf('\n') + 1);
    String text =
        (how.contains("mark") ? "\uFEFF" : "")
            + String.join(end, lines())
            + (how.contains("no end") ? "" : end);
    TableFile file = write(text);
    for (TableFormat format : List.of(format(1), format(1, "22", "X"))) {
      Found whole = find(List.of(TablePiece.whole(file)), format);
      assertThat(whole.rejects, hasSize(10));
      assertThat(whole.rejects.get(9).line(), is(23L));
      assertThat(whole.rows, hasSize(whole.calls.size()));
      assertThat(whole.calls.size(), greaterThan(3));
      for (long cut = 1; cut <= file.size(); cut++) {
        assertThat("cut at " + cut, find(pieces(file, cut), format), is(whole));
      }
      for (long length : new long[] {1, 3, 7, 50, 333}) {
        long[] cuts =
            IntStream.range(1, (int) (file.size() / length)).mapToLong(i -> i * length).toArray();
        assertThat("every " + length, find(pieces(file, cuts), format), is(whole));
      }
    }
  }

  /** Each word with its base in {@link #BASES}: 1, 49, 59 and 245. */
  private static final int[] WORDS = {504837413, 93027427, 104369287, 60408117};

  private static final String BASES =
      "CGGCTGGATAGGTCAGCGGATTGGCTGATTCGCGGATAACAGTCGCAGAACCGAGTCTTACGATGAGATAGACTTTACGGCACAACGAAGGATTGGCT"
          + "GCGAGTAGCCCCATGTCCCTTGGAGCGGATACTGGTGTCTTCGCCAGAGAGCTCACTCACGACACCAGTCCTCGCAGATCGCAACGTCAATCCAGGTC"
          + "TTCTCGCCGGATAGCTGGCTACTACTTTTCTGAAGTGGAGAACTTCCTTAATGCGCTAACATCCTCTCTTCTCTAACCGGAGAGTACTTCTGAGATAA"
          + "ACCACC";

  private static String site(
      String gene, String position, String predType, String spliceType, String windowStart) {
    return new HandMadeTable()
        .with("gene_id", gene)
        .with("position", position)
        .with("pred_type", predType)
        .with("splice_type", spliceType)
        .with("sequence", BASES)
        .with("window_start", windowStart)
        .line();
  }

  /**
   * The annotation has FORWARD with a donor at 10 and an acceptor at 100; of U it knows nothing.
   */
  @Test
  void genesAreSketchedByTheExonsAtTheirTrueSitesWhereverATableIsCut() throws IOException {
    List<String> lines =
        List.of(
            new HandMadeTable().with("window_start", "").header(),
            // Behind the acceptor the last word alone.
            site("FORWARD", "100", "TP", "acceptor", "0"),
            site("U", "150", "FN", "donor", ""),
            site("FORWARD", "100", "TP", "acceptor", "0"),
            site("NOWHERE", "150", "FP", "donor", ""),
            site("NOWHERE", "150", "TN", "neither", ""),
            site("NOWHERE", "150", "TP", "neither", ""),
            site("NOWHERE", "150", "TP", "donor", "x"),
            // Back to the acceptor, its window's base 0, up to base 63: the first two words.
            site("FORWARD", "164", "FN", "donor", "100"));
    TableFile file = write(String.join("\n", lines) + "\n");
    for (long cut = 0; cut <= file.size(); cut++) {
      Map<String, GeneSketch> byGene = new TreeMap<>();
      for (GeneSketch some : Scanned.of(pieces(file, cut), format(1)).sketches) {
        byGene.merge(some.geneId(), some, (a, b) -> GeneSketch.union(a.geneId(), List.of(a, b)));
      }
      assertThat(
          "cut at " + cut,
          List.copyOf(byGene.values()),
          is(
              List.of(
                  new GeneSketch(
                      "FORWARD", IntStream.of(WORDS[3], WORDS[0], WORDS[1]).sorted().toArray()),
                  new GeneSketch(
                      "U", IntStream.of(WORDS[0], WORDS[1], WORDS[2]).sorted().toArray()))));
    }
  }

  @Test
  void aLineThatIsTooLongIsOneLineOfOnePiece() throws IOException {
    String before = lines().get(0) + "\n" + row("FORWARD", "22", "1") + "\n";
    String tooLong = "x".repeat(TableFormat.MOST_LINE_BYTES + 200_000);
    TableFile file = write(before + tooLong + "\n" + row("FORWARD", "22", "2") + "\nfew\n");
    Found whole = find(List.of(TablePiece.whole(file)), format(1));
    assertThat(whole.rejects.stream().map(Reject::line).toList(), contains(3L, 5L));
    int at = before.length();
    int behind = at + tooLong.length();
    for (long cut :
        new long[] {
          at - 1, at, at + 1, at + TableFormat.MOST_LINE_BYTES, behind - 1, behind, behind + 1
        }) {
      assertThat("cut at " + cut, find(pieces(file, cut), format(1)), is(whole));
    }
    assertThat(find(pieces(file, at + 1, at + 9, behind), format(1)), is(whole));
  }

  /**
   * 2 000 rows of a gene, between 4 000 of two by turns: a piece of theirs has no useful ranges.
   */
  @Test
  void aPieceWhoseRowsAreScatteredIsReadWholeAndNoOther() throws IOException {
    StringBuilder text = new StringBuilder(lines().get(0)).append('\n');
    for (int i = 0; i < 6_000; i++) {
      boolean scattered = i < 2_000 || i >= 4_000;
      text.append(row(scattered ? "G" + i % 2 : "FORWARD", "22", Integer.toString(i % 1_000)));
      text.append('\n');
    }
    TableFile file = write(text.toString());
    TableFormat format = format(file.size() / 12);
    List<TablePiece> pieces = TablePiece.cut(List.of(file), format);
    assertThat(pieces, hasSize(12));
    Scanned scanned = Scanned.of(pieces, format(1));
    assertThat(scanned.whole, is(empty())); // 500 ranges a piece are few

    List<TablePiece> thirds =
        pieces(file, text.indexOf("FORWARD"), text.lastIndexOf("\nFORWARD") + 9);
    Scanned inThirds = Scanned.of(thirds, format);
    assertThat(
        inThirds.whole.stream().map(ScannedPiece::piece).toList(),
        contains(thirds.get(0), thirds.get(2)));
    assertThat(
        inThirds.ranges.stream().mapToLong(range -> TableStretch.of(range).lines()).sum(),
        is(2_000L));
    Found whole = find(List.of(TablePiece.whole(file)), format);
    assertThat(whole.rows, hasSize(6_000));
    assertThat(find(thirds, format), is(whole));
    assertThat(find(pieces, format), is(whole));
  }

  @Test
  void onlyALargePlainTableIsCutAndByItsLengthAlone() throws IOException {
    TableFile file = write("x".repeat(29));
    assertThat(TablePiece.cut(List.of(file), format(10)), is(pieces(file, 10)));
    assertThat(TablePiece.cut(List.of(file), format(7)), is(pieces(file, 7, 14, 21)));
    assertThat(TablePiece.cut(List.of(file), format(14)), is(pieces(file, 14)));
    List<TablePiece> whole = List.of(TablePiece.whole(file));
    assertThat(TablePiece.cut(List.of(file), format(15)), is(whole));
    assertThat(TablePiece.cut(List.of(file), format(END)), is(whole));
    TableFormat skipping = HandMadeFormat.format().onBadFile(OnBadFile.SKIP).inPiecesOf(10);
    assertThat(TablePiece.cut(List.of(file), skipping), is(whole));
    TableFile packed = new TableFile("gs://nowhere/t.tsv.gz", "t.tsv.gz", 1 << 30);
    assertThat(TablePiece.cut(List.of(packed), format(10)), is(List.of(TablePiece.whole(packed))));
  }

  private static void assertVerdict(Verdict verdict, Executable read) {
    assertThat(assertThrows(VerdictException.class, read).verdict(), is(verdict));
  }

  @Test
  void aTableThatChangedSinceItWasCutIsNamed() throws IOException {
    String text = String.join("\n", lines()) + "\n";
    TableFile file = write(text);
    List<TablePiece> pieces = pieces(file, 300, 600);
    for (TablePiece piece : pieces) {
      List<String> others =
          List.of(text + "\n", text.substring(0, text.length() - 1), lines().get(0) + "\n");
      for (String other : others) {
        write(other);
        assertVerdict(CHANGED, () -> find(List.of(piece), format(1)));
      }
      write(text.replace("FORWARD", "REVERSE"), THEN + 1);
      assertVerdict(CHANGED, () -> find(List.of(piece), format(1)));
      Files.delete(Path.of(file.path()));
      assertVerdict(
          Verdict.badInput("below/t.tsv: it is not there any more, or may not be read"),
          () -> find(List.of(piece), format(1)));
    }
    write(text);
    assertThat(find(pieces, format(1)), is(find(List.of(TablePiece.whole(file)), format(1))));
  }

  @Test
  void aTableThatChangesWhileAPieceIsReadIsNamed() throws IOException {
    String text = String.join("\n", lines()) + "\n";
    TableFile file = write(text);
    for (TablePiece piece : pieces(file, 300, 600)) {
      for (String other : List.of(text + "\n", text.replace("FORWARD", "REVERSE"))) {
        write(text);
        try (TableLines lines = TableLines.open(piece, HandMadeTable.STANDARD)) {
          assertThat(lines.next(), is(true));
          write(other, THEN + 1);
          assertVerdict(
              CHANGED,
              () -> {
                while (lines.next()) {
                  // The end is what counts.
                }
              });
        }
      }
    }
  }

  /** Also where size and time are the same: by the hashes of pass 1. */
  @Test
  void aTableThatChangedSincePassOneIsNamed() throws IOException {
    String text = String.join("\n", lines()) + "\n";
    TableFile file = write(text);
    TableFormat format = format(1);
    Scanned scanned = Scanned.of(pieces(file, 300, 600), format);
    assertThat(readAgain(scanned, format), hasSize(10));
    for (String other :
        List.of(
            text.replace("\t19\t", "\t91\t"),
            text.replace("donor_score\tacceptor_score", "acceptor_score\tdonor_score"))) {
      write(other);
      assertVerdict(CHANGED, () -> readAgain(scanned, format));
    }
    write(text);
    PieceTally last = scanned.tallies.get(2);
    ScannedPiece asWhole =
        new ScannedPiece(
            piece(file, 600, END),
            last.found().headerHash(),
            last.found().rows(),
            last.found().contentHash());
    Scanned wholeOnly = new Scanned();
    wholeOnly.whole.add(asWhole);
    assertThat(readAgain(wholeOnly, format).size(), greaterThan(3));
    write(text.replace("\t19\t", "\t91\t"));
    assertVerdict(CHANGED, () -> readAgain(wholeOnly, format));
    write(text, THEN + 1);
    assertVerdict(CHANGED, () -> readAgain(wholeOnly, format));
  }

  @Test
  void piecesComeBackFromTheirCoders() throws Exception {
    TableFile file = new TableFile("/in/x.tsv", "x.tsv", 1L << 41);
    TableFile other = new TableFile("/in/x.tsv", "in/x.tsv", 1L << 41);
    List<TablePiece> pieces =
        List.of(
            TablePiece.whole(file),
            TablePiece.whole(other),
            piece(file, 0, 1L << 26),
            piece(file, 1L << 26, END));
    CoderLaws.hold(TablePiece.class, pieces);
    CoderLaws.hold(
        ScannedPiece.class,
        List.of(
            new ScannedPiece(pieces.get(0), 5, 2, -7),
            new ScannedPiece(pieces.get(3), 5, 2, -7),
            new ScannedPiece(pieces.get(0), -5, 2, -7),
            new ScannedPiece(pieces.get(0), 5, 3, -7),
            new ScannedPiece(pieces.get(0), 5, 2, Long.MIN_VALUE)));
  }
}
