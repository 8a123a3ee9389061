package org.splicebeam.runners.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.splicebeam.pipeline.options.BadOptionException;

/**
 * A Flink cluster, as it describes itself through its REST interface at one moment.
 *
 * @param address of the JobManager's REST interface, HOST:PORT
 * @param version of Flink, such as 1.19.3
 * @param slots of all TaskManagers
 * @param freeSlots those of them that no job has
 * @param configuration of the JobManager, which TaskManagers usually share; passwords are masked
 * @param workers the TaskManagers that are there; on Kubernetes and YARN they may come with the job
 */
record FlinkCluster(
    String address,
    String version,
    int slots,
    int freeSlots,
    Map<String, String> configuration,
    List<Worker> workers) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> NO_RESTARTS = Set.of("none", "off", "disable");
  private static final int DEFAULT_PORT = 8081;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern HOST = Pattern.compile("@(.*):[0-9]+/");

  /**
   * A TaskManager.
   *
   * @param host name or address that it gives to others
   * @param slots workers in one process
   * @param heapBytes of the process
   * @param networkBytes for buffers between steps
   */
  record Worker(String host, int slots, long heapBytes, long networkBytes) {}

  /**
   * Asks the cluster.
   *
   * @param master as {@code --flinkMaster} names it: HOST or HOST:PORT, with or without http://
   * @throws BadOptionException where no Flink answers
   */
  static FlinkCluster at(String master) {
    String named = master.replaceFirst("^http://", "");
    String address = named.matches(".*:[0-9]+") ? named : named + ":" + DEFAULT_PORT;
    try {
      URI root = URI.create("http://" + address + "/");
      return of(
          address,
          ask(root.resolve("overview")),
          ask(root.resolve("jobmanager/config")),
          ask(root.resolve("taskmanagers")));
    } catch (JsonProcessingException e) {
      throw noFlink(master, "something else does");
    } catch (ConnectException e) {
      throw noFlink(master, isUnresolved(e) ? "no such host" : "connection refused");
    } catch (IOException e) {
      throw noFlink(master, e.getMessage());
    } catch (IllegalArgumentException e) {
      throw noFlink(master, "this is no address");
    }
  }

  private static boolean isUnresolved(Throwable error) {
    return error != null
        && (error instanceof UnresolvedAddressException || isUnresolved(error.getCause()));
  }

  private static BadOptionException noFlink(String master, String why) {
    return new BadOptionException(
        "--flinkMaster=%s: no Flink answers there (%s): name HOST:PORT of a JobManager's REST interface"
            .formatted(master, why));
  }

  private static JsonNode ask(URI what) throws IOException {
    HttpRequest question = HttpRequest.newBuilder(what).timeout(PATIENCE).build();
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(question, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("HTTP status " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /**
   * The cluster in its answers to {@code /overview}, {@code /jobmanager/config}, {@code
   * /taskmanagers}.
   */
  static FlinkCluster of(
      String address, JsonNode overview, JsonNode configuration, JsonNode taskManagers) {
    if (!overview.has("flink-version")) {
      throw noFlink(address, "something else does");
    }
    Map<String, String> settings = new HashMap<>();
    configuration.forEach(
        entry -> settings.put(entry.path("key").asText(), entry.path("value").asText()));
    List<Worker> workers = new ArrayList<>();
    for (JsonNode one : taskManagers.path("taskmanagers")) {
      JsonNode memory = one.path("memoryConfiguration");
      Matcher host = HOST.matcher(one.path("path").asText());
      workers.add(
          new Worker(
              host.find() ? host.group(1) : "",
              one.path("slotsNumber").asInt(),
              memory.path("frameworkHeap").asLong() + memory.path("taskHeap").asLong(),
              memory.path("networkMemory").asLong()));
    }
    return new FlinkCluster(
        address,
        overview.path("flink-version").asText(),
        overview.path("slots-total").asInt(),
        overview.path("slots-available").asInt(),
        Map.copyOf(settings),
        List.copyOf(workers));
  }

  /** Whether TaskManagers are started for the jobs that need them. */
  boolean isElastic() {
    return configuration.keySet().stream()
        .anyMatch(key -> key.startsWith("kubernetes.") || key.startsWith("yarn."));
  }

  /** Whether a failed step is tried again; Flink's default is not to. */
  boolean restartsJobs() {
    String strategy =
        configuration.getOrDefault(
            "restart-strategy.type", configuration.getOrDefault("restart-strategy", "none"));
    return !NO_RESTARTS.contains(strategy);
  }
}
