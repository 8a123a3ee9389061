package org.splicebeam.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.LogLines;

/**
 * The launcher's archive of loaded classes, made and read by the real Java of this test. Beside
 * made-up sources stands a distribution of a few classes: its command prints the archive that the
 * JVM was given.
 */
@DisabledOnOs(OS.WINDOWS)
class ClassArchiveTest {
  private static final Path SCRIPT = Path.of("..", "..", "splicebeam");
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String MAKING =
      "splicebeam: keeping loaded classes in an archive, with which builds start faster (once for"
          + " each Java; some seconds).\n";
  private static final String NONE = "\n";

  @TempDir static Path compiled;

  @TempDir Path temporary;
  private Path root;
  private Path java;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(Files.exists(JAVA_HOME.resolve("lib/server/classes.jsa")), "Java's own archive");
    root = Files.createDirectories(temporary.toRealPath().resolve("product"));
    Files.writeString(
        root.resolve("splicebeam"),
        Files.readString(SCRIPT).replace("rehearsal_seconds=120", "rehearsal_seconds=$SECONDS_"));
    assertThat(root.resolve("splicebeam").toFile().setExecutable(true), is(true));
    for (String folder : List.of("schemas", "transforms", "pipeline", "runners")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    jar("a.jar", "org/splicebeam/pipeline/Main.class");
    jar("flink/f.jar", "org/splicebeam/pipeline/JvmFlags.class");
    jar("direct/d.jar", "org/splicebeam/pipeline/Main.class");
    for (String folder : List.of("direct", "flink", ".")) {
      Files.writeString(lib().resolve(folder).resolve(".complete"), "");
    }
    java = java("");
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("SECONDS_", "120");
  }

  @Test
  void theFirstBuildMakesItAndTheNextOnesHaveIt() throws Exception {
    assertThat(run("schema"), is(new Run(0, NONE, "")));
    assertThat(run("build", "elsewhere"), is(new Run(0, NONE, "")));
    assertThat(archives(), is(List.of()));

    Run first = run("build");
    Path archive = archives().get(0);
    assertThat(first, is(new Run(0, archive + "\n", MAKING)));
    assertThat(run("build", "--runner=FlinkRunner"), is(new Run(0, archive + "\n", "")));
    assertThat(run("annotate"), is(new Run(0, archive + "\n", "")));
    assertThat(run("build", "--runner=DirectRunner"), is(new Run(0, NONE, "")));
    assertThat(archives(), hasSize(1));
    assertThat(Files.exists(root.resolve("target/rehearsal")), is(false));
    assertThat(isLocked(), is(false));
  }

  /** A file system's jars stand behind those that the archive knows. */
  @Test
  void moreJarsBehindThoseOfTheArchiveDoNoHarm() throws Exception {
    run("build");
    jar("gcs/g.jar", "org/splicebeam/pipeline/Main.class");
    Files.createFile(lib().resolve("gcs/.complete"));

    assertThat(run("build", "--output=gs://b/a"), is(new Run(0, archives().get(0) + "\n", "")));
  }

  /** Only the JVM that checks all of it can tell; another one crashes on some of these. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "changed", "foreign", "removed", "of another jar"})
  void aBrokenOneIsMadeAnew(String fault) throws Exception {
    run("build");
    Path archive = archives().get(0);
    byte[] bytes = Files.readAllBytes(archive);
    assertThat(archive.toFile().setWritable(true), is(true));
    switch (fault) {
      case "cut" -> Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
      case "changed" -> {
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 10_000, (byte) 255);
        Files.write(archive, bytes);
      }
      case "foreign" -> Files.writeString(archive, "no archive at all");
      case "removed" -> Files.delete(archive);
      default ->
          Files.setLastModifiedTime(
              lib().resolve("a.jar"), FileTime.from(Instant.now().minusSeconds(60)));
    }

    assertThat(run("build", "elsewhere"), is(new Run(0, NONE, "")));
    assertThat(run("build", "--x"), is(new Run(0, archive + "\n", MAKING)));
    assertThat(run("build"), is(new Run(0, archive + "\n", "")));
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(
          files.map(file -> file.getFileName().toString()).filter(f -> f.contains("err")).toList(),
          is(List.of()));
    }
  }

  @Test
  void aFolderInItsPlaceStays() throws Exception {
    run("build");
    Path archive = archives().get(0);
    Files.delete(archive);
    Files.createDirectory(archive);
    Files.createFile(archive.resolve("in the way"));

    assertThat(run("build"), is(new Run(0, NONE, "")));
  }

  @Test
  void itStaysForANewLayoutThatItFits() throws Exception {
    String archive = run("build").out;
    Files.setLastModifiedTime(lib().resolve(".complete"), FileTime.from(Instant.now()));

    assertThat(run("build"), is(new Run(0, archive, "")));
  }

  @Test
  void anotherFolderAndAnotherJavaHaveTheirOwn() throws Exception {
    Path first = Path.of(run("build").out.strip());

    root = Files.move(root, temporary.toRealPath().resolve("moved here"));
    Run moved = run("build");
    assertThat(moved.err, is(MAKING));
    assertThat(moved.out, not(containsString(first.getFileName().toString())));
    assertThat(archives(), hasSize(2));

    java(
        "case $1 in -XshowSettings*) \"$java\" \"$@\" 2>&1 | sed 's/\\(vm.version =\\).*/\\1 9/'; exit ;; esac");
    assertThat(run("build").err, is(MAKING));
    assertThat(archives(), hasSize(3));
    java("");
    assertThat(run("build"), is(new Run(0, moved.out, "")));
  }

  @Test
  void theUsersOwnOptionsCount() throws Exception {
    environment.put("JAVA_TOOL_OPTIONS", "-Da=b");
    Run told = run("build");
    assertThat(told.out, is(NONE));
    assertThat(told.err, not(containsString(MAKING)));
    assertThat(archives(), is(List.of()));

    environment.remove("JAVA_TOOL_OPTIONS");
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Xshare:off");
    assertThat(run("build"), is(new Run(0, NONE, "")));
    environment.remove("SPLICEBEAM_JAVA_OPTS");

    String archive = run("build").out;
    environment.put("JAVA_TOOL_OPTIONS", "-Da=b");
    assertThat(run("build").out, is(archive));
    environment.put("JDK_JAVA_OPTIONS", "-Xshare:off");
    assertThat(run("build").out, is(NONE));
  }

  /** The JVM refuses to start with two collectors. */
  @ParameterizedTest
  @ValueSource(strings = {"SPLICEBEAM_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
  void theUsersCollectorTakesThePlaceOfOurs(String variable) throws Exception {
    String archive = run("build").out;
    environment.put(variable, "-Da=b -XX:+UseG1GC");

    Run run = run("build");
    assertThat(run.exitCode, is(0));
    assertThat(run.out, is(archive));
  }

  @Test
  void aBinaryDistributionKeepsItBesideItsJars() throws Exception {
    layOutBinary();

    Run first = run("build");
    assertThat(first.err, is(MAKING));
    assertThat(first.out, startsWith(root.resolve(".cache/classes-").toString()));
    assertThat(run("build"), is(new Run(0, first.out, "")));
    try (Stream<Path> files = Files.list(root)) {
      assertThat(
          files.map(file -> file.getFileName().toString()).toList(),
          hasItems(".cache", "lib", "splicebeam"));
    }
    assertThat(Files.exists(root.resolve("target")), is(false));
  }

  @Test
  void whereNothingCanBeWrittenThereIsNone() throws Exception {
    layOutBinary();
    assertThat(root.toFile().setWritable(false), is(true));
    try {
      assumeFalse(Files.isWritable(root), "not as root");
      assertThat(run("build"), is(new Run(0, NONE, "")));
    } finally {
      assertThat(root.toFile().setWritable(true), is(true));
    }
  }

  /**
   * What a rehearsal that failed leaves has few classes; what no JVM takes would be made for ever.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "*ArchiveClassesAtExit*) exit 1",
        "*ArchiveClassesAtExit*) exit",
        "*ArchiveClassesAtExit*) \"$java\" \"$@\"; exit 1",
        "*ArchiveClassesAtExit*) echo none >\"$root/target/rehearsal/archive\"; exit",
        "*simulate*) exit 1"
      })
  void aFailedRehearsalIsMadeAgainForTheNextLayoutOnly(String fault) throws Exception {
    java("case \"$*\" in " + fault + " ;; esac");
    assertThat(run("build"), is(new Run(0, NONE, MAKING)));
    assertThat(run("build"), is(new Run(0, NONE, "")));
    assertThat(Files.size(archives().get(0)), is(0L));

    java("");
    assertThat(run("build"), is(new Run(0, NONE, "")));
    Files.setLastModifiedTime(
        lib().resolve(".complete"), FileTime.from(Instant.now().plusSeconds(1)));
    assertThat(run("build"), is(new Run(0, archives().get(0) + "\n", MAKING)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/bin/bash"})
  void aRehearsalThatHangsIsEnded(String shell) throws Exception {
    assumeTrue(Files.exists(Path.of(shell)));
    Path script = root.resolve("splicebeam");
    Files.writeString(script, Files.readString(script).replaceFirst("#!/bin/sh", "#!" + shell));
    java("case \"$*\" in *ArchiveClassesAtExit*) echo $$ >\"$0.pid\"; exec sleep 600 ;; esac");
    environment.put("SECONDS_", "1");

    assertThat(run("build"), is(new Run(0, NONE, MAKING)));
    long pid = Long.parseLong(Files.readString(Path.of(java + ".pid")).strip());
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), is(false));
    assertThat(Files.size(archives().get(0)), is(0L));
    assertThat(isLocked(), is(false));
  }

  @Test
  void nobodyWaitsForIt() throws Exception {
    java(
        "case \"$*\" in *ArchiveClassesAtExit*) until [ -e \"$0.go\" ]; do sleep 0.05; done ;; esac");
    Process first = start("build");
    while (first.isAlive() && !isLocked()) {
      Thread.onSpinWait();
    }

    assertThat(run("build"), is(new Run(0, NONE, "")));
    Files.createFile(Path.of(java + ".go"));
    assertThat(end(first), is(new Run(0, archives().get(0) + "\n", MAKING)));
  }

  /** Its owner may have died there long ago. */
  @Test
  void aLockOfAnotherHostIsNotWaitedFor() throws Exception {
    Files.createSymbolicLink(root.resolve("target/.build-lock"), Path.of("otherhost:1"));

    assertThat(run("build"), is(new Run(0, NONE, "")));
    assertThat(isLocked(), is(true));
  }

  @Test
  void anInterruptedOneLeavesNothing() throws Exception {
    java(
        "case \"$*\" in *ArchiveClassesAtExit=*) echo half >\"$root/target/rehearsal/archive\";"
            + " echo $$ >\"$0.pid\"; exec sleep 600 ;; esac");
    Process launcher = start("build");
    Path pid = Path.of(java + ".pid");
    while (launcher.isAlive() && (!Files.exists(pid) || Files.size(pid) == 0)) {
      Thread.onSpinWait();
    }
    launcher.destroy();

    assertThat(launcher.waitFor(), is(143));
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(rehearsal -> rehearsal.onExit().join());
    assertThat(archives(), is(List.of()));
    assertThat(isLocked(), is(false));

    java("");
    assertThat(run("build"), is(new Run(0, archives().get(0) + "\n", MAKING)));
  }

  // --- what the tests are made of

  private record Run(int exitCode, String out, String err) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    return end(start(arguments));
  }

  private Process start(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(root.resolve("splicebeam").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).directory(temporary.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Run end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), out, LogLines.without(err));
  }

  private Path lib() {
    return root.resolve("target/dist/lib");
  }

  private void layOutBinary() throws IOException {
    Files.move(lib(), root.resolve("lib"));
    for (String part : List.of("target/dist", "target", "pom.xml")) {
      Files.delete(root.resolve(part));
    }
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).sorted().toList();
    }
  }

  private boolean isLocked() {
    return Files.exists(root.resolve("target/.build-lock"), LinkOption.NOFOLLOW_LINKS);
  }

  /** Java of a home of its own, which does something before it is Java. */
  private Path java(String first) throws IOException {
    Path file = temporary.toRealPath().resolve("java");
    Files.writeString(
        file,
        """
        #!/bin/sh
        root='%s'
        java='%s'
        %s
        exec "$java" "$@"
        """
            .formatted(root, JAVA_HOME.resolve("bin/java"), first));
    assertThat(file.toFile().setExecutable(true), is(true));
    environment.put("SPLICEBEAM_JAVA", file.toString());
    return file;
  }

  @BeforeAll
  static void compile() throws IOException {
    Path main = compiled.resolve("Main.java");
    Path flags = compiled.resolve("JvmFlags.java");
    Files.writeString(
        main,
        """
        package org.splicebeam.pipeline;

        public class Main {
          public static void main(String[] args) {
            System.out.println(
                java.lang.management.ManagementFactory.getPlatformMXBean(
                        com.sun.management.HotSpotDiagnosticMXBean.class)
                    .getVMOption("SharedArchiveFile")
                    .getValue());
          }
        }
        """);
    Files.writeString(
        flags,
        """
        package org.splicebeam.pipeline;

        public class JvmFlags {
          public static void main(String[] args) {
            System.out.println("-Xmx64m -XX:+UseSerialGC");
            if (Boolean.getBoolean("splicebeam.mayRehearse")
                && !java.util.List.of(args).contains("elsewhere")) {
              System.out.println("rehearse");
            }
          }
        }
        """);
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", compiled.toString(), main.toString(), flags.toString());
    assertThat(failed, is(0));
  }

  private void jar(String name, String entry) throws IOException {
    Path file = lib().resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(Files.readAllBytes(compiled.resolve(entry)));
      zip.closeEntry();
    }
  }
}
