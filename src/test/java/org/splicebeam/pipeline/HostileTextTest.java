package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.splicebeam.pipeline.dataset.TinyInput;
import org.splicebeam.transforms.tables.Packing;

/** Names, ids, cells and options that would steer the terminal on which they are told. */
class HostileTextTest {
  /** Clears a screen. */
  private static final String CLEAR = "\u001b[2J";

  /** In one line, clears the screen, turns the direction, forges a line, and clears again. */
  private static final String HOSTILE = CLEAR + "\u202e\u009b2J\u007f\n\rsplicebeam build: done";

  private static final String SHOWN = "\\u001b[2J";

  /** Line feeds, and what neither steers a terminal nor turns the direction of writing. */
  private static final Pattern HARMLESS =
      Pattern.compile("[\n[^\\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]]*");

  @TempDir Path folder;
  private Path hostile;
  private TinyInput input;

  /** The folder's own name is hostile: ASCII, because not every locale can name other files. */
  @BeforeEach
  void write() throws IOException {
    hostile = folder.resolve(CLEAR + "\nsplicebeam: done\r");
    input = TinyInput.in(hostile);
  }

  private static Ran harmless(Ran ran) {
    assertThat(List.of(ran.out(), ran.err()), everyItem(matchesPattern(HARMLESS)));
    return ran;
  }

  private static void assertRefused(int lines, String... arguments) {
    Ran ran = harmless(Ran.command(arguments));
    assertThat(ran.err(), ran.exitCode(), is(2));
    assertThat(ran.err(), containsString(SHOWN));
    assertThat(ran.err(), ran.err().lines().count(), is((long) lines));
  }

  static Stream<List<String>> refused() {
    return Stream.of(
        List.of("build", "--" + HOSTILE),
        List.of("build", "--runner=" + HOSTILE),
        List.of("build", "--parallelism=" + HOSTILE),
        List.of("build", "--downsample=" + HOSTILE),
        List.of("build", "--kmerSizes=" + HOSTILE),
        List.of("build", "--seed=" + HOSTILE),
        List.of("build", "--options=" + CLEAR + "\nx"),
        List.of("build", "--extraColumns=" + HOSTILE + ":double"),
        List.of("build", "--chromosomes=1", "--genePolicy=" + HOSTILE),
        List.of("annotate", "--annotationCache=c", "--gtf=" + CLEAR + "\nx"),
        List.of("schema", "--format=" + HOSTILE),
        List.of("schema", "--kmerSizes=" + HOSTILE),
        List.of("schema", HOSTILE),
        List.of("simulate", "--output=x", "--genes=" + HOSTILE));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aRefusedOptionIsShown(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (arguments.get(0).equals("build")) {
      all.addAll(1, input.build().subList(1, 4));
    }
    assertRefused(2, all.toArray(String[]::new));
  }

  @Test
  void anUnknownCommandIsShown() {
    Ran ran = harmless(Ran.command(HOSTILE));
    assertThat(ran.exitCode(), is(2));
    assertThat(
        ran.err().lines().findFirst().orElseThrow(),
        is(
            "splicebeam: unknown command '\\u001b[2J\\u202e\\u009b2J\\u007f\\u000a\\u000dsplicebeam"
                + " build: done'"));
  }

  @Test
  void aPathIsShown() throws IOException {
    Path lost = hostile.resolve("lost");
    assertRefused(2, "build", "--input=" + lost, "--gtf=" + input.gtf(), "--output=o");
    assertRefused(2, "build", "--input=" + input.analysis(), "--gtf=" + lost, "--output=o");
    assertRefused(1, "validate", lost.toString());
    assertRefused(2, "simulate", "--output=" + input.gtf());
    Path genes = Files.writeString(hostile.resolve("genes.csv"), HOSTILE.strip() + ",b\n");
    assertRefused(
        2,
        Stream.concat(input.build().stream(), Stream.of("--genesFile=" + genes))
            .toArray(String[]::new));
  }

  @Test
  void aDoneBuildTellsFoldersColumnsAndGenes() throws IOException {
    List<String> columns = new ArrayList<>(TinyInput.COLUMNS);
    columns.add(0, "\u202ecol\u009b2Jumn");
    input.writeTable(
        columns, TinyInput.rows("G1", "+").replaceAll("(?m)^", "x\t").replaceAll("x\t$", ""));
    Path genes = Files.writeString(hostile.resolve("genes.txt"), "G1\n" + CLEAR + "\u202e\n");
    Ran ran = harmless(Ran.command(input.build(), "--genesFile=" + genes));
    assertThat(ran.err(), ran.exitCode(), is(0));
    assertThat(
        ran.out(),
        containsString(
            "  columns that are not in the schema: \"\\u202ecol\\u009b2Jumn\" (1 table)"));
    assertThat(ran.out(), containsString("(" + SHOWN + "\\u202e)"));
    assertThat(ran.out().lines().count(), is(8L));
    String log = Files.readString(input.output().resolve(".splicebeam/build.log"));
    assertThat(log.replace("\t", ""), matchesPattern(HARMLESS));
  }

  @Test
  void aVerdictTellsIdsAndCells() throws IOException {
    input.writeTable(
        TinyInput.COLUMNS,
        TinyInput.rows("G1", "+").replace("0.9", CLEAR + "\u202e"),
        TinyInput.rows("G1" + CLEAR + "\u202e", "+").replace("\t0.01\t", "\t7" + CLEAR + "\t"));
    Ran ran = harmless(Ran.command(input.build()));
    assertThat(ran.err(), ran.exitCode(), is(3));
    assertThat(ran.err(), containsString(SHOWN));
    try (Stream<Path> rejects = Files.list(input.output().resolve("rejected"))) {
      for (Path file : rejects.toList()) {
        assertThat(Files.readString(file).replace("\t", ""), matchesPattern(HARMLESS));
      }
    }
  }

  @Test
  void aTableThatIsCutOffIsNamed() throws IOException {
    Path table = input.analysis().resolve("analysis_sequences_" + CLEAR + "\nx.tsv.gz");
    Files.write(table, Packing.GZIP.pack(Files.readAllBytes(input.table())));
    Files.delete(input.table());
    TinyInput.cutOff(table);
    Ran ran = harmless(Ran.command(input.build()));
    assertThat(ran.err(), ran.exitCode() == 0, is(false));
    assertThat(ran.err(), containsString("analysis_sequences_" + SHOWN + "\\u000ax.tsv.gz"));
  }

  /** The log has the error as it was thrown, which shows an id of the input. */
  @Test
  void aFailedBuildTellsIdsInItsLog() throws IOException {
    Path sites =
        Files.writeString(
            input.folder().resolve("sites.tsv"),
            "gene_id\tposition\tsite_type\n" + CLEAR + "G9\t1100\tdonor\n");
    Ran ran = harmless(Ran.command(input.build(), "--spliceSites=" + sites));
    assertThat(ran.err(), ran.exitCode(), is(2));
    String log = Files.readString(input.output().resolve(".splicebeam/build.log"));
    assertThat(log, containsString(SHOWN));
    assertThat(log.replace("\t", ""), matchesPattern(HARMLESS));
  }

  @Test
  void validateTellsFindingsAndTheCommandInOneLineEach() throws IOException {
    assertThat(Ran.command(input.build()).exitCode(), is(0));
    Files.writeString(input.output().resolve("master/" + CLEAR + "\n.parquet"), "");
    Files.writeString(input.output().resolve("master/part-00000.parquet"), "");
    Ran told = harmless(Ran.command("validate", input.output().toString(), "--json"));
    assertThat(told.out(), containsString("master/\\u001B[2J\\n.parquet"));
    Ran ran = harmless(Ran.command("validate", input.output().toString(), "--fix"));
    assertThat(ran.exitCode(), is(1));
    assertThat(
        ran.out(), containsString("\nmaster/" + SHOWN + "\\u000a.parquet: dataset.json does"));
    assertThat(ran.out(), containsString("\nmoved master/" + SHOWN + "\\u000a.parquet to broken/"));
    // A command with such a path could not be copied.
    assertThat(
        ran.out(), containsString("\nbuild the broken parts again with the command of the build"));
  }
}
