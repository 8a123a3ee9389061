package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/** Where an output may be, and what may be read there. */
class OutputPlaceTest {
  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
  }

  private List<String> build(String... more) {
    List<String> command = new ArrayList<>(input.build());
    for (String option : more) {
      String name = option.split("=")[0] + "=";
      command.removeIf(word -> word.startsWith(name));
      command.add(option);
    }
    return command;
  }

  private void assertRefused(String output, String why) throws IOException {
    Map<String, String> before = FolderState.of(folder);
    assertThat(
        Ran.command(build("--output=" + output)),
        is(Ran.refused("build", "--output " + output + " " + why)));
    assertThat(FolderState.of(folder), is(before));
  }

  @Test
  void theRootAHomeAndASharedFolderAreNoPlace() throws IOException {
    String own = ": name a folder that is for the data set alone";
    assertRefused("/", "is the root of the file system" + own);
    assertRefused("/..", "is the root of the file system" + own);
    assertRefused(System.getProperty("user.home"), "is a home folder" + own);
    Path home =
        Files.createSymbolicLink(folder.resolve("home"), Path.of(System.getProperty("user.home")));
    assertRefused(home.toString(), "is a home folder" + own);
    Path shared = Files.createDirectory(folder.resolve("shared"));
    assumeTrue(Files.getFileStore(shared).supportsFileAttributeView("unix"));
    Files.setAttribute(shared, "unix:mode", 01777);
    Path file = Files.writeString(shared.resolve("file"), "another's");
    assertRefused(
        shared.toString(),
        "is a folder of other files in which all users of the machine write" + own);
    Files.delete(file); // As a disk of its own that is just mounted.
    assertThat(Ran.command(build("--output=" + shared)).exitCode(), is(0));
    assertThat(Ran.command(build("--output=" + shared, "--overwrite")).exitCode(), is(0));
  }

  @Test
  void aFileOrALinkThatLeadsNowhereIsNoPlace() throws IOException {
    assertRefused(input.gtf().toString(), "is a file: name a folder");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertRefused(link.toString(), "is a link that leads nowhere: name a folder");
    assertThat(
        Ran.command(build("--output=")),
        is(Ran.refused("build", "--output is missing: it names the folder of the data set")));
  }

  /** A list, an input and a cache in each place that builds write to, by whatever name. */
  @Test
  void whatABuildReplacesIsNotRead() throws IOException {
    assertThat(Ran.command(build()).exitCode(), is(0));
    Path manifest = input.output().resolve("gene_manifest.csv");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), manifest);
    Path linkedFolder = Files.createSymbolicLink(folder.resolve("linked"), input.output());
    Path hard = Files.createLink(folder.resolve("hard.csv"), manifest);
    Path table = input.output().resolve("master/analysis_sequences_2.tsv");
    Files.copy(input.table(), table);
    Path gtf = input.output().resolve("rejected/genes.gtf");
    Files.createDirectories(gtf.getParent());
    Files.copy(input.gtf(), gtf);
    Path options = Files.writeString(input.output().resolve(".splicebeam/options.txt"), "seed=42");
    Path aliases = Files.writeString(input.output().resolve("master/aliases.tsv"), "1\tI\n");
    Map<String, String> inTheWay = new TreeMap<>();
    for (Path list : List.of(manifest, link, hard, linkedFolder.resolve("gene_manifest.csv"))) {
      inTheWay.put("--genesFile=" + list, "--genesFile " + list);
    }
    inTheWay.put(
        "--genesFile=" + input.output() + "/../dataset/./gene_manifest.csv",
        "--genesFile " + input.output() + "/../dataset/./gene_manifest.csv");
    inTheWay.put("--input=" + table, "--input " + table);
    inTheWay.put("--input=" + table.getParent(), "--input " + table.getParent());
    inTheWay.put("--input=" + input.output(), "--input " + table);
    inTheWay.put("--input=" + folder, "--input " + table);
    inTheWay.put("--input=" + input.output() + "/*/*_2.tsv", "--input " + table);
    inTheWay.put("--gtf=" + gtf, "--gtf " + gtf);
    inTheWay.put("--options=" + options, "--options " + options);
    inTheWay.put("--chromAliases=" + aliases, "--chromAliases " + aliases);
    Path cache = table.getParent();
    inTheWay.put("--annotationCache=" + cache, "--annotationCache " + cache);
    inTheWay.put(
        "--annotationCache=" + cache + "/new/it", "--annotationCache " + cache + "/new/it");
    for (Map.Entry<String, String> some : inTheWay.entrySet()) {
      Map<String, String> before = FolderState.of(folder);
      assertThat(
          Ran.command(build("--overwrite", some.getKey())),
          is(
              Ran.refused(
                  "build",
                  "%s is among the files of builds in --output %s, which a build replaces: copy it to another place, and name it there"
                      .formatted(some.getValue(), input.output()))));
      assertThat(FolderState.of(folder), is(before));
    }
  }

  /** What no build touches may lie below the output, and the output below what is read. */
  @Test
  void otherwiseInputAndOutputMayLieInEachOther() throws IOException {
    Path genes = input.output().resolve("my/genes.txt");
    Files.createDirectories(genes.getParent());
    Files.writeString(genes, "G1\nG2\n");
    assertThat(Ran.command(build("--input=" + folder, "--genesFile=" + genes)).exitCode(), is(0));
    Map<String, String> first = new BuiltDataset(input.output()).reproducible();
    assertThat(
        Ran.command(build("--input=" + folder, "--genesFile=" + genes, "--overwrite")).exitCode(),
        is(0));
    assertThat(new BuiltDataset(input.output()).reproducible(), is(first));
    assertThat(Files.readString(genes), is("G1\nG2\n"));
  }
}
