package org.splicebeam.runners;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.UserCodeException;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.RunnerDefaults;
import org.splicebeam.runners.direct.DirectDefaults;
import org.splicebeam.runners.flink.FlinkDefaults;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class RunnerDefaultsTest {
  private static final MemoryBudget BUDGET = MemoryBudget.forWorkers(3, ColumnCount.NONE, 1, 1);
  private static final MemoryBudget TOO_MUCH = MemoryBudget.of(64, 3, ColumnCount.NONE, 1, 1);

  @Test
  void eachRunnerOffersItsDefaults() {
    List<String> runners =
        ServiceLoader.load(RunnerDefaults.class).stream()
            .map(ServiceLoader.Provider::get)
            .map(RunnerDefaults::runner)
            .toList();

    assertThat(
        runners,
        containsInAnyOrder("FlinkRunner", "DirectRunner", "DataflowRunner", "PortableRunner"));
  }

  @Test
  @SuppressWarnings("try") // what was prepared is only to be closed
  void embeddedFlinkIsConfiguredWithAFolderThatGoesAgain() throws IOException {
    for (String master : List.of("[auto]", "[local]")) {
      FlinkPipelineOptions options = flink("--flinkMaster=" + master);
      Path folder;
      try (Closeable prepared = new FlinkDefaults().prepare(options, BUDGET)) {
        assertThat(options.getFlinkMaster(), is("[auto]"));
        assertThat(options.getParallelism(), is(3));
        Map<String, String> settings = settingsOfJobs();
        folder = Path.of(settings.get("io.tmp.dirs"));
        assertThat(settings, is(settings(folder)));
        assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)), is("rwx------"));
        assertThat(System.getProperty("org.xerial.snappy.tempdir"), is(folder.toString()));
        assertThat(System.getProperty("ZstdTempFolder"), is(folder.toString()));
        Files.writeString(Files.createDirectory(folder.resolve("spilled")).resolve("a"), "b");
      }
      assertThat(Files.exists(folder), is(false));
      assertThat(System.getProperty("org.xerial.snappy.tempdir"), is(nullValue()));
      assertThat(System.getProperty("ZstdTempFolder"), is(nullValue()));
      assertThat(settingsOfJobs().get("io.tmp.dirs"), is(nullValue()));
    }
  }

  @Test
  @SuppressWarnings("try") // as above
  void aConfigurationOfTheUsersChangesWhatItNames(@TempDir Path own) throws IOException {
    Files.writeString(
        own.resolve("flink-conf.yaml"), "taskmanager.memory.managed.size: 99m\nrest.port: 1234\n");
    FlinkPipelineOptions options = flink("--flinkConfDir=" + own);

    try (Closeable prepared = new FlinkDefaults().prepare(options, BUDGET)) {
      Map<String, String> expected = settings(Path.of(settingsOfJobs().get("io.tmp.dirs")));
      expected.put("taskmanager.memory.managed.size", "99m");
      expected.put("rest.port", "1234");
      assertThat(settingsOfJobs(), is(expected));
      assertThat(options.getParallelism(), is(3));
    }
  }

  @Test
  void aConfigurationThatIsNotThereIsRefused(@TempDir Path own) {
    Path missing = own.resolve("missing");
    FlinkPipelineOptions options = flink("--flinkConfDir=" + missing);

    assertThat(
        assertThrows(BadOptionException.class, () -> new FlinkDefaults().prepare(options, BUDGET))
            .getMessage(),
        is("--flinkConfDir=%s has no settings of Flink that can be read".formatted(missing)));
  }

  /** What Flink is told by {@link #BUDGET}. */
  private static Map<String, String> settings(Path folder) {
    return new HashMap<>(
        Map.of(
            "io.tmp.dirs",
            folder.toString(),
            "classloader.check-leaked-classloader",
            "false",
            "security.delegation.tokens.enabled",
            "false",
            "taskmanager.network.compression.codec",
            "LZO",
            "jobmanager.retrieve-taskmanager-hostname",
            "false",
            "taskmanager.memory.framework.off-heap.batch-shuffle.size",
            "64 mb",
            "taskmanager.memory.managed.size",
            "256 mb",
            "taskmanager.memory.network.min",
            "45 mb",
            "taskmanager.memory.network.max",
            "45 mb"));
  }

  /** Those of the environment that Beam's runner finds. */
  @SuppressWarnings("deprecation") // Beam runs batches on Flink's DataSet API.
  private static Map<String, String> settingsOfJobs() {
    return ExecutionEnvironment.getExecutionEnvironment().getConfiguration().toMap();
  }

  @Test
  void aClusterThatTheUsersConfigurationKnowsIsLeftAlone() throws IOException {
    FlinkPipelineOptions options = flink("--flinkMaster=host:8081", "--flinkConfDir=/etc/flink");
    FlinkDefaults defaults = new FlinkDefaults();

    defaults.checkPaths(options, List.of(new PathOption("--output", "/data")));
    defaults.prepare(options, TOO_MUCH).close();

    assertThat(options.getFlinkMaster(), is("host:8081"));
    assertThat(options.getParallelism(), is(not(3)));
    assertThat(options.getFlinkConfDir(), is("/etc/flink"));
  }

  @Test
  void aClusterThatDoesNotAnswerIsRefused() throws IOException {
    String nowhere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = "127.0.0.1:" + socket.getLocalPort();
    }
    FlinkPipelineOptions options = flink("--flinkMaster=" + nowhere);

    assertThat(
        assertThrows(BadOptionException.class, () -> new FlinkDefaults().prepare(options, TOO_MUCH))
            .getMessage(),
        is(
            "--flinkMaster="
                + nowhere
                + ": no Flink answers there (connection refused): name HOST:PORT of a JobManager's REST"
                + " interface"));
  }

  @Test
  void onlyAnAddressOfFlinkIsRemote() {
    FlinkDefaults flink = new FlinkDefaults();
    assertThat(flink.isRemote(Map.of("--flinkMaster", "host:8081")::get), is(true));
    assertThat(flink.isRemote(Map.of("--flinkMaster", "[local]")::get), is(false));
    assertThat(flink.isRemote(Map.of("--parallelism", "8")::get), is(false));
    assertThat(new DirectDefaults().isRemote(Map.of("--flinkMaster", "host")::get), is(false));
  }

  /** Or else a restart strategy would try the same input again and again. */
  @Test
  void flinkDoesNotTryAgainAfterAVerdict() {
    VerdictException verdict = new VerdictException(Verdict.badInput("no such gene"));
    assertThat(
        ThrowableClassifier.findThrowableOfThrowableType(
                UserCodeException.wrap(verdict), ThrowableType.NonRecoverableError)
            .isPresent(),
        is(true));
    assertThat(verdict.getMessage(), is("no such gene"));
  }

  @Test
  void aRunnerIsNamedAsBeamNamesIt() {
    for (String name :
        List.of("FlinkRunner", "flink", "org.apache.beam.runners.flink.FlinkRunner")) {
      assertThat(RunnerDefaults.of(name).orElseThrow().runner(), is("FlinkRunner"));
    }
    assertThat(RunnerDefaults.of("SparkRunner"), is(Optional.empty()));
  }

  @Test
  void aLocalRunnerNeedsTheMemoryOfOneWorker() {
    assertThrows(
        BadOptionException.class,
        () -> new FlinkDefaults().prepare(flink("--runner=FlinkRunner"), TOO_MUCH));
    assertThrows(
        BadOptionException.class,
        () -> new DirectDefaults().prepare(PipelineOptionsFactory.create(), TOO_MUCH));
  }

  @Test
  void theDirectRunnerHasTheWorkersOfTheBudget() throws IOException {
    PipelineOptions options = PipelineOptionsFactory.create();

    new DirectDefaults().prepare(options, BUDGET).close();

    assertThat(options.as(DirectOptions.class).getTargetParallelism(), is(3));
  }

  private static FlinkPipelineOptions flink(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(FlinkPipelineOptions.class);
  }
}
