package org.splicebeam.clusters;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/**
 * Builds behind a job service, of the genome and options of {@link FlinkBuildsTest}: Prism and the
 * launcher in a network namespace of their own, the workers in the launcher's process.
 */
@Tag("clusters")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PrismTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration INSTALLED = Duration.ofMinutes(14);
  private static final String PRISM = "src/test/clusters/prism.sh";

  @TempDir static Path folder;

  @BeforeAll
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  static void install() throws Exception {
    assumeTrue(
        Command.run(
                    folder.resolve("said"),
                    Map.of(),
                    LIMIT,
                    List.of("unshare", "--map-root-user", "--net", "ip", "link"))
                .exitCode()
            == 0,
        "no network namespaces here, and Prism listens on every interface");
    // Go tells on standard error what it downloads, where its cache is empty.
    Command.Ended installed =
        Command.run(folder.resolve("said"), Map.of(), INSTALLED, List.of(PRISM, "true"));
    assertThat(installed.err(), installed.exitCode(), is(0));
    assertThat(installed.out(), is(""));
    Ran simulated =
        Ran.command(
            "simulate",
            "--genes=48",
            "--rowsPerGene=250",
            "--seed=11",
            "--output=" + folder.resolve("genome"));
    assertThat(simulated.err(), simulated.exitCode(), is(0));
  }

  @Test
  void itWritesTheBytesThatTheOtherRunnersWrite() throws Exception {
    for (String runner : List.of("DirectRunner", "FlinkRunner")) {
      Ran built = Ran.command(build(runner, "--runner=" + runner));
      assertThat(built.err(), built.exitCode(), is(0));
    }

    Command.Ended ended = behindPrism(build("prism"));

    assertThat(ended.err(), is(""));
    assertThat(ended.exitCode(), is(0));
    Map<String, String> written = contents("prism");
    assertThat(written.keySet().stream().filter(n -> n.startsWith("master/")).count(), is(24L));
    assertThat(written, is(contents("DirectRunner")));
    assertThat(written, is(contents("FlinkRunner")));
  }

  @Test
  void rowsFromScoresAreThoseOfTheDirectRunner() throws Exception {
    Ran direct = Ran.command(scoredBuild("scored directly", "--runner=DirectRunner"));
    Command.Ended ended = behindPrism(scoredBuild("scored by prism"));

    assertThat(direct.err(), direct.exitCode(), is(0));
    assertThat(ended.err(), is(""));
    assertThat(ended.exitCode(), is(0));
    assertThat(contents("scored by prism"), is(contents("scored directly")));
  }

  @Test
  void aVerdictIsTheSentenceAndTheExitCodeOfTheOtherRunners() throws Exception {
    Path table;
    try (Stream<Path> tables = Files.list(folder.resolve("genome/analysis"))) {
      table = tables.filter(file -> file.toString().endsWith(".tsv")).sorted().findFirst().get();
    }
    Path broken = Files.createDirectories(folder.resolve("broken")).resolve(table.getFileName());
    Files.writeString(broken, Files.readString(table).replace("\tTN\t", "\tNT\t"));

    Ran direct = Ran.command(build("refused", "--input=" + broken, "--runner=DirectRunner"));
    Command.Ended ended = behindPrism(build("refused by prism", "--input=" + broken));

    assertThat(direct.exitCode(), is(3));
    assertThat(ended.exitCode(), is(3));
    assertThat(ended.out(), is(""));
    assertThat(ended.err(), is(direct.err()));
    assertThat(direct.err(), is(not("")));
  }

  private static Command.Ended behindPrism(List<String> build)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(PRISM, "target/dist/splicebeam"));
    words.addAll(build);
    words.addAll(
        List.of(
            "--runner=PortableRunner",
            "--jobEndpoint=localhost:8073",
            "--defaultEnvironmentType=LOOPBACK"));
    return Command.run(folder.resolve("said"), Map.of(), LIMIT, words);
  }

  /** Options given twice are refused: an input replaces the genome's. */
  private static List<String> build(String output, String... more) {
    List<String> words = new ArrayList<>(List.of("build"));
    if (Stream.of(more).noneMatch(word -> word.startsWith("--input="))) {
      words.add("--input=" + folder.resolve("genome/analysis"));
    }
    words.addAll(
        List.of(
            "--gtf=" + folder.resolve("genome/annotation.gtf"),
            "--output=" + folder.resolve(output),
            "--kmerSizes=6",
            "--downsample=none",
            "--partRows=500",
            "--rowGroupRows=200"));
    words.addAll(List.of(more));
    return words;
  }

  private static List<String> scoredBuild(String output, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "build",
                "--scores=" + folder.resolve("genome/scores"),
                "--fasta=" + folder.resolve("genome/genome.fa"),
                "--gtf=" + folder.resolve("genome/annotation.gtf"),
                "--output=" + folder.resolve(output),
                "--kmerSizes=2",
                "--partRows=500"));
    words.addAll(List.of(more));
    return words;
  }

  /** The data set's files in hexadecimal; run.json and report.html tell of the run. */
  private static Map<String, String> contents(String output) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path dataset = folder.resolve(output);
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = dataset.relativize(file).toString();
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
