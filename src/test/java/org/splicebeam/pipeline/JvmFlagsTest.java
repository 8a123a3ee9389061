package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.options.TextSize;
import org.splicebeam.pipeline.run.JitTiers;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.transforms.features.ColumnCount;

class JvmFlagsTest {
  private static final String QUICK = "-XX:TieredStopAtLevel=1";
  private static final String HOT_LOOPS =
      "-XX:Tier4InvocationThreshold=250000 -XX:Tier4MinInvocationThreshold=30000"
          + " -XX:Tier4CompileThreshold=750000 -XX:Tier4BackEdgeThreshold=2000000"
          + " -XX:CompileCommand=quiet"
          + " -XX:CompileCommand=CompileThresholdScaling,org/splicebeam/*.*,0.3";
  private static final long MB = 1_000_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 8})
  void theFlagsSayTheBudget(int cores) {
    MemoryBudget budget = MemoryBudget.of(32_768, cores, new ColumnCount(82, 4096), 25_000, 0);
    String collector = cores <= 4 ? "Serial" : "Parallel";
    long start = Math.min(1024, budget.heapMb() / 2);

    assertThat(
        JvmFlags.flags(budget, TextSize.NONE),
        is(
            "-Xms%dm -Xmx%dm -XX:NewSize=%dm -XX:MetaspaceSize=256m -XX:MaxDirectMemorySize=%dm -XX:+Use%sGC %s --add-opens=java.base/java.lang=ALL-UNNAMED"
                .formatted(
                    start,
                    budget.heapMb(),
                    Math.min(150 * budget.parallelism(), start / 2),
                    budget.directMb(),
                    collector,
                    QUICK)));
  }

  @Test
  void longRunsCompileTheirHotLoopsOnceMore() {
    assertThat(JitTiers.forRunOver(TextSize.NONE).flags(), is(QUICK));
    assertThat(JitTiers.forRunOver(new TextSize(500 * MB - 1)).flags(), is(QUICK));
    assertThat(JitTiers.forRunOver(new TextSize(500 * MB)).flags(), is(HOT_LOOPS));
    assertThat(JitTiers.forRunOver(TextSize.UNKNOWN).flags(), is(HOT_LOOPS));
  }

  @ParameterizedTest
  @CsvSource({"499, 0, false", "500, 0, true", "300, 200, true", "300, 199, false"})
  void tablesAreOneSumAndTheAnnotationIsNotInIt(long first, long second, boolean isLong)
      throws IOException {
    file("in/deeper/analysis_sequences_1.tsv", first * MB);
    file("in/analysis_sequences_2.tsv", second * MB);
    file("in/analysis_sequences_2.tsv.bak", 900 * MB); // no table
    String[] words = {
      "build",
      "--input=" + folder.resolve("in"),
      "--gtf=" + file("genes.gtf", 900 * MB),
      "--spliceSites=" + file("sites.tsv", 900 * MB)
    };

    assertThat(tiers(words), is(isLong ? HOT_LOOPS : QUICK));
    assertThat(tiers("annotate", words[2], words[3]), is(QUICK));
  }

  @ParameterizedTest
  @CsvSource({"tsv, 499, 500", "tsv.gz, 124, 125", "tsv.bz2, 124, 125", "tsv.zst, 124, 125"})
  void packedTextCountsFourTimes(String ending, long shortMb, long longMb) throws IOException {
    String table = file("analysis_sequences_1." + ending, shortMb * MB);
    String glob = folder + "/*sequences*";
    assertThat(tiers("build", "--input=" + table), is(QUICK));
    assertThat(tiers("build", "--input", glob), is(QUICK));

    file("analysis_sequences_1." + ending, longMb * MB);
    assertThat(tiers("build", "--input=" + table), is(HOT_LOOPS));
    assertThat(tiers("build", "--input=" + glob), is(HOT_LOOPS));
  }

  @Test
  void whatCannotBeMeasuredIsLong() throws IOException {
    // Of a process that has no file systems yet.
    assertThat(tiers("build", "--input=gs://bucket/tables", "--gtf=gs://b/a.gtf"), is(HOT_LOOPS));
    assertThat(tiers("build", "--input=" + folder.resolve("none")), is(HOT_LOOPS));
    assertThat(tiers("build", "--input=\0"), is(HOT_LOOPS));
    assertThat(tiers("build", "--input=" + folder + "/{a*"), is(HOT_LOOPS));
    Files.createSymbolicLink(folder.resolve("analysis_sequences_1.tsv"), Path.of("gone"));
    assertThat(tiers("build", "--input=" + folder), is(HOT_LOOPS));
    assertThat(TextSize.ofTables(List.of("gs://b/a*")), is(TextSize.UNKNOWN));
    assertThat(TextSize.ofFile("gs://b/a.gtf").plus(new TextSize(1)), is(TextSize.UNKNOWN));
    assertThat(TextSize.UNKNOWN.plus(TextSize.UNKNOWN), is(TextSize.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({"0, 8, 1", "31, 8, 1", "32, 8, 2", "255, 8, 8", "256, 8, 8", "9999, 2, 2"})
  void thereIsAWorkerForEvery32Megabytes(long megabytes, int most, int workers) {
    assertThat(new TextSize(megabytes * MB).workers(most), is(workers));
    assertThat(TextSize.UNKNOWN.workers(most), is(most));
  }

  /** The launcher of a cluster's job reads nothing itself. */
  @Test
  void aLauncherThatWaitsIsShort() throws IOException {
    assertThat(
        tiers(
            "build",
            "--flinkMaster=host:1",
            "--input=" + file("analysis_sequences_1.tsv", 500 * MB)),
        is(QUICK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build --kmerSizes=x",
        "build --input=s3://b/a",
        "build --options=none",
        "build --help",
        "build --input=a --gtf=b -h",
        "annotate --help"
      })
  void badOptionsAndHelpHaveNoFlags(String words) {
    assertThat(JvmFlags.of(words.split(" "), true), is(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "build --input=a --gtf=b --output=c, true",
    "build --input=a --gtf=b --output=c --parallelism 2 --runner=FlinkRunner, true",
    "build --input=a --gtf=b --output=c --flinkMaster=host:1, false",
    "annotate --gtf=b --annotationCache=c, true",
    "annotate --gtf=b --annotationCache=c --flinkMaster=host:1, false"
  })
  void onlyARunInThisProcessIsRehearsed(String words, boolean rehearsed) {
    List<String> lines = JvmFlags.of(words.split(" "), true);

    assertThat(lines.subList(1, lines.size()), is(rehearsed ? List.of("rehearse") : List.of()));
    assertThat(JvmFlags.of(words.split(" "), false), is(lines.subList(0, 1)));
  }

  /** These are told before the pipeline begins. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "build",
        "build --input=a --gtf=b",
        "build --inptu=a --gtf=b --output=c",
        "build --input=a --gtf=b --output=c --downsample=x",
        "annotate --gtf=b"
      })
  void aCommandThatWillBeRefusedIsNotRehearsed(String words) {
    assertThat(JvmFlags.of(words.split(" "), true), is(List.of()));
  }

  /** The tiers' part of the flags. */
  private static String tiers(String... words) {
    return JvmFlags.of(words, false).get(0).replaceAll(".*GC | --add-opens.*", "");
  }

  /** A file of a size, without any bytes on the disk. */
  private String file(String name, long size) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    assumeTrue(Files.size(file) == size);
    return file.toString();
  }
}
