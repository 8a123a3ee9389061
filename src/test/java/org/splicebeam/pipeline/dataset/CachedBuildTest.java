package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.Main;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.annotation.CachedAnnotation;
import org.splicebeam.transforms.publish.OutputFolder;
import picocli.CommandLine;

/**
 * The example genome, its annotation with some lines made bad: a data set is the same byte for byte
 * without a cache, with a cold one and with a warm one.
 */
class CachedBuildTest {
  private static final Path GENOME = Path.of("..", "..", "examples", "genome");

  /** What annotate tells of the bad lines. */
  private static final String LOSSES =
      String.join(
          System.lineSeparator(),
          "  2 of 118 annotation lines are not used (1 BAD_VALUE, 1 OTHER_PLACE), the first:"
              + " annotation.gtf, line 117: start 9, end 8\n"
              + "  1 of 126 splice site lines are not used (1 COLUMN_COUNT), the first: sites.tsv,"
              + " line 126: 1 cells where the header has 8",
          "");

  @TempDir static Path folder;
  private static Path gtf;
  private static Path sites;

  /** Built without a cache, by the transcripts joined. */
  private static Map<String, String> plain;

  private static Map<String, String> plainByRow;

  @TempDir private Path cache;

  @BeforeAll
  static void buildWithoutCache() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(GENOME.resolve("annotation.gtf")));
    lines.add("1\tmade-up\texon\t9\t8\t.\t+\t.\tgene_id \"BAD\"; transcript_id \"BAD\";");
    lines.add(lines.get(2).replaceFirst("^1\t", "Y\t")); // a first gene line, at a second place
    gtf = Files.write(folder.resolve("annotation.gtf"), lines);
    List<String> rows = new ArrayList<>(Files.readAllLines(GENOME.resolve("splice_sites.tsv")));
    rows.add("no site");
    sites = Files.write(folder.resolve("sites.tsv"), rows);
    plain = build(null, TranscriptJoin.REPRESENTATIVE).onDirectRunner(output(), 1).reproducible();
    plainByRow = build(null, TranscriptJoin.ROW).onDirectRunner(output(), 1).reproducible();
    assertThat(plain.get("rejected/annotation.tsv").lines().count(), is(3L));
    assertThat(plain.get("rejected/splice_sites.tsv").lines().count(), is(2L));
  }

  private static Path output() throws IOException {
    return Files.createTempDirectory(folder, "output");
  }

  private static DatasetBuild build(Path cache, TranscriptJoin join) {
    DatasetBuild build = new DatasetBuild(GENOME.resolve("analysis"), gtf);
    build.spliceSites = sites.toString();
    build.annotationCache = cache;
    build.join = join;
    return build;
  }

  private DatasetBuild cached() {
    return build(cache, TranscriptJoin.REPRESENTATIVE);
  }

  private static String whyNot(BuiltDataset built) throws IOException {
    OutputFolder run = OutputFolder.at(built.folder().toString()).ownedBy("this run");
    return CachedAnnotation.whyNotOf(run).read().orElse("it did");
  }

  private Path cacheFile() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void theDataSetIsTheSameColdAndWarm() throws IOException {
    BuiltDataset cold = cached().onDirectRunner(output(), 2);
    assertThat(whyNot(cold), startsWith("annotation cache " + cache + " holds nothing"));
    assertThat(cold.reproducible(), is(plain));
    BuiltDataset warm = cached().onDirectRunner(output(), 2);
    assertThat(whyNot(warm), is("it did"));
    assertThat(warm.reproducible(), is(plain));
    BuiltDataset warmByRow = build(cache, TranscriptJoin.ROW).onDirectRunner(output(), 2);
    assertThat(whyNot(warmByRow), is("it did"));
    assertThat(warmByRow.reproducible(), is(plainByRow));
  }

  /** Flink must not wait for ever, as it does where steps are joined by pipes. */
  @Test
  @Timeout(120)
  void annotateServesABuildOnFlink() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(annotate(out, err, "--runner=DirectRunner"), is(0));
    assertThat(
        err.toString(),
        is(
            "splicebeam annotate: annotation cache %s holds nothing of this annotation with these settings: computed anew%n"
                .formatted(cache)));
    assertThat(
        out.toString(),
        is("%s keeps 10 genes of annotation.gtf%n%s".formatted(cacheFile(), LOSSES)));
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile).toList(), is(List.of(cacheFile())));
    }
    BuiltDataset warm = cached().onEmbeddedFlink(output(), 2);
    assertThat(whyNot(warm), is("it did"));
    assertThat(warm.reproducible(), is(plain));
  }

  @Test
  void annotateTwiceDoesNothingMore() throws IOException {
    assertThat(annotate(new StringWriter(), new StringWriter(), "--runner=DirectRunner"), is(0));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertThat(annotate(out, err, "--runner=DirectRunner"), is(0));
    assertThat(
        out.toString(), is("%s holds this annotation already%n%s".formatted(cacheFile(), LOSSES)));
    assertThat(err.toString(), is(""));
  }

  private int annotate(StringWriter out, StringWriter err, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        0,
        List.of(
            "annotate", "--gtf=" + gtf, "--spliceSites=" + sites, "--annotationCache=" + cache));
    CommandLine commandLine = Main.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return commandLine.execute(arguments.toArray(String[]::new));
  }

  @Test
  void annotateNamesWhatIsMissingOrWrong() throws IOException {
    assertRefused("--gtf and --annotationCache are missing", "annotate");
    assertRefused("--annotationCache is missing", "annotate", "--gtf=" + gtf);
    assertRefused("--annotationCache is missing", "annotate", "--gtf=" + gtf, "--annotationCache=");
    assertRefused(
        "--annotationCache %s is a file, not a folder".formatted(gtf),
        "annotate",
        "--gtf=" + gtf,
        "--annotationCache=" + gtf);
    assertRefused(
        "--gtf none.gtf: there is no such file",
        "annotate",
        "--gtf=none.gtf",
        "--annotationCache=" + cache);
    assertRefused(
        "unknown option '--annotationCach'; did you mean --annotationCache?",
        "annotate",
        "--gtf=" + gtf,
        "--annotationCach=" + cache);
  }

  private static void assertRefused(String sentence, String... arguments) {
    StringWriter err = new StringWriter();
    CommandLine commandLine = Main.commandLine();
    commandLine.setErr(new PrintWriter(err, true));
    assertThat(commandLine.execute(arguments), is(2));
    assertThat(err.toString(), startsWith("splicebeam annotate: " + sentence));
    assertThat(err.toString().lines().count(), is(2L));
  }

  @Test
  void buildsAtTheSameTimeDoNoHarm() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<BuiltDataset>> builds = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Path output = output();
        builds.add(threads.submit(() -> cached().onDirectRunner(output, 1)));
      }
      for (Future<BuiltDataset> build : builds) {
        assertThat(build.get().reproducible(), is(plain));
      }
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> files = Files.walk(cache)) {
      assertThat(files.filter(Files::isRegularFile).toList(), is(List.of(cacheFile())));
    }
  }
}
