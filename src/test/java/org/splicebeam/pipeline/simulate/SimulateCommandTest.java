package org.splicebeam.pipeline.simulate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Main;
import picocli.CommandLine;

class SimulateCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void saysWhatItWroteAndWhatToRunNext() {
    Path output = folder.resolve("it's a genome");
    String at = folder + "/it'\\''s a genome";

    assertThat(run("--genes=12", "--rowsPerGene=60", "--seed=7", "--output=" + output), is(0));
    assertThat(
        out.toString().replace(System.lineSeparator(), "\n"),
        is(
            "12 genes on 4 chromosomes (10 of them annotated), 720 rows in 4 analysis tables:\n"
                + ("  " + output + "/annotation.gtf\n")
                + ("  " + output + "/splice_sites.tsv\n")
                + ("  " + output + "/analysis\n")
                + "and the base model's scores at each base, as tracks and as arrays, with the genome:\n"
                + ("  " + output + "/scores\n")
                + ("  " + output + "/scores.npz\n")
                + ("  " + output + "/genome.fa\n")
                + ("Next: ./splicebeam build '--scores=" + at + "/scores'")
                + (" '--fasta=" + at + "/genome.fa'")
                + (" '--gtf=" + at + "/annotation.gtf' --output=dataset\n")
                + ("  or: ./splicebeam build '--input=" + at + "/analysis'")
                + (" '--gtf=" + at + "/annotation.gtf'")
                + (" '--spliceSites=" + at + "/splice_sites.tsv' --output=dataset\n")));
    assertThat(err.toString(), is(""));
  }

  @Test
  void aFolderWithContentIsRefused() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");

    assertThat(run("--output=" + folder), is(2));
    assertThat(
        err.toString(),
        is(
            "splicebeam simulate: --output=%s is not empty: name another folder, or add --overwrite.%nHelp: splicebeam simulate --help%n"
                .formatted(folder)));
    assertThat(Files.exists(folder.resolve("annotation.gtf")), is(false));
  }

  /** With a list of the files or, as in the example of the sources, without. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void overwritingReplacesWhatASimulationWroteAndNothingElse(boolean listed) throws IOException {
    assertThat(run("--genes=12", "--output=" + folder), is(0));
    List<String> ofTwelve = tables();
    for (String name : List.of("notes.txt", "scores/mine.bedGraph", "analysis/mine.tsv")) {
      Files.writeString(folder.resolve(name), "mine");
    }
    if (!listed) {
      Files.delete(folder.resolve(".splicebeam/simulation.txt"));
    }
    assertThat(run("--genes=1", "--output=" + folder, "--overwrite"), is(0));
    assertThat(tables().size(), is(1));
    assertThat(ofTwelve.size(), is(4));
    for (String name : List.of("notes.txt", "scores/mine.bedGraph", "analysis/mine.tsv")) {
      assertThat(Files.readString(folder.resolve(name)), is("mine"));
    }
  }

  private List<String> tables() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("analysis"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("analysis_sequences_"))
          .toList();
    }
  }

  @Test
  void whatNoSimulationWroteIsNotReplaced() throws IOException {
    for (String name :
        List.of(
            "annotation.gtf",
            "splice_sites.tsv",
            "genome.fa",
            "scores.npz",
            "scores/donor_plus.bedGraph",
            "analysis/analysis_sequences_9_chunk_1_10.tsv")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "mine");
      err.getBuffer().setLength(0);
      assertThat(run("--genes=1", "--output=" + folder, "--overwrite"), is(2));
      assertThat(
          err.toString(),
          startsWith(
              "splicebeam simulate: --output=%s holds %s, which no simulation wrote by its list there: move it, or name another folder."
                  .formatted(folder, name)));
      assertThat(Files.readString(file), is("mine"));
      Files.delete(file);
    }
    assertThat(run("--genes=1", "--output=" + folder, "--overwrite"), is(0));
  }

  @Test
  void noLinkIsFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    for (String name : List.of("scores", "analysis", ".splicebeam")) {
      Path output = Files.createDirectory(folder.resolve("of " + name));
      Files.createSymbolicLink(output.resolve(name), elsewhere);
      assertThat(run("--genes=1", "--output=" + output, "--overwrite"), is(2));
      assertThat(
          err.toString(),
          containsString(
              name.equals(".splicebeam")
                  ? "is a link, and none is followed there"
                  : " holds %s, which no simulation wrote".formatted(name)));
    }
    try (Stream<Path> files = Files.list(elsewhere)) {
      assertThat(files.toList(), is(List.of()));
    }
  }

  @Test
  void anOutputThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");

    assertThat(run("--output=" + file, "--overwrite"), is(2));
    assertThat(err.toString(), containsString("--output=" + file + " is a file: name a folder."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--genes=0 | --genes=0 is out of range: give a number from 1 to 20000.",
        "--genes=20001 | --genes=20001 is out of range: give a number from 1 to 20000.",
        "--rowsPerGene=-5 | --rowsPerGene=-5 is out of range: give a number from 1 to 100000.",
        "--seed=-1 | --seed=-1 is out of range: give a number from 0 to 2147483647.",
        "--genes=many | --genes is 'many'; it is a whole number, at most 2147483647",
        "--gene=3 | unknown option '--gene'; did you mean --genes?",
        "stray | unexpected argument 'stray'"
      })
  void aBadOptionIsToldInOneSentence(String argument, String sentence) {
    assertThat(run("--output=" + folder, argument), is(2));
    assertThat(
        err.toString(),
        is("splicebeam simulate: %s%nHelp: splicebeam simulate --help%n".formatted(sentence)));
  }

  @Test
  void theOutputMustBeNamed() {
    assertThat(run(), is(2));
    assertThat(
        err.toString(),
        is(
            "splicebeam simulate: --output is missing: it names the folder to write.%nHelp: splicebeam simulate --help%n"
                .formatted()));
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "simulate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commandLine.execute(all);
  }
}
