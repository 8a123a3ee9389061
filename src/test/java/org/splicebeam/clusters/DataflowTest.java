package org.splicebeam.clusters;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.model.pipeline.v1.RunnerApi.PTransform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.SnappyInputStream;

/** Jobs as Dataflow would receive them; no job runs. */
@Tag("clusters")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DataflowTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String PAR_DO = "beam:transform:pardo:v1";

  @TempDir static Path folder;
  private static LoopbackGcs gcs;
  private static LoopbackDataflow dataflow;

  @BeforeAll
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  static void start() throws Exception {
    gcs = LoopbackGcs.start(folder.resolve("server"));
    gcs.put(Command.ROOT.resolve("examples/genome"), "genome");
    dataflow = LoopbackDataflow.start();
  }

  @AfterAll
  static void stop() {
    if (gcs != null) {
      gcs.close();
    }
    if (dataflow != null) {
      dataflow.close();
    }
  }

  @Test
  void aSubmittedJobHasAllThatItNeeds() throws Exception {
    Command.Ended ended = run("target/dist/splicebeam", "build", "dataset", dataflow.option());

    assertThat(ended.err(), is(""));
    assertThat(ended.exitCode(), is(0));
    assertThat(
        ended.out().lines().map(line -> line.replaceAll("job \\S+ was", "job NAME was")).toList(),
        is(
            List.of(
                "job NAME was submitted to Dataflow and goes on by itself",
                "  look at it: https://console.cloud.google.com/dataflow/jobs/europe-west1/"
                    + LoopbackDataflow.JOB_ID
                    + "?project=my-project",
                "  cancel it: CLOUDSDK_API_ENDPOINT_OVERRIDES_DATAFLOW="
                    + dataflow.option().replace("--dataflowEndpoint=", "")
                    + " gcloud dataflow jobs --project=my-project cancel --region=europe-west1 "
                    + LoopbackDataflow.JOB_ID,
                "  done when gs://splice-data/dataset/dataset.json is there",
                "  input that will not do is told in"
                    + " gs://splice-data/dataset/.splicebeam/verdict.json")));
    assertThat(
        dataflow.requests(),
        is(List.of("POST /v1b3/projects/my-project/locations/europe-west1/jobs")));
    assertIsTheBuild(dataflow.jobs().get(0));
    // The folder is the job's until the job gives it back.
    assertThat(
        gcs.generations("dataset").keySet(),
        is(Set.of(".splicebeam/claim.json", ".splicebeam/owner.json")));
  }

  /** As the launcher of a Flex Template starts it, but for its service account. */
  @Test
  void theTemplatesJarWritesTheJobAndDoesNotWait() throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/dist/splicebeam-dataflow.jar",
                "org.splicebeam.runners.dataflow.FlexTemplate"));
    words.addAll(build("from-template"));
    words.add("--keepSequence=true");
    words.add("--templateLocation=" + LoopbackGcs.path("launches/job_object"));
    words.addAll(gcs.options());

    Command.Ended ended = Command.run(folder.resolve("said"), Map.of(), LIMIT, words);

    assertThat(ended.err(), is(""));
    assertThat(ended.exitCode(), is(0));
    assertThat(
        ended.out(),
        containsString(
            "the job's description was written to gs://splice-data/launches/job_object: what"
                + " launches it starts it\n"));
    JsonNode job = new ObjectMapper().readTree(gcs.get("launches/job_object"));
    assertThat(topLevel(proto(job)), is(topLevel()));
    assertThat(
        packages(job).stream().map(DataflowTest::withoutHash).toList(),
        is(List.of("splicebeam-dataflow.jar")));
  }

  private static void assertIsTheBuild(JsonNode job) throws IOException {
    assertThat(job.path("type").asText(), is("JOB_TYPE_BATCH"));
    assertThat(job.path("name").asText(), matchesPattern("splicebeam-.*"));
    JsonNode workers = job.path("environment").path("workerPools").path(0);
    assertThat(workers.path("machineType").asText(), is("n2-standard-4"));
    assertThat(workers.path("diskSizeGb").asInt(), is(50));
    assertThat(workers.path("autoscalingSettings").path("maxNumWorkers").asInt(), is(32));
    JsonNode options = options(job);
    assertThat(options.path("workerCacheMb").asInt(), is(1024));
    assertThat(options.path("region").asText(), is("europe-west1"));

    Set<String> jars = new TreeSet<>();
    for (String lib : List.of("lib", "lib/dataflow")) {
      try (Stream<Path> files = Files.list(Command.ROOT.resolve("target/dist").resolve(lib))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".jar"))
            .forEach(jars::add);
      }
    }
    Set<String> staged =
        packages(job).stream()
            .map(DataflowTest::withoutHash)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(staged, is(jars));
    for (String name : packages(job)) {
      assertThat(gcs.generations("temp/staging").keySet(), hasItem(name));
    }

    RunnerApi.Pipeline proto = proto(job);
    assertThat(topLevel(proto), is(topLevel()));
    List<String> names =
        proto.getComponents().getTransformsMap().values().stream()
            .map(PTransform::getUniqueName)
            .toList();
    assertThat(names.size(), is(Set.copyOf(names).size()));
    assertHoldsNoLocalPath(job, proto);
  }

  /** Neither as text nor inside of a step; what Beam notes of the jars it staged set apart. */
  private static void assertHoldsNoLocalPath(JsonNode job, RunnerApi.Pipeline proto)
      throws IOException {
    JsonNode noted = job.path("environment").path("sdkPipelineOptions");
    ((ObjectNode) noted.path("options")).remove("filesToStage");
    Iterator<JsonNode> displayed = noted.path("display_data").iterator();
    while (displayed.hasNext()) {
      if (displayed.next().path("key").asText().equals("filesToStage")) {
        displayed.remove();
      }
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("the job", job.toString());
    for (PTransform transform : proto.getComponents().getTransformsMap().values()) {
      if (transform.getSpec().getUrn().equals(PAR_DO)) {
        byte[] step =
            RunnerApi.ParDoPayload.parseFrom(transform.getSpec().getPayload())
                .getDoFn()
                .getPayload()
                .toByteArray();
        texts.put(transform.getUniqueName(), new String(unpacked(step), ISO_8859_1));
      }
    }
    assertThat(
        texts.get("WriteDataset/WriteParts/CommitParts/ParMultiDo(Write)"),
        containsString("gs://splice-data/dataset"));
    texts.forEach(
        (where, text) -> {
          for (Path path :
              List.of(Command.ROOT, folder, Path.of(System.getProperty("user.home")))) {
            assertThat(where, text, not(containsString(path + "/")));
          }
        });
  }

  private static byte[] unpacked(byte[] step) throws IOException {
    try (SnappyInputStream in = new SnappyInputStream(new ByteArrayInputStream(step))) {
      return in.readAllBytes();
    }
  }

  /** The steps that people meet in Dataflow's pages: their names stay. */
  private static List<String> topLevel() {
    return List.of(
        "ReadAnnotation",
        "ScanRows",
        "JudgeInput",
        "ChooseRows",
        "PlanBuild",
        "WriteDataset",
        "FinishDataset");
  }

  private static List<String> topLevel(RunnerApi.Pipeline proto) {
    return proto.getRootTransformIdsList().stream()
        .map(id -> proto.getComponents().getTransformsOrThrow(id).getUniqueName())
        .toList();
  }

  private static RunnerApi.Pipeline proto(JsonNode job) throws IOException {
    String url = options(job).path("pipelineUrl").asText();
    return RunnerApi.Pipeline.parseFrom(gcs.get(url.substring(LoopbackGcs.path("").length())));
  }

  private static JsonNode options(JsonNode job) {
    return job.path("environment").path("sdkPipelineOptions").path("options");
  }

  private static List<String> packages(JsonNode job) {
    List<String> names = new ArrayList<>();
    job.path("environment")
        .path("workerPools")
        .path(0)
        .path("packages")
        .forEach(file -> names.add(file.path("name").asText()));
    return names;
  }

  private static String withoutHash(String staged) {
    return staged.replaceFirst("-[A-Za-z0-9_-]{43}\\.jar$", ".jar");
  }

  private static Command.Ended run(String program, String command, String output, String more)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(program, command));
    words.addAll(build(output));
    words.add(more);
    words.addAll(gcs.options());
    return Command.run(folder.resolve("said"), Map.of(), LIMIT, words);
  }

  private static List<String> build(String output) {
    return List.of(
        "--runner=DataflowRunner",
        "--project=my-project",
        "--region=europe-west1",
        "--tempLocation=" + LoopbackGcs.path("temp"),
        "--input=" + LoopbackGcs.path("genome/analysis"),
        "--gtf=" + LoopbackGcs.path("genome/annotation.gtf"),
        "--spliceSites=" + LoopbackGcs.path("genome/splice_sites.tsv"),
        "--output=" + LoopbackGcs.path(output));
  }
}
