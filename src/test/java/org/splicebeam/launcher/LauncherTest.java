package org.splicebeam.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
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
import org.splicebeam.LogLines;

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
          "date",
          "stty",
          "mv",
          "grep",
          "cat",
          "printf",
          "xargs");

  /** What any JVM is told, so that a terminal sees nothing of it. */
  private static final List<String> SILENT =
      List.of(
          "-Xlog:disable",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:-PrintWarnings",
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:-DumpReplayDataOnError");

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
        is(
            words(
                SILENT,
                List.of(
                    "-XX:ErrorFile=/tmp/splicebeam-crash-%p.log",
                    "-XX:OnError=echo \"splicebeam: the JVM broke down, perhaps for want of memory:"
                        + " its report is ${TMPDIR:-/tmp}/splicebeam-crash-%p.log\" >&2",
                    "-Dsplicebeam.home=" + root,
                    "-Dsplicebeam.command=" + root.resolve("splicebeam"),
                    "-Dsplicebeam.columns=0",
                    "-cp",
                    jars("lib/B.jar", "lib/a.jar", "lib/b.jar", "lib/flink/f.jar"),
                    "org.splicebeam.pipeline.Main",
                    "build",
                    "--input=two words",
                    "--gtf=*",
                    "",
                    "it's $HOME"))));
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
  @ValueSource(strings = {"simulate", "schema", "help", "version", "completion", "--version"})
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

  /** The words of a command line, and the lines of its options file as the command reads them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| | TIME splicebeam build: starting\\n",
        "--logFormat=json | | {\"time\":\"TIME\",\"event\":\"start\",\"message\":\"splicebeam build\"}\\n",
        "--logFormat json | | {\"time\":\"TIME\",\"event\":\"start\",\"message\":\"splicebeam build\"}\\n",
        "| '\\t--logFormat = json \\r\\n' | {\"time\":\"TIME\",\"event\":\"start\",\"message\":\"splicebeam build\"}\\n",
        "--logFormat=text | logFormat=json | TIME splicebeam build: starting\\n",
        "--quiet | | ''",
        "--quiet=true | | ''",
        "| quiet | ''",
        "| 'quiet = true\\r\\n' | ''",
        "| quiet=false | TIME splicebeam build: starting\\n",
      })
  void howThingsAreToldIsReadBeforeThereIsAJvm(String words, String file, String told)
      throws Exception {
    java(bin.resolve("java"), "17");
    Path options = temporary.resolve("options");
    Files.writeString(options, file == null ? "" : file.translateEscapes());
    String line = root.resolve("splicebeam") + "|build|--options=" + options;

    assertThat(
        stderr((line + (words == null ? "" : "|" + words.replace(' ', '|'))).split("\\|")),
        is(told.translateEscapes()));
  }

  /**
   * It is refused by the command line, at once: no line of a log, no runner, no flags asked for.
   */
  @ParameterizedTest
  @ValueSource(strings = {"bulid", "BUILD", "builds", "train"})
  void aWordThatIsNoCommandBeginsNothing(String word) throws Exception {
    java(bin.resolve("java"), "17");

    assertThat(stderr(root.resolve("splicebeam").toString(), word, "--runner=none"), is(""));
    assertThat(
        run(word).out, containsString("\n" + jars("lib/B.jar", "lib/a.jar", "lib/b.jar") + "\n"));
  }

  @Test
  void aRefusalIsAnObjectOfAsciiWhereThatIsAsked() throws Exception {
    java(bin.resolve("java"), "17");

    assertThat(
        stderr(
            root.resolve("splicebeam").toString(), "build", "--logFormat=json", "--runner=ü\"\\\n"),
        is(
            """
            {"time":"TIME","event":"start","message":"splicebeam build"}
            {"time":"TIME","event":"error","message":"--runner=??\\"\\\\? is not in this distribution; it has: direct flink."}
            """));
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
    java17(
        """
          *JvmFlags\\ build\\ --x\\ y*) echo '-Xmx900m -XX:+UseSerialGC' ;;
          *) printf '%s\\n' "$@" ;;
        """);
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Xint -Da=*");

    assertThat(
        options(run("build", "--x", "y")),
        is(words(SILENT, List.of("-Xmx900m", "-XX:+UseSerialGC", "-Xint", "-Da=*"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "-Dx=\"a b\" -Xmx300m; -Dx=a b,-Xmx300m",
        "'-Dx=a b'; -Dx=a b",
        "-Dx=a\\ b   -Dy=$HOME; -Dx=a b,-Dy=$HOME",
        "-Dx='a \"b\"'; -Dx=a \"b\"",
      })
  void quotedOptionsAreOneWord(String given, String words) throws Exception {
    java(bin.resolve("java"), "17");
    environment.put("SPLICEBEAM_JAVA_OPTS", given);

    assertThat(options(run("schema")), is(words(SILENT, List.of(words.split(",")))));
  }

  @Test
  void anOpenQuoteIsToldInOneSentence() throws Exception {
    java(bin.resolve("java"), "17");
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Dx=\"a b");

    assertThat(
        run("schema"),
        is(refusal("SPLICEBEAM_JAVA_OPTS cannot be read (-Dx=\"a b): a quote is left open.")));
  }

  /** A heap that is smaller than the one at the beginning keeps the JVM from starting. */
  @ParameterizedTest
  @CsvSource({
    "SPLICEBEAM_JAVA_OPTS, -Xmx300m",
    "SPLICEBEAM_JAVA_OPTS, -XX:MaxHeapSize=300m",
    "_JAVA_OPTIONS, -Xmx300m",
    "JAVA_TOOL_OPTIONS, -Xms2g",
    "JDK_JAVA_OPTIONS, -Xmn1g"
  })
  void theUsersHeapTakesThePlaceOfOurs(String variable, String option) throws Exception {
    java17(
        """
          *JvmFlags*) echo "-Xms400m -Xmx800m -XX:NewSize=150m -Db$_JAVA_OPTIONS$JAVA_TOOL_OPTIONS" ;;
          *) printf '%s\\n' "$@" ;;
        """);
    environment.put(variable, option);

    List<String> own = variable.startsWith("SPLICE") ? List.of(option) : List.of();
    assertThat(options(run("build")), is(words(SILENT, words(List.of("-Xmx800m", "-Db"), own))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"SPLICEBEAM_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void optionsWithWhichTheJvmDoesNotStartAreToldWithTheirVariable(String variable)
      throws Exception {
    Path java =
        java17(
            """
              *--dry-run*)
                echo 'Picked up JAVA_TOOL_OPTIONS: -XX:Foo=1' >&2
                echo "Unrecognized VM option 'Foo=1'" >&2
                echo 'Error: Could not create the Java Virtual Machine.' >&2
                exit 1 ;;
              *) echo started ;;
            """);
    environment.put(variable, "-XX:Foo=1");

    assertThat(
        run("schema"),
        is(
            refusal(
                java
                    + " does not start (Unrecognized VM option 'Foo=1'): mend the options that are set by "
                    + variable
                    + ".")));
    environment.put(variable, "-agentlib:jdwp=server=y -XX:Foo=1");
    assertThat(run("schema").out, is("started\n"));
  }

  @Test
  void aFolderForTemporaryFilesIsTaken() throws Exception {
    java(bin.resolve("java"), "17");
    environment.put("TMPDIR", "/a b/*");

    Run run = run("schema");

    assertThat(run.out, containsString("\n-Djava.io.tmpdir=/a b/*\n"));
    assertThat(run.out, containsString("\n-XX:ErrorFile=/a b/*/splicebeam-crash-%p.log\n"));
  }

  @Test
  void aLimitOfOpenFilesIsToldWithItsRemedy() throws Exception {
    java(bin.resolve("java"), "17");
    String limited = "ulimit -n 40; exec ./splicebeam \"$@\"";

    assertThat(
        command(root, "/bin/sh", "-c", limited, "sh", "build"),
        is(
            refusal(
                "83 files must be open at a time, and the limit is 40: raise it (ulimit -n 166).")));
    assertThat(command(root, "/bin/sh", "-c", limited, "sh", "schema").exitCode, is(0));
  }

  @Test
  void aLimitOfAddressSpaceThatIsTooNarrowIsTold() throws Exception {
    Path java =
        executable(
            bin.resolve("java"),
            "#!/bin/sh\necho 'Error occurred during initialization of VM';"
                + " echo 'Could not reserve enough space for object heap'; exit 1\n");

    assertThat(
        command(root, "/bin/sh", "-c", "ulimit -v 900000; exec ./splicebeam help"),
        is(
            refusal(
                java
                    + " does not start (Could not reserve enough space for object heap): raise the"
                    + " limit of its address space (ulimit -v), which is 900000 kB.")));
  }

  /** The next file that is opened would get what people are told. */
  @Test
  void closedStreamsAreOpenedOnNothing() throws Exception {
    java17(
        """
          *) for n in 0 1 2; do readlink /proc/$$/fd/$n; done >"%s" ;;
        """
            .formatted(temporary.resolve("streams")));
    assumeTrue(Files.exists(Path.of("/proc/self/fd")));

    command(root, "/bin/sh", "-c", "exec ./splicebeam schema <&- >&- 2>&-");

    assertThat(
        Files.readAllLines(temporary.resolve("streams")).stream()
            .filter("/dev/null"::equals)
            .count(),
        is(2L)); // the redirection takes the place of one
  }

  @Test
  void aFolderThatIsGoneIsToldInOneSentence() throws Exception {
    java(bin.resolve("java"), "17");
    Path gone = Files.createDirectory(temporary.resolve("gone"));

    Run run =
        command(
            gone,
            "/bin/sh",
            "-c",
            "/bin/rmdir ../gone; exec \"$1\" help",
            "sh",
            root + "/splicebeam");

    assertThat(run.exitCode, is(2));
    assertThat(
        run.err.lines().filter(line -> line.startsWith("splicebeam")).toList(),
        is(
            List.of(
                "splicebeam: the folder that it was started in is gone: change to another one"
                    + " (cd).")));
  }

  /** For a JVM that is warned of libraries: only from 24 on it knows both options. */
  @ParameterizedTest
  @CsvSource({"17, false", "23, false", "24, true", "25, true"})
  void librariesMayUseNativeCode(String version, boolean allowed) throws Exception {
    java(bin.resolve("java"), version);

    assertThat(
        options(run("schema")),
        is(
            words(
                SILENT,
                allowed
                    ? List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                    : List.of())));
  }

  @ParameterizedTest
  @CsvSource({"17, ''", "25, ''", "26-ea, 26", "30.0.1, 30"})
  void aNewerJavaIsAWarning(String version, String told) throws Exception {
    Path java = java(bin.resolve("java"), version);

    Run run = run("help");

    assertThat(run.exitCode, is(0));
    assertThat(
        run.err,
        is(
            told.isEmpty()
                ? ""
                : "splicebeam: %s is Java %s, newer than those it is tested with (17 to 25).\n"
                    .formatted(java, told)));
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void anInterruptedLauncherSaysSo(String signal, int exitCode) throws Exception {
    layOutSources();
    java(bin.resolve("java"), "17");
    maven("kill -%s $PPID; exec sleep 600".formatted(signal));

    Run run = run("help");

    assertThat(run.exitCode, is(exitCode));
    assertThat(
        run.err.lines().toList().get(1),
        is(
            "splicebeam: interrupted (SIG%s) before the command began: nothing was written."
                .formatted(signal)));
    assertThat(
        Files.exists(root.resolve("target/.build-lock"), LinkOption.NOFOLLOW_LINKS), is(false));
  }

  @Test
  void theUsersCollectorTakesThePlaceOfOurs() throws Exception {
    java17(
        """
          *JvmFlags*) echo '-Xmx900m -XX:+UseSerialGC -Db' ;;
          *) printf '%s\\n' "$@" ;;
        """);
    environment.put("SPLICEBEAM_JAVA_OPTS", "-Da -XX:+UseZGC");

    assertThat(
        options(run("build")), is(words(SILENT, List.of("-Xmx900m", "-Db", "-Da", "-XX:+UseZGC"))));
  }

  @ParameterizedTest
  @CsvSource({"249999, true", "250000, false", "'', false"})
  void aSmallDataSetIsValidatedWithC1Alone(String kilobytes, boolean quick) throws Exception {
    java(bin.resolve("java"), "17");
    executable(
        bin.resolve("du"),
        "#!/bin/sh\n[ \"$*\" = '-sk my set/.' ] && echo '%s\tmy set/.'\n".formatted(kilobytes));

    assertThat(
        options(run("validate", "--json", "my set", "--fix")),
        is(
            words(
                SILENT,
                quick ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC") : List.of())));
  }

  @Test
  void aBuildRunsWithoutJvmFlagsWhereTheyCannotBeTold() throws Exception {
    java17(
        """
          *JvmFlags*) echo '-Xmx1m'; echo 'no such class' >&2; exit 1 ;;
          *) printf '%s\\n' "$@"; exit 7 ;;
        """);

    Run run = run("build");

    assertThat(run.exitCode, is(7));
    assertThat(run.err, is(""));
    assertThat(options(run), is(SILENT));
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
        containsString("\n-Dsplicebeam.home=" + root + "\n"));
    assertThat(
        command(links, "./first", "help").out,
        containsString("\n-Dsplicebeam.home=" + root + "\n"));
  }

  @Test
  void bashRunsItAsWell() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/bash")));
    java(bin.resolve("java"), "17");
    environment.put("SHELLOPTS", "errexit:nounset");

    Run run = command(root, "/bin/bash", "--posix", "splicebeam", "build", "a b");

    assertThat(run.err, is(""));
    assertThat(
        run.out,
        endsWith(
            String.join(
                "\n",
                "-Dsplicebeam.home=" + root,
                "-Dsplicebeam.command=splicebeam",
                "-Dsplicebeam.columns=0",
                "-cp",
                jars("lib/B.jar", "lib/a.jar", "lib/b.jar", "lib/flink/f.jar"),
                "org.splicebeam.pipeline.Main",
                "build",
                "a b",
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
                    + ": install a JDK 17, 21 or 25 and set JAVA_HOME to it.")));
  }

  @ParameterizedTest
  @CsvSource({"1.8.0_392, 8", "11.0.2, 11", "16, 16"})
  void anOlderJavaIsNamed(String version, String major) throws Exception {
    Path java = java(bin.resolve("java"), version);

    assertThat(
        run("help"),
        is(
            refusal(
                java
                    + " (by PATH) is Java "
                    + major
                    + ", which is too old (17 to 25 is needed): install a JDK 17, 21 or 25 and set JAVA_HOME to it.")));
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
                + " (by PATH) is Java 11, which is too old (17 to 25 is needed): set SPLICEBEAM_JAVA="
                + fitting
                + "."));
  }

  @Test
  void anInstalledJavaServesWhereNoneIsInThePath() throws Exception {
    java(jvms.resolve("a-11/bin/java"), "11");
    java(jvms.resolve("b 21/bin/java"), "21.0.2");

    assertThat(run("help").exitCode, is(0));
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
        "#!/bin/sh\necho 'openjdk version \"17\"' >&2\necho \"$LC_ALL $LC_CTYPE $LC_MESSAGES\"\n");
    assertThat(run("help").out, is(" C.UTF-8 C\n"));

    environment.put("LC_ALL", "xx_YY.UTF-8"); // not installed
    executable(bin.resolve("locale"), "#!/bin/sh\necho ANSI_X3.4-1968\n");
    assertThat(run("help").out, is(" C.UTF-8 C\n"));
  }

  /** The names of files are the user's, what the system says is English. */
  @Test
  void theUsersLettersStay() throws Exception {
    executable(
        bin.resolve("java"),
        "#!/bin/sh\necho 'openjdk version \"17\"' >&2\necho \"$LC_ALL $LC_CTYPE $LC_MESSAGES\"\n");
    executable(bin.resolve("locale"), "#!/bin/sh\necho ISO-8859-15\n");
    environment.put("LANG", "de_DE@euro");
    assertThat(run("help").out, is(" de_DE@euro C\n"));

    environment.put("LC_ALL", "de_DE.UTF-8");
    executable(bin.resolve("locale"), "#!/bin/sh\necho UTF-8\n");
    assertThat(run("help").out, is(" de_DE.UTF-8 C\n"));
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
                    + " splicebeam: install a JDK 17, 21 or 25.")));
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

  /** The options of the JVM, but for those that each has and the launcher's own properties. */
  private static List<String> options(Run run) {
    return run.out
        .lines()
        .takeWhile(word -> !word.equals("-cp"))
        .filter(word -> !word.matches("-XX:(ErrorFile|OnError)=.*|-Dsplicebeam.*"))
        .toList();
  }

  private static List<String> words(List<String> first, List<String> then) {
    List<String> words = new ArrayList<>(first);
    words.addAll(then);
    return words;
  }

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
    return new Run(process.waitFor(), out, LogLines.without(err));
  }

  /** All of it, without the times. */
  private String stderr(String... words) throws IOException {
    try (BufferedReader err = start(temporary, words).errorReader(UTF_8)) {
      return err.lines()
          .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME") + "\n")
          .collect(joining());
    }
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
   * A java of version 17 in PATH.
   *
   * @param cases of a shell, by its words: what it does where it is not asked for its version
   */
  private Path java17(String cases) throws IOException {
    return executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        case "$*" in
          -XshowSettings*) echo 'openjdk version "17.0.1"' >&2 ;;
        """
            + cases
            + "esac\n");
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
