package org.splicebeam.clusters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Google Cloud Storage on loopback: a fake-gcs-server with one bucket, behind a proxy that lets a
 * test see each request before it is answered.
 */
final class LoopbackGcs implements AutoCloseable {
  static final String BUCKET = "splice-data";

  private static final Duration INSTALLED = Duration.ofMinutes(14);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Headers that belong to one connection. */
  private static final Set<String> HOP =
      Set.of("connection", "host", "content-length", "transfer-encoding", "upgrade", "expect");

  private final Command server;
  private final HttpServer proxy;
  private final ExecutorService threads;
  private final HttpClient client;
  private final String target;
  private volatile Predicate<String> gate = request -> true;

  private LoopbackGcs(Command server, HttpServer proxy, String target) {
    this.server = server;
    this.proxy = proxy;
    this.target = target;
    this.threads = Executors.newCachedThreadPool();
    this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Installs it where it is not yet, and starts it with an empty bucket. */
  static LoopbackGcs start(Path folder) throws IOException, InterruptedException {
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int port = freePort();
    String own = "127.0.0.1:" + proxy.getAddress().getPort();
    Command server =
        Command.start(
            folder,
            Map.of(),
            List.of(
                "src/test/clusters/gcs.sh",
                String.valueOf(port),
                "-external-url=http://" + own,
                "-public-host=" + own));
    LoopbackGcs gcs = new LoopbackGcs(server, proxy, "http://127.0.0.1:" + port);
    try {
      server.awaitSight("the storage server", INSTALLED, gcs::answers);
    } catch (IOException | InterruptedException | AssertionError e) {
      gcs.close();
      throw e;
    }
    proxy.createContext("/", gcs::pass);
    proxy.setExecutor(gcs.threads);
    proxy.start();
    gcs.send(
        "POST",
        "/storage/v1/b?project=p",
        ("{\"name\":\"" + BUCKET + "\"}").getBytes(StandardCharsets.UTF_8));
    return gcs;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() throws IOException {
    try {
      return send("GET", "/storage/v1/b?project=p", new byte[0]).length > 0;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** What commands need to be told of it. */
  List<String> options() {
    return List.of(
        "--gcsEndpoint=http://127.0.0.1:" + proxy.getAddress().getPort() + "/storage/v1/",
        "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory");
  }

  /** The path of a file or folder in the bucket. */
  static String path(String name) {
    return "gs://" + BUCKET + "/" + name;
  }

  /** Asks of every request, method and address and body, whether it is to be passed on. */
  void ask(Predicate<String> requests) {
    gate = requests;
  }

  /** Puts a folder's files below a name. */
  void put(Path folder, String below) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        put(below + "/" + folder.relativize(file), Files.readAllBytes(file));
      }
    }
  }

  void put(String name, byte[] content) throws IOException {
    send(
        "POST",
        "/upload/storage/v1/b/" + BUCKET + "/o?uploadType=media&name=" + encoded(name),
        content);
  }

  byte[] get(String name) throws IOException {
    return send("GET", "/storage/v1/b/" + BUCKET + "/o/" + encoded(name) + "?alt=media", null);
  }

  /** The generation of every object below a name: another one where it was written again. */
  Map<String, String> generations(String below) throws IOException {
    Map<String, String> generations = new TreeMap<>();
    String page = "";
    do {
      JsonNode listed =
          JSON.readTree(
              send(
                  "GET",
                  "/storage/v1/b/" + BUCKET + "/o?prefix=" + encoded(below + "/") + page,
                  null));
      for (JsonNode item : listed.path("items")) {
        String name = item.path("name").asText().substring(below.length() + 1);
        generations.put(name, item.path("generation").asText());
      }
      String next = listed.path("nextPageToken").asText();
      page = next.isEmpty() ? "" : "&pageToken=" + encoded(next);
    } while (!page.isEmpty());
    return generations;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] send(String method, String address, byte[] body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + address))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    HttpResponse<byte[]> answer = send(request);
    if (answer.statusCode() >= 300) {
      throw new IOException(
          method + " " + address + ": " + new String(answer.body(), StandardCharsets.UTF_8));
    }
    return answer.body();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Passes a request on, and its answer back. */
  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String address = exchange.getRequestURI().toString();
    boolean text = body.length < 1 << 16;
    if (!gate.test(
        exchange.getRequestMethod()
            + " "
            + address
            + (text ? "\n" + new String(body, StandardCharsets.ISO_8859_1) : ""))) {
      exchange.close();
      return;
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + address))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> answer = send(request);
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    boolean bodiless = exchange.getRequestMethod().equals("HEAD") || answer.body().length == 0;
    exchange.sendResponseHeaders(answer.statusCode(), bodiless ? -1 : answer.body().length);
    if (!bodiless) {
      exchange.getResponseBody().write(answer.body());
    }
    exchange.close();
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
    server.close();
  }
}
