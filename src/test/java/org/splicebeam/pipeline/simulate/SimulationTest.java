package org.splicebeam.pipeline.simulate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayContaining;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.simulate.SimulatedFolder.Feature;

class SimulationTest {
  @TempDir static Path folder;
  private static SimulatedFolder written;
  private static Map<String, Feature> genes;
  private static List<Map<String, String>> rows;

  @BeforeAll
  static void simulate() throws IOException {
    new Simulation(36, 80, 7).writeTo(folder);
    written = new SimulatedFolder(folder);
    genes = written.genes();
    rows = written.rows();
  }

  @Test
  void spliceSitesAreTheEndsOfTheIntrons() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("splice_sites.tsv"));

    assertThat(
        lines.get(0), is("chrom\tstart\tend\tposition\tstrand\tsite_type\tgene_id\ttranscript_id"));
    assertThat(
        lines.subList(1, lines.size()),
        containsInAnyOrder(written.sitesByExons().toArray(new String[0])));
  }

  @Test
  void eachTrueSiteOfAnAnnotatedGeneHasOneRowOfItsType() throws IOException {
    List<String> told = new ArrayList<>();
    for (Map<String, String> row : rows) {
      Feature gene = genes.get(row.get("gene_id"));
      if (gene != null && Set.of("TP", "FN").contains(row.get("pred_type"))) {
        told.add(row.get("gene_id") + " " + absolute(row, gene) + " " + row.get("splice_type"));
      }
    }

    Set<String> known =
        written.sitesByExons().stream()
            .map(line -> line.split("\t"))
            .filter(f -> !f[0].equals("KI270757.1"))
            .map(f -> f[6] + " " + f[3] + " " + f[5])
            .collect(Collectors.toSet());
    assertThat(told, containsInAnyOrder(known.toArray(new String[0])));
  }

  @Test
  void aTrueSiteNamesATranscriptThatHasItAndTheOthersNameNone() throws IOException {
    Set<String> known =
        written.sitesByExons().stream()
            .map(line -> line.split("\t"))
            .map(f -> f[3] + " " + f[7])
            .collect(Collectors.toSet());
    for (Map<String, String> row : rows) {
      Feature gene = genes.get(row.get("gene_id"));
      boolean isSite = Set.of("TP", "FN").contains(row.get("pred_type"));
      if (!isSite) {
        assertThat(row.get("transcript_id") + row.get("splice_type"), is("\"\""));
      } else if (gene != null) {
        assertThat(known, hasItem(absolute(row, gene) + " " + row.get("transcript_id")));
      }
    }
  }

  @Test
  void windowsAreCutFromOneGenomeAndEndWithTheGene() {
    Map<String, Character> genome = new HashMap<>();
    for (Map<String, String> row : rows) {
      Feature gene = genes.get(row.get("gene_id"));
      if (gene == null) {
        continue;
      }
      int position = Integer.parseInt(row.get("position"));
      int start = Math.max(position - 250, 0);
      int end = Math.min(position + 250, gene.end() - gene.start() + 1);
      String window = row.get("sequence");
      assertThat(window.length(), is(end - start));
      for (int i = 0; i < window.length(); i++) {
        String place = gene.chrom() + ":" + absolute(start + i, gene);
        char base = onForward(window.charAt(i), gene);
        assertThat(place, genome.merge(place, base, (a, b) -> a.equals(b) ? a : '!'), is(base));
      }
    }
  }

  @Test
  void intronsBeginWithGtAndEndWithAg() {
    for (Map<String, String> row : rows) {
      if (!Set.of("TP", "FN").contains(row.get("pred_type"))) {
        continue;
      }
      int position = Integer.parseInt(row.get("position"));
      int middle = position - Math.max(position - 250, 0);
      String window = row.get("sequence");
      if (row.get("splice_type").equals("donor")) {
        assertThat(window.substring(middle, middle + 2), is("GT"));
      } else {
        assertThat(window.substring(middle - 1, middle + 1), is("AG"));
      }
    }
  }

  @Test
  void scoresAddUpToOneAndAgreeWithTheCall() {
    for (Map<String, String> row : rows) {
      BigDecimal donor = new BigDecimal(row.get("donor_score"));
      BigDecimal acceptor = new BigDecimal(row.get("acceptor_score"));
      BigDecimal neither = new BigDecimal(row.get("neither_score"));
      assertThat(donor.add(acceptor).add(neither), comparesEqualTo(BigDecimal.ONE));
      boolean isCalled = donor.max(acceptor).compareTo(new BigDecimal("0.5")) >= 0;
      assertThat(isCalled, is(row.get("pred_type").endsWith("P")));
    }
  }

  @Test
  void derivedColumnsFollowTheContract() {
    int compared = 0;
    for (Map<String, String> row : rows) {
      if (!row.containsKey("probability_entropy") || row.get("score").equals("NA")) {
        continue;
      }
      double d = Double.parseDouble(row.get("donor_score"));
      double a = Double.parseDouble(row.get("acceptor_score"));
      double n = Double.parseDouble(row.get("neither_score"));
      double m2 = Double.parseDouble(row.get("context_score_m2"));
      double m1 = Double.parseDouble(row.get("context_score_m1"));
      double p1 = Double.parseDouble(row.get("context_score_p1"));
      double p2 = Double.parseDouble(row.get("context_score_p2"));
      double e = 1e-10;
      assertClose(row, "relative_donor_probability", d / (d + a + e));
      assertClose(
          row,
          "probability_entropy",
          -d * Math.log(d + e) - a * Math.log(a + e) - n * Math.log(n + e));
      assertClose(row, "context_neighbor_mean", (m2 + m1 + p1 + p2) / 4);
      assertClose(row, "donor_is_local_peak", d > m1 && d > p1 && d > 0.001 ? 1 : 0);
      assertClose(row, "acceptor_is_local_peak", a > m1 && a > p1 && a > 0.001 ? 1 : 0);
      compared++;
    }
    assertThat(compared > 1_000, is(true));
  }

  @Test
  void optionalValuesDescribeTheRow() {
    for (Map<String, String> row : rows) {
      if (row.getOrDefault("score", "NA").equals("NA")) {
        continue;
      }
      String position = row.get("position");
      String predType = row.get("pred_type");
      boolean isCalled = predType.endsWith("P");
      boolean isSite = Set.of("TP", "FN").contains(predType);
      assertThat(row.get("predicted_position"), is(isCalled ? position : ""));
      assertThat(row.get("true_position"), is(isSite ? position : ""));
      assertThat(row.get("transcript_count").equals("0"), not(is(isSite)));
      int start = Integer.parseInt(row.get("window_start"));
      int end = Integer.parseInt(row.get("window_end"));
      assertThat(end - start, is(row.get("sequence").length()));
      if (isSite) {
        assertThat(row.get("score"), is(row.get(row.get("splice_type") + "_score")));
      }
    }
  }

  @Test
  void eachCaseOccursFromTwelveGenesOn(@TempDir Path small) throws IOException {
    new Simulation(12, 60, 42).writeTo(small);
    SimulatedFolder twelve = new SimulatedFolder(small);
    Collection<Feature> annotated = twelve.genes().values();
    List<Map<String, String>> all = twelve.rows();

    assertThat(annotated.stream().map(Feature::strand).toList(), hasItems("+", "-"));
    assertThat(
        annotated.stream().map(Feature::chrom).distinct().toList(),
        is(List.of("1", "2", "X", "MT")));
    assertThat(
        annotated.stream().map(g -> g.attributes().get("gene_biotype")).toList(),
        hasItems("protein_coding", "lncRNA", "miRNA", "transcribed_processed_pseudogene"));
    assertThat(
        annotated.stream().filter(g -> !g.attributes().containsKey("gene_name")).count(), is(1L));
    assertThat(
        twelve.features().stream().map(f -> f.attributes().get("tag")).toList(),
        hasItems("basic,Ensembl_canonical,MANE_Select", "basic,Ensembl_canonical", "basic", null));
    assertThat(pairs(annotated, SimulationTest::isNested), is(2L));
    assertThat(pairs(annotated, SimulationTest::partlyOverlap), is(2L));
    Set<String> withRows = all.stream().map(r -> r.get("gene_id")).collect(Collectors.toSet());
    assertThat(withRows.size(), is(12));
    assertThat(annotated.size(), is(10));
    assertThat(
        all.stream().map(r -> r.get("pred_type")).toList(), hasItems("TP", "FN", "FP", "TN"));
    assertThat(all.stream().anyMatch(r -> r.get("sequence").contains("NNN")), is(true));
    assertThat(all.stream().anyMatch(r -> "NA".equals(r.get("context_score_m1"))), is(true));
    assertThat(all.stream().anyMatch(r -> !r.containsKey("context_score_m1")), is(true));
    assertThat(all.stream().map(r -> r.get("position")).toList(), hasItem("0"));
    assertThat(keptAs(all), is(Set.of("nonTN", "hard", "near", "easy")));
    assertThat(
        twelve.tables().stream().map(p -> p.getFileName().toString()).toArray(),
        arrayContaining(
            "analysis_sequences_1_chunk_1_4.tsv",
            "analysis_sequences_2_chunk_1_4.tsv.gz",
            "analysis_sequences_MT_chunk_1_1.tsv",
            "analysis_sequences_X_chunk_1_3.tsv"));
  }

  @Test
  void onePlaceIsInTheAnnotationAndTheScoresAlone() throws IOException {
    String scaffold = "KI270757.1";

    assertThat(genes.get("SIMG00000000037").chrom(), is(scaffold));
    assertThat(written.arrays(), hasKey("SIMG00000000037"));
    assertThat(written.genome(), not(hasKey(scaffold)));
    assertThat(rows.stream().map(row -> row.get("chrom")).toList(), not(hasItem(scaffold)));
  }

  @Test
  void aTableHoldsTenGenes() throws IOException {
    for (Path table : written.tables()) {
      long inTable =
          SimulatedFolder.rows(table).stream().map(r -> r.get("gene_id")).distinct().count();
      String[] chunk = table.getFileName().toString().split("[_.]");
      assertThat(inTable, is(Long.parseLong(chunk[5]) - Long.parseLong(chunk[4]) + 1));
    }
    assertThat(
        written.tables().stream().map(p -> p.getFileName().toString()).toList(),
        hasItems(
            startsWith("analysis_sequences_1_chunk_1_10."),
            startsWith("analysis_sequences_1_chunk_11_12.")));
  }

  @Test
  void aGeneHasAsManyRowsAsAskedForOrAsItHasBases() {
    Map<String, Set<String>> positions = new HashMap<>();
    for (Map<String, String> row : rows) {
      assertThat(
          positions
              .computeIfAbsent(row.get("gene_id"), g -> new HashSet<>())
              .add(row.get("position")),
          is(true));
    }
    assertThat(positions.size(), is(36));
    assertThat(positions.values().stream().map(Set::size).toList(), everyItem(is(80)));
  }

  @Test
  void everyBaseMayBeAsked(@TempDir Path dense) throws IOException {
    Simulation.Summary summary = new Simulation(1, 100_000, 3).writeTo(dense);
    SimulatedFolder one = new SimulatedFolder(dense);
    Feature gene = one.genes().values().iterator().next();

    int length = gene.end() - gene.start() + 1;
    assertThat(summary, equalTo(new Simulation.Summary(1, 1, 1, 1, length)));
    Set<Integer> positions = new TreeSet<>();
    one.rows().forEach(row -> positions.add(Integer.parseInt(row.get("position"))));
    assertThat(positions.size(), is(length));
  }

  @Test
  void theSameNumbersGiveTheSameBytesInAnyLocale(@TempDir Path again, @TempDir Path other)
      throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      new Simulation(36, 80, 7).writeTo(again);
    } finally {
      Locale.setDefault(before);
    }
    new Simulation(36, 80, 8).writeTo(other);

    assertSameBytes(new SimulatedFolder(again).bytes(), written.bytes());
    assertThat(
        new SimulatedFolder(other).bytes().get("annotation.gtf"),
        not(equalTo(written.bytes().get("annotation.gtf"))));
  }

  @Test
  void theCommittedExampleIsWhatTheCommandWrites(@TempDir Path again) throws IOException {
    new Simulation(12, 60, 7).writeTo(again);

    assertSameBytes(withoutScores(Path.of("..", "..", "examples", "genome")), withoutScores(again));
  }

  /** The example keeps the annotation and the tables alone. */
  private static Map<String, byte[]> withoutScores(Path simulated) throws IOException {
    Map<String, byte[]> bytes = new SimulatedFolder(simulated).bytes();
    bytes.keySet().removeIf(name -> name.startsWith("scores") || name.equals("genome.fa"));
    return bytes;
  }

  private static void assertSameBytes(
      Map<String, byte[]> bytes, Map<String, byte[]> expectedBytes) {
    assertThat(bytes.keySet(), is(expectedBytes.keySet()));
    bytes.forEach((name, content) -> assertThat(name, content, equalTo(expectedBytes.get(name))));
  }

  private static void assertClose(Map<String, String> row, String column, double expected) {
    double actual = Double.parseDouble(row.get(column));
    assertThat(column, actual, closeTo(expected, 1e-8 * Math.max(Math.abs(expected), 1e-6)));
  }

  /** The rules of contract 4 by which a build keeps rows, with its default settings. */
  private static Set<String> keptAs(List<Map<String, String>> all) {
    Set<String> rules = new HashSet<>();
    for (Map<String, String> row : all) {
      boolean isHard =
          Double.parseDouble(row.get("donor_score")) >= 0.15
              || Double.parseDouble(row.get("acceptor_score")) >= 0.15;
      boolean isNear =
          all.stream()
              .filter(r -> r.get("gene_id").equals(row.get("gene_id")))
              .filter(r -> !r.get("pred_type").equals("TN"))
              .anyMatch(r -> Math.abs(position(r) - position(row)) <= 75);
      rules.add(
          !row.get("pred_type").equals("TN")
              ? "nonTN"
              : isHard ? "hard" : isNear ? "near" : "easy");
    }
    return rules;
  }

  private interface Relation {
    boolean holds(Feature a, Feature b);
  }

  private static long pairs(Collection<Feature> annotated, Relation relation) {
    return annotated.stream()
        .flatMap(a -> annotated.stream().filter(b -> a != b && relation.holds(a, b)))
        .count();
  }

  private static boolean isNested(Feature a, Feature b) {
    return a.chrom().equals(b.chrom()) && a.start() > b.start() && a.end() < b.end();
  }

  private static boolean partlyOverlap(Feature a, Feature b) {
    return a.chrom().equals(b.chrom())
        && a.start() < b.start()
        && b.start() <= a.end()
        && a.end() < b.end();
  }

  private static int position(Map<String, String> row) {
    return Integer.parseInt(row.get("position"));
  }

  private static int absolute(Map<String, String> row, Feature gene) {
    return absolute(position(row), gene);
  }

  private static int absolute(int position, Feature gene) {
    return gene.strand().equals("+") ? gene.start() + position : gene.end() - position;
  }

  private static char onForward(char base, Feature gene) {
    return gene.strand().equals("+") ? base : "TGCAN".charAt("ACGTN".indexOf(base));
  }
}
