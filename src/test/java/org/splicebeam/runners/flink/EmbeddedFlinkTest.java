package org.splicebeam.runners.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  /** Tables of the kernel, each with the column that has a socket's inode. */
  private static final Map<String, Integer> INODE_COLUMNS =
      Map.of("tcp", 9, "tcp6", 9, "udp", 9, "udp6", 9, "raw", 9, "unix", 6);

  /** The JVM has a pair of unnamed sockets, which nobody can reach, to close others by. */
  private static final int UNIX_PATH_COLUMN = 7;

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

  /** Neither of the internet nor of this machine alone, bound or connected. */
  @Test
  void noSocketIsOpened() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(Path.of("/proc/self/net/tcp")));
    try (ServerSocket seen = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(
          sockets(ProcessHandle.current().pid()),
          hasItem(containsString(":%04X ".formatted(seen.getLocalPort()))));
    }
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

    Set<String> sockets = new TreeSet<>();
    do {
      sockets.addAll(sockets(build.pid()));
    } while (!build.waitFor(100, TimeUnit.MILLISECONDS));

    assertThat(Files.readString(said), build.exitValue(), is(0));
    assertThat(sockets, is(Set.of()));
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
        if (!name.startsWith(".splicebeam/")
            && !name.equals("run.json")
            && !name.equals("report.html")) {
          contents.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return contents;
  }

  /** Those that a process has at this moment and others can reach, as {@code /proc} has them. */
  private static Set<String> sockets(long pid) throws IOException {
    Set<String> open = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      for (Path descriptor : descriptors.toList()) {
        open.add(target(descriptor));
      }
    } catch (IOException e) {
      return Set.of(); // The process has just ended.
    }
    Set<String> sockets = new HashSet<>();
    for (Map.Entry<String, Integer> table : INODE_COLUMNS.entrySet()) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table.getKey()))) {
        String[] field = line.strip().split(" +");
        boolean isUnnamed = table.getKey().equals("unix") && field.length == UNIX_PATH_COLUMN;
        if (!isUnnamed && open.contains("socket:[" + field[table.getValue()] + "]")) {
          sockets.add(table.getKey() + " " + line);
        }
      }
    }
    return sockets;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // It was closed meanwhile.
    }
  }
}
