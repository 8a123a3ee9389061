package org.splicebeam.clusters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.runners.gcs.GcsDefaults;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.transforms.publish.GiveBackFolder;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.Publish;
import org.splicebeam.transforms.scores.ModelScores;
import org.splicebeam.transforms.scores.ScoreInput;
import org.splicebeam.transforms.tables.TableInputs;
import org.splicebeam.transforms.verdict.VerdictException;

/** Inputs, outputs and caches at gs://, on a storage server of loopback; the direct runner. */
@Tag("clusters")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class GcsTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path EXAMPLE = Command.ROOT.resolve("examples/genome");
  private static final int MB = 1 << 20;

  @TempDir static Path folder;
  private static LoopbackGcs gcs;

  /** The bytes of an undisturbed build on local files, by name. */
  private static Map<String, String> local;

  @BeforeAll
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  static void startAndBuildLocally() throws Exception {
    gcs = LoopbackGcs.start(folder.resolve("server"));
    gcs.put(EXAMPLE, "genome");
    Path dataset = folder.resolve("dataset");
    Ran ran = Ran.command(build(EXAMPLE.toString(), dataset.toString()));
    assertThat(ran.err(), ran.exitCode(), is(0));
    local = localData(dataset);
  }

  @AfterAll
  static void stop() {
    if (gcs != null) {
      gcs.close();
    }
  }

  @Test
  void theLaunchersBuildHasTheBytesOfALocalOneAndLeavesNothingElse() throws Exception {
    List<String> build = build(LoopbackGcs.path("genome"), LoopbackGcs.path("launched"));
    build.add("--annotationCache=" + LoopbackGcs.path("cache"));

    Command.Ended built;
    try (Command command = launch(build)) {
      built = command.await(LIMIT);
    }

    assertThat(
        built.err(),
        is(
            "splicebeam build: annotation cache gs://splice-data/cache holds nothing of this"
                + " annotation with these settings: computed anew\n"));
    assertThat(built.exitCode(), is(0));
    assertThat(data("launched"), is(local));
    Set<String> others = new TreeSet<>(gcs.generations("launched").keySet());
    others.removeIf(name -> isData(name) || name.startsWith(".splicebeam/receipts/part-000"));
    assertThat(
        others,
        is(
            Set.of(
                ".splicebeam/claim.json",
                ".splicebeam/notices/annotation-cache-file.json",
                ".splicebeam/notices/annotation-cache.json",
                ".splicebeam/plan.json",
                "report.html",
                "run.json")));
    assertThat(gcs.generations("cache").size(), is(1));

    Command.Ended validated;
    try (Command command = launch(List.of("validate", LoopbackGcs.path("launched")))) {
      validated = command.await(LIMIT);
    }
    assertThat(
        validated,
        is(
            new Command.Ended(
                0, "gs://splice-data/launched: clean, 496 rows in 12 parts, 150 columns\n", "")));
  }

  @Test
  void whatStandsIsRefusedOrReplacedAndWhatIsBrokenIsFound() throws IOException {
    String output = LoopbackGcs.path("replaced");
    List<String> build = build(LoopbackGcs.path("genome"), output);
    build.set(1, "--input=" + LoopbackGcs.path("genome/analysis/*"));
    assertThat(command(build).exitCode(), is(0));
    assertThat(data("replaced"), is(local));

    assertThat(
        command(build),
        is(
            Ran.refused(
                "build",
                "--output "
                    + output
                    + " already holds a data set: name another folder, or add --overwrite")));

    gcs.put("replaced/master/part-00003.parquet", new byte[100]);
    Ran fixed = command(List.of("validate", output, "--fix"));
    assertThat(fixed.exitCode(), is(1));
    assertThat(
        fixed.out(),
        containsString("moved master/part-00003.parquet to broken/part-00003.parquet.1\n"));
    Map<String, String> before = gcs.generations("replaced");
    assertThat(command(build).exitCode(), is(0));
    assertThat(data("replaced").get("dataset.json"), is(local.get("dataset.json")));
    assertThat(
        gcs.generations("replaced"),
        hasEntry(
            equalTo("master/part-00002.parquet"), is(before.get("master/part-00002.parquet"))));

    build.add("--overwrite");
    build.add("--downsample=none");
    assertThat(command(build).exitCode(), is(0));
    assertThat(command(List.of("validate", output)).exitCode(), is(0));
    assertThat(data("replaced").equals(local), is(false));
  }

  /**
   * A move is a copy and a deletion: the build dies before the one, between both, or at the end.
   */
  @ParameterizedTest
  @CsvSource({"rewriteTo, 15", "DELETE, 15", "dataset.json, 1"})
  void aBuildThatIsKilledWhileFilesMoveLeavesNothingTornAndGoesOn(String request, int nth)
      throws Exception {
    String name = "killed-" + request.replace(".", "-") + nth;
    List<String> build = build(LoopbackGcs.path("genome"), LoopbackGcs.path(name));
    AtomicInteger seen = new AtomicInteger();
    try (Command killed = launch(build)) {
      gcs.ask(
          text -> {
            if (text.contains("tmp%2F") && text.contains(request)) {
              if (seen.incrementAndGet() == nth) {
                killed.kill();
              }
              return seen.get() < nth;
            }
            return true;
          });
      assertThat(killed.await(LIMIT).exitCode(), is(137));
    } finally {
      gcs.ask(text -> true);
    }
    Map<String, String> left = data(name);
    assertThat(left.keySet(), hasItem(startsWith("master/part-")));
    left.forEach((file, content) -> assertThat(file, content, is(local.get(file))));
    Map<String, String> generations = gcs.generations(name);

    Ran refused = command(build);
    assertThat(refused.exitCode(), is(2));
    assertThat(
        refused.err(),
        startsWith(
            "splicebeam build: --output gs://splice-data/"
                + name
                + " is being written by another build"));
    build.add("--takeOver");
    Ran resumed = command(build);

    assertThat(resumed.err(), resumed.exitCode(), is(0));
    assertThat(data(name), is(local));
    for (String file : left.keySet()) {
      if (generations.containsKey(
          ".splicebeam/receipts/" + file.replaceAll(".*/|\\..*", "") + ".json")) {
        assertThat(gcs.generations(name), hasEntry(file, generations.get(file)));
      }
    }
    assertThat(
        gcs.generations(name).keySet().stream()
            .filter(f -> f.startsWith(".splicebeam/tmp") || f.contains("owner"))
            .toList(),
        is(empty()));
  }

  @Test
  void ofManyThatClaimAFolderAtATimeOneHasIt() throws Exception {
    useGcs();
    List<Callable<Owner>> claims = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      OutputFolder claimed = OutputFolder.at(LoopbackGcs.path("claimed")).ownedBy("run " + i);
      claims.add(() -> Owner.claim(claimed, false));
    }
    ExecutorService threads = Executors.newFixedThreadPool(claims.size());
    List<Owner> owners = new ArrayList<>();
    int refused = 0;
    for (Future<Owner> claim : threads.invokeAll(claims)) {
      try {
        owners.add(claim.get());
      } catch (ExecutionException e) {
        assertThat(e.toString(), e.getCause() instanceof VerdictException, is(true));
        refused++;
      }
    }
    threads.shutdown();
    assertThat(owners.size(), is(1));
    assertThat(refused, is(7));
    owners.get(0).close();
    assertThat(gcs.generations("claimed").keySet(), is(empty()));
  }

  /** As a job on Dataflow does hours after its launcher ended. */
  @Test
  void aJobGivesBackTheFolderThatWasLeftToIt() throws IOException {
    useGcs();
    OutputFolder output = OutputFolder.at(LoopbackGcs.path("left")).ownedBy("the job's run");
    try (Owner owner = Owner.claim(output, false)) {
      owner.leaveToJob();
    }
    assertThat(gcs.generations("left").keySet(), is(Set.of(".splicebeam/owner.json")));
    assertThat(
        assertThrows(VerdictException.class, () -> Owner.claim(output.ownedBy("another"), false))
            .getMessage(),
        startsWith("--output gs://splice-data/left is being written by another build"));

    giveBack(output, "gene_manifest.csv");
    giveBack(output.ownedBy("another"), "dataset.json");
    assertThat(gcs.generations("left").keySet(), is(Set.of(".splicebeam/owner.json")));
    giveBack(output, "dataset.json");
    assertThat(gcs.generations("left").keySet(), is(empty()));
  }

  private static void giveBack(OutputFolder output, String written) {
    Pipeline job = job();
    job.apply(Create.of(new FileReceipt(written, 0, 1, "")))
        .apply(GiveBackFolder.after(output, "dataset.json"));
    job.run().waitUntilFinish();
  }

  private static Pipeline job() {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create();
    options.setRunner(DirectRunner.class);
    return Pipeline.create(options);
  }

  @Test
  void hiddenObjectsAreNoInputUnlessNamedOutright() throws Exception {
    useGcs();
    Path tables = folder.resolve("tables");
    for (String name :
        List.of(
            "a/analysis_sequences_1.tsv",
            "a/.ipynb_checkpoints/analysis_sequences_1-checkpoint.tsv",
            "a/sub/__MACOSX/analysis_sequences_2.tsv",
            "b/analysis_sequences_1.tsv")) {
      Files.createDirectories(tables.resolve(name).getParent());
      Files.writeString(tables.resolve(name), name);
    }
    gcs.put(tables, "tables");
    String a = LoopbackGcs.path("tables/a");
    TableInputs found = TableInputs.match(List.of(a, LoopbackGcs.path("tables/b"), a));
    assertThat(
        found.tables().stream().map(TableFile::name).toList(),
        is(List.of("a/analysis_sequences_1.tsv", "b/analysis_sequences_1.tsv")));
    assertThat(found.hidden().count(), is(2));
    assertThat(
        TableInputs.match(List.of(a + "/**")).hidden(),
        is(new HiddenTables(2, ".ipynb_checkpoints/analysis_sequences_1-checkpoint.tsv")));
    assertThat(TableInputs.match(List.of(a + "/.ipynb_checkpoints/*")).tables().size(), is(1));
    assertThat(TableInputs.match(List.of(a + "/.ip*/*")).tables().size(), is(1));
    assertThat(TableInputs.match(List.of(a + "/*/*")).tables().size(), is(0));
  }

  @Test
  void rowsFromScoresInABucketAreThoseOfLocalOnes() throws IOException {
    Path made = folder.resolve("made up");
    Ran simulated = Ran.command("simulate", "--genes=24", "--rowsPerGene=8", "--output=" + made);
    assertThat(simulated.err(), simulated.exitCode(), is(0));
    gcs.put(made.resolve("scores"), "made-up/scores");
    for (String name : List.of("genome.fa", "annotation.gtf")) {
      gcs.put("made-up/" + name, Files.readAllBytes(made.resolve(name)));
    }
    Path dataset = folder.resolve("scored dataset");
    Ran here = Ran.command(scoredBuild(made.toString(), dataset.toString()));
    assertThat(here.err(), here.exitCode(), is(0));

    Ran there = command(scoredBuild(LoopbackGcs.path("made-up"), LoopbackGcs.path("rows")));

    assertThat(there.err(), there.exitCode(), is(0));
    assertThat(data("rows"), is(localData(dataset)));
    Set<String> others = new TreeSet<>(gcs.generations("rows").keySet());
    others.removeIf(name -> isData(name) || name.startsWith(".splicebeam/receipts/part-000"));
    assertThat(
        others,
        is(Set.of(".splicebeam/claim.json", ".splicebeam/plan.json", "report.html", "run.json")));
  }

  private static List<String> scoredBuild(String from, String output) {
    return List.of(
        "build",
        "--scores=" + from + "/scores",
        "--fasta=" + from + "/genome.fa",
        "--gtf=" + from + "/annotation.gtf",
        "--output=" + output,
        "--kmerSizes=2",
        "--partRows=300",
        "--runner=DirectRunner");
  }

  @Test
  void tracksAndWhatTheyLeaveMayLieInABucket() throws IOException {
    useGcs();
    Path tracks = folder.resolve("tracks");
    Files.createDirectories(tracks);
    Files.writeString(tracks.resolve("donor.bg"), "chr1 3 5 0.5\n");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(tracks.resolve("acceptor.bedGraph.gz")))) {
      out.write("chr1 4 6 0.25\n".getBytes(UTF_8));
    }
    gcs.put(tracks, "tracks");
    OutputFolder output = OutputFolder.at(LoopbackGcs.path("scored/")).ownedBy("run");
    Owner owner = Owner.claim(output, false);
    readTracks("tracks", output);
    readTracks("tracks/*", output);
    owner.close();
  }

  private static void readTracks(String named, OutputFolder output) throws IOException {
    ScoreInput input = ScoreInput.of(LoopbackGcs.path(named), ChromosomeAliases.NONE);
    assertThat(
        input.files().stream().map(TableFile::name).toList(),
        is(List.of("acceptor.bedGraph.gz", "donor.bg")));
    Pipeline job = job();
    job.apply(input.prepare(output, List.of()));
    job.run().waitUntilFinish();
    assertThat(
        gcs.generations("scored").keySet(), hasItems(input.workFiles().toArray(String[]::new)));
    float[] donor = new float[3];
    float[] acceptor = new float[3];
    try (ModelScores scores = input.open(output)) {
      scores.read("G", "1", Strand.REVERSE, new Span(4, 6), donor, acceptor);
    }
    assertThat(donor, is(new float[] {Float.NaN, 0.5f, 0.5f}));
    assertThat(acceptor, is(new float[] {0.25f, 0.25f, Float.NaN}));
  }

  @Test
  void aFileOfManyRequestsArrivesWhole() throws IOException {
    useGcs();
    OutputFolder output = OutputFolder.at(LoopbackGcs.path("large"));
    byte[] block = new byte[MB];
    for (int i = 0; i < MB; i++) {
      block[i] = (byte) (i * 31 >> 3);
    }
    String sha256 =
        Publish.file(
                output,
                "a",
                out -> {
                  for (int i = 0; i < 60; i++) {
                    out.write(block);
                  }
                  return 0;
                })
            .sha256();
    assertThat(sha256(gcs.get("large/a")), is(sha256));
    assertThat(gcs.generations("large").keySet(), is(Set.of("a")));
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "60"})
  void whatIsAbandonedIsNotPublished(int megabytes) throws IOException {
    useGcs();
    OutputFolder output = OutputFolder.at(LoopbackGcs.path("abandoned" + megabytes));
    Publish.text(output, "a", "before");
    assertThrows(
        IOException.class,
        () ->
            Publish.file(
                output,
                "a",
                out -> {
                  out.write(new byte[megabytes * MB + 1]);
                  out.flush();
                  throw new IOException("no more");
                }));
    assertThat(new String(gcs.get("abandoned" + megabytes + "/a"), UTF_8), is("before"));
    assertThat(gcs.generations("abandoned" + megabytes).keySet(), is(Set.of("a")));
  }

  @Test
  void annotateKeepsTheCacheAndNothingElse() throws IOException {
    Ran ran =
        command(
            List.of(
                "annotate",
                "--runner=DirectRunner",
                "--gtf=" + LoopbackGcs.path("genome/annotation.gtf"),
                "--annotationCache=" + LoopbackGcs.path("models")));
    assertThat(ran.err(), ran.exitCode(), is(0));
    assertThat(gcs.generations("models").size(), is(1));
  }

  @ParameterizedTest
  @CsvSource({
    "--gtf, gs://splice-data/none.gtf, : there is no such file",
    "--gtf, gs://splice-data/genome, : there is no such file",
    "--gtf, gs://splice-data/a*.gtf, ': it names one place, but *, ?, [, ], { and } make it a"
        + " pattern: choose another name'",
    "--input, gs://splice-data/none, ' has no analysis table: none of its files is named"
        + " *analysis_sequences_*.tsv (plain or with .gz, .bz2, .zst); a file of another name can"
        + " be named by itself'",
    "--output, s3://bucket/a, ': this distribution has no file system s3://: name a path on this"
        + " machine or at gs://'",
  })
  void whatWillNotDoIsNamed(String option, String path, String fault) {
    List<String> build = build(LoopbackGcs.path("genome"), LoopbackGcs.path("refused"));
    build.replaceAll(word -> word.startsWith(option + "=") ? option + "=" + path : word);
    assertThat(command(build), is(Ran.refused("build", option + " " + path + fault)));
  }

  private static List<String> build(String genome, String output) {
    return new ArrayList<>(
        List.of(
            "build",
            "--input=" + genome + "/analysis",
            "--gtf=" + genome + "/annotation.gtf",
            "--spliceSites=" + genome + "/splice_sites.tsv",
            "--output=" + output,
            "--kmerSizes=3",
            "--partRows=60",
            "--runner=DirectRunner"));
  }

  private static Command launch(List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("target/dist/splicebeam"));
    words.addAll(arguments);
    words.addAll(gcs.options());
    return Command.start(folder.resolve("said"), Map.of(), words);
  }

  private static Ran command(List<String> arguments) {
    return Ran.command(arguments, gcs.options().toArray(String[]::new));
  }

  private static void useGcs() {
    PipelineOptions options =
        PipelineOptionsFactory.fromArgs(gcs.options().toArray(String[]::new)).create();
    new GcsDefaults().complete(options);
    FileSystems.setDefaultPipelineOptions(options);
  }

  private static boolean isData(String name) {
    return !name.startsWith(".splicebeam/")
        && !name.startsWith("broken/")
        && !name.equals("report.html")
        && !name.equals("run.json");
  }

  /** SHA-256 of the data set's files on this machine, by name. */
  private static Map<String, String> localData(Path dataset) throws IOException {
    Map<String, String> data = new TreeMap<>();
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = dataset.relativize(file).toString();
        if (isData(name)) {
          data.put(name, sha256(Files.readAllBytes(file)));
        }
      }
    }
    return data;
  }

  /** SHA-256 of the data set's files in the bucket, by name. */
  private static Map<String, String> data(String below) throws IOException {
    Map<String, String> data = new TreeMap<>();
    for (String name : gcs.generations(below).keySet()) {
      if (isData(name)) {
        data.put(name, sha256(gcs.get(below + "/" + name)));
      }
    }
    return data;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
