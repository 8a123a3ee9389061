package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeAnnotationTally;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.inputs.HandMadeFileTally;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.schemas.scores.ScoreSet;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.statistics.HandMadeSummary;
import org.splicebeam.transforms.statistics.RowSummary;
import org.splicebeam.transforms.statistics.SplitSummaries;
import org.splicebeam.transforms.tables.OnBadFile;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** Account, manifest, dataset.json, and the step that writes them. */
class FinishTest {
  private static final ColumnSettings COLUMNS = new ColumnSettings(List.of(), false, List.of());

  /** 20 rows read: 2 rejected, 3 of other chromosomes. */
  private static final List<FileTally> FILES =
      List.of(
          HandMadeFileTally.table("\uD83E\uDDEC.tsv")
              .content(100, -1)
              .rows(12, 1, 9)
              .rejected(Map.of(Reject.Reason.BAD_VALUE, 2L), List.of())
              .unknownColumns(List.of("model", "batch"))
              .build(),
          HandMadeFileTally.table("\uFFFD.tsv")
              .content(50, 0xABCL)
              .rows(8, 2, 0)
              .unknownColumns(List.of("model"))
              .build());

  /** The other 15: 4 unselected, 2 duplicates, 3 sampled out, 6 kept. */
  private static final GeneTally G =
      tally("G", "1", Strand.REVERSE, 8, 6, 1, new long[] {2, 1, 1, 1});

  private static final GeneTally EMPTY =
      tally("EMPTY", "chr2", Strand.FORWARD, 2, 2, 2, new long[4]);
  private static final GeneTally UNKNOWN =
      tally("UNKNOWN", "X", Strand.FORWARD, 1, 1, 0, new long[] {0, 0, 0, 1});
  private static final List<GeneTally> GENES =
      List.of(G, EMPTY, UNKNOWN, GeneTally.unselected("OTHER", 4));
  private static final List<FileReceipt> PARTS =
      List.of(
          new FileReceipt("master/part-00001.parquet", 1, 11, "b1"),
          new FileReceipt("master/part-00000.parquet", 5, 10, "a0"));

  private static final RowSummary SUMMARY =
      summary(0, 5, "gene_name", "context_max", "donor_diff_m1", "signal_strength_ratio")
          .plus(summary(1, 1, "gene_name", "splice_probability", "context_max", "donor_diff_m1"));

  private static final PartPlan PLAN =
      new PartPlan(
          List.of(
              new PlannedGene(G, new long[] {0}),
              new PlannedGene(EMPTY, new long[] {-1}),
              new PlannedGene(UNKNOWN, new long[] {1})),
          new long[] {5, 1});

  private static final GeneModel GENE_G =
      HandMadeGene.gene("G")
          .named("Gee, \"G\"")
          .at("1", Strand.REVERSE, 11, 310)
          .sites(3, 2, 4)
          .build();

  private static final DatasetHeader HEADER =
      new DatasetHeader(
          new DatasetOptions(
              new DatasetOptions.Inputs(Set.of(), "", false, OnBadFile.FAIL),
              HandMadeRule.rule(SamplingRule.Scope.GENE).hardFrom(0.25).build(),
              GenePolicy.all(),
              new PartSettings(COLUMNS, false, 10, PartCompression.ZSTD),
              TranscriptJoin.REPRESENTATIVE,
              0),
          "",
          "{\"runner\":\"none\"}");

  @TempDir Path folder;

  private static RowSummary summary(int part, long rows, String... nullColumns) {
    return HandMadeSummary.of(COLUMNS).part(part, rows).nulls(nullColumns).build();
  }

  private static GeneTally tally(
      String gene,
      String chrom,
      Strand strand,
      long rows,
      long unique,
      long sampledOut,
      long[] kept) {
    return HandMadeTally.tally(gene)
        .on(chrom, strand)
        .annotated(gene.equals("G"), 11)
        .rows(rows, unique, sampledOut)
        .ofOtherType(rows - unique)
        .labels(kept[0], kept[1], kept[2], kept[3])
        .chunk(kept[0] + kept[1] + kept[2] + kept[3])
        .build();
  }

  @Test
  void theAccountAddsUp() {
    Account account = Account.of(FILES, Optional.empty(), GENES, PARTS);
    assertThat(account, is(new Account(20, 6, 3, 7, 2, 0, Map.of("BAD_VALUE", 2L))));
    assertThat(account.balances(), is(true));
    assertThat(
        account.sum(),
        is("20 read, 6 kept + 3 sampled out + 7 unselected + 2 duplicates + 2 rejected"));
    assertThat(
        Account.of(FILES, Optional.empty(), GENES, PARTS.subList(0, 1)).balances(), is(false));
    assertThat(Account.of(List.of(), Optional.empty(), List.of(), List.of()).balances(), is(true));
  }

  @Test
  void theManifestHasALineAGene() {
    assertThat(
        GeneManifest.csv(PLAN, Map.of("G", GENE_G)),
        is(
            """
            gene_id,gene_name,gene_type,chrom,strand,start,end,gene_length,donor_sites,\
            acceptor_sites,total_splice_sites,splice_density_per_kb,rows,tp,fp,fn,tn,part
            G,"Gee, ""G\""",unknown,1,-,11,310,300,3,2,4,13.333333,5,2,1,1,1,0
            EMPTY,,unknown,chr2,+,-1,-1,-1,-1,-1,-1,,0,0,0,0,0,
            UNKNOWN,,unknown,X,+,-1,-1,-1,-1,-1,-1,,1,0,0,0,1,1
            """));
  }

  private static String datasetJson() throws IOException {
    return new DatasetJson(HEADER, Enrichers.of(COLUMNS).columns())
        .withInputs(FILES, annotationTallies(), ANNOTATION_FILES)
        .withRows(Account.of(FILES, Optional.empty(), GENES, PARTS), PLAN)
        .withDuplicatesOfOtherType(GENES)
        .withNullFeatures(Enrichers.of(COLUMNS).columns(), SUMMARY)
        .withStatistics(new FileReceipt("statistics.json", 0, 5, "d3"))
        .withFiles(PARTS, List.of(new FileReceipt("rejected/a.tsv", 2, 9, "c2")))
        .toText();
  }

  private static final List<InputFile> ANNOTATION_FILES =
      List.of(
          new InputFile(Reject.Input.SPLICE_SITES, "s.tsv", 77, -1),
          new InputFile(Reject.Input.ANNOTATION, "a.gtf", 88, 16));

  private static List<AnnotationTally> annotationTallies() {
    return List.of(
        HandMadeAnnotationTally.lines(Reject.Input.ANNOTATION, 10)
            .blank(1)
            .otherFeatures(2)
            .used(7)
            .exons(6)
            .unreadable(8, HandMadeReject.of(Reject.Input.ANNOTATION, "a.gtf").build())
            .build(),
        HandMadeAnnotationTally.lines(Reject.Input.SPLICE_SITES, 5)
            .blank(1)
            .used(3)
            .unused(HandMadeReject.of(Reject.Input.SPLICE_SITES, "s.tsv").build())
            .build(),
        AnnotationTally.usedToUnused(
            HandMadeReject.of(Reject.Input.ANNOTATION, "a.gtf")
                .because(Reject.Reason.OTHER_PLACE)
                .build(),
            2));
  }

  @Test
  void datasetJsonTellsInputsRowsAndFiles() throws IOException {
    String expected =
        """
        {"product": "splicebeam", "dataVersion": 2, "schemaFingerprint": "%s", "columns": %d,
         "baseModel": "", "options": {"kmerSizes": [], "dropRepeatKmers": false, "keepSequence": false,
           "extraColumns": [], "downsample": "gene", "negatives": "rules", "hardThreshold": 0.25, "window": 75,
           "nearRatio": "all", "easyRatio": 0.5, "seed": 42, "transcriptJoin": "representative",
           "positionIdMode": "genomic", "genePolicy": "all", "geneTypes": [], "chromosomes": [], "chromAliases": "",
           "stripIdVersions": false, "onBadFile": "fail", "partRows": "auto", "rowGroupRows": 10,
           "compression": "zstd"},
         "inputs": {
           "analysis": [
             {"path": "\uFFFD.tsv", "bytes": 50, "contentHash": "0000000000000abc", "rows": 8,
              "rejected": 0},
             {"path": "\uD83E\uDDEC.tsv", "bytes": 100, "contentHash": "ffffffffffffffff",
              "rows": 12, "rejected": 2}],
           "annotation": {"path": "a.gtf", "bytes": 88, "contentHash": "0000000000000010",
             "lines": 10, "used": 5, "blank": 1,
             "otherFeatures": 2, "rejected": 2, "unused": {"OTHER_PLACE": 2},
             "firstUnused": {"line": 1, "found": ""}, "exons": 6,
             "unreadableValues": 8, "firstUnreadable": {"line": 1, "found": ""}},
           "spliceSites": {"path": "s.tsv", "bytes": 77, "contentHash": "ffffffffffffffff",
             "lines": 5, "used": 3, "blank": 1,
             "otherFeatures": 0, "rejected": 1, "unused": {"BAD_VALUE": 1},
             "firstUnused": {"line": 1, "found": ""}},
           "unknownColumns": [{"name": "batch", "files": 1}, {"name": "model", "files": 2}], "hiddenTables": 0},
         "rows": {"read": 20, "kept": 6, "sampledOut": 3, "unselected": 7, "duplicates": 2,
           "rejected": 2},
         "rejectedByReason": {"BAD_VALUE": 2},
         "genes": 3,
         "labels": {"TP": 2, "FP": 1, "FN": 1, "TN": 2},
         "duplicatesOfOtherType": 2, "firstDuplicateOfOtherType": "G",
         "nullFeatures": ["context_max", "donor_diff_m1"],
         "statistics": {"sha256": "d3"},
         "parts": [
           {"name": "master/part-00001.parquet", "rows": 1, "bytes": 11, "sha256": "b1"},
           {"name": "master/part-00000.parquet", "rows": 5, "bytes": 10, "sha256": "a0"}],
         "rejectedFiles": [{"name": "rejected/a.tsv", "rows": 2, "bytes": 9, "sha256": "c2"}]}
        """
            .formatted(
                Enrichers.of(COLUMNS).columns().fingerprint(),
                Enrichers.of(COLUMNS).columns().size());
    ObjectMapper json = new ObjectMapper();
    ObjectNode found = (ObjectNode) json.readTree(datasetJson());
    found.remove("sha256OfLinesAbove");
    assertThat(found, is(json.readTree(expected)));
  }

  /** As {@code head -n -2 dataset.json | sha256sum} has it. */
  @Test
  void datasetJsonEndsWithADigestOfTheLinesAbove() throws Exception {
    List<String> lines = datasetJson().lines().toList();
    String above = String.join("\n", lines.subList(0, lines.size() - 2)) + "\n";
    String sha256 =
        HexFormat.of()
            .formatHex(
                MessageDigest.getInstance("SHA-256")
                    .digest(above.getBytes(StandardCharsets.UTF_8)));
    assertThat(
        lines.subList(lines.size() - 2, lines.size()),
        is(List.of("  \"sha256OfLinesAbove\" : \"" + sha256 + "\"", "}")));
    assertThat(datasetJson().endsWith("}\n"), is(true));
  }

  /** A part without rows is null everywhere; it says nothing of a feature. */
  @Test
  void aFeatureIsNullWhereItIsSoInEveryPartThatHasRows() {
    Columns columns = Enrichers.of(COLUMNS).columns();
    RowSummary some = summary(0, 1, "context_max");
    RowSummary without = summary(1, 0, "gene_name", "context_max");
    assertThat(nullFeatures(columns, without), is("[]"));
    assertThat(nullFeatures(columns, without.plus(some)), is("[\"context_max\"]"));
    assertThat(nullFeatures(columns, some.plus(summary(2, 1)).plus(without)), is("[]"));
  }

  /** The genes G on 1 with 5 rows, EMPTY on chr2 and UNKNOWN on X with one row. */
  @Test
  void itTellsWhatTheBaseModelWasTrainedOn() throws IOException {
    ChromosomeAliases aliases = new ChromosomeAliases(Map.of("NC_000001.11", "1"));
    ObjectMapper json = new ObjectMapper();
    assertThat(
        json.readTree(
            TrainedOn.json(Set.of("NC_000001.11", "2", "7"), aliases, PLAN).toString()),
        is(
            json.readTree(
                "{\"chromosomes\": [\"2\", \"7\", \"NC_000001.11\"], \"genes\": 2, \"rows\": 5}")));
    PartPlan split =
        new PartPlan(
            List.of(
                new PlannedGene(G, new long[] {0}, Split.TRAIN),
                new PlannedGene(UNKNOWN, new long[] {1}, Split.VALIDATION),
                new PlannedGene(EMPTY, new long[] {-1}, Split.VALIDATION)),
            new long[] {5, 1, 0},
            PartLayout.ofSplits(1, 1, 1));
    assertThat(
        json.readTree(
            TrainedOn.json(Set.of("chrX", "1"), ChromosomeAliases.NONE, split).toString()),
        is(
            json.readTree(
                """
                {"chromosomes": ["1", "chrX"], "genes": 2, "rows": 6,
                 "splits": {"train": {"genes": 1, "rows": 5}, "validation": {"genes": 1, "rows": 1},
                            "test": {"genes": 0, "rows": 0}}}
                """)));
  }

  /** Only what is told has a key. */
  @Test
  void whatIsToldOfTheDataSetStandsInIt() {
    DatasetHeader told = HEADER.withAbout(new About("T", "", "mit", Set.of("1")));
    DatasetJson json = new DatasetJson(told, Enrichers.of(COLUMNS).columns());
    json.withTraining(HEADER, PLAN);
    assertThat(json.toJson().has("baseModelTrainedOn"), is(false));
    json.withTraining(told, PLAN);
    List<String> keys = new ArrayList<>();
    json.toJson().fieldNames().forEachRemaining(keys::add);
    assertThat(
        keys,
        is(
            List.of(
                "product",
                "dataVersion",
                "schemaFingerprint",
                "columns",
                "baseModel",
                "title",
                "license",
                "options",
                "baseModelTrainedOn")));
  }

  private static String nullFeatures(Columns columns, RowSummary summary) {
    return new DatasetJson(HEADER, columns)
        .withNullFeatures(columns, summary)
        .toJson()
        .get("nullFeatures")
        .toString();
  }

  private VerdictFile verdictFile() {
    return new VerdictFile(Claimed.folder(folder, "run"));
  }

  private static FinishViews.Parts parts(TestPipeline p, List<FileReceipt> receipts) {
    return new FinishViews.Parts(
        GivenViews.list(p, "parts", receipts, new FileReceipt.Coder()),
        GivenViews.list(
            p,
            "summaries",
            List.of(KV.of(SplitSummaries.keyOf(null), SUMMARY)),
            KvCoder.of(VarIntCoder.of(), new RowSummary.Coder())));
  }

  private PCollection<String> finish(TestPipeline p, List<FileReceipt> parts) {
    FinishViews views =
        new FinishViews(
            new FinishViews.Annotation(
                GivenViews.genes(p, GENE_G),
                GivenViews.list(
                    p, "annotation tallies", annotationTallies(), new AnnotationTally.Coder()),
                GivenViews.list(p, "annotation files", ANNOTATION_FILES, new InputFile.Coder())),
            ScannedRows.Figures.ofTables(
                GivenViews.list(
                    p,
                    "tallies",
                    FILES.stream().map(found -> new PieceTally(0, 3, found)).toList(),
                    new PieceTally.Coder()),
                List.of()),
            GivenViews.list(p, "gene tallies", GENES, new GeneTally.Coder()),
            null,
            parts(p, parts),
            GivenViews.list(p, "rejects", List.of(), new FileReceipt.Coder()));
    return p.apply("Plan", Create.of(List.of(PLAN)).withCoder(new PartPlan.Coder()))
        .apply(new FinishDataset(Claimed.folder(folder, "run"), HEADER, views))
        .apply(MapElements.into(TypeDescriptors.strings()).via(FileReceipt::name));
  }

  @Test
  void aBalancedAccountIsPublished() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(finish(p, PARTS))
        .containsInAnyOrder(
            "gene_manifest.csv",
            "schema.avsc",
            "data_dictionary.csv",
            "statistics.json",
            "README.md",
            "croissant.json",
            "report.html",
            "run.json",
            "dataset.json");
    p.run().waitUntilFinish();
    ObjectMapper json = new ObjectMapper();
    assertThat(
        json.readTree(folder.resolve("dataset.json").toFile()).get("parts").toString(),
        is(
            "[{\"name\":\"master/part-00000.parquet\",\"rows\":5,\"bytes\":10,\"sha256\":\"a0\"},"
                + "{\"name\":\"master/part-00001.parquet\",\"rows\":1,\"bytes\":11,\"sha256\":\"b1\"}]"));
    assertThat(
        json.readTree(folder.resolve("run.json").toFile()).get("runner").asText(), is("none"));
  }

  /** A folder stands where one of the others is to go. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gene_manifest.csv",
        "schema.avsc",
        "data_dictionary.csv",
        "statistics.json",
        "README.md",
        "croissant.json",
        "run.json",
        "report.html"
      })
  void datasetJsonComesAfterEveryOtherFile(String name) throws IOException {
    Files.createDirectories(folder.resolve(name).resolve("in the way"));
    TestPipeline p = GivenViews.pipeline();
    finish(p, PARTS);
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(e.getCause(), instanceOf(OutputException.class));
    assertThat(Files.exists(folder.resolve("dataset.json")), is(false));
  }

  @Test
  void anAccountThatDoesNotBalanceIsAVerdictAndNoDataSet() throws IOException {
    assertNothingIsComplete(
        List.of(PARTS.get(0), new FileReceipt("master/part-00000.parquet", 4, 10, "a0")),
        "5 kept",
        "2 of 2 parts");
  }

  @Test
  void aPartThatIsMissingIsAVerdictAndNoDataSet() throws IOException {
    assertNothingIsComplete(
        List.of(new FileReceipt("master/part-00000.parquet", 6, 10, "a0")),
        "6 kept",
        "1 of 2 parts");
  }

  private void assertNothingIsComplete(List<FileReceipt> receipts, String kept, String parts)
      throws IOException {
    TestPipeline p = GivenViews.pipeline();
    finish(p, receipts);
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(e.getCause(), instanceOf(VerdictException.class));
    assertThat(
        verdictFile().read().orElseThrow(),
        is(
            Verdict.buildFailed(
                "the account of rows does not balance (20 read, "
                    + kept
                    + " + 3 sampled out + 7 unselected + 2 duplicates + 2 rejected; "
                    + parts
                    + "): nothing was published as complete; please report this")));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).toList(), is(List.of(".splicebeam")));
    }
  }

  // ---- rows from scores

  private static final GeneTally SCORED =
      HandMadeTally.tally("G")
          .on("1", Strand.REVERSE)
          .from(11)
          .rows(290, 290, 284)
          .labels(2, 1, 1, 2)
          .chunk(6)
          .build();

  /** Of 300 bases of G ten are masked; another gene of 50 is not selected. */
  private static ScoreFigures scores(long masked, long withRows) {
    double[] means = new double[SitePeaks.SHIFTS];
    means[4] = 0.75;
    return new ScoreFigures(
        new ScoreSet(List.of(new TableFile("/in/d.bw", "d.bw", 12)), List.of("d.bw")),
        70,
        new GenomeFile("g.fa.gz", 99, 1, 0xF, 30, true),
        new Alignment(
            1, -2, List.of(new SitePeaks(SpliceType.DONOR, Strand.REVERSE, 20, means)), 40, 39),
        new ScoreTally(
            withRows,
            300,
            masked,
            1,
            1,
            50,
            -2,
            List.of(new RowlessGene("W", "2", new Span(1, 9), RowlessGene.Reason.NO_SITES)),
            null));
  }

  private static Account account(ScoreFigures scores) {
    return Account.of(
        List.of(), Optional.of(scores), List.of(SCORED, GeneTally.unselected("OTHER", 50)), PARTS);
  }

  @Test
  void positionsAreKeptSampledOutMaskedOrOfUnselectedGenes() {
    Account account = account(scores(10, 1));
    assertThat(account, is(new Account(350, 6, 284, 50, 0, 10, Map.of())));
    assertThat(account.balances(), is(true));
    assertThat(account.rejected(), is(0L));
    assertThat(
        account.sum(),
        is(
            "350 read, 6 kept + 284 sampled out + 50 unselected + 0 duplicates + 0 rejected + 10"
                + " masked"));
    assertThat(account(scores(9, 1)).balances(), is(false));
  }

  @Test
  void datasetJsonTellsScoresGenomeOffsetsAndGenesWithoutRows() throws IOException {
    DatasetJson dataset =
        new DatasetJson(HEADER, Enrichers.of(COLUMNS).columns())
            .withScores(scores(10, 1), 0xABCL, List.of(), List.of())
            .withRows(account(scores(10, 1)), PLAN);
    ObjectMapper json = new ObjectMapper();
    String expected =
        """
        {"inputs": {
           "scores": {"files": [{"path": "d.bw", "bytes": 12}], "contentHash": "fffffffffffffffe",
             "ofBothStrands": ["d.bw"]},
           "fasta": {"path": "g.fa.gz", "bytes": 99, "indexHash": "000000000000000f",
             "contentHash": "0000000000000abc"}},
         "offsets": {"donorOffset": 1, "acceptorOffset": -2, "measured": [
             {"type": "donor", "strand": "-", "sites": 20, "means": [0.0, 0.0, 0.0, 0.0, 0.75, 0.0, 0.0, 0.0, 0.0,
               0.0, 0.0]}],
           "checkedSites": 40, "canonicalSites": 39},
         "annotationGenes": {"withRows": 1, "unselected": 1, "withoutRows": {"NO_SITES": 1, "NO_SCORES": 0,
             "LENGTH_MISMATCH": 0, "NO_CONTIG": 0, "OUTSIDE_CONTIG": 0}, "ofOneType": 1},
         "rows": {"read": 350, "kept": 6, "sampledOut": 284, "unselected": 50, "duplicates": 0,
           "rejected": 0, "masked": 10}}
        """;
    for (var field : json.readTree(expected).properties()) {
      assertThat(json.readTree(dataset.toText()).get(field.getKey()), is(field.getValue()));
    }
  }

  /**
   * Two genes with rows, one without and one that is not selected are not those of an annotation of
   * three.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void genesThatDoNotBalanceEndTheBuild(int withRows) throws IOException {
    ScoreFigures found = scores(10, withRows);
    TestPipeline p = GivenViews.pipeline();
    ScannedRows.Figures figures =
        new ScannedRows.Figures(
            GivenViews.list(p, "tables", List.of(), new PieceTally.Coder()),
            new ScannedRows.ScoreViews(
                found.set(),
                ChromosomeAliases.NONE,
                GivenViews.list(p, "scored", List.of(found.genes()), new ScoreTally.Coder()),
                GivenViews.list(p, "offsets", List.of(found.alignment()), new Alignment.Coder()),
                GivenViews.list(p, "genome", List.of(found.genome()), new GenomeFile.Coder()),
                GivenViews.list(p, "unpacked", List.of(70L), VarLongCoder.of())),
            List.of());
    FinishViews views =
        new FinishViews(
            new FinishViews.Annotation(
                GivenViews.genes(
                    p, GENE_G, HandMadeGene.gene("W").build(), HandMadeGene.gene("OTHER").build()),
                GivenViews.list(p, "lines", List.of(), new AnnotationTally.Coder()),
                GivenViews.list(p, "annotation files", List.of(), new InputFile.Coder())),
            figures,
            GivenViews.list(
                p,
                "gene tallies",
                List.of(SCORED, GeneTally.unselected("OTHER", 50)),
                new GeneTally.Coder()),
            null,
            parts(p, PARTS),
            GivenViews.list(p, "rejects", List.of(), new FileReceipt.Coder()));
    p.apply("Plan", Create.of(List.of(PLAN)).withCoder(new PartPlan.Coder()))
        .apply(new FinishDataset(Claimed.folder(folder, "run"), HEADER, views));
    assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    assertThat(
        verdictFile().read().orElseThrow(),
        is(
            Verdict.buildFailed(
                "the account of genes does not balance (3 in the annotation, %d with rows + 1"
                        .formatted(withRows)
                    + " without + 1 unselected): nothing was published as complete; please report"
                    + " this")));
  }
}
