package org.splicebeam.clusters;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Ran;

/**
 * Builds on a real Flink cluster of one JobManager and two TaskManagers, each a process of its own
 * on loopback: what embedded Flink gives, they give, also when a TaskManager is killed. Submitted
 * are the artifacts themselves, the launcher's distribution and the one jar.
 */
@Tag("clusters")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FlinkBuildsTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String ONE_JAR = "target/dist/splicebeam-flink.jar";
  private static final int PARTS = 24;

  @TempDir static Path folder;
  private static LoopbackFlink flink;
  private static Map<String, String> embedded;

  @BeforeAll
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  static void buildUndisturbed() throws Exception {
    flink = LoopbackFlink.in(Command.ROOT.resolve("target/clusters/flink-test"));
    simulate("genome", 48, 250);
    embedded = buildEmbedded("embedded", build("embedded"));
    assertThat(embedded, hasKey("master/part-000%d.parquet".formatted(PARTS - 1)));
  }

  private static void simulate(String genome, int genes, int rowsPerGene) {
    Ran simulated =
        Ran.command(
            "simulate",
            "--seed=11",
            "--genes=" + genes,
            "--rowsPerGene=" + rowsPerGene,
            "--output=" + folder.resolve(genome));
    assertThat(simulated.err(), simulated.exitCode(), is(0));
  }

  /** What comes of a build inside of this process, which nothing disturbs. */
  private static Map<String, String> buildEmbedded(String output, List<String> words)
      throws Exception {
    Ran built = Ran.command(words);
    assertThat(built.err(), built.exitCode(), is(0));
    return digests(output);
  }

  /** A test before may have killed a TaskManager. */
  @BeforeEach
  void start() throws IOException, InterruptedException {
    flink.start();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (flink != null) {
      flink.stop();
    }
  }

  @Test
  void theLaunchersSubmissionGivesTheSameBytes() throws Exception {
    Command.Ended ended = runLauncher(build("launched"));

    assertThat(ended.err(), ended.exitCode(), is(0));
    assertThat(ended.out(), containsString("48 genes"));
    assertThat(digests("launched"), is(embedded));
  }

  @Test
  void rowsFromScoresAreThoseOfTheDirectRunner() throws Exception {
    Ran direct = Ran.command(scoredBuild("scored directly"), "--runner=DirectRunner");
    Command.Ended launched = runLauncher(scoredBuild("scored launched"));

    assertThat(direct.err(), direct.exitCode(), is(0));
    assertThat(launched.err(), launched.exitCode(), is(0));
    assertThat(digests("scored launched"), is(digests("scored directly")));
  }

  @Test
  void theOneJarsSubmissionGivesTheSameBytes() throws Exception {
    Command.Ended ended = flinkRun(build("run"));

    assertThat(ended.err(), ended.exitCode(), is(0));
    assertThat(digests("run"), is(embedded));
  }

  @Test
  void aTaskManagerThatIsKilledWhileTablesAreReadIsSurvived() throws Exception {
    simulate("long genome", 24, 3_000);
    Path plan = folder.resolve("killed reading/.splicebeam/plan.json");
    try (Command build = startLauncher(quickBuild("long genome", "killed reading"))) {
      build.awaitSight("the first pass", LIMIT, () -> flink.works("ScanRows"));
      flink.kill("taskmanager-1");
      assertThat("the first pass is over", Files.exists(plan), is(false));

      Command.Ended ended = build.await(LIMIT);
      assertThat(ended.err(), ended.exitCode(), is(0));
    }
    assertThat(
        digests("killed reading"),
        is(buildEmbedded("reading", quickBuild("long genome", "reading"))));
    assertIsClean("killed reading");
  }

  @Test
  void aTaskManagerThatIsKilledWhilePartsAreWrittenIsSurvived() throws Exception {
    Map<String, Object> standing;
    try (Command build = startLauncher(build("killed writing"))) {
      build.awaitSight("a fourth of the parts", LIMIT, () -> committed().size() >= PARTS / 4);
      standing = committed();
      flink.kill("taskmanager-2");
      assertThat(standing.size(), lessThan(PARTS));

      Command.Ended ended = build.await(LIMIT);
      assertThat(ended.err(), ended.exitCode(), is(0));
    }
    Map<String, Object> left = committed();
    left.keySet().retainAll(standing.keySet());
    assertThat("finished parts were built again", left, is(standing));
    assertThat(digests("killed writing"), is(embedded));
    assertIsClean("killed writing");
    keep("killed writing");
  }

  /** For recount.py, which counts again what the statistics of a cluster's build say. */
  private static void keep(String output) throws IOException {
    Path dataset = folder.resolve(output);
    Path kept = Command.ROOT.resolve("target/clusters/dataset");
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = kept.resolve(dataset.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The parts that have a receipt, each with what tells its file from another of its name. */
  private static Map<String, Object> committed() throws IOException {
    Path dataset = folder.resolve("killed writing");
    Map<String, Object> parts = new TreeMap<>();
    for (int part = 0; part < PARTS; part++) {
      String name = "part-%05d".formatted(part);
      if (Files.exists(dataset.resolve(".splicebeam/receipts/" + name + ".json"))) {
        BasicFileAttributes file =
            Files.readAttributes(
                dataset.resolve("master/" + name + ".parquet"), BasicFileAttributes.class);
        parts.put(name, file.fileKey() + " " + file.lastModifiedTime());
      }
    }
    return parts;
  }

  @Test
  void aVerdictIsTheSameOnEveryRunner() throws Exception {
    Path bad = folder.resolve("bad genome");
    Path table = bad.resolve("analysis/analysis_sequences_1_chunk_0_1.tsv");
    Files.createDirectories(table.getParent());
    Files.copy(folder.resolve("genome/annotation.gtf"), bad.resolve("annotation.gtf"));
    try (Stream<Path> tables = Files.list(folder.resolve("genome/analysis"))) {
      Path some =
          tables.filter(t -> t.toString().endsWith(".tsv")).sorted().findFirst().orElseThrow();
      List<String> lines = new ArrayList<>(Files.readAllLines(some));
      lines.subList(1, 30).replaceAll(line -> line.replace('\t', ' '));
      Files.write(table, lines);
    }

    Ran onEmbedded = Ran.command(quickBuild("bad genome", "verdict embedded"));
    Ran onDirect = Ran.command(quickBuild("bad genome", "verdict direct"), "--runner=DirectRunner");
    Command.Ended launched = runLauncher(quickBuild("bad genome", "verdict launched"));
    Command.Ended run = flinkRun(quickBuild("bad genome", "verdict run"));

    assertThat(onEmbedded.exitCode(), is(3));
    assertThat(onEmbedded.err(), containsString("29 of "));
    assertThat(onDirect, is(onEmbedded));
    assertThat(launched, is(new Command.Ended(3, onEmbedded.out(), onEmbedded.err())));
    assertThat(run.exitCode(), is(3));
    assertThat(run.err(), is(onEmbedded.err()));
  }

  /** Told before anything is written. */
  @Test
  void whatAClusterCannotDoIsRefused() throws Exception {
    String master = "--flinkMaster=" + flink.master();
    assertThat(
        Ran.command(build("refused"), master, "--parallelism=5"),
        is(
            Ran.refused(
                "build",
                master
                    + ": it has 4 free slots of 4: choose --parallelism=4 or add TaskManagers")));
    assertThat(
        Ran.command(build("genome", "refused", "--kmerSizes=6"), master).err(),
        containsString("MB of heap, but 2 workers of this build take up to"));
    assertThat(Files.exists(folder.resolve("refused")), is(false));
  }

  /** A build that writes many parts for some seconds. */
  private static List<String> build(String output) {
    return build(
        "genome",
        output,
        "--kmerSizes=1,6",
        "--downsample=none",
        "--partRows=500",
        "--rowGroupRows=200");
  }

  private static List<String> build(String genome, String output, String... more) {
    List<String> words = new ArrayList<>();
    words.add("build");
    words.add("--input=" + folder.resolve(genome).resolve("analysis"));
    words.add("--gtf=" + folder.resolve(genome).resolve("annotation.gtf"));
    words.add("--output=" + folder.resolve(output));
    words.addAll(List.of(more));
    return words;
  }

  private static List<String> quickBuild(String genome, String output) {
    return build(genome, output, "--kmerSizes=2", "--partRows=5000");
  }

  private static List<String> scoredBuild(String output) {
    List<String> words = build("genome", output, "--kmerSizes=2", "--partRows=500");
    words.set(1, "--scores=" + folder.resolve("genome/scores"));
    words.add("--fasta=" + folder.resolve("genome/genome.fa"));
    return words;
  }

  private static Command startLauncher(List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Command.ROOT.resolve("target/dist/splicebeam").toString());
    command.addAll(words);
    command.add("--flinkMaster=" + flink.master());
    return Command.start(folder, Map.of(), command);
  }

  private static Command.Ended runLauncher(List<String> words)
      throws IOException, InterruptedException {
    try (Command command = startLauncher(words)) {
      return command.await(LIMIT);
    }
  }

  private static Command.Ended flinkRun(List<String> words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(flink.flinkRun());
    command.add(Command.ROOT.resolve(ONE_JAR).toString());
    command.addAll(words);
    return Command.run(folder, flink.environment(), LIMIT, command);
  }

  private static void assertIsClean(String output) {
    Ran validated = Ran.command("validate", folder.resolve(output).toString());
    assertThat(validated.out() + validated.err(), validated.exitCode(), is(0));
  }

  /** SHA-256 of every file of a data set but those that tell of the run. */
  private static Map<String, String> digests(String output)
      throws IOException, NoSuchAlgorithmException {
    Path dataset = folder.resolve(output);
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = dataset.relativize(file).toString();
        if (!name.startsWith(".splicebeam/")
            && !name.equals("run.json")
            && !name.equals("report.html")) {
          byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
          digests.put(name, HexFormat.of().formatHex(digest));
        }
      }
    }
    return digests;
  }
}
