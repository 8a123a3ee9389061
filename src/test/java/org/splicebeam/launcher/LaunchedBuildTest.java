package org.splicebeam.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.LogLines;

/**
 * The real script on the real distribution, which the package phase of the modules before this one
 * lays out; a distribution that is older than the sources is not looked at.
 */
class LaunchedBuildTest {
  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  private static final Path LIB = ROOT.resolve("target/dist/lib");
  private static final Path EXAMPLE = ROOT.resolve("examples/genome");

  @TempDir Path temporary;
  private Path script;
  private Path home;

  /** A binary distribution in a folder with a space, reached by a link from another. */
  @BeforeEach
  void layOut() throws IOException {
    assumeTrue(isLaidOut());
    Path product = Files.createDirectory(temporary.toRealPath().resolve("the product"));
    Files.copy(ROOT.resolve("splicebeam"), product.resolve("splicebeam"));
    Files.createSymbolicLink(product.resolve("lib"), LIB);
    home = Files.createDirectory(temporary.toRealPath().resolve("my work"));
    script = Files.createSymbolicLink(home.resolve("sb"), product.resolve("splicebeam"));
    assertThat(product.resolve("splicebeam").toFile().setExecutable(true), is(true));
  }

  /** JUnit warns of links that lead out of its folder. */
  @AfterEach
  void removeLinks() throws IOException {
    Files.deleteIfExists(temporary.resolve("the product/lib"));
    Files.deleteIfExists(temporary.resolve("my work/a genome"));
  }

  @Test
  void buildsWithoutEnvironmentThroughALinkFromAFolderWithASpace() throws Exception {
    Files.createSymbolicLink(home.resolve("a genome"), EXAMPLE);
    List<String> flinksBefore = flinkFiles();

    Run run =
        run(
            "build",
            "--input=a genome/analysis",
            "--gtf",
            "a genome/annotation.gtf",
            "--spliceSites=a genome/splice_sites.tsv",
            "--output=data sets/[1] ü");

    assertThat(
        run,
        is(
            new Run(
                0,
                "data sets/[1] ü: 496 of 720 rows, 12 genes, 4182 columns, 1 parts\n"
                    + "  labels: 54 TP, 12 FN, 16 FP, 414 TN\n"
                    + "  left out: 224 sampled out, 0 of other genes, 0 duplicates, 0 rejected\n"
                    + "  not in the annotation: 2 genes of the tables (SIMG00000000007,"
                    + " SIMG00000000011); columns of gene and transcript hold -1, 0 or unknown there\n"
                    + "  the tables have 600 rows for 34137 bases of their genes: their negatives were"
                    + " sampled before, so shares of labels and figures such as precision are those of"
                    + " the tables, not of the genome\n"
                    + "  next: open data sets/[1] ü/report.html, load the rows as data sets/[1] ü/README.md shows, or check it all with '"
                    + script
                    + "' validate 'data sets/[1] ü'\n",
                "")));
    Path dataset = home.resolve("data sets/[1] ü");
    try (Stream<Path> files = Files.walk(dataset)) {
      assertThat(
          files
              .filter(Files::isRegularFile)
              .map(file -> dataset.relativize(file).toString())
              .sorted()
              .toList(),
          is(
              List.of(
                  ".splicebeam/build.log",
                  ".splicebeam/claim.json",
                  ".splicebeam/lock",
                  ".splicebeam/owner.json",
                  ".splicebeam/plan.json",
                  ".splicebeam/receipts/part-00000.json",
                  "README.md",
                  "croissant.json",
                  "data_dictionary.csv",
                  "dataset.json",
                  "gene_manifest.csv",
                  "master/part-00000.parquet",
                  "report.html",
                  "run.json",
                  "schema.avsc",
                  "statistics.json")));
    }
    assertThat(flinkFiles(), is(flinksBefore));
  }

  @Test
  void aBadOptionEndsTheScriptWithTwo() throws Exception {
    assertThat(
        run("build", "--input=none", "--gtf=none", "--output=out", "--windw=3"),
        is(
            new Run(
                2,
                "",
                "splicebeam build: unknown option '--windw'; did you mean --window?\n"
                    + "Help: splicebeam build --help\n")));
    assertThat(
        run("build", "--options=none"),
        is(
            new Run(
                2,
                "",
                "splicebeam build: --options none: there is no such file\n"
                    + "Help: splicebeam build --help\n")));
    assertThat(Files.exists(home.resolve("out")), is(false));
  }

  /** As a shell takes them, one after the other, though the launcher's folder has a space. */
  @Test
  void whatIsShownWithoutACommandCanBeCopied() throws Exception {
    Run shown = run();
    assertThat(shown.exitCode + shown.err, is("0"));
    List<String> lines = shown.out.lines().filter(line -> line.startsWith("     ")).toList();
    assertThat(lines.size(), is(6));

    Run copied = start(List.of("sh", "-e", "-c", String.join("\n", lines)));

    assertThat(copied.err, copied.exitCode, is(0));
    assertThat(
        copied.out.lines().reduce("", (before, line) -> line),
        matchesPattern("dataset: clean, [0-9]+ rows in [0-9]+ parts, [0-9]+ columns"));
    for (String file : List.of("dataset/report.html", "dataset_of_tables/dataset.json")) {
      assertThat(file, Files.exists(home.resolve(file)), is(true));
    }
  }

  private record Run(int exitCode, String out, String err) {}

  private Run run(String... arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(script.toString()));
    words.addAll(List.of(arguments));
    return start(words);
  }

  private Run start(List<String> words) throws IOException, InterruptedException {
    Path err = temporary.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(home.toFile()).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder
        .environment()
        .put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + Files.createDirectories(scratch()));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exitCode = process.waitFor();
    return new Run(exitCode, out, withoutTheJvmsOwnLine(Files.readString(err)));
  }

  private static String withoutTheJvmsOwnLine(String err) {
    return LogLines.without(err.replaceAll("Picked up JAVA_TOOL_OPTIONS: .*\n", ""));
  }

  private Path scratch() {
    return temporary.resolve("scratch");
  }

  /** What embedded clusters leave in the folder of temporary files. */
  private List<String> flinkFiles() throws IOException {
    Files.createDirectories(scratch());
    try (Stream<Path> files = Files.list(scratch())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.contains("flink"))
          .toList();
    }
  }

  private static boolean isLaidOut() throws IOException {
    for (String part : List.of(".complete", "flink/.complete", "direct/.complete")) {
      if (!Files.exists(LIB.resolve(part))) {
        return false;
      }
    }
    FileTime laidOut = Files.getLastModifiedTime(LIB.resolve(".complete"));
    for (String module : List.of("schemas", "transforms", "pipeline", "runners")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        for (Path file : files.filter(f -> f.toString().contains("/src/main/")).toList()) {
          if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(laidOut) > 0) {
            return false;
          }
        }
      }
    }
    return true;
  }
}
