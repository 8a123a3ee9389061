package org.splicebeam.clusters;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Flink cluster of {@code src/test/clusters/flink.sh}. */
final class LoopbackFlink {
  private static final String SCRIPT = "src/test/clusters/flink.sh";
  private static final Duration TO_DOWNLOAD_AND_START = Duration.ofMinutes(14);
  private static final int NOT_DOWNLOADED = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private Map<String, String> status;

  private LoopbackFlink(Path folder) {
    this.folder = folder;
  }

  /**
   * Starts it; a test on a machine without PyPI is skipped, but not one of the project's checks.
   */
  static LoopbackFlink in(Path folder) throws IOException, InterruptedException {
    LoopbackFlink flink = new LoopbackFlink(folder);
    flink.start();
    return flink;
  }

  /** Starts what does not run. */
  void start() throws IOException, InterruptedException {
    Command.Ended ended = run("start", TO_DOWNLOAD_AND_START);
    assumeTrue(
        ended.exitCode() != NOT_DOWNLOADED || System.getenv("CI") != null,
        "Flink could not be downloaded from PyPI");
    assertThat(ended.err(), ended.exitCode(), is(0));
    status = new TreeMap<>();
    ended.out().lines().map(line -> line.split(" ", 2)).forEach(l -> status.put(l[0], l[1]));
  }

  /** HOST:PORT of its REST interface. */
  String master() {
    return status.get("master");
  }

  /** The command that submits a jar, and its environment. */
  List<String> flinkRun() {
    return List.of(
        Command.ROOT.resolve("target/clusters/flink-1.19.3/bin/flink").toString(), "run");
  }

  Map<String, String> environment() {
    return Map.of("FLINK_CONF_DIR", folder.resolve("conf").toString());
  }

  /** Kills a TaskManager (SIGKILL). */
  void kill(String taskManager) {
    ProcessHandle process = ProcessHandle.of(Long.parseLong(status.get(taskManager))).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Whether a step of a running job has begun to work. */
  boolean works(String step) throws IOException {
    for (JsonNode job : ask("jobs").path("jobs")) {
      if (!job.path("status").asText().equals("RUNNING")) {
        continue;
      }
      for (JsonNode vertex : ask("jobs/" + job.path("id").asText()).path("vertices")) {
        if (vertex.path("name").asText().contains(step)
            && vertex.path("status").asText().equals("RUNNING")) {
          return true;
        }
      }
    }
    return false;
  }

  private JsonNode ask(String what) throws IOException {
    return JSON.readTree(URI.create("http://" + master() + "/" + what).toURL());
  }

  /** Stops what runs. */
  void stop() throws IOException, InterruptedException {
    run("stop", Duration.ofMinutes(1));
  }

  private Command.Ended run(String word, Duration limit) throws IOException, InterruptedException {
    return Command.run(
        folder.resolve("log"),
        Map.of(),
        limit,
        List.of(Command.ROOT.resolve(SCRIPT).toString(), word, folder.toString()));
  }
}
