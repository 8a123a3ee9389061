package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.tables.Packing;

/** What a build finds out while it runs: one sentence, the exit code, no part, no dataset.json. */
class BuildVerdictsTest {
  private static final long COLUMNS =
      Enrichers.of(new ColumnSettings(List.of(), false, List.of())).count().all();

  /** Its tables have no context scores. */
  private static final String NULL_FEATURES =
      "  features null in every row: 32 (context_score_m2, context_score_m1, context_score_p1,"
          + " context_score_p2, context_neighbor_mean and 27 more)";

  private static final String TABLE = "analysis_sequences_1_chunk_0_1.tsv";

  /** Said of the tables of these tests, which have four rows a gene. */
  private static final String FEW_ROWS =
      "  the tables have 8 rows for 2000 bases of their genes: their negatives were sampled before,"
          + " so shares of labels and figures such as precision are those of the tables, not of the"
          + " genome\n";

  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
  }

  private String next() {
    return "  next: open %s/report.html, load the rows as %s/README.md shows, or check it all with splicebeam validate %s\n"
        .formatted(input.output(), input.output(), input.output());
  }

  @Test
  void whatTheRowsLackIsALineEach() throws IOException {
    input.writeTable(
        TinyInput.COLUMNS,
        TinyInput.rows("G2", "-"),
        TinyInput.row("G2", 10, "0.9", "FN", "donor", "-"),
        TinyInput.row("G2", 10, "0.9", "TN", "", "-"),
        TinyInput.row("G2", 30, "0.01", "TN", "", "-"),
        TinyInput.row("G1", 20, "0.6", "FP", "", "+"),
        TinyInput.row("G1", 20, "0.01", "TN", "", "+"));

    Ran run = Ran.command(input.build());

    assertThat(
        run.out().lines().skip(1).toList(),
        is(
            List.of(
                "  labels: 1 TP, 0 FN, 2 FP, 2 TN",
                "  left out: 0 sampled out, 0 of other genes, 4 duplicates, 0 rejected",
                "  of the duplicates 3 had another pred_type than the row that stayed, first of gene"
                    + " G1",
                NULL_FEATURES,
                FEW_ROWS.replace("8 rows", "9 rows").stripTrailing(),
                next().stripTrailing())));
    assertThat(dataset().path("duplicatesOfOtherType").asInt(), is(3));
    assertThat(dataset().path("nullFeatures").size(), is(32));
    assertThat(Ran.command(List.of("validate", input.output().toString())).exitCode(), is(0));

    List<String> columns = new ArrayList<>(TinyInput.COLUMNS);
    columns.add("context_score_m1");
    input.writeTable(columns, TinyInput.rows("G1", "+").replace("\n", "\t0.5\n"));
    assertThat(
        Ran.command(input.build(), "--overwrite").out(), containsString("null in every row: 29 ("));
  }

  /** A table without rows says nothing of its features. */
  @Test
  void withoutRowsNoFeatureIsNull() throws IOException {
    assertThat(
        Ran.command(input.build(), "--chromosomes=1", "--geneTypes=unknown").exitCode(), is(0));
    assertThat(dataset().path("nullFeatures").isEmpty(), is(false));
    input.writeTable(TinyInput.COLUMNS, TinyInput.row("G1", 30, "0.01", "TN", "", "+"));
    Ran run = Ran.command(input.build(), "--overwrite");
    assertThat(run.out(), containsString("0 of 1 rows"));
    assertThat(run.out(), not(containsString("null in every row")));
    assertThat(dataset().path("nullFeatures"), is(new ObjectMapper().createArrayNode()));
  }

  @Test
  void aReadmeOfTheUsersOwnIsNeverWrittenOver() throws IOException {
    Files.createDirectories(input.output());
    Path readme = Files.writeString(input.output().resolve("README.md"), "# Mine\n");
    for (List<String> more : List.of(List.<String>of(), List.of("--overwrite"))) {
      assertThat(
          Ran.command(input.build(), more.toArray(String[]::new)),
          is(
              Ran.refused(
                  "build",
                  "--output "
                      + input.output()
                      + " holds a README.md that is not a data set's: move it, or name another"
                      + " folder")));
    }
    assertThat(Files.readString(readme), is("# Mine\n"));

    Files.delete(readme);
    assertThat(Ran.command(input.build()).exitCode(), is(0));
    Files.writeString(readme, Files.readString(readme) + "Edited.\n");
    assertThat(Ran.command(input.build(), "--overwrite").exitCode(), is(0));
    assertThat(Files.readString(readme), not(containsString("Edited")));
  }

  @Test
  void aDataSetOfAnotherDataVersionIsTold() throws IOException {
    assertThat(Ran.command(input.build()).exitCode(), is(0));
    Path file = input.output().resolve("dataset.json");
    Files.writeString(
        file, Files.readString(file).replace("\"dataVersion\" : 2", "\"dataVersion\" : 1"));
    assertThat(
        Ran.command(input.build()),
        is(
            Ran.refused(
                "build",
                "--output "
                    + input.output()
                    + " already holds a data set of data version 1 (this splicebeam makes 2): name"
                    + " another folder, or add --overwrite")));
    assertThat(Ran.command(input.build(), "--overwrite").exitCode(), is(0));
    assertThat(dataset().path("dataVersion").asInt(), is(2));
  }

  @Test
  void aTableThatIsCutOffIsNamed() throws IOException {
    Path zipped = input.analysis().resolve(TABLE + ".gz");
    input.writeTable(TinyInput.COLUMNS, longRows());
    Files.write(zipped, Packing.GZIP.pack(Files.readAllBytes(input.table())));
    TinyInput.cutOff(zipped);
    Files.delete(input.table());

    Ran run = Ran.command(input.build());

    assertThat(run.exitCode(), is(2));
    assertThat(run.out(), is(""));
    assertThat(
        run.err().replaceAll("byte \\d+", "byte N"),
        is(
            "splicebeam build: "
                + TABLE
                + ".gz cannot be read beyond byte N (it ends too early): the file"
                + " is damaged or cut off; replace it, or leave it out with --onBadFile=skip\n"));
    assertThat(input.outputFiles(), is(List.of(".splicebeam/verdict.json")));
  }

  /** What is left out leaves no trace in the rows, and is named where people look. */
  @Test
  void aTableThatIsCutOffIsLeftOutIfAsked() throws IOException {
    assertThat(Ran.command(input.build(), "--onBadFile=skip").exitCode(), is(0));
    byte[] part = Files.readAllBytes(input.output().resolve("master/part-00000.parquet"));
    ObjectNode expected = dataset();

    Path zipped = input.analysis().resolve("analysis_sequences_2\u001b_chunk.tsv.gz");
    Files.write(
        zipped,
        Packing.GZIP.pack(
            (String.join("\t", TinyInput.COLUMNS) + "\n" + longRows())
                .getBytes(StandardCharsets.UTF_8)));
    TinyInput.cutOff(zipped);
    Ran run = Ran.command(input.build(), "--onBadFile=skip", "--overwrite");

    assertThat(
        run,
        is(
            new Ran(
                0,
                input.output()
                    + ": 8 of 8 rows, 2 genes, "
                    + COLUMNS
                    + " columns, 1 parts\n"
                    + "  labels: 2 TP, 0 FN, 2 FP, 4 TN\n"
                    + "  left out: 0 sampled out, 0 of other genes, 0 duplicates, 0 rejected\n"
                    + NULL_FEATURES
                    + "\n"
                    + "  1 of 2 tables are left out: analysis_sequences_2\\u001b_chunk.tsv.gz: it is"
                    + " damaged or cut off (it ends too early)\n"
                    + FEW_ROWS
                    + next(),
                "")));
    assertThat(Files.readAllBytes(input.output().resolve("master/part-00000.parquet")), is(part));
    ((ArrayNode) expected.path("inputs").path("analysis"))
        .addObject()
        .put("path", zipped.getFileName().toString())
        .put("bytes", (int) Files.size(zipped))
        .put("rows", 0)
        .put("rejected", 0)
        .put("skipped", "it is damaged or cut off (it ends too early)");
    assertThat(dataset(), is(expected));
    assertThat(expected.path("options").path("onBadFile").asText(), is("skip"));
    assertThat(Ran.command(List.of("validate", input.output().toString())).exitCode(), is(0));

    Files.delete(input.table());
    assertThat(
        Ran.command(input.build(), "--onBadFile=skip", "--overwrite"),
        is(
            new Ran(
                2,
                "",
                "splicebeam build: --input has no table that can be read, all 1 are bad; the first"
                    + " is analysis_sequences_2\\u001b_chunk.tsv.gz (it is damaged or cut off (it"
                    + " ends too early))\n")));
  }

  /** Without the digest of the rest. */
  private ObjectNode dataset() throws IOException {
    ObjectNode dataset =
        (ObjectNode) new ObjectMapper().readTree(input.output().resolve("dataset.json").toFile());
    dataset.remove("sha256OfLinesAbove");
    return dataset;
  }

  @Test
  void anAnnotationThatIsCutOffIsNamed() throws IOException {
    Path zipped = folder.resolve("genes.gtf.gz");
    Files.write(zipped, Packing.GZIP.pack(Files.readAllBytes(input.gtf())));
    TinyInput.cutOff(zipped);

    Ran run = Ran.command(with("--gtf=" + zipped));

    assertThat(run.exitCode(), is(2));
    assertThat(
        run.err(),
        is(
            "splicebeam build: --gtf "
                + zipped
                + " cannot be read after line 0: it ends too early\n"));
    assertThat(input.outputFiles(), is(List.of(".splicebeam/verdict.json")));
  }

  @Test
  void anAnnotationWithoutAUsableLineHasNoGenes() throws IOException {
    String bad = "1\ttest\tgene\tx\t5\t.\t+\t.\tgene_id \"G1\";\n";
    String head = bad.replace("gene\tx", "CDS\t1").repeat(1_000);
    Files.writeString(input.gtf(), "# nothing\n" + head + bad);

    assertThat(
        Ran.command(input.build()),
        is(
            new Ran(
                2,
                "",
                "splicebeam build: --gtf has no gene that can be used: genes.gtf, line 1002: start"
                    + " x, end 5\n")));
    assertThat(
        input.outputFiles(),
        is(
            List.of(
                ".splicebeam/notices/annotation-losses.json",
                ".splicebeam/verdict.json",
                "rejected/annotation.tsv")));
  }

  /** The sides are named; where only versions differ, the option that drops them is. */
  @Test
  void withoutACommonGeneBothSidesAreNamed() throws IOException {
    Files.writeString(
        input.gtf(),
        TinyInput.gtf("H1", 1001, "+")
            + TinyInput.gtf("H2", 3001, "+")
            + TinyInput.gtf("H3", 9, "+"));
    String both =
        "splicebeam build: --input and --gtf have no gene in common: the analysis tables have G1,"
            + " G2, the annotation has %s; %s\n";
    assertThat(
        Ran.command(input.build()),
        is(
            new Ran(
                2,
                "",
                both.formatted(
                    "H1, H2, H3, ...", "use the annotation that the predictions were made with"))));

    Files.writeString(input.gtf(), TinyInput.gtf("G2.4", 1001, "-"));
    assertThat(
        Ran.command(input.build()),
        is(
            new Ran(
                2,
                "",
                both.formatted(
                    "G2.4", "without their versions they match: use --stripIdVersions"))));
    assertThat(input.outputFiles(), is(List.of(".splicebeam/verdict.json")));

    assertThat(Ran.command(input.build(), "--stripIdVersions").exitCode(), is(0));
    assertThat(Files.exists(input.output().resolve("dataset.json")), is(true));
    assertThat(Files.exists(input.output().resolve(".splicebeam/verdict.json")), is(false));
  }

  /** Without a strand column a gene without annotation has no valid row at all. */
  @Test
  void foreignTablesWithoutStrandAreKnownByTheirGenes() throws IOException {
    List<String> columns = TinyInput.COLUMNS.stream().filter(c -> !c.equals("strand")).toList();
    input.writeTable(columns, TinyInput.rows("Y1", "+").replace("\t+\t", "\t"));

    assertThat(
        Ran.command(input.build()),
        is(
            new Ran(
                2,
                "",
                "splicebeam build: --input and --gtf have no gene in common: the analysis tables"
                    + " have Y1, the annotation has G1, G2; use the annotation that the predictions"
                    + " were made with\n")));
  }

  @Test
  void aSelectionOfNothingEndsTheBuild() throws IOException {
    Path genes = Files.writeString(folder.resolve("genes.txt"), "H1\nH2\n");

    assertThat(
        Ran.command(with("--genesFile=" + genes)),
        is(
            new Ran(
                2,
                "",
                "splicebeam build: --genesFile selects nothing: no gene of the analysis tables is"
                    + " H1, H2; there is G1, G2: name what is there, or leave the option out\n")));
    assertThat(
        Ran.command(with("--chromosomes=chr7")),
        is(
            new Ran(
                2,
                "",
                "splicebeam build: --chromosomes selects nothing: no valid row is on 7; there is 1:"
                    + " name what is there, or leave the option out\n")));
  }

  @Test
  void anEntryThatMatchesNothingIsTold() throws IOException {
    Path genes = Files.writeString(folder.resolve("genes.txt"), "name-G1\nH2\n");

    Ran run = Ran.command(with("--genesFile=" + genes));

    assertThat(run.exitCode(), is(0));
    assertThat(run.out(), containsString("\n  --genesFile: 1 entries match nothing (H2)\n"));
  }

  @Test
  void spliceSitesOfOtherGenesEndTheBuild() throws IOException {
    Path sites =
        Files.writeString(
            folder.resolve("sites.tsv"),
            "gene_id\tposition\tsite_type\nG1.2\t1101\tdonor\nG2.1\t3101\tdonor\n");

    assertThat(
        Ran.command(with("--spliceSites=" + sites)),
        is(
            new Ran(
                2,
                "",
                "splicebeam build: --spliceSites and --gtf have no gene in common: the splice sites"
                    + " have G1.2, G2.1, the annotation has G1, G2; without their versions they"
                    + " match: use --stripIdVersions\n")));
    assertThat(
        Ran.command(with("--spliceSites=" + sites, "--stripIdVersions=true")).exitCode(), is(0));
  }

  @Test
  void tooManyRejectedRowsEndTheBuildWithReasons() throws IOException {
    input.writeTable(
        TinyInput.COLUMNS,
        TinyInput.rows("G1", "+"),
        TinyInput.row("G1", 40, "1.5", "TN", "", "+"),
        TinyInput.row("G1", 50, "x", "TN", "", "+"),
        TinyInput.row("G1", 60, "0.5", "maybe", "", "+"),
        "G1\t\t70\n");

    Ran run = Ran.command(input.build());

    assertThat(run.exitCode(), is(3));
    assertThat(run.out(), is(""));
    assertThat(
        run.err(),
        is(
            "splicebeam build: 4 of 8 rows are rejected (50.00 %, --maxRejectedFraction allows 1.00"
                + " %): see rejected/ in the output folder, then mend the input or allow more\n"
                + "  BAD_VALUE: 3 rows, first in "
                + TABLE
                + ", line 6: donor_score: 1.5\n"
                + "  COLUMN_COUNT: 1 rows, first in "
                + TABLE
                + ", line 9: 3 cells for 11 columns\n"));
    assertThat(
        input.outputFiles(),
        is(List.of(".splicebeam/verdict.json", "rejected/analysis-00000.tsv")));
    assertThat(
        Files.readAllLines(input.output().resolve("rejected/analysis-00000.tsv")).size(), is(5));

    Ran allowed = Ran.command(input.build(), "--maxRejectedFraction=1");
    assertThat(
        allowed,
        is(
            new Ran(
                0,
                input.output()
                    + ": 4 of 8 rows, 1 genes, "
                    + COLUMNS
                    + " columns, 1 parts\n"
                    + "  labels: 1 TP, 0 FN, 1 FP, 2 TN\n"
                    + "  left out: 0 sampled out, 0 of other genes, 0 duplicates, 4 rejected\n"
                    + NULL_FEATURES
                    + "\n"
                    + FEW_ROWS.replace("8 rows for 2000", "4 rows for 1000")
                    + next(),
                "")));
    assertThat(input.outputFiles(), is(TinyInput.FILES_WITH_REJECTS));
  }

  /** A data set stands as it is until the input of the build that replaces it is accepted. */
  @Test
  void aRefusedBuildLeavesTheOldDataSetWhole() throws IOException {
    String good = TinyInput.rows("G1", "+") + TinyInput.rows("G2", "-");
    String bad = TinyInput.row("G1", 40, "9", "TN", "", "+");
    input.writeTable(TinyInput.COLUMNS, good, bad);
    Files.writeString(input.gtf(), "a line of one cell\n" + Files.readString(input.gtf()));
    List<String> build = with("--maxRejectedFraction=0.2", "--partRows=4");
    assertThat(Ran.command(build).exitCode(), is(0));
    Map<String, String> first = new BuiltDataset(input.output()).reproducible();
    assertThat(first.containsKey("rejected/annotation.tsv"), is(true));

    input.writeTable(TinyInput.COLUMNS, good, bad, bad, bad, bad);
    Files.writeString(input.gtf(), Files.readString(input.gtf()).substring(19));
    Ran refused = Ran.command(build, "--overwrite");
    assertThat(refused.exitCode(), is(3));
    assertThat(refused.err(), containsString(": see .splicebeam/rejected/ in the output folder,"));
    assertThat(new BuiltDataset(input.output()).reproducible(), is(first));
    assertThat(
        Files.readAllLines(input.output().resolve(".splicebeam/rejected/analysis-00000.tsv"))
            .size(),
        is(5));

    List<String> allowing = with("--maxRejectedFraction=1", "--partRows=4");
    assertThat(Ran.command(allowing, "--overwrite").exitCode(), is(0));
    Map<String, String> replaced = new BuiltDataset(input.output()).reproducible();
    assertThat(replaced.get("rejected/analysis-00000.tsv").lines().count(), is(5L));
    assertThat(replaced.containsKey("rejected/annotation.tsv"), is(false));
    assertThat(new BuiltDataset(input.output()).bytesBelow(".splicebeam/rejected"), is(Map.of()));
    assertThat(Ran.command(List.of("validate", input.output().toString())).exitCode(), is(0));
  }

  /** Only what a build published is replaced. */
  @Test
  void aDataSetIsReplacedOnlyIfAsked() throws IOException {
    assertThat(Ran.command(input.build(), "--partRows=4", "--downsample=none").exitCode(), is(0));
    Path surplus = input.output().resolve("master/part-00001.parquet");
    assertThat(Files.exists(surplus), is(true));
    Path notes = Files.writeString(input.output().resolve("notes.txt"), "mine");
    byte[] first = Files.readAllBytes(input.output().resolve("dataset.json"));

    assertThat(
        Ran.command(input.build()),
        is(
            Ran.refused(
                "build",
                "--output "
                    + input.output()
                    + " already holds a data set: name another folder, or add --overwrite")));
    assertThat(Files.readAllBytes(input.output().resolve("dataset.json")), is(first));

    Files.delete(input.output().resolve("dataset.json"));
    assertThat(
        Ran.command(input.build()),
        is(
            Ran.refused(
                "build",
                "--output "
                    + input.output()
                    + " holds an unfinished build with other options (--downsample, --partRows):"
                    + " give the same to finish it, or say --resume=never to start anew")));

    assertThat(Ran.command(input.build(), "--overwrite").exitCode(), is(0));
    assertThat(Files.exists(surplus), is(false));
    assertThat(Files.readString(notes), is("mine"));
    assertThat(
        input.outputFiles(),
        is(
            List.of(
                ".splicebeam/plan.json",
                ".splicebeam/receipts/part-00000.json",
                "README.md",
                "croissant.json",
                "data_dictionary.csv",
                "dataset.json",
                "gene_manifest.csv",
                "master/part-00000.parquet",
                "notes.txt",
                "report.html",
                "run.json",
                "schema.avsc",
                "statistics.json")));
  }

  /** So much that its half shows no fault at the beginning, however it is compressed. */
  private static String longRows() {
    StringBuilder rows = new StringBuilder();
    String row = TinyInput.row("G1", 10, "0.9", "TP", "donor", "+");
    Random bases = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      String window =
          bases
              .ints(1_000, 0, 4)
              .mapToObj(base -> "ACGT".substring(base, base + 1))
              .collect(Collectors.joining());
      rows.append(row.replace("ACGTNACGT", window));
    }
    return rows.toString();
  }

  private List<String> with(String... options) {
    return Stream.concat(
            input.build().stream()
                .filter(
                    a -> Stream.of(options).noneMatch(o -> a.startsWith(o.split("=")[0] + "="))),
            Stream.of(options))
        .toList();
  }
}
