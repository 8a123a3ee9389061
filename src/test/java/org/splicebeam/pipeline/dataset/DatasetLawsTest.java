package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * What must not show in a data set: order and cut of the input, parts, workers, runner, place, what
 * the input has beside a gene, and in features the label.
 */
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

  /** A table's rows, their cells by column: one of the example's tables has another order. */
  private static List<Map<String, String>> rows(Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    List<String> header = List.of(lines.get(0).split("\t"));
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < cells.length; i++) {
        row.put(header.get(i), cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** Rows of the same keys, which differ in a score or in nothing but their window. */
  private static List<Map<String, String>> again(List<Map<String, String>> rows) {
    List<Map<String, String>> again = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Map<String, String> other = new LinkedHashMap<>(row);
      if (again.size() % 2 == 0) {
        other.put("donor_score", "0.2");
      } else {
        other.put("sequence", "N" + row.get("sequence").substring(1));
      }
      again.add(other);
    }
    return again;
  }

  /**
   * Deals the rows of some tables to so many new tables in a random order; of each row that is sure
   * to be kept another one with its key, so that the better one is to be found.
   */
  private static void deal(List<Path> tables, Path target, int files, long seed)
      throws IOException {
    List<Map<String, String>> given = new ArrayList<>();
    for (Path table : tables) {
      given.addAll(rows(table));
    }
    given.addAll(again(given.stream().filter(row -> !row.get("pred_type").equals("TN")).toList()));
    Set<String> columns = new LinkedHashSet<>();
    given.forEach(row -> columns.addAll(row.keySet()));
    String header = String.join("\t", columns);
    List<String> rows =
        given.stream()
            .map(row -> columns.stream().map(c -> row.getOrDefault(c, "")))
            .map(cells -> cells.collect(Collectors.joining("\t")))
            .collect(Collectors.toList());
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
    assertThat(built.get(0).json("dataset.json").at("/rows/duplicates").asInt(), greaterThan(10));
    assertThat(built.get(0).json("dataset.json").at("/rows/rejected").asInt(), is(0));
    assertThat(smallParts.bytesBelow("master").size(), greaterThan(parts.size()));
    assertThat(smallParts.rows(), equalTo(built.get(0).rows()));
  }

  @Test
  void ofStrataNeitherRunnerNorPiecesShow() throws IOException {
    DatasetBuild build = exampleBuild(GENOME.resolve("analysis"));
    build.sampling = HandMadeRule.rule(SamplingRule.Scope.DATASET).negativeRatio(4).build();
    build.partRows = 100;
    BuiltDataset direct = build.onDirectRunner(folder.resolve("direct"), 2);
    build.pieceBytes = 20_000;
    BuiltDataset flink = build.onEmbeddedFlink(folder.resolve("flink"), 2);
    assertThat(direct.bytesBelow("master").size(), greaterThan(1));
    assertThat(flink.reproducible(), equalTo(direct.reproducible()));
  }

  /**
   * The digits of ar-EG and the dotless i of tr-TR have found their way into many a file. The last
   * build reads tables in pieces, too.
   */
  @Test
  void neitherRunnerNorLocaleNorTimeZoneNorFolderShows() throws IOException {
    DatasetBuild build = exampleBuild(GENOME.resolve("analysis"));
    build.sampling =
        HandMadeRule.rule(SamplingRule.Scope.DATASET).window(20).easyRatio(0.25).seed(7).build();
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
      build.pieceBytes = 20_000;
      egyptian = build.onEmbeddedFlink(folder.resolve("egyptian"), 2);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(direct.bytesBelow("master").size(), greaterThan(1));
    assertThat(turkish.reproducible(), equalTo(direct.reproducible()));
    assertThat(egyptian.reproducible(), equalTo(direct.reproducible()));
  }

  private DatasetBuild onSomeTables(Path gtf) throws IOException {
    Path input = folder.resolve("some");
    if (!Files.exists(input)) {
      deal(someTables(), input, 2, 3);
    }
    DatasetBuild build = new DatasetBuild(input, gtf);
    build.partRows = 40;
    return build;
  }

  /** The example's annotation, changed, under its own name. */
  private Path annotation(String name, UnaryOperator<String> change) throws IOException {
    Path gtf = folder.resolve(name).resolve("annotation.gtf");
    Files.createDirectories(gtf.getParent());
    return Files.writeString(gtf, change.apply(Files.readString(GENOME.resolve("annotation.gtf"))));
  }

  /**
   * Asserts that two data sets are one, byte for byte, but for what dataset.json tells of the
   * annotation's own file.
   */
  private static void assertSameButForTheAnnotation(
      BuiltDataset built, BuiltDataset expected, Set<String> differing) throws IOException {
    Map<String, String> files = built.reproducible();
    Map<String, String> expectedFiles = expected.reproducible();
    files.remove("dataset.json");
    expectedFiles.remove("dataset.json");
    assertThat(files, equalTo(expectedFiles));
    ObjectNode json = (ObjectNode) built.json("dataset.json");
    ObjectNode expectedJson = (ObjectNode) expected.json("dataset.json");
    json.remove("sha256OfLinesAbove");
    expectedJson.remove("sha256OfLinesAbove");
    ObjectNode told = (ObjectNode) json.at("/inputs/annotation");
    ObjectNode expectedTold = (ObjectNode) expectedJson.at("/inputs/annotation");
    Set<String> found = new TreeSet<>();
    expectedTold
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!told.get(name).equals(expectedTold.get(name))) {
                found.add(name);
              }
            });
    assertThat(found, is(differing));
    told.setAll(expectedTold);
    assertThat(json, is(expectedJson));
  }

  @Test
  void neitherTheAnnotationsChromosomeNamesNorItsOtherGenesShow() throws IOException {
    BuiltDataset plain =
        onSomeTables(annotation("plain", text -> text)).onDirectRunner(folder.resolve("p"), 2);
    Path renamed =
        annotation(
            "renamed",
            text -> text.replaceAll("(?m)^MT\\b", "M").replaceAll("(?m)^(?=[^#])", "chr"));
    assertThat(Files.readString(renamed).contains("\nchrM\t"), is(true));
    assertSameButForTheAnnotation(
        onSomeTables(renamed).onDirectRunner(folder.resolve("r"), 2),
        plain,
        Set.of("bytes", "contentHash"));
    Path larger =
        annotation(
            "larger", text -> text + TinyInput.gtf("G1", 1001, "+").replaceAll("(?m)^1\t", "5\t"));
    assertSameButForTheAnnotation(
        onSomeTables(larger).onDirectRunner(folder.resolve("l"), 2),
        plain,
        Set.of("bytes", "contentHash", "exons", "lines", "used"));
  }

  @Test
  void aGeneMoreInTheAnalysisChangesNoOther() throws IOException {
    oneGeneMoreChangesNoOther(HandMadeRule.rule(SamplingRule.Scope.GENE).window(5).build());
  }

  @Test
  void aGeneMoreInTheAnalysisChangesNoOthersStrata() throws IOException {
    oneGeneMoreChangesNoOther(HandMadeRule.rule(SamplingRule.Scope.GENE).negativeRatio(8).build());
  }

  private void oneGeneMoreChangesNoOther(SamplingRule rule) throws IOException {
    DatasetBuild build = onSomeTables(GENOME.resolve("annotation.gtf"));
    build.sampling = rule;
    BuiltDataset alone = build.onDirectRunner(folder.resolve("alone"), 2);
    List<String> more = new ArrayList<>(List.of(String.join("\t", TinyInput.COLUMNS)));
    for (int position = 0; position < 300; position++) {
      String predType = position % 60 == 0 ? "FP" : "TN";
      more.add(TinyInput.row("AAAG1", position, "0.01", predType, "", "+").strip());
    }
    Files.write(folder.resolve("some/analysis_sequences_more.tsv"), more);
    BuiltDataset together = build.onDirectRunner(folder.resolve("together"), 2);

    List<Map<String, Object>> rows = together.rows();
    long added = rows.stream().filter(row -> row.get("gene_id").equals("AAAG1")).count();
    assertThat(added, greaterThan(5L));
    assertThat(added, lessThan(300L));
    rows.removeIf(row -> row.get("gene_id").equals("AAAG1"));
    assertThat(rows, equalTo(alone.rows()));
  }

  /** What a row is called, label and transcript, moves among the rows of its gene. */
  private static List<String> permuted(List<String> table, long seed) {
    List<String> header = List.of(table.get(0).split("\t"));
    int gene = header.indexOf("gene_id");
    List<Integer> called =
        Stream.of("pred_type", "splice_type", "transcript_id").map(header::indexOf).toList();
    List<String[]> rows =
        table.stream().skip(1).map(line -> line.split("\t", -1)).collect(Collectors.toList());
    Map<String, List<List<String>>> names = new TreeMap<>();
    for (String[] row : rows) {
      names
          .computeIfAbsent(row[gene], id -> new ArrayList<>())
          .add(called.stream().map(column -> row[column]).toList());
    }
    Random random = new Random(seed);
    names.values().forEach(list -> Collections.shuffle(list, random));
    for (String[] row : rows) {
      List<List<String>> left = names.get(row[gene]);
      List<String> name = left.remove(left.size() - 1);
      for (int i = 0; i < called.size(); i++) {
        row[called.get(i)] = name.get(i);
      }
    }
    List<String> lines = new ArrayList<>(List.of(table.get(0)));
    rows.forEach(row -> lines.add(String.join("\t", row)));
    return lines;
  }

  /** The columns of a role, by gene and position. */
  private static Map<List<Object>, List<Object>> columns(BuiltDataset built, Role role)
      throws IOException {
    List<String> names =
        Enrichers.of(new ColumnSettings(List.of(1, 2), false, List.of())).columns().all().stream()
            .filter(column -> column.role() == role)
            .map(Column::name)
            .toList();
    Map<List<Object>, List<Object>> columns = new LinkedHashMap<>();
    for (Map<String, Object> row : built.rows()) {
      List<Object> key = List.of(row.get("gene_id"), row.get("position"));
      columns.put(key, names.stream().map(row::get).collect(Collectors.toList()));
    }
    return columns;
  }

  @Test
  void noFeatureKnowsTheLabel() throws IOException {
    List<BuiltDataset> built = new ArrayList<>();
    for (long seed = 0; seed < 3; seed++) {
      Path input = Files.createDirectories(folder.resolve("labels" + seed));
      for (Path table : someTables()) {
        List<String> lines = Files.readAllLines(table);
        Files.write(input.resolve(table.getFileName()), seed == 0 ? lines : permuted(lines, seed));
      }
      DatasetBuild build = exampleBuild(input);
      build.sampling = HandMadeRule.rule(SamplingRule.Scope.NONE).build();
      built.add(build.onDirectRunner(folder.resolve("permuted" + seed), 2));
    }
    Map<List<Object>, List<Object>> features = columns(built.get(0), Role.FEATURE);
    Map<List<Object>, List<Object>> labels = columns(built.get(0), Role.LABEL);
    assertThat(features.size(), greaterThan(100));
    for (BuiltDataset other : built.subList(1, built.size())) {
      assertThat(columns(other, Role.FEATURE), equalTo(features));
      assertThat(columns(other, Role.LABEL).equals(labels), is(false));
    }
  }
}
