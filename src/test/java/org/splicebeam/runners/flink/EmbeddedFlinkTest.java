package org.splicebeam.runners.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.Ran;

/** Whole builds on the cluster that lives in the launcher's own process. */
class EmbeddedFlinkTest {
  private static final Path EXAMPLE = Path.of("..", "..", "examples", "genome").toAbsolutePath();

  /** 127.0.0.1 and ::1, also as IPv4 in IPv6, in the kernel's order of bytes. */
  private static final String IPV4_LOOPBACK = "0100007F:";

  private static final String IPV6_LOOPBACK = "00000000000000000000000001000000:";
  private static final String MAPPED_LOOPBACK = "0000000000000000FFFF00000100007F:";
  private static final String LISTENING = "0A";

  @TempDir Path folder;

  @Test
  void thirtyTwoWorkersWriteWhatOneDoes() throws IOException {
    for (int workers : new int[] {1, 32}) {
      Ran run =
          Ran.command(
              build(folder.resolve("by " + workers)), "--partRows=60", "--parallelism=" + workers);
      assertThat(run.err(), is(""));
      assertThat(run.exitCode(), is(0));
    }

    Map<String, String> one = contents(folder.resolve("by 1"));
    assertThat(one.keySet(), hasItem("master/part-00011.parquet"));
    assertThat(contents(folder.resolve("by 32")), is(one));
  }

  @Test
  void onlyLoopbackIsListenedOn() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
    Path said = folder.resolve("said");
    List<String> command =
        Stream.concat(
                Stream.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()),
                build(folder.resolve("dataset")).stream())
            .toList();
    Process build =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();

    Set<String> addresses = new TreeSet<>();
    do {
      addresses.addAll(listening(build.pid()));
    } while (!build.waitFor(100, TimeUnit.MILLISECONDS));

    assertThat(Files.readString(said), build.exitValue(), is(0));
    assertThat("no socket was seen at all", addresses.isEmpty(), is(false));
    assertThat(
        addresses,
        everyItem(
            anyOf(
                startsWith(IPV4_LOOPBACK),
                startsWith(IPV6_LOOPBACK),
                startsWith(MAPPED_LOOPBACK))));
  }

  private static List<String> build(Path output) {
    return List.of(
        "build",
        "--input=" + EXAMPLE.resolve("analysis"),
        "--gtf=" + EXAMPLE.resolve("annotation.gtf"),
        "--spliceSites=" + EXAMPLE.resolve("splice_sites.tsv"),
        "--output=" + output,
        "--kmerSizes=2");
  }

  /** The published files that are a function of input and options. */
  private static Map<String, String> contents(Path dataset) throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(dataset)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = dataset.relativize(file).toString();
        if (!name.startsWith(".splicebeam/") && !name.equals("run.json")) {
          contents.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  /** Addresses that a process listens on at this moment, as {@code /proc} writes them. */
  private static Set<String> listening(long pid) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      for (Path descriptor : descriptors.toList()) {
        sockets.add(target(descriptor));
      }
    } catch (IOException e) {
      return Set.of(); // The process has just ended.
    }
    Set<String> addresses = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] field = line.strip().split(" +");
        if (field[3].equals(LISTENING) && sockets.contains("socket:[" + field[9] + "]")) {
          addresses.add(field[1]);
        }
      }
    }
    return addresses;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // It was closed meanwhile.
    }
  }
}
