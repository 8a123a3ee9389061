package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.HandMadeFileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.schemas.inputs.SiteAgreement.Count;
import org.splicebeam.schemas.inputs.SiteAgreement.StrayRow;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.HandMadeThinBlock;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.TableStretch;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.schemas.sampling.NegativeRank;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.fasta.PrepareGenome;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.Chosen;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** Both passes over whole files. */
class TableSourceTest {
  private static final TableFormat FORMAT = HandMadeFormat.format().build();
  private static final GeneModel[] GENES = HandMadeTable.GENES.values().toArray(GeneModel[]::new);
  private static final byte TP = (byte) PredType.TP.ordinal();
  private static final byte TN = (byte) PredType.TN.ordinal();

  @TempDir Path folder;
  private Path input;
  private VerdictFile verdictFile;

  @BeforeEach
  void makeFolders() throws IOException {
    input = Files.createDirectory(folder.resolve("in"));
    verdictFile = new VerdictFile(Claimed.folder(folder.resolve("out"), "run"));
  }

  private TableFile write(String name, Packing packing, HandMadeTable... rows) throws IOException {
    String file = "analysis_sequences_" + name + ".tsv" + packing.ending();
    return HandMadeTable.file(
        input.resolve(file), file, packing.pack(HandMadeTable.text(List.of(rows))));
  }

  private static HandMadeTable row(String gene, int position, String predType) {
    return new HandMadeTable()
        .with("gene_id", gene)
        .with("position", Integer.toString(position))
        .with("pred_type", predType)
        .with("strand", gene.equals("REVERSE") ? "-" : "+");
  }

  private static Packed calls(
      String gene, String chrom, Strand strand, long[] positions, byte... predTypes) {
    HandMadeThinBlock block = HandMadeThinBlock.of(gene, chrom, strand);
    for (int i = 0; i < positions.length; i++) {
      block.row(positions[i], predTypes[i], 0.75);
    }
    return block.build().packed();
  }

  private ScannedRows scan(TestPipeline p, TableFormat format) {
    return scan(p, format, Map.of());
  }

  private ScannedRows scan(TestPipeline p, TableFormat format, Map<String, SpliceSites> sites) {
    return p.apply(
        new TableSource(List.of(input.toString()), format, verdictFile)
            .scan(GivenViews.geneTable(p, sites, GENES)));
  }

  private Verdict verdictOf(Pipeline p) throws IOException {
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(e.getCause(), instanceOf(VerdictException.class));
    return verdictFile.read().orElseThrow();
  }

  @Test
  void theFirstPassGivesThinRowsRejectsAndATally() throws IOException {
    HandMadeTable malformed = row("OTHER", 5, "tp").with("unheard", "of");
    HandMadeTable outside = row("FORWARD", 1_000, "TP").with("unheard", "of");
    TableFile file =
        write(
            "1",
            Packing.PLAIN,
            row("FORWARD", 10, "TP").with("unheard", "of"),
            row("REVERSE", 20, "TN").with("unheard", "of"),
            malformed,
            row("FORWARD", 5, "TN").with("unheard", "of"),
            outside,
            row("OTHER", 7, "TN").with("chrom", "GL1").with("unheard", "of"),
            row("FORWARD", 6, "TN").with("chrom", "chr22").with("unheard", "of"));
    String text = Files.readString(Path.of(file.path()));
    List<Reject> rejects =
        List.of(
            reject(file, text, 4, malformed, Reject.Reason.BAD_VALUE, "pred_type: tp"),
            reject(
                file,
                text,
                6,
                outside,
                Reject.Reason.POSITION_OUTSIDE_GENE,
                "position: 1000, the gene has 1000 bases"));

    List<Count> counts = new ArrayList<>(SiteAgreement.NONE.counts());
    counts.set(0, new Count("donors on +", 2, 1, 1));
    StrayRow stray = new StrayRow("FORWARD", 1_000, "TP donor", 6_001, 5_011L);
    SiteAgreement agreement = new SiteAgreement(counts, List.of(stray));

    TestPipeline p = GivenViews.pipeline();
    ScannedRows scan = scan(p, FORMAT, HandMadeTable.ANNOTATION.sites());
    PAssert.that(((ScannedRows.ByGraph) scan.chooser()).thin())
        .containsInAnyOrder(
            List.of(
                KV.of(
                    "FORWARD", calls("FORWARD", "22", Strand.FORWARD, new long[] {10, 5}, TP, TN)),
                KV.of("FORWARD", calls("FORWARD", "chr22", Strand.FORWARD, new long[] {6}, TN)),
                KV.of("REVERSE", calls("REVERSE", "22", Strand.REVERSE, new long[] {20}, TN)),
                KV.of("OTHER", calls("OTHER", "GL1", Strand.FORWARD, new long[] {7}, TN))));
    PAssert.that(scan.rejects()).containsInAnyOrder(rejects);
    PAssert.that(GivenViews.in("tallies", scan.figures().tallies(), new PieceTally.Coder()))
        .containsInAnyOrder(
            new PieceTally(
                0,
                8,
                new FileTally(
                    file.name(),
                    file.size(),
                    headerHashOf(file),
                    hashOf(file),
                    7,
                    0,
                    5,
                    Map.of(Reject.Reason.BAD_VALUE, 1L, Reject.Reason.POSITION_OUTSIDE_GENE, 1L),
                    rejects,
                    List.of("unheard"),
                    List.of("FORWARD", "REVERSE", "OTHER"),
                    List.of(),
                    List.of("22", "GL1"),
                    agreement)));
    PAssert.that(scan.own().get(TableSource.WHOLE)).empty();
    PAssert.that(
            scan.ranges()
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(range -> rangeTold(text, range))))
        .containsInAnyOrder(
            "FORWARD 22 10-10 1 lines: 1st",
            "REVERSE 22 20-20 1 lines: 2nd",
            "FORWARD 22 5-5 1 lines: 4th",
            "OTHER GL1 7-7 1 lines: 6th",
            "FORWARD chr22 6-6 1 lines: 7th");
    p.run().waitUntilFinish();
  }

  private static String rangeTold(String text, RowRange range) {
    String before = text.substring(0, (int) TableStretch.of(range).from());
    long line = before.lines().count();
    boolean whole =
        before.endsWith("\n") && text.charAt((int) TableStretch.of(range).to() - 1) == '\n';
    return "%s %s %d-%d %d lines: %d%s"
        .formatted(
            range.geneId(),
            range.chrom(),
            range.firstPosition(),
            range.lastPosition(),
            TableStretch.of(range).lines(),
            line,
            !whole ? " torn" : line == 1 ? "st" : line == 2 ? "nd" : "th");
  }

  private static Reject reject(
      TableFile file,
      String text,
      int line,
      HandMadeTable row,
      Reject.Reason reason,
      String detail) {
    return HandMadeReject.of(Reject.Input.ANALYSIS, file.name())
        .at(text.indexOf(row.line()), line)
        .because(reason, detail)
        .saying(row.line().substring(0, Math.min(120, row.line().length())))
        .build();
  }

  private static long headerHashOf(TableFile file) {
    try (TableLines lines = TableLines.open(file, HandMadeTable.STANDARD)) {
      return lines.header().hash();
    }
  }

  private static long hashOf(TableFile file) {
    try (TableLines lines = TableLines.open(file, HandMadeTable.STANDARD)) {
      while (lines.next()) {
        // The sum is what counts.
      }
      return lines.contentHash();
    }
  }

  @Test
  void otherChromosomesAreCountedAndHowAFileIsStoredDoesNotShow() throws IOException {
    List<KV<String, Packed>> calls = new ArrayList<>();
    List<PieceTally> tallies = new ArrayList<>();
    List<ScannedPiece> pieces = new ArrayList<>();
    for (Packing packing : List.of(Packing.TWO_GZIPS, Packing.BZIP2, Packing.ZSTD)) {
      HandMadeTable other = row("OTHER", 7, "TN").with("chrom", "chr2");
      TableFile file = write(packing.name(), packing, row("FORWARD", 9, "TP"), other);
      pieces.add(new ScannedPiece(TablePiece.whole(file), headerHashOf(file), 2, hashOf(file)));
      calls.add(KV.of("FORWARD", calls("FORWARD", "22", Strand.FORWARD, new long[] {9}, TP)));
      tallies.add(
          new PieceTally(
              0,
              3,
              HandMadeFileTally.table(file.name())
                  .content(file.size(), hashOf(file))
                  .headerHash(headerHashOf(file))
                  .rows(2, 1, 1)
                  .genes(List.of("FORWARD", "OTHER"))
                  .chromosomes(List.of("22"), List.of("2"))
                  .build()));
    }
    write("copy", Packing.PLAIN, row("FORWARD", 9, "TP"));
    Files.move(
        input.resolve("analysis_sequences_copy.tsv"),
        input.resolve("analysis_sequences_copy.tsv.bak"));
    TestPipeline p = GivenViews.pipeline();
    ScannedRows scan = scan(p, HandMadeFormat.format().chromosomes("chr22").build());
    PAssert.that(((ScannedRows.ByGraph) scan.chooser()).thin()).containsInAnyOrder(calls);
    PAssert.that(GivenViews.in("tallies", scan.figures().tallies(), new PieceTally.Coder()))
        .containsInAnyOrder(tallies);
    PAssert.that(scan.rejects()).empty();
    PAssert.that(scan.ranges()).empty();
    PAssert.that(scan.own().get(TableSource.WHOLE)).containsInAnyOrder(pieces);
    p.run().waitUntilFinish();
  }

  @Test
  void aFileCutOffIsAVerdictThatNamesIt() throws IOException {
    write("1", Packing.PLAIN, row("FORWARD", 9, "TP"));
    Path cut = Path.of(write("2", Packing.GZIP, row("FORWARD", 9, "TP")).path());
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length - 9));
    TestPipeline p = GivenViews.pipeline();
    scan(p, FORMAT);
    Verdict verdict = verdictOf(p);
    assertThat(verdict.exitCode(), is(2));
    assertThat(
        verdict.sentence().replaceAll("byte \\d+", "byte N"),
        is(
            "analysis_sequences_2.tsv.gz cannot be read beyond byte N (it ends too early): the file"
                + " is damaged or cut off; replace it, or leave it out with --onBadFile=skip"));
  }

  /** Nothing of a bad table comes through, although its first rows could be read. */
  @Test
  void aBadTableIsLeftOutAsAWholeIfAsked() throws IOException {
    TableFile good = write("1", Packing.PLAIN, row("FORWARD", 9, "TP"));
    HandMadeTable[] rows = new HandMadeTable[20_000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("REVERSE", i * 7_919 % 1_000, "TN");
    }
    Path cut = Path.of(write("2", Packing.GZIP, rows).path());
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length - 9));
    TableFile truncated =
        new TableFile(cut.toString(), cut.getFileName().toString(), whole.length - 9);
    TableFile headless =
        write(
            "3", Packing.ZSTD, row("FORWARD", 9, "TP").with("gene_id", "\u001b").without("chrom"));
    TestPipeline p = GivenViews.pipeline();
    ScannedRows scan = scan(p, HandMadeFormat.format().onBadFile(OnBadFile.SKIP).build());
    PAssert.that(((ScannedRows.ByGraph) scan.chooser()).thin())
        .containsInAnyOrder(
            List.of(KV.of("FORWARD", calls("FORWARD", "22", Strand.FORWARD, new long[] {9}, TP))));
    PAssert.that(scan.rejects()).empty();
    PAssert.that(GivenViews.in("tallies", scan.figures().tallies(), new PieceTally.Coder()))
        .containsInAnyOrder(
            new PieceTally(
                0,
                2,
                HandMadeFileTally.table(good.name())
                    .content(good.size(), hashOf(good))
                    .headerHash(headerHashOf(good))
                    .rows(1, 0, 1)
                    .genes(List.of("FORWARD"))
                    .chromosomes(List.of(), List.of("22"))
                    .build()),
            skipped(truncated, "it is damaged or cut off (it ends too early)"),
            skipped(
                headless, "line 1: no column \"chrom\", which every table needs (tab-separated)"));
    p.run().waitUntilFinish();
  }

  private static PieceTally skipped(TableFile file, String why) {
    return new PieceTally(0, 0, FileTally.skipped(file, why));
  }

  @Test
  void aBadHeaderIsAVerdictThatNamesItsFile() throws IOException {
    write("1", Packing.PLAIN, row("FORWARD", 9, "TP").without("chrom"));
    TestPipeline p = GivenViews.pipeline();
    scan(p, FORMAT);
    Verdict verdict = verdictOf(p);
    assertThat(verdict.exitCode(), is(2));
    assertThat(
        verdict.sentence(),
        is(
            "analysis_sequences_1.tsv, line 1: no column \"chrom\", which every table needs"
                + " (tab-separated)"));
  }

  @Test
  void aRestartedRunStopsAtItsVerdict() throws IOException {
    write("1", Packing.PLAIN, row("FORWARD", 9, "TP"));
    verdictFile.raise(Verdict.badInput("said before"));
    TestPipeline p = GivenViews.pipeline();
    scan(p, FORMAT);
    assertThat(verdictOf(p), is(Verdict.badInput("said before")));
  }

  // ---- beside a genome

  private ScannedRows scanBeside(TestPipeline p, String fasta) throws IOException {
    Path genome = Files.writeString(folder.resolve("g.fa"), fasta);
    TableSource source =
        new TableSource(
            List.of(input.toString()),
            HandMadeFormat.format().build().withWindows(42),
            verdictFile,
            genome.toString(),
            false);
    return p.apply(source.scan(GivenViews.geneTable(p, Map.of(), GENES)));
  }

  @Test
  void aGenomeBesideTablesChangesNothingOfThem() throws IOException {
    write("1", Packing.PLAIN, row("FORWARD", 10, "TP"), row("REVERSE", 20, "TN"));
    TestPipeline p = GivenViews.pipeline();
    ScannedRows scan = scanBeside(p, ">chr22\n" + "ACGT".repeat(5_000) + "\n");
    PAssert.that(((ScannedRows.ByGraph) scan.chooser()).thin())
        .containsInAnyOrder(
            List.of(
                KV.of("FORWARD", calls("FORWARD", "22", Strand.FORWARD, new long[] {10}, TP)),
                KV.of("REVERSE", calls("REVERSE", "22", Strand.REVERSE, new long[] {20}, TN))));
    PAssert.thatSingleton(
            GivenViews.in("tallies", scan.figures().tallies(), new PieceTally.Coder()))
        .satisfies(
            tally -> {
              assertThat(tally.found().rows(), is(2L));
              return null;
            });
    assertThat(scan.figures().workFiles(), is(PrepareGenome.WORK_FILES));
    p.run().waitUntilFinish();
  }

  @Test
  void aGenomeThatWillNotDoEndsTheScan() throws IOException {
    write("1", Packing.PLAIN, row("FORWARD", 10, "TP"));
    TestPipeline p = GivenViews.pipeline();
    scanBeside(p, "ACGT\n");
    Verdict verdict = verdictOf(p);
    assertThat(verdict.exitCode(), is(2));
    assertThat(verdict.sentence(), containsString("g.fa does not begin with >"));
  }

  // ---- the second pass

  /** FORWARD's rows from position 50 on go to part 3, those before to part 2. */
  private static final PartPlan PLAN =
      new PartPlan(
          List.of(
              new PlannedGene(
                  tally("FORWARD", Strand.FORWARD, new long[] {50}, new long[] {3, 2}),
                  new long[] {2, 3}),
              new PlannedGene(
                  tally("REVERSE", Strand.REVERSE, new long[0], new long[] {1}), new long[] {3})),
          new long[] {0, 0, 3, 3});

  private static GeneTally tally(String gene, Strand strand, long[] starts, long[] rows) {
    return HandMadeTally.tally(gene)
        .on("22", strand)
        .from(5001)
        .kept(9)
        .chunks(starts, rows)
        .build();
  }

  private static final SamplingRule RULE =
      HandMadeRule.rule(SamplingRule.Scope.GENE).hardFrom(0.9).window(5).build();

  private PCollection<String> read(TestPipeline p, ScannedPiece piece) {
    Map<String, GeneSelection> selections =
        Map.of(
            "FORWARD",
            HandMadeSelection.of("FORWARD")
                .nonTn(10, 60)
                .easyUpTo(NegativeRank.upTo(0x4000000000000000L))
                .share(0.25)
                .build(),
            "REVERSE",
            HandMadeSelection.of("REVERSE").share(0.5).build());
    PCollectionView<Iterable<PartPlan>> plan =
        GivenViews.list(p, "plan", List.of(PLAN), new PartPlan.Coder());
    Chosen chosen =
        new Chosen(
            RULE,
            GivenViews.genes(p, GENES),
            GivenViews.map(p, "selections", selections, new GeneSelection.Coder()),
            plan,
            GivenViews.noParts(p));
    PCollection<ScannedPiece> whole = p.apply("Name piece", Create.of(piece));
    ScannedRows rows =
        new ScannedRows(
            new ScannedRows.ByGraph(
                p.apply(
                    "No rows", Create.empty(KvCoder.of(StringUtf8Coder.of(), new Packed.Coder())))),
            p.apply("No rejects", Create.empty(new Reject.Coder())),
            ScannedRows.Figures.ofTables(
                GivenViews.list(p, "no tallies", List.of(), new PieceTally.Coder()), List.of()),
            p.apply("No ranges", Create.empty(new RowRange.Coder())),
            null,
            PCollectionTuple.of(TableSource.WHOLE, whole));
    return rows.apply("Read", new TableSource(List.of(), FORMAT, verdictFile).readWhole(chosen))
        .apply(
            "Tell rows",
            FlatMapElements.into(TypeDescriptors.strings()).via(TableSourceTest::told));
  }

  /** A line a row with all that a block says of it but its values. */
  private static List<String> told(KV<Integer, RowBlock> block) {
    RowBlock sites = block.getValue();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      lines.add(
          String.join(
              " ",
              "part" + block.getKey(),
              sites.geneId(),
              sites.chrom() + sites.strand().symbol(),
              Long.toString(sites.genePositions()[i]),
              PredType.values()[sites.predTypes()[i]].name(),
              KeptAs.values()[sites.keptAs()[i]].text(),
              Double.toString(sites.probabilities()[i]),
              sites.transcriptIds()[i],
              sites.windows().text(i)));
    }
    return lines;
  }

  private static ScannedPiece scanned(
      TableFile file, long addedToHeaderHash, long rows, long contentHash) {
    return new ScannedPiece(
        TablePiece.whole(file), headerHashOf(file) + addedToHeaderHash, rows, contentHash);
  }

  /** Of the positions 100 to 600, hundred by hundred, 400 alone has a hash of at most 2^62. */
  @Test
  void theSecondPassGivesTheSelectedRowsToTheirParts() throws IOException {
    TableFile file =
        write(
            "1",
            Packing.GZIP,
            row("FORWARD", 10, "TP"),
            row("FORWARD", 60, "FN"),
            row("FORWARD", 15, "TN"),
            row("FORWARD", 45, "tn"),
            row("FORWARD", 49, "TN").with("donor_score", "0.9"),
            row("FORWARD", 55, "TN"),
            row("FORWARD", 54, "TN").with("sequence", "-"),
            row("REVERSE", 3, "TN"),
            row("REVERSE", 4, "TN").with("acceptor_score", "0.95").with("sequence", "nnA"),
            row("UNSELECTED", 10, "TP"),
            row("FORWARD", 100, "TN"),
            row("FORWARD", 200, "TN"),
            row("FORWARD", 300, "TN"),
            row("FORWARD", 400, "TN"),
            row("FORWARD", 500, "TN"),
            row("FORWARD", 600, "TN"));
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(read(p, scanned(file, 0, 16, hashOf(file))))
        .containsInAnyOrder(
            "part2 FORWARD 22+ 10 TP nonTN 1.0 T1 ACGT",
            "part2 FORWARD 22+ 15 TN near 1.0 T1 ACGT",
            "part2 FORWARD 22+ 49 TN hard 1.0 T1 ACGT",
            "part3 FORWARD 22+ 60 FN nonTN 1.0 T1 ACGT",
            "part3 FORWARD 22+ 55 TN near 1.0 T1 ACGT",
            "part3 FORWARD 22+ 400 TN easy 0.25 T1 ACGT",
            "part3 REVERSE 22- 4 TN hard 1.0 T1 NNA");
    p.run().waitUntilFinish();
  }

  @Test
  void aFileThatChangedIsAVerdictThatNamesIt() throws IOException {
    TableFile file = write("1", Packing.PLAIN, row("FORWARD", 10, "TP"));
    List<ScannedPiece> others =
        List.of(
            scanned(file, 0, 2, hashOf(file)),
            scanned(file, 0, 1, hashOf(file) + 1),
            scanned(file, 1, 1, hashOf(file)));
    for (ScannedPiece other : others) {
      TestPipeline p = GivenViews.pipeline();
      read(p, other);
      assertThat(
          verdictOf(p),
          is(
              Verdict.buildFailed(
                  "analysis_sequences_1.tsv changed while it was being read; build again when"
                      + " nothing writes to the input")));
      Files.delete(folder.resolve("out/.splicebeam/verdict.json"));
    }
  }
}
