package org.splicebeam.runners.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.splicebeam.pipeline.options.BadOptionException;

class FlinkClusterTest {
  /** Answers of a Flink 1.19.3, shortened. */
  private static final String OVERVIEW =
      """
      {"taskmanagers":2,"slots-total":4,"slots-available":3,"jobs-running":1,"flink-version":"1.19.3","flink-commit":"4105f8d"}
      """;

  private static final String CONFIGURATION =
      """
      [{"key":"blob.server.port","value":"34015"},{"key":"restart-strategy.type","value":"exponential-delay"}]
      """;

  private static final String TASK_MANAGERS =
      """
      {"taskmanagers":[{"id":"127.0.0.1:43117-1c2540","path":"pekko.tcp://flink@127.0.0.1:43117/user/rpc/taskmanager_0",
      "dataPort":43255,"slotsNumber":2,"freeSlots":2,"memoryConfiguration":{"frameworkHeap":134217728,"taskHeap":536870912,
      "frameworkOffHeap":134217728,"networkMemory":67108864,"managedMemory":201326592}},
      {"id":"n7:1-a","path":"pekko.tcp://flink@n7.example.org:1/user/rpc/taskmanager_0","slotsNumber":1,
      "memoryConfiguration":{"frameworkHeap":1,"taskHeap":2,"networkMemory":3}}]}
      """;

  @Test
  void whatAClusterTellsOfItselfIsUnderstood() throws IOException {
    FlinkCluster cluster =
        FlinkCluster.of("h:1", json(OVERVIEW), json(CONFIGURATION), json(TASK_MANAGERS));

    assertThat(
        cluster,
        is(
            new FlinkCluster(
                "h:1",
                "1.19.3",
                4,
                3,
                Map.of("blob.server.port", "34015", "restart-strategy.type", "exponential-delay"),
                List.of(
                    new FlinkCluster.Worker("127.0.0.1", 2, 640L << 20, 64L << 20),
                    new FlinkCluster.Worker("n7.example.org", 1, 3, 3)))));
    assertThat(cluster.restartsJobs(), is(true));
    assertThat(cluster.isElastic(), is(false));
  }

  @Test
  void clustersOnKubernetesAndYarnGrowWithTheirJobs() throws IOException {
    for (String key : List.of("kubernetes.cluster-id", "yarn.application.name")) {
      JsonNode configuration = json("[{\"key\":\"" + key + "\",\"value\":\"a\"}]");
      FlinkCluster cluster = FlinkCluster.of("h:1", json(OVERVIEW), configuration, json("{}"));
      assertThat(cluster.isElastic(), is(true));
      assertThat(cluster.restartsJobs(), is(false));
    }
  }

  @Test
  void somethingElseThanFlinkIsToldSo() throws IOException {
    for (String other : List.of("<html>hello</html>", "{\"status\":\"fine\"}")) {
      assertThat(refusal(200, other), is("something else does"));
    }
    assertThat(refusal(404, ""), is("HTTP status 404"));
    assertThat(
        assertThrows(BadOptionException.class, () -> FlinkCluster.at("[collection]")).getMessage(),
        is(
            "--flinkMaster=[collection]: no Flink answers there (this is no address): name HOST:PORT"
                + " of a JobManager's REST interface"));
    assertThat(
        assertThrows(BadOptionException.class, () -> FlinkCluster.at("no.such.host.invalid:1"))
            .getMessage(),
        containsString("no Flink answers there (no such host)"));
  }

  /** What is said of a server that gives one answer to every question. */
  private static String refusal(int status, String answer) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    try {
      String master = "127.0.0.1:" + server.getAddress().getPort();
      String sentence =
          assertThrows(BadOptionException.class, () -> FlinkCluster.at(master)).getMessage();
      String before = "--flinkMaster=" + master + ": no Flink answers there (";
      String after = "): name HOST:PORT of a JobManager's REST interface";
      assertThat(sentence.startsWith(before) && sentence.endsWith(after), is(true));
      return sentence.substring(before.length(), sentence.length() - after.length());
    } finally {
      server.stop(0);
    }
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
