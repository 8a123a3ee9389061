package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;

/** A folder with an unfinished build of two parts, of which the first stands. */
class ResumeTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path folder;
  private TinyInput input;
  private Map<String, String> undisturbed;

  @BeforeEach
  void leaveABuildUnfinished() throws IOException {
    input = TinyInput.in(folder);
    assertThat(Ran.command(command()).exitCode(), is(0));
    undisturbed = contents();
    Files.delete(output("dataset.json"));
    Files.delete(output("master/part-00001.parquet"));
    Files.setLastModifiedTime(output("master/part-00000.parquet"), LONG_AGO);
  }

  @Test
  void theSameCommandGoesOnToTheSameBytes() throws IOException {
    assertThat(Ran.command(command("--resume=require")).exitCode(), is(0));
    assertThat(contents(), is(undisturbed));
    assertThat(Files.getLastModifiedTime(output("master/part-00000.parquet")), is(LONG_AGO));
  }

  @Test
  void aDamagedReceiptIsNone() throws IOException {
    Files.writeString(output(".splicebeam/receipts/part-00000.json"), "{\"fingerprint");
    assertThat(Ran.command(command()).exitCode(), is(0));
    assertThat(contents(), is(undisturbed));
  }

  /** No other record says whose the files of an unfinished build are. */
  @Test
  void aDamagedPlanIsNone() throws IOException {
    for (String damaged : List.of("{\"run\":", "{\"identity\":1}", "")) {
      Files.writeString(output(".splicebeam/plan.json"), damaged);
      Map<String, String> before = FolderState.of(input.output());
      for (List<String> how : List.of(List.<String>of(), List.of("--overwrite"))) {
        assertThat(
            Ran.command(command(how.toArray(String[]::new))),
            is(
                Ran.refused(
                    "build",
                    "--output "
                        + input.output()
                        + " holds gene_manifest.csv, data_dictionary.csv, schema.avsc, README.md,"
                        + " croissant.json and 6 more, and no record there says that splicebeam wrote"
                        + " them, but a build would: move them, or name another folder")));
        assertThat(FolderState.of(input.output()), is(before));
      }
    }
  }

  @Test
  void neverStartsAnew() throws IOException {
    assertThat(Ran.command(command("--resume=never")).exitCode(), is(0));
    assertThat(contents(), is(undisturbed));
    assertThat(
        Files.getLastModifiedTime(output("master/part-00000.parquet")).equals(LONG_AGO), is(false));
  }

  @Test
  void overwriteGoesOnWithItsOwnUnfinishedBuild() throws IOException {
    assertThat(Ran.command(command("--overwrite")).exitCode(), is(0));
    assertThat(contents(), is(undisturbed));
    assertThat(Files.getLastModifiedTime(output("master/part-00000.parquet")), is(LONG_AGO));
  }

  @Test
  void overwriteReplacesAnUnfinishedBuildOfOtherInputs() throws IOException {
    input.writeTable(TinyInput.COLUMNS, TinyInput.rows("G1", "+"));
    assertThat(Ran.command(command("--overwrite")).exitCode(), is(0));
    assertThat(
        contents().keySet().stream().filter(name -> name.startsWith("master/")).toList(),
        is(List.of("master/part-00000.parquet")));
    assertThat(
        Files.getLastModifiedTime(output("master/part-00000.parquet")).equals(LONG_AGO), is(false));
  }

  @Test
  void otherOptionsAreRefusedByName() throws IOException {
    Map<String, String> before = contents();
    assertThat(
        Ran.command(command("--window=80", "--seed=1")),
        is(
            Ran.refused(
                "build",
                "--output "
                    + input.output()
                    + " holds an unfinished build with other options (--seed, --window): give the"
                    + " same to finish it, or say --resume=never to start anew")));
    assertThat(contents(), is(before));
  }

  /** What is told of a data set makes no part anew. */
  @Test
  void anotherTitleIsNoOtherBuild() throws IOException {
    Ran ran =
        Ran.command(
            command(
                "--title=Mine",
                "--citation=Me",
                "--license=mit",
                "--baseModel=Ours",
                "--baseModelTrainedOn=chr1"));
    assertThat(ran.err(), ran.exitCode(), is(0));
    assertThat(Files.getLastModifiedTime(output("master/part-00000.parquet")), is(LONG_AGO));
    assertThat(Files.readString(output("README.md")), containsString("\n# Mine\n"));
    Map<String, String> told = contents();
    Map<String, String> others = new TreeMap<>(undisturbed);
    for (String name : List.of("README.md", "croissant.json", "dataset.json")) {
      assertThat(told.remove(name).equals(others.remove(name)), is(false));
    }
    assertThat(told, is(others));
    assertThat(Ran.command("validate", input.output().toString()).exitCode(), is(0));
  }

  @Test
  void aBuildOfAnotherDataVersionIsRefusedWithTheRemedy() throws IOException {
    Path plan = output(".splicebeam/plan.json");
    Files.writeString(
        plan, Files.readString(plan).replace("\"dataVersion\" : 2", "\"dataVersion\" : 1"));
    Map<String, String> before = contents();
    assertThat(
        Ran.command(command()),
        is(
            Ran.refused(
                "build",
                "--output "
                    + input.output()
                    + " holds an unfinished build of data version 1 (this splicebeam makes 2): finish"
                    + " it with the splicebeam that began it, or say --resume=never to start anew")));
    assertThat(contents(), is(before));
    assertThat(Ran.command(command("--resume=never")).exitCode(), is(0));
    assertThat(contents(), is(undisturbed));
  }

  @Test
  void otherAliasesAreOtherOptions() throws IOException {
    Map<String, String> before = contents();
    Path aliases = Files.writeString(folder.resolve("aliases.tsv"), "1\tNC_000001.11\n");
    assertThat(
        Ran.command(command("--chromAliases=" + aliases)).err(),
        containsString(" holds an unfinished build with other options (--chromAliases): give the"));
    assertThat(contents(), is(before));
  }

  @Test
  void otherInputsAreRefusedByName() throws IOException {
    Map<String, String> before = contents();
    input.writeTable(
        TinyInput.COLUMNS,
        TinyInput.rows("G1", "+"),
        TinyInput.rows("G2", "-").replace("0.6", "0.7"));
    Ran ran = Ran.command(command());
    assertThat(ran.exitCode(), is(2));
    assertThat(
        ran.err(),
        containsString(
            " holds an unfinished build of other inputs (1 differ:"
                + " analysis_sequences_1_chunk_0_1.tsv);"));
    assertThat(contents(), is(before));
  }

  @Test
  void aSecondBuildIsRefusedWhileTheFirstHasTheFolder() throws IOException {
    Map<String, String> before = contents();
    try (Owner first =
        Owner.claim(OutputFolder.at(input.output().toString()).ownedBy("1"), false)) {
      assertThat(first == null, is(false));
      Ran ran = Ran.command(command());
      assertThat(ran.exitCode(), is(2));
      assertThat(
          ran.err(),
          startsWith(
              "splicebeam build: --output "
                  + input.output()
                  + " is being written by another build"));
      assertThat(contents(), is(before));
    }
    assertThat(Ran.command(command()).exitCode(), is(0));
    assertThat(contents(), is(undisturbed));
  }

  private List<String> command(String... more) {
    List<String> command = new ArrayList<>(input.build());
    command.addAll(List.of("--partRows=4", "--downsample=none"));
    command.addAll(List.of(more));
    return command;
  }

  private Path output(String name) {
    return input.output().resolve(name);
  }

  /** The data set's files in hexadecimal; run.json and report.html tell of the run. */
  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(input.output())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = input.output().relativize(file).toString();
        if (!name.startsWith(".splicebeam/")
            && !name.equals("run.json")
            && !name.equals("report.html")) {
          contents.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
        }
      }
    }
    return contents;
  }
}
