package org.splicebeam.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Takes Dataflow jobs on loopback and keeps them: what Google would have received, no more. */
final class LoopbackDataflow implements AutoCloseable {
  static final String JOB_ID = "2026-01-01_00_00_00-1234567890";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<JsonNode> jobs = Collections.synchronizedList(new ArrayList<>());

  private LoopbackDataflow(HttpServer server) {
    this.server = server;
  }

  static LoopbackDataflow start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoopbackDataflow dataflow = new LoopbackDataflow(server);
    server.createContext("/", dataflow::take);
    server.start();
    return dataflow;
  }

  /** What a command needs to be told of it. */
  String option() {
    return "--dataflowEndpoint=http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Method and path of every request. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** Every job that was submitted. */
  List<JsonNode> jobs() {
    return List.copyOf(jobs);
  }

  private void take(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    ObjectNode answer = JSON.createObjectNode();
    try (InputStream body =
        zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      JsonNode job = JSON.readTree(body.readAllBytes());
      jobs.add(job);
      answer.put("id", JOB_ID);
      answer.set("name", job.path("name"));
      answer.set("clientRequestId", job.path("clientRequestId"));
    }
    byte[] text = JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
