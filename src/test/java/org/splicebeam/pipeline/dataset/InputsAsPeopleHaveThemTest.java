package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/** Builds of files that editors, archivers and other tools have touched. */
class InputsAsPeopleHaveThemTest {
  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
  }

  private JsonNode dataset() throws IOException {
    return new ObjectMapper().readTree(input.output().resolve("dataset.json").toFile());
  }

  private byte[] part() throws IOException {
    return Files.readAllBytes(input.output().resolve("master/part-00000.parquet"));
  }

  /** The build, of which a word with the same option takes the place. */
  private Ran built(String... more) {
    List<String> words = new ArrayList<>(input.build());
    for (String word : more) {
      words.removeIf(w -> w.startsWith(word.replaceFirst("=.*", "=")));
    }
    Ran run = Ran.command(words, more);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }

  /** The table again, with another type of each row. */
  private void writeStaleCopy(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, Files.readString(input.table()).replace("\tTN\t", "\tFP\t"));
  }

  @Test
  void aStaleCopyOfJupyterIsNotReadAndTold() throws IOException {
    Ran before = built();
    assertThat(before.out(), not(containsString("hidden")));
    assertThat(dataset().path("inputs").path("hiddenTables").asInt(-1), is(0));
    byte[] part = part();

    String copy = ".ipynb_checkpoints/analysis_sequences_1_chunk_0_1-checkpoint.tsv";
    writeStaleCopy(input.analysis().resolve(copy));
    Ran run = built("--overwrite");
    assertThat(run.out(), containsString("  1 hidden name passed over: " + copy + "\n"));
    assertThat(part(), is(part));
    assertThat(dataset().path("inputs").path("hiddenTables").asInt(), is(1));
    assertThat(dataset().path("inputs").path("firstHiddenTable").asText(), is(copy));

    writeStaleCopy(input.analysis().resolve("__MACOSX/analysis_sequences_1.tsv"));
    assertThat(
        built("--overwrite").out(),
        containsString("  2 hidden names passed over: " + copy + ", ...\n"));
  }

  @Test
  void aHiddenTableThatIsNamedOutrightIsRead() throws IOException {
    Path hidden = input.analysis().resolve(".analysis_sequences_1.tsv");
    Files.move(input.table(), hidden);
    assertThat(
        Ran.command(input.build()).err(),
        containsString(
            "can be named by itself; hidden ones are no input, such as"
                + " .analysis_sequences_1.tsv"));
    assertThat(built("--input=" + hidden).out(), containsString(": 8 of 8 rows"));
  }

  @Test
  void severalInputsAreOneDataSet() throws IOException {
    Path second = folder.resolve("more,rows {2}/analysis_sequences_1_chunk_0_1.tsv");
    Files.createDirectories(second.getParent());
    String header = String.join("\t", TinyInput.COLUMNS) + "\n";
    Files.writeString(input.table(), header + TinyInput.rows("G1", "+"));
    Files.writeString(second, header + TinyInput.rows("G2", "-"));
    built("--downsample=none");
    assertThat(dataset().path("rows").path("read").asInt(), is(4));

    built("--downsample=none", "--overwrite", "--input=" + second);
    assertThat(dataset().path("rows").path("read").asInt(), is(4));

    Path third = folder.resolve("third/analysis_sequences_1_chunk_0_1.tsv");
    Files.createDirectories(third.getParent());
    Files.copy(second, third);
    built(
        "--downsample=none",
        "--overwrite",
        "--input=" + input.analysis() + ", file://" + third.getParent() + "," + third);
    JsonNode tables = dataset().path("inputs").path("analysis");
    assertThat(tables.size(), is(2));
    assertThat(
        tables.get(0).path("path").asText(), is("analysis/analysis_sequences_1_chunk_0_1.tsv"));
    assertThat(tables.get(1).path("path").asText(), is("third/analysis_sequences_1_chunk_0_1.tsv"));
    assertThat(dataset().path("rows").path("read").asInt(), is(8));
    assertThat(dataset().path("rows").path("duplicates").asInt(), is(0));
  }

  @Test
  void aColumnWithoutANameAndOneWithABlankStandInQuotes() throws IOException {
    List<String> columns = new ArrayList<>(List.of(""));
    columns.addAll(TinyInput.COLUMNS);
    columns.add(" note");
    StringBuilder rows = new StringBuilder();
    (TinyInput.rows("G1", "+") + TinyInput.rows("G2", "-"))
        .lines()
        .forEach(row -> rows.append("7\t").append(row).append("\tx\n"));
    input.writeTable(columns, rows.toString());
    assertThat(
        built().out(),
        containsString(
            "  columns that are not in the schema: \"\" (1 table), \" note\" (1 table)"
                + " (--extraColumns adds those with a name of letters, digits and _)\n"));
  }

  @Test
  void aTrailingTabIsAColumnWithoutAName() throws IOException {
    input.writeTable(TinyInput.COLUMNS, TinyInput.rows("G1", "+").replace("\n", "\t\n"));
    Files.writeString(input.table(), Files.readString(input.table()).replaceFirst("\n", "\t\n"));
    assertThat(
        built().out(),
        containsString(
            "  columns that are not in the schema: \"\" (1 table) (--extraColumns adds those with"));
  }

  @Test
  void ofManyUnknownColumnsFiveAreNamedAndAHundredWritten() throws IOException {
    List<String> columns = new ArrayList<>(TinyInput.COLUMNS);
    IntStream.range(1_000, 4_000).forEach(i -> columns.add("u" + i));
    String row = TinyInput.row("G1", 10, "0.9", "TP", "donor", "+");
    input.writeTable(columns, row.strip() + "\t".repeat(3_000) + "\n");
    assertThat(
        built().out(),
        containsString(
            "  columns that are not in the schema: \"u1000\" (1 table), \"u1001\" (1 table),"
                + " \"u1002\" (1 table), \"u1003\" (1 table), \"u1004\" (1 table) and 2995 more"
                + " (--extraColumns adds them)\n"));
    assertThat(dataset().path("inputs").path("unknownColumns").size(), is(100));
    assertThat(dataset().path("inputs").path("moreUnknownColumns").asInt(), is(2_900));
  }

  /** The rows on chromosomes, taken in turn. */
  private static String on(String rows, String... chromosomes) {
    int chrom = TinyInput.COLUMNS.indexOf("chrom");
    List<String> lines = new ArrayList<>();
    for (String row : rows.split("\n")) {
      String[] cells = row.split("\t", -1);
      cells[chrom] = chromosomes[lines.size() % chromosomes.length];
      lines.add(String.join("\t", cells) + "\n");
    }
    return String.join("", lines);
  }

  @Test
  void chromosomesMatchThroughAliasesAndStayAsWritten() throws IOException {
    input.writeTable(
        TinyInput.COLUMNS,
        on(TinyInput.rows("G1", "+") + TinyInput.rows("G2", "-"), "NC_000001.11"));
    Ran without = Ran.command(input.build());
    assertThat(without.exitCode(), is(3));
    assertThat(without.err(), containsString("--chromAliases tells which names are of one"));

    Path aliases = Files.writeString(folder.resolve("aliases.tsv"), "chr1\tNC_000001.11\n");
    String option = "--chromAliases=" + aliases;
    built("--downsample=none", option);
    assertThat(dataset().path("rows").path("kept").asInt(), is(8));
    String manifest = Files.readString(input.output().resolve("gene_manifest.csv"));
    assertThat(manifest, containsString("G1,name-G1,unknown,NC_000001.11,+,1001,2000"));
    String fingerprint = dataset().path("options").path("chromAliases").asText();
    assertThat(fingerprint.length(), is(64));

    for (String name : List.of("1", "chr1", "NC_000001.11")) {
      built("--downsample=none", option, "--overwrite", "--chromosomes=" + name);
      assertThat(dataset().path("rows").path("kept").asInt(), is(8));
      assertThat(dataset().path("unmatched").isMissingNode(), is(true));
    }
    built("--downsample=none", option, "--overwrite", "--chromosomes=1,NC_000001.11,2");
    assertThat(dataset().path("unmatched").toString(), is("{\"--chromosomes\":[\"2\"]}"));
  }

  @Test
  void aGeneUnderTwoNamesOfItsChromosomeIsRefused() throws IOException {
    String option =
        "--chromAliases="
            + Files.writeString(folder.resolve("aliases.tsv"), "1\tNC_000001.11\tone\n");
    input.writeTable(
        TinyInput.COLUMNS,
        on(TinyInput.rows("G1", "+"), "one"),
        on(TinyInput.rows("G2", "-"), "NC_000001.11", "chr1", "1", "1"));
    Ran refused = Ran.command(input.build(), option);
    assertThat(refused.exitCode(), is(2));
    assertThat(
        refused.err(),
        containsString(
            "--input has rows of gene G2 under 2 names that --chromAliases tells of one chromosome,"
                + " 1 and NC_000001.11: write one of them in all tables\n"));

    input.writeTable(
        TinyInput.COLUMNS,
        on(TinyInput.rows("G1", "+"), "NC_000001.11"),
        on(TinyInput.rows("G2", "-"), "chr1", "1"),
        on(TinyInput.rows("NEW", "-"), "chr1", "NC_000001.11"));
    built("--downsample=none", option, "--overwrite");
    assertThat(dataset().path("rows").path("kept").asInt(), is(12));
    Ran validated = Ran.command("validate", input.output().toString());
    assertThat(validated.out() + validated.err(), validated.exitCode(), is(0));
  }

  @Test
  void aPipeIsRefusedWhateverNamesIt() throws Exception {
    Path pipe = folder.resolve("pipe.tsv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(), is(0));
    for (String option :
        List.of(
            "--input", "--gtf", "--spliceSites", "--genesFile", "--chromAliases", "--options")) {
      List<String> words = new ArrayList<>(input.build());
      words.removeIf(word -> word.startsWith(option + "="));
      assertThat(
          Ran.command(words, option + "=" + pipe).err(),
          containsString(
              option
                  + " "
                  + pipe
                  + ": it is no file but a pipe, a socket or a device, as /dev/stdin and <(...)"
                  + " are, and inputs are read more than once: write it to a file first"));
    }
    assertThat(
        Ran.command("annotate", "--gtf=" + pipe, "--annotationCache=" + folder + "/cache").err(),
        containsString("it is no file but a pipe"));
    assertThat(
        Ran.command(input.build(), "--chromAliases=/dev/null").err(),
        containsString("--chromAliases /dev/null: it is no file but a pipe, a socket or a device"));
  }
}
