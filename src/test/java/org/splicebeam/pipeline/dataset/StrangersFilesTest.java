package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.publish.Claim;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;

/** Files in an output folder that splicebeam did not write, and links there. */
class StrangersFilesTest {
  /** Of each kind of file that a build writes. */
  private static final List<String> NAMES =
      Stream.concat(
              Stream.concat(
                  EarlierDataset.FILES.stream().filter(name -> !name.equals("README.md")),
                  Claim.FILES.stream()),
              Stream.of(
                  Owner.NAME,
                  "master/part-00000.parquet",
                  "master/part-00017.parquet",
                  "rejected/analysis-00000.tsv",
                  "rejected/analysis-00003-00001.tsv",
                  "rejected/annotation.tsv",
                  "rejected/splice_sites.tsv",
                  "rejected/genes.tsv",
                  ".splicebeam/build.log",
                  ".splicebeam/verdict.json",
                  ".splicebeam/plan.json",
                  ".splicebeam/notices/annotation-cache.json",
                  ".splicebeam/notices/annotation-cache-file.json",
                  ".splicebeam/notices/annotation-losses.json",
                  ".splicebeam/receipts/part-00000.json",
                  ".splicebeam/genome/genome.fa",
                  ".splicebeam/scores/0123456789abcdef.index",
                  ".splicebeam/rejected/annotation.tsv"))
          .toList();

  /** Names that look like those. */
  private static final List<String> SIMILAR =
      List.of(
          "notes.txt",
          "dataset.json.old",
          "master/notes.txt",
          "master/part-of-mine.parquet",
          "master/part-1.parquet",
          "rejected/analysis-of-my-own.tsv",
          "rejected/annotation-old.tsv",
          "rejected/genes.tsv.gz",
          ".splicebeam/notes.txt",
          ".splicebeam/genome/mine.fa",
          ".splicebeam/genome/genome.fa.bak",
          ".splicebeam/scores/mine.bedGraph",
          ".splicebeam/notices/mine.json",
          ".splicebeam/receipts/mine.json",
          ".splicebeam/rejected/mine.tsv",
          ".splicebeam/tmp/mine",
          ".splicebeam/tmp/8f14e45f-ceea-467f-a8f5-8d1f1b5b5b5b");

  private static final List<List<String>> WAYS =
      List.of(List.of(), List.of("--overwrite"), List.of("--resume=never"), List.of("--takeOver"));

  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder.resolve("work"));
    input.writeTable(
        TinyInput.COLUMNS,
        TinyInput.rows("G1", "+"),
        TinyInput.rows("G2", "-"),
        TinyInput.row("G1", 40, "9", "TN", "", "+"));
  }

  private List<String> build(String... more) {
    List<String> command = new ArrayList<>(input.build());
    command.addAll(List.of("--maxRejectedFraction=0.5", "--partRows=4", "--downsample=none"));
    for (String option : more) {
      command.removeIf(word -> word.startsWith(option.split("=")[0] + "="));
      command.add(option);
    }
    return command;
  }

  private Path output(String name) {
    return input.output().resolve(name);
  }

  private Path put(String name, String text) throws IOException {
    Files.createDirectories(output(name).getParent());
    return Files.writeString(output(name), text);
  }

  private void assertBuilt(String... more) {
    Ran ran = Ran.command(build(more));
    assertThat(ran.err(), ran.exitCode(), is(0));
  }

  /** In each way to ask for a build nothing is changed. */
  private void assertRefused(String sentence) throws IOException {
    for (List<String> way : WAYS) {
      Map<String, String> before = FolderState.of(folder);
      assertThat(
          Ran.command(build(way.toArray(String[]::new))),
          is(Ran.refused("build", "--output " + input.output() + sentence)));
      assertThat(FolderState.of(folder), is(before));
    }
  }

  /** What a build would be refused for, found by the same look. */
  private void assertWouldBeRefused(String sentence) {
    OutputFolder output = OutputFolder.at(input.output().toString());
    assertThat(
        assertThrows(BadOptionException.class, () -> FoundFiles.in(output).refuseStrangers())
            .getMessage(),
        is("--output " + input.output() + sentence));
  }

  private static String held(String name) {
    return " holds %s, and no record there says that splicebeam wrote it, but a build would: move it, or name another folder"
        .formatted(name);
  }

  @Test
  void aStrangersFileUnderAnyNameOfABuildEndsIt() throws IOException {
    for (String name : NAMES) {
      Path file = put(name, "mine");
      assertWouldBeRefused(held(name));
      Files.delete(file);
    }
    Path file = put("master/part-00017.parquet", "mine");
    assertRefused(held("master/part-00017.parquet"));
    Files.delete(file);
    put("README.md", "mine");
    assertRefused(" holds a README.md that is not a data set's: move it, or name another folder");
    Files.delete(output("README.md"));
    assertBuilt();
  }

  @Test
  void besideADataSetItDoesToo() throws IOException {
    assertBuilt();
    for (String name :
        List.of(
            "master/part-00017.parquet",
            "master/train/part-00000.parquet",
            "rejected/annotation.tsv",
            "rejected/analysis-00001.tsv",
            "paralogs.csv",
            ".splicebeam/receipts/part-00017.json",
            ".splicebeam/receipts/test/part-00000.json",
            ".splicebeam/genome/genome.fa")) {
      Path file = put(name, "mine");
      Map<String, String> before = FolderState.of(folder);
      assertThat(
          Ran.command(build("--overwrite")),
          is(Ran.refused("build", "--output " + input.output() + held(name))));
      assertThat(FolderState.of(folder), is(before));
      Files.delete(file);
    }
    assertBuilt("--overwrite");
  }

  /** Such as an older version made: of these files its dataset.json knows nothing. */
  @Test
  void whatAnOlderDataSetDoesNotHaveIsNotItsOwn() throws IOException {
    assertBuilt();
    ObjectMapper json = new ObjectMapper();
    ObjectNode dataset = (ObjectNode) json.readTree(Files.readString(output("dataset.json")));
    dataset.remove("statistics");
    put("dataset.json", dataset.toString());
    put("statistics.json", "mine");
    assertThat(
        Ran.command(build("--overwrite")),
        is(Ran.refused("build", "--output " + input.output() + held("statistics.json"))));
    Files.delete(output("statistics.json"));
    put("report.html", "mine");
    assertThat(
        Ran.command(build("--overwrite")),
        is(
            Ran.refused(
                "build",
                "--output %s holds a report.html that is not a data set's: move it, or name another folder"
                    .formatted(input.output()))));
    assertThat(Files.readString(output("report.html")), is("mine"));
    Files.delete(output("report.html"));
    assertBuilt("--overwrite");
  }

  /** A claim outlives the data set of which it was written. */
  @Test
  void aFileInThePlaceOfOneThatWasReplacedIsAStrangers() throws IOException {
    assertBuilt("--splits=gene");
    assertBuilt("--overwrite");
    put("paralogs.csv", "mine");
    assertThat(
        Ran.command(build("--overwrite")),
        is(Ran.refused("build", "--output " + input.output() + held("paralogs.csv"))));
    assertThat(Files.readString(output("paralogs.csv")), is("mine"));
  }

  @Test
  void everyFileOfABuildHasANameThatIsKnown() throws IOException {
    assertBuilt();
    assertBuilt("--overwrite");
    try (Stream<Path> files = Files.walk(input.output())) {
      assertThat(
          files
              .filter(Files::isRegularFile)
              .map(file -> input.output().relativize(file).toString())
              .filter(name -> !BuildNames.isOne(name))
              .toList(),
          is(List.of()));
    }
    Claim claim = Claim.read(OutputFolder.at(input.output().toString())).get();
    assertThat(claim.parts(), is(PartLayout.undivided(2)));
    assertThat(
        claim.names().stream().filter(name -> name.contains("part-")).toList(), is(List.of()));
  }

  @Test
  void whatHasAnotherNameStays() throws IOException {
    Map<String, String> mine = new TreeMap<>();
    for (String name : SIMILAR) {
      mine.put(name, Files.getLastModifiedTime(put(name, "mine")).toString());
    }
    assertBuilt();
    assertStay(mine);
    Files.delete(output("dataset.json"));
    Files.delete(output("master/part-00001.parquet"));
    assertBuilt();
    assertStay(mine);
    assertBuilt("--overwrite");
    assertStay(mine);
    assertThat(Ran.command(build("--overwrite", "--maxRejectedFraction=0")).exitCode(), is(3));
    assertStay(mine);
    TinyInput.cutOff(output("master/part-00000.parquet"));
    Ran.command("validate", "--fix", input.output().toString());
    assertThat(Files.exists(output("broken/part-00000.parquet.1")), is(true));
    // Readers of the folder would take them for what a build wrote.
    for (String name :
        SIMILAR.stream().filter(n -> n.matches("master/.*|rejected/.*\\.tsv")).toList()) {
      Path moved = output("broken/" + name.substring(name.lastIndexOf('/') + 1) + ".1");
      assertThat(name, Files.readString(moved), is("mine"));
      mine.remove(name);
    }
    assertStay(mine);
    assertBuilt("--resume=never");
    assertStay(mine);
  }

  private void assertStay(Map<String, String> mine) throws IOException {
    Map<String, String> there = new TreeMap<>();
    for (String name : mine.keySet()) {
      assertThat(name, Files.exists(output(name)), is(true));
      assertThat(Files.readString(output(name)), is("mine"));
      there.put(name, Files.getLastModifiedTime(output(name)).toString());
    }
    assertThat(there, is(mine));
  }

  /** What a build wrote goes with it, whatever its records are. */
  @Test
  void aDataSetOfAVersionWithoutClaimsIsReplaced() throws IOException {
    assertBuilt();
    Map<String, String> first = new BuiltDataset(input.output()).reproducible();
    Files.delete(output(".splicebeam/claim.json"));
    put(".splicebeam/tmp/8f14e45f-ceea-467f-a8f5-8d1f1b5b5b5b", "of a killed run");
    assertBuilt("--overwrite");
    assertThat(new BuiltDataset(input.output()).reproducible(), is(first));
    try (Stream<Path> aside = Files.list(output(".splicebeam/tmp"))) {
      assertThat(aside.toList(), is(List.of()));
    }
    deleteHidden();
    assertBuilt("--overwrite");
    assertThat(new BuiltDataset(input.output()).reproducible(), is(first));
  }

  private void deleteHidden() throws IOException {
    try (Stream<Path> files = Files.walk(output(".splicebeam"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Its files of rejected lines are named nowhere before dataset.json. */
  @Test
  void aBuildOfAVersionWithoutClaimsIsResumed() throws IOException {
    assertBuilt();
    Map<String, String> first = new BuiltDataset(input.output()).reproducible();
    Files.delete(output(".splicebeam/claim.json"));
    Files.delete(output("dataset.json"));
    assertBuilt("--resume=require");
    assertThat(new BuiltDataset(input.output()).reproducible(), is(first));
  }

  /** There dataset.json is all that says whose the folder is, and a fix moves it away. */
  @Test
  void aCopyWithoutHiddenNamesIsBuiltAgainAfterAFix() throws IOException {
    assertBuilt();
    Map<String, String> first = new BuiltDataset(input.output()).reproducible();
    deleteHidden();
    Files.delete(output("master/part-00000.parquet"));
    assertThat(Ran.command("validate", "--fix", input.output().toString()).exitCode(), is(1));
    Path mine = put("rejected/genes.tsv", "mine");
    assertRefused(held("rejected/genes.tsv"));
    Files.delete(mine);
    assertBuilt("--overwrite");
    Map<String, String> again = new BuiltDataset(input.output()).reproducible();
    again.remove("broken/dataset.json.1");
    assertThat(again, is(first));
  }

  @Test
  void theDatasetJsonOfAnotherProgramIsNoRecord() throws IOException {
    put("dataset.json", "{\"product\":\"another\",\"parts\":[{}]}");
    assertRefused(held("dataset.json"));
  }

  /** A run may be killed before it has written a line of its claim. */
  @Test
  void anEmptyClaimIsNoStrangers() throws IOException {
    put(".splicebeam/lock", "");
    put(".splicebeam/claim.json", "");
    assertBuilt();
  }

  @Test
  void aRecordIsNotBelievedBeyondItsFolder() throws IOException {
    assertBuilt();
    List<String> others = List.of("work/genes.gtf", "victim.txt");
    Files.writeString(folder.resolve("victim.txt"), "mine");
    put("notes.txt", "mine");
    put("my/part-00000.parquet", "mine");
    String names =
        "\"../../victim.txt\",\"../genes.gtf\",\"%s/victim.txt\",\"notes.txt\",\"my/part-00000.parquet\",\"master/../notes.txt\",\"./notes.txt\""
            .formatted(folder);
    String claim = Files.readString(output(".splicebeam/claim.json"));
    put(".splicebeam/claim.json", claim.replace("\"names\" : [", "\"names\" : [" + names + ","));
    String dataset = Files.readString(output("dataset.json"));
    put(
        "dataset.json",
        dataset
            .replace("\"rejected/analysis-00000.tsv\"", "\"../../victim.txt\"")
            .replace("\"master/part-00000.parquet\"", "\"../../victim.txt\""));
    Files.delete(output("rejected/analysis-00000.tsv"));
    Map<String, String> before = new TreeMap<>();
    for (String other : others) {
      before.put(other, Files.readString(folder.resolve(other)));
    }
    assertBuilt("--overwrite");
    for (String other : others) {
      assertThat(Files.readString(folder.resolve(other)), is(before.get(other)));
    }
    assertThat(Files.readString(output("notes.txt")), is("mine"));
    assertThat(Files.readString(output("my/part-00000.parquet")), is("mine"));
  }

  @Test
  void aLinkInTheFolderEndsTheBuild() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path victim = Files.writeString(elsewhere.resolve("victim.txt"), "mine");
    Files.createDirectories(input.output());
    Path link = Files.createSymbolicLink(output("master"), elsewhere);
    assertRefused(
        " holds master, which is a link where a build has a folder: move it, or name another folder");
    Files.delete(link);
    List<String> folders = new ArrayList<>(List.of("master", "rejected", ".splicebeam"));
    BuildNames.INNER_FOLDERS.forEach(name -> folders.add(name.substring(0, name.length() - 1)));
    for (String name : folders) {
      assertLinkIsRefused(name, elsewhere, "folder");
    }
    List<String> files = new ArrayList<>(NAMES);
    files.addAll(List.of("README.md", ".splicebeam/lock"));
    for (String name : files) {
      assertLinkIsRefused(name, victim, "file");
      assertLinkIsRefused(name, folder.resolve("nowhere"), "file");
    }
    assertBuilt();
  }

  private void assertLinkIsRefused(String name, Path target, String what) throws IOException {
    Files.createDirectories(output(name).getParent());
    Path link = Files.createSymbolicLink(output(name), target);
    assertWouldBeRefused(
        " holds %s, which is a link where a build has a %s: move it, or name another folder"
            .formatted(name, what));
    Files.delete(link);
  }

  @Test
  void aFolderInThePlaceOfAFileEndsTheBuild() throws IOException {
    Files.createDirectories(output("master/part-00001.parquet/in the way"));
    assertRefused(
        " holds master/part-00001.parquet, which is something else where a build has a file: move"
            + " it, or name another folder");
  }

  @Test
  void theOutputItselfMayBeALink() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(input.output(), real);
    assertBuilt();
    assertBuilt("--overwrite");
    assertThat(Files.exists(real.resolve("dataset.json")), is(true));
  }

  /** The log is made anew, so that nothing is written through another name of the old one. */
  @Test
  void anotherNameOfTheLogIsNotWrittenTo() throws IOException {
    assertBuilt();
    Files.writeString(output(".splicebeam/build.log"), "kept");
    Path kept = Files.createLink(folder.resolve("kept.log"), output(".splicebeam/build.log"));
    assertBuilt("--overwrite");
    assertThat(Files.readString(kept), is("kept"));
  }

  /** Each way to be refused before a build begins. */
  @Test
  void aRefusedBuildChangesNothing() throws IOException {
    List<String> refused =
        List.of(
            "--gtf=" + folder.resolve("none.gtf"),
            "--gtf=" + input.table(),
            "--gtf=" + folder,
            "--input=" + folder.resolve("none"),
            "--input=" + input.gtf(),
            "--window=x",
            "--noSuchOption",
            "--runner=NoRunner",
            "--genesFile=" + folder.resolve("none.txt"),
            "--resume=require",
            "--extraColumns=none:string",
            "--annotationCache=" + input.gtf());
    for (boolean stands : List.of(false, true)) {
      if (stands) {
        assertBuilt();
      }
      for (String way : refused) {
        Map<String, String> before = FolderState.of(folder);
        Ran ran = Ran.command(build("--overwrite", way));
        assertThat(way + ran.err(), ran.exitCode(), is(2));
        assertThat(FolderState.of(folder), is(before));
      }
    }
    Map<String, String> before = FolderState.of(folder);
    assertThat(Ran.command(build()).err(), containsString("already holds a data set"));
    assertThat(FolderState.of(folder), is(before));
  }
}
