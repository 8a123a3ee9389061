package org.splicebeam.pipeline.build;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.analysis.TranscriptJoin;
import org.splicebeam.transforms.sampling.SamplingRule;

/** What must not show in a data set: order and cut of the input, parts, workers, runner, place. */
class DatasetLawsTest {
  private static final Path GENOME = exampleGenome();

  @TempDir Path folder;

  /** The folder in the repository's root, wherever the build runs from. */
  private static Path exampleGenome() {
    Path at = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    while (!Files.isDirectory(at.resolve("examples/genome"))) {
      at = at.getParent();
    }
    return at.resolve("examples/genome");
  }

  private static DatasetBuild exampleBuild(Path input) {
    DatasetBuild build = new DatasetBuild(input, GENOME.resolve("annotation.gtf"));
    build.spliceSites = GENOME.resolve("splice_sites.tsv").toString();
    return build;
  }

  /**
   * Deals the rows of some tables, twice the rows of the first so that keys repeat, to so many new
   * tables in a random order.
   */
  private static void deal(List<Path> tables, Path target, int files, long seed)
      throws IOException {
    String header = null;
    List<String> rows = new ArrayList<>();
    for (Path table : tables) {
      List<String> lines = Files.readAllLines(table);
      header = lines.get(0);
      rows.addAll(lines.subList(1, lines.size()));
    }
    rows.addAll(Files.readAllLines(tables.get(0)).subList(1, 60));
    Collections.shuffle(rows, new Random(seed));
    Files.createDirectories(target);
    for (int i = 0; i < files; i++) {
      List<String> some = new ArrayList<>(List.of(header));
      some.addAll(rows.subList(i * rows.size() / files, (i + 1) * rows.size() / files));
      String text = String.join("\n", some) + "\n";
      Path file = target.resolve("analysis_sequences_%d.tsv".formatted(i));
      if (i % 2 == 0) {
        Files.writeString(file, text);
      } else {
        Path gz = file.resolveSibling(file.getFileName() + ".gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
          out.write(text.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  /** All but the first, which would take long. */
  private static List<Path> someTables() throws IOException {
    try (Stream<Path> tables = Files.list(GENOME.resolve("analysis"))) {
      return tables.filter(t -> t.toString().endsWith(".tsv")).sorted().skip(1).toList();
    }
  }

  @Test
  void neitherOrderNorCutsNorPartsNorWorkersShow() throws IOException {
    deal(someTables(), folder.resolve("one"), 1, 1);
    deal(someTables(), folder.resolve("many"), 5, 2);
    List<BuiltDataset> built = new ArrayList<>();
    for (String input : List.of("one", "many")) {
      DatasetBuild build = exampleBuild(folder.resolve(input));
      build.join = TranscriptJoin.ROW;
      build.partRows = 40;
      built.add(
          build.onDirectRunner(folder.resolve(input + " built"), input.equals("one") ? 1 : 3));
    }
    DatasetBuild build = exampleBuild(folder.resolve("many"));
    build.join = TranscriptJoin.ROW;
    build.partRows = 7;
    BuiltDataset smallParts = build.onDirectRunner(folder.resolve("small parts"), 2);

    Map<String, String> parts = built.get(0).bytesBelow("master");
    assertThat(parts.size(), greaterThan(2));
    assertThat(built.get(1).bytesBelow("master"), equalTo(parts));
    assertThat(built.get(1).text("gene_manifest.csv"), is(built.get(0).text("gene_manifest.csv")));
    assertThat(
        built.get(1).json("dataset.json").get("rows"),
        equalTo(built.get(0).json("dataset.json").get("rows")));
    assertThat(smallParts.bytesBelow("master").size(), greaterThan(parts.size()));
    assertThat(smallParts.rows(), equalTo(built.get(0).rows()));
  }

  /** The digits of ar-EG and the dotless i of tr-TR have found their way into many a file. */
  @Test
  void neitherRunnerNorLocaleNorTimeZoneNorFolderShows() throws IOException {
    DatasetBuild build = exampleBuild(GENOME.resolve("analysis"));
    build.sampling = new SamplingRule(SamplingRule.Scope.DATASET, 0.15, 20, 0.25, 7);
    build.partRows = 100;
    BuiltDataset direct = build.onDirectRunner(folder.resolve("direct"), 2);
    BuiltDataset turkish;
    BuiltDataset egyptian;
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      turkish = build.onEmbeddedFlink(folder.resolve("turkish"), 1);
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      egyptian = build.onEmbeddedFlink(folder.resolve("egyptian"), 2);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(direct.bytesBelow("master").size(), greaterThan(1));
    assertThat(turkish.reproducible(), equalTo(direct.reproducible()));
    assertThat(egyptian.reproducible(), equalTo(direct.reproducible()));
  }
}
