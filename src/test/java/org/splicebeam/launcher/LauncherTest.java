package org.splicebeam.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the launcher script in an empty environment, beside a made-up distribution. The java that it
 * finds is a shell script that tells a version, or prints the words it was given, one a line.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "..", "splicebeam");
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "sed",
          "head",
          "dirname",
          "readlink",
          "find",
          "uname",
          "mkdir",
          "ln",
          "rm",
          "tr",
          "sleep",
          "ps",
          "touch",
          "env",
          "cksum",
          "mv",
          "grep",
          "cat");

  @TempDir Path temporary;

  /** Its path has spaces and characters that a shell must not read. */
  private Path root;

  private Path bin;
  private Path jvms;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOutADistribution() throws IOException {
    root = Files.createDirectories(temporary.toRealPath().resolve("a $(dir) * of/splicebeam"));
    bin = Files.createDirectories(temporary.resolve("bin"));
    jvms = Files.createDirectories(temporary.resolve("jvm"));
    for (String tool : TOOLS) {
      for (Path folder : List.of(Path.of("/usr/bin"), Path.of("/bin"))) {
        if (Files.exists(folder.resolve(tool))) {
          executable(bin.resolve(tool), "#!/bin/sh\nexec " + folder.resolve(tool) + " \"$@\"\n");
        }
      }
    }
    // The machine's own JVMs are hidden: the script looks for them in fixed places.
    executable(
        root.resolve("splicebeam"),
        Files.readString(SCRIPT)
            .replace("/usr/lib/jvm", jvms.toString())
            .replace("/Library/Java", temporary + "/Library/Java"));
    for (String jar :
        List.of("lib/b.jar", "lib/B.jar", "lib/a.jar", "lib/flink/f.jar", "lib/direct/d.jar")) {
      jar(jar);
    }
    environment.put("PATH", bin.toString());
  }

  @Test
  void theJvmGetsTheClassPathInOneOrderAndTheArgumentsAsTheyWere() throws Exception {
    java(bin.resolve("java"), "17.0.15");

    Run run = run("build", "--input=two words", "--gtf=*", "", "it's $HOME");

    assertThat(run.err, is(""));
    assertThat(
        run.out.lines().toList(),
        contains(
            "-Dsplicebeam.home=" + root,
            "-Dsplicebeam.command=" + root.resolve("splicebeam"),
            "-cp",
            jars("lib/B.jar", "lib/a.jar", "lib/b.jar", "lib/flink/f.jar"),
            "org.splicebeam.pipeline.Main",
            "build",
            "--input=two words",
            "--gtf=*",
            "",
            "it's $HOME"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--runner=DirectRunner",
        "--runner DirectRunner",
        "--runner=direct",
        "--runner=org.apache.beam.runners.direct.DirectRunner"
      })
  void theRunnerChoosesItsFolder(String option) throws Exception {
    java(bin.resolve("java"), "21.0.1");
    List<String> words = new ArrayList<>(List.of("build"));
    words.addAll(List.of(option.split(" ")));

    assertThat(
        run(words.toArray(new String[0])).out,
        containsString(jars("lib/B.jar", "lib/a.jar", "lib/b.jar", "lib/direct/d.jar") + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"simulate", "schema", "help", "--version"})
  void commandsThatBuildNothingNeedNoRunner(String command) throws Exception {
    java(bin.resolve("java"), "17");

    assertThat(
        run(command, "--runner=None").out,
        containsString(jars("lib/B.jar", "lib/a.jar", "lib/b.jar") + "\n"));
  }

  @Test
  void aRunnersNameDoesNotSteerTheTerminal() throws Exception {
    java(bin.resolve("java"), "17");

    assertThat(
        run("build", "--runner=\u001b[2J\nx"),
        is(refusal("--runner=?[2J?x is not in this distribution; it has: direct flink.")));
  }

  @ParameterizedTest
  @CsvSource({
    "build --output=gs://b/a, lib/flink/f.jar",
    "build --output gs://b/a --runner=direct, lib/direct/d.jar",
    "build --options=@, lib/flink/f.jar",
    "annotate --options @, lib/flink/f.jar",
    "validate gs://b/a, ''",
  })
  void cloudStorageIsOnTheClassPathWhereItIsNamed(String words, String ofRunner) throws Exception {
    java(bin.resolve("java"), "17");
    jar("lib/gcs/g.jar");
    jar("lib/gcs/f.jar");
    Path options = Files.writeString(temporary.resolve("options"), "gtf=a\ninput=gs://b/in\n");
    List<String> expected = new ArrayList<>(List.of("lib/B.jar", "lib/a.jar", "lib/b.jar"));
    if (!ofRunner.isEmpty()) {
      expected.add(ofRunner);
    }
    if (!ofRunner.equals("lib/flink/f.jar")) {
      expected.add("lib/gcs/f.jar");
    }
    expected.add("lib/gcs/g.jar");

    assertThat(
        run(words.replace("@", options.toString()).split(" ")).out,
        containsString("\n" + jars(expected.toArray(String[]::new)) + "\n"));
  }

  /** The command says why: the script does not wait for what never ends. */
  @Test
  void aPipeOfOptionsIsLeftToTheCommand() throws Exception {
    java(bin.resolve("java"), "17");
    Path pipe = temporary.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(), is(0));

    assertThat(run("build", "--options=" + pipe).out, containsString("--options=" + pipe));
  }

  @Test
  void dataflowHasCloudStorageInItsOwnFolder() throws Exception {
    java(bin.resolve("java"), "17");
    jar("lib/gcs/g.jar");
    jar("lib/dataflow/d.jar");

    assertThat(
        run("build", "--runner=DataflowRunner", "--output=gs://b/a").out,
        containsString(
            "\n" + jars("lib/B.jar", "lib/a.jar", "lib/b.jar", "lib/dataflow/d.jar") + "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SparkRunner", "", "../lib/flink", "gcs"})
  void aRunnerThatIsNotThereIsNamed(String runner) throws Exception {
    java(bin.resolve("java"), "17");
    jar("lib/gcs/g.jar");

    assertThat(
        run("build", "--runner=" + runner),
        is(refusal("--runner=" + runner + " is not in this distribution; it has: direct flink.")));
  }

  @Test
  void memoryFlagsAreAskedForABuildAndTheUsersComeLast() throws Exception {
    executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        case "$*" in
          -XshowSettings*) echo 'openjdk version "17.0.1"' >&2 ;;
          *JvmFlags\\ build\\ --x\\ y*) echo '-Xmx900m -XX:+UseSerialGC' ;;
          *) printf '%s\\n' "$1" "$2" "$3" "$4" "$5" "$6" ;;
        esac
        """);
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Xmx2g -Da=*");

    assertThat(
        run("build", "--x", "y").out.lines().toList(),
        contains(
            "-Xmx900m",
            "-XX:+UseSerialGC",
            "-Dsplicebeam.home=" + root,
            "-Dsplicebeam.command=" + root.resolve("splicebeam"),
            "-Xmx2g",
            "-Da=*"));
  }

  @Test
  void theUsersCollectorTakesThePlaceOfOurs() throws Exception {
    executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        case "$*" in
          -XshowSettings*) echo 'openjdk version "17.0.1"' >&2 ;;
          *JvmFlags*) echo '-Xmx900m -XX:+UseSerialGC -Db' ;;
          *) printf '%s\\n' "$1" "$2" "$3" "$4" "$5" ;;
        esac
        """);
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Da -XX:+UseZGC");

    assertThat(
        run("build").out.lines().toList(),
        contains(
            "-Xmx900m",
            "-Db",
            "-Dsplicebeam.home=" + root,
            "-Dsplicebeam.command=" + root.resolve("splicebeam"),
            "-Da"));
  }

  @ParameterizedTest
  @CsvSource({"249999, true", "250000, false", "'', false"})
  void aSmallDataSetIsValidatedWithC1Alone(String kilobytes, boolean quick) throws Exception {
    java(bin.resolve("java"), "17");
    executable(
        bin.resolve("du"),
        "#!/bin/sh\n[ \"$*\" = '-sk my set/.' ] && echo '%s\tmy set/.'\n".formatted(kilobytes));

    assertThat(
        run("validate", "--json", "my set", "--fix").out,
        startsWith(
            (quick ? "-XX:TieredStopAtLevel=1\n-XX:+UseSerialGC\n" : "") + "-Dsplicebeam.home="));
  }

  @Test
  void aBuildRunsWithoutJvmFlagsWhereTheyCannotBeTold() throws Exception {
    executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        case "$*" in
          -XshowSettings*) echo 'openjdk version "17.0.1"' >&2 ;;
          *JvmFlags*) echo '-Xmx1m'; echo 'no such class' >&2; exit 1 ;;
          *) printf '%s\\n' "$1"; exit 7 ;;
        esac
        """);

    assertThat(run("build"), is(new Run(7, "-Dsplicebeam.home=" + root + "\n", "")));
  }

  @Test
  void aChainOfLinksLeadsHomeFromAnotherFolder() throws Exception {
    java(bin.resolve("java"), "17");
    Path links = Files.createDirectories(temporary.resolve("some links"));
    Files.createSymbolicLink(links.resolve("first"), links.relativize(root).resolve("splicebeam"));
    Files.createSymbolicLink(temporary.resolve("second"), Path.of("some links", "first"));
    Files.createSymbolicLink(links.resolve("third"), temporary.resolve("second"));

    assertThat(
        command(temporary, links.resolve("third").toString(), "help").out,
        startsWith("-Dsplicebeam.home=" + root + "\n"));
    assertThat(
        command(links, "./first", "help").out, startsWith("-Dsplicebeam.home=" + root + "\n"));
  }

  @Test
  void bashRunsItAsWell() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/bash")));
    java(bin.resolve("java"), "17");

    assertThat(
        command(root, "/bin/bash", "--posix", "splicebeam", "build", "a b"),
        is(
            new Run(
                0,
                String.join(
                    "\n",
                    "-Dsplicebeam.home=" + root,
                    "-Dsplicebeam.command=splicebeam",
                    "-cp",
                    jars("lib/B.jar", "lib/a.jar", "lib/b.jar", "lib/flink/f.jar"),
                    "org.splicebeam.pipeline.Main",
                    "build",
                    "a b",
                    ""),
                "")));
  }

  @Test
  void noJavaIsToldInOneSentence() throws Exception {
    assertThat(
        run("help"),
        is(
            refusal(
                "no Java was found by JAVA_HOME, in PATH or in "
                    + jvms
                    + ": install a JDK 17 or 21 and set JAVA_HOME to it.")));
  }

  @ParameterizedTest
  @CsvSource({
    "1.8.0_392, 8, too old",
    "11.0.2, 11, too old",
    "16, 16, too old",
    "24-ea, 24, too new",
    "25, 25, too new"
  })
  void aJavaOfAnotherVersionIsNamed(String version, String major, String fault) throws Exception {
    Path java = java(bin.resolve("java"), version);

    assertThat(
        run("help"),
        is(
            refusal(
                java
                    + " (by PATH) is Java "
                    + major
                    + ", which is "
                    + fault
                    + " (17 to 23 is needed): install a JDK 17 or 21 and set JAVA_HOME to it.")));
  }

  @Test
  void aRealJava25IsTooNew() throws Exception {
    Path java25 = Path.of("/usr/lib/jvm/temurin-25-jdk-amd64");
    assumeTrue(Files.isDirectory(java25));
    environment.put("JAVA_HOME", java25.toString());

    Run run = run("help");

    assertThat(run.exitCode, is(2));
    assertThat(
        run.err,
        startsWith(
            "splicebeam: " + java25 + "/bin/java (by JAVA_HOME) is Java 25, which is too new"));
    assertThat(run.err.lines().count(), is(1L));
  }

  @Test
  void anInstalledJavaIsTheRemedyForAWrongOne() throws Exception {
    java(bin.resolve("java"), "11");
    java(jvms.resolve("a-8/bin/java"), "1.8.0");
    Path fitting = java(jvms.resolve("b 21/bin/java"), "21.0.2");

    assertThat(
        run("help").err.lines().toList(),
        contains(
            "splicebeam: "
                + bin.resolve("java")
                + " (by PATH) is Java 11, which is too old (17 to 23 is needed): set SPLICEBEAM_JAVA="
                + fitting
                + "."));
  }

  @Test
  void anInstalledJavaServesWhereNoneIsInThePath() throws Exception {
    java(jvms.resolve("a-25/bin/java"), "25");
    java(jvms.resolve("b 21/bin/java"), "21.0.2");

    assertThat(run("help").out, startsWith("-Dsplicebeam.home="));
  }

  /** As /usr/bin/java on a Mac without Java. */
  @Test
  void aJavaThatIsNoneIsPassedOverInThePathOnly() throws Exception {
    Path none = executable(bin.resolve("java"), "#!/bin/sh\necho 'Unable to locate' >&2; exit 1\n");
    java(jvms.resolve("jdk/bin/java"), "17");

    assertThat(run("help").exitCode, is(0));

    environment.put("SPLICEBEAM_JAVA", none.toString());
    assertThat(
        run("help"),
        is(
            refusal(
                none
                    + " (by SPLICEBEAM_JAVA) is no working Java: set SPLICEBEAM_JAVA="
                    + jvms.resolve("jdk/bin/java")
                    + ".")));
  }

  @Test
  void theFirstThatIsSetIsTaken() throws Exception {
    java(bin.resolve("java"), "11");
    java(temporary.resolve("home/bin/java"), "21");
    environment.put("JAVA_HOME", temporary.resolve("home").toString());
    assertThat(run("help").exitCode, is(0));

    environment.put("SPLICEBEAM_JAVA", java(temporary.resolve("own"), "12").toString());
    assertThat(run("help").err, containsString("own (by SPLICEBEAM_JAVA) is Java 12"));

    environment.put("SPLICEBEAM_JAVA", java(temporary.resolve("own"), "17").toString());
    environment.put("JAVA_HOME", "/nowhere");
    assertThat(run("help").exitCode, is(0));
  }

  @Test
  void withoutLocaleNamesAreStillUtf8() throws Exception {
    executable(
        bin.resolve("java"),
        "#!/bin/sh\necho 'openjdk version \"17\"' >&2\nprintf '%s\\n' \"$LC_ALL\"\n");
    assertThat(run("help").out, is("C.UTF-8\n"));

    environment.put("LANG", "de_DE.UTF-8");
    assertThat(run("help").out, is("\n"));
  }

  @Test
  void settingsOfFlinkClustersAreForRunsOnOne() throws Exception {
    executable(
        bin.resolve("java"),
        "#!/bin/sh\necho 'openjdk version \"17\"' >&2\nprintf '%s\\n' \"$FLINK_CONF_DIR\"\n");
    environment.put("FLINK_CONF_DIR", "/etc/flink");
    Path options = Files.writeString(temporary.resolve("options"), "--flinkMaster=host:8081");

    assertThat(run("build", "--output=o").out, is("\n"));
    assertThat(run("build", "--flinkMaster=[local]").out, is("\n"));
    assertThat(run("build", "--flinkMaster=host").out, is("/etc/flink\n"));
    assertThat(run("build", "--flinkMaster", "host").out, is("/etc/flink\n"));
    assertThat(run("build", "--options=" + options).out, is("/etc/flink\n"));
  }

  @Test
  void aDistributionWithoutJarsIsNotRun() throws Exception {
    java(bin.resolve("java"), "17");
    Files.delete(root.resolve("lib/flink/f.jar"));

    assertThat(
        run("build"),
        is(refusal("there is no jar in " + root + "/lib/flink: the distribution is not whole.")));
  }

  // --- beside sources

  @Test
  void theSourcesAreBuiltOnceAndAgainWhenOneIsNewer() throws Exception {
    Path source = layOutSources();
    java(bin.resolve("java"), "17");
    maven("");
    String building =
        "splicebeam: building "
            + root
            + "/target/dist (the first time takes some minutes: Maven downloads what it needs).\n";
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Dlast");

    Run first = run("help");
    assertThat(first.err, is(building));
    assertThat(first.out, containsString(root + "/target/dist/lib/a.jar\n"));
    assertThat(run("build", "--runner=direct").err, is(""));
    assertThat(
        Files.readAllLines(root.resolve("maven-words")),
        contains(
            "-q -B -f "
                + root
                + "/pom.xml -DskipTests -Dspotless.check.skip package -pl"
                + " runners/flink,runners/direct -am"));

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run("help").err, is(building));
    assertThat(Files.readAllLines(root.resolve("maven-words")).size(), is(2));
    assertThat(Files.exists(root.resolve("target/.build-lock")), is(false));
  }

  @Test
  void whatOnlySomeRunsNeedIsBuiltForThem() throws Exception {
    layOutSources();
    for (String module : List.of("gcs", "portable")) {
      Files.createDirectories(root.resolve("runners").resolve(module));
      Files.writeString(root.resolve("runners").resolve(module).resolve("pom.xml"), "<project/>");
    }
    java(bin.resolve("java"), "17");
    maven(
        "for p in gcs portable; do mkdir -p \"$root/target/dist/lib/$p\";"
            + " touch \"$root/target/dist/lib/$p/$p.jar\" \"$root/target/dist/lib/$p/.complete\";"
            + " done");

    Run run = run("build", "--runner=PortableRunner", "--output=gs://b/a");

    assertThat(
        Files.readAllLines(root.resolve("maven-words")),
        contains(
            "-q -B -f "
                + root
                + "/pom.xml -DskipTests -Dspotless.check.skip package -pl"
                + " runners/flink,runners/direct,runners/gcs,runners/portable -am"));
    assertThat(
        run.out,
        containsString(
            jars(
                "target/dist/lib/a.jar",
                "target/dist/lib/portable/portable.jar",
                "target/dist/lib/gcs/gcs.jar")));
  }

  @Test
  void aFailedBuildNamesItsLog() throws Exception {
    layOutSources();
    java(bin.resolve("java"), "17");
    maven("echo 'COMPILATION ERROR'; exit 1");

    Run run = run("help");

    assertThat(run.exitCode, is(1));
    assertThat(
        run.err.lines().toList().get(1),
        is("splicebeam: the build of splicebeam failed: see " + root + "/target/build.log."));
    assertThat(
        Files.readString(root.resolve("target/build.log")), containsString("COMPILATION ERROR\n"));
    assertThat(Files.exists(root.resolve("target/.build-lock")), is(false));
  }

  @Test
  void noMavenIsToldInOneSentence() throws Exception {
    layOutSources();
    java(bin.resolve("java"), "17");

    assertThat(
        run("help"),
        is(
            refusal(
                "Maven (mvn), which builds splicebeam before its first run, is not in PATH: install"
                    + " it.")));
  }

  @Test
  void aJavaWithoutCompilerCannotBuild() throws Exception {
    layOutSources();
    Path java =
        executable(
            bin.resolve("java"),
            """
            #!/bin/sh
            echo '    java.home = /opt/jre' >&2
            echo 'openjdk version "17.0.1" 2021-10-19' >&2
            """);
    maven("");

    assertThat(
        run("help"),
        is(
            refusal(
                java
                    + " is a Java without compiler (javac), which the first run needs to build"
                    + " splicebeam: install a JDK 17 or 21.")));
  }

  @Test
  void ofTwoLaunchersOneBuildsAndTheOtherWaits() throws Exception {
    layOutSources();
    java(bin.resolve("java"), "17");
    maven("until [ -e \"$root/go\" ]; do sleep 0.05; done");

    Process first = start(root, root.resolve("splicebeam").toString(), "help");
    assertThat(first.errorReader(UTF_8).readLine(), startsWith("splicebeam: building "));
    Process second = start(root, root.resolve("splicebeam").toString(), "help");
    BufferedReader said = second.errorReader(UTF_8);
    assertThat(
        said.readLine(),
        startsWith("splicebeam: waiting for another build of this folder (process " + first.pid()));
    Files.writeString(root.resolve("go"), "");

    assertThat(first.waitFor(), is(0));
    assertThat(second.waitFor(), is(0));
    assertThat(said.readLine() == null, is(true));
    assertThat(Files.readAllLines(root.resolve("maven-words")).size(), is(1));
  }

  @Test
  void theLockOfADeadLauncherIsBroken() throws Exception {
    layOutSources();
    java(bin.resolve("java"), "17");
    maven("");
    Process dead = start(root, "/bin/sh", "-c", "printf '%s:%s' \"$(uname -n)\" $$");
    String owner = new String(dead.getInputStream().readAllBytes(), UTF_8);
    dead.waitFor();
    Files.createDirectories(root.resolve("target"));
    Files.createSymbolicLink(root.resolve("target/.build-lock"), Path.of(owner));

    assertThat(run("help").exitCode, is(0));
    assertThat(Files.readAllLines(root.resolve("maven-words")).size(), is(1));
    assertThat(
        Files.exists(root.resolve("target/.build-lock"), LinkOption.NOFOLLOW_LINKS), is(false));
  }

  @Test
  void anInterruptedBuildLeavesNoLock() throws Exception {
    layOutSources();
    java(bin.resolve("java"), "17");
    maven("echo $$ >\"$root/maven-pid\"; exec sleep 600");

    Process launcher = start(root, root.resolve("splicebeam").toString(), "help");
    assertThat(launcher.errorReader(UTF_8).readLine(), startsWith("splicebeam: building "));
    Path pid = root.resolve("maven-pid");
    while (launcher.isAlive() && (!Files.exists(pid) || Files.size(pid) == 0)) {
      Thread.onSpinWait();
    }
    launcher.destroy();

    assertThat(launcher.waitFor(), is(143));
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(maven -> maven.onExit().join());
    assertThat(
        Files.exists(root.resolve("target/.build-lock"), LinkOption.NOFOLLOW_LINKS), is(false));
  }

  // --- what the tests are made of

  private record Run(int exitCode, String out, String err) {}

  private static Run refusal(String sentence) {
    return new Run(2, "", "splicebeam: " + sentence + "\n");
  }

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(root.resolve("splicebeam").toString()));
    words.addAll(List.of(arguments));
    return command(temporary, words.toArray(new String[0]));
  }

  private Run command(Path folder, String... words) throws IOException, InterruptedException {
    Process process = start(folder, words);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), out, err);
  }

  private Process start(Path folder, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private String jars(String... names) {
    List<String> paths = new ArrayList<>();
    for (String name : names) {
      paths.add(root.resolve(name).toString());
    }
    return String.join(":", paths);
  }

  /**
   * Tells a version, with the line that JAVA_TOOL_OPTIONS adds before it; else prints its words.
   */
  private static Path java(Path file, String version) throws IOException {
    return executable(
        file,
        """
        #!/bin/sh
        case "$*" in
          -XshowSettings*)
            echo 'Picked up JAVA_TOOL_OPTIONS: -Dversion="9"' >&2
            echo 'openjdk version "%s" 2025-04-15' >&2
            echo 'OpenJDK Runtime Environment (build 3.0)' >&2 ;;
          *JvmFlags*) exit 1 ;;
          *) printf '%%s\\n' "$@" ;;
        esac
        """
            .formatted(version));
  }

  /** Stands for a build: notes its words, does what is told, lays out the distribution. */
  private void maven(String first) throws IOException {
    executable(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        root='%s'
        echo "$*" >>"$root/maven-words"
        %s
        mkdir -p "$root/target/dist/lib/flink" "$root/target/dist/lib/direct"
        for part in lib lib/flink lib/direct; do
          touch "$root/target/dist/$part/a.jar" "$root/target/dist/$part/.complete"
        done
        """
            .formatted(root, first));
  }

  private Path layOutSources() throws IOException {
    Path source = root.resolve("schemas/src/main/java/A.java");
    for (String folder : List.of("transforms", "pipeline", "runners")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.createDirectories(source.getParent());
    Files.writeString(source, "class A {}");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    return source;
  }

  private void jar(String name) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(root.resolve(name), "");
  }

  private static Path executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true), is(true));
    return file;
  }
}
