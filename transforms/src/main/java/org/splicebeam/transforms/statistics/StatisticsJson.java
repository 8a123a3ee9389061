package org.splicebeam.transforms.statistics;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.features.FeatureColumns;
import org.splicebeam.transforms.publish.JsonText;

/**
 * {@code statistics.json}: what the rows of a data set say, with nothing of the run in it. A double
 * is the shortest text that is it; one that is no number, or not finite, is null.
 *
 * <p>Of k-mers there may be 87 380 columns, with figures for all rows and each split: they are
 * written one by one, and are not in the tree.
 *
 * <p>Memory: a kilobyte a gene, and for each other column and split.
 */
public final class StatisticsJson {
  /** Its name below the data set's folder. */
  public static final String NAME = "statistics.json";

  /** The key of the list of columns, the longest of it. */
  public static final String COLUMNS = "columns";

  private static final int VERSION = 1;
  private static final String ALL = "all";
  private static final int MOST_KMERS = 40;
  private static final List<String> SYMBOLS = List.of("A", "C", "G", "T", "N");
  private static final List<KeptAs> KEPT_AS =
      List.of(KeptAs.NON_TN, KeptAs.HARD, KeptAs.NEAR, KeptAs.EASY, KeptAs.STRATUM, KeptAs.ALL);

  private final SummaryLayout layout;
  private final RowSummary summary;

  /** By the name of a split, or all. */
  private final Map<String, RowSummary> bySplit = new LinkedHashMap<>();

  private final PartPlan plan;
  private final Map<String, GeneModel> genes;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();

  /**
   * Of a whole data set.
   *
   * @param summaries of all parts
   * @param plan with every gene that is selected
   * @param genes the annotation's, by id
   * @param probe of the same rows
   */
  public StatisticsJson(
      SummaryLayout layout,
      SplitSummaries summaries,
      PartPlan plan,
      Map<String, GeneModel> genes,
      LeakageProbe probe) {
    this.layout = layout;
    this.summary = summaries.all();
    bySplit.put(ALL, summary);
    summaries.bySplit().forEach((split, ofSplit) -> bySplit.put(split.text(), ofSplit));
    this.plan = plan;
    this.genes = genes;
    root.put("statisticsVersion", VERSION);
    root.put("schemaFingerprint", layout.columns().fingerprint());
    root.put("rows", summary.rows);
    bySplit.keySet().forEach(root.putArray("splits")::add);
    putColumns();
    putLabels();
    putTallies("chromosomes", "chrom", GeneTally::chrom, Chromosomes.KARYOTYPE);
    putTallies(
        "geneTypes",
        "geneType",
        tally -> GeneModel.typeOrUnknown(genes.get(tally.geneId())),
        Chromosomes.BY_CODE_POINT);
    putScores();
    putWindows();
    putKmers();
    putSampling();
    probe.putTo(root);
  }

  /** Its content but for the columns of k-mers, as {@link #isOfKmer} finds them. */
  public JsonNode toJson() {
    return root;
  }

  /** Whether a column of such a file is one of k-mers. */
  public static boolean isOfKmer(JsonNode column) {
    return column.path("group").asText().equals(SummaryLayout.OF_KMERS);
  }

  /**
   * Writes all of it, and leaves the stream open.
   *
   * @return 0, for it has no rows
   */
  public long writeTo(OutputStream out) throws IOException {
    try (JsonGenerator json = JsonText.lines(out)) {
      json.writeStartObject();
      for (var entry : root.properties()) {
        json.writeFieldName(entry.getKey());
        if (entry.getKey().equals(COLUMNS)) {
          writeColumns(json, entry.getValue());
        } else {
          json.writeTree(entry.getValue());
        }
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return 0;
  }

  private void writeColumns(JsonGenerator json, JsonNode values) throws IOException {
    json.writeStartArray();
    for (JsonNode column : values) {
      json.writeTree(column);
    }
    for (int c = layout.values(); c < layout.columns().size(); c++) {
      json.writeTree(column(c));
    }
    json.writeEndArray();
  }

  private void putColumns() {
    ArrayNode columns = root.putArray(COLUMNS);
    for (int c = 0; c < layout.values(); c++) {
      columns.add(column(c));
    }
  }

  private ObjectNode column(int place) {
    ObjectNode column = JsonNodeFactory.instance.objectNode();
    column.put("name", layout.column(place).name());
    column.put("group", layout.group(place));
    for (var split : bySplit.entrySet()) {
      ObjectNode figures = column.putObject(split.getKey());
      if (place < layout.values()) {
        putValues(figures, split.getValue(), place);
      } else {
        putKmer(figures, split.getValue(), (place - layout.values()) * RowSummary.KMER_FIGURES);
      }
    }
    return column;
  }

  private void putValues(ObjectNode figures, RowSummary of, int column) {
    figures.put("count", of.counts[column]);
    figures.put("nulls", of.rows - of.counts[column]);
    if (layout.isText(column)) {
      return;
    }
    figures.put("zeros", of.zeros[column]);
    if (of.mins[column] > of.maxs[column]) {
      List.of("min", "max", "mean", "deviation").forEach(figures::putNull);
      return;
    }
    boolean isWhole = layout.isWhole(column);
    if (isWhole) {
      figures.put("min", of.mins[column]);
      figures.put("max", of.maxs[column]);
    } else {
      put(figures, "min", RowSummary.disordered(of.mins[column]));
      put(figures, "max", RowSummary.disordered(of.maxs[column]));
    }
    Moments moments = of.moments(column);
    boolean isOne = of.mins[column] == of.maxs[column] && Double.isFinite(moments.mean());
    double least = isWhole ? of.mins[column] : RowSummary.disordered(of.mins[column]);
    put(figures, "mean", isOne ? least : moments.mean());
    double variance = isOne ? 0 : moments.squares() / (moments.count() - 1);
    put(figures, "deviation", moments.count() < 2 ? Double.NaN : Math.sqrt(variance));
  }

  private static void putKmer(ObjectNode figures, RowSummary of, int at) {
    figures.put("count", of.rows);
    figures.put("nulls", 0);
    figures.put("zeros", of.kmers[at]);
    if (of.rows == 0) {
      List.of("min", "max", "mean", "deviation").forEach(figures::putNull);
      return;
    }
    figures.put("min", of.kmers[at + 1]);
    figures.put("max", of.kmers[at + 2]);
    put(figures, "mean", (double) of.kmers[at + 3] / of.rows);
    put(figures, "deviation", kmerDeviation(of, at));
  }

  /** From whole numbers, so that nothing cancels; NaN for fewer than two rows. */
  private static double kmerDeviation(RowSummary of, int at) {
    BigInteger rows = BigInteger.valueOf(of.rows);
    BigInteger sum = BigInteger.valueOf(of.kmers[at + 3]);
    BigInteger squares = BigInteger.valueOf(of.kmers[at + 4]);
    double squared = rows.multiply(squares).subtract(sum.multiply(sum)).doubleValue();
    return Math.sqrt(squared / of.rows / (of.rows - 1));
  }

  private void putLabels() {
    ArrayNode labels = root.putArray("labels");
    for (var split : bySplit.entrySet()) {
      for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
        ObjectNode label = labels.addObject().put("split", split.getKey());
        putClass(label, rowClass).put("rows", split.getValue().labels[rowClass]);
      }
    }
  }

  private static ObjectNode putClass(ObjectNode node, int rowClass) {
    return node.put("predType", RowClass.predType(rowClass).name())
        .put("spliceType", RowClass.spliceType(rowClass).text());
  }

  /** Genes and rows by label, by a text of the gene. */
  private void putTallies(
      String name, String key, Function<GeneTally, String> textOf, Comparator<String> order) {
    Map<String, Set<String>> genesOf =
        new TreeMap<>(order.thenComparing(Chromosomes.BY_CODE_POINT));
    Map<String, long[]> rowsOf = new LinkedHashMap<>();
    for (PlannedGene gene : plan.genes()) {
      GeneTally tally = gene.tally();
      String text = textOf.apply(tally);
      genesOf.computeIfAbsent(text, none -> new HashSet<>()).add(tally.geneId());
      long[] rows = rowsOf.computeIfAbsent(text, none -> new long[4]);
      rows[0] += tally.tp();
      rows[1] += tally.fp();
      rows[2] += tally.fn();
      rows[3] += tally.tn();
    }
    ArrayNode array = root.putArray(name);
    genesOf.forEach(
        (text, ids) -> {
          long[] rows = rowsOf.get(text);
          array
              .addObject()
              .put(key, text)
              .put("genes", ids.size())
              .put("TP", rows[0])
              .put("FP", rows[1])
              .put("FN", rows[2])
              .put("TN", rows[3]);
        });
  }

  private void putScores() {
    ObjectNode scores = root.putObject("scores");
    ArrayNode bounds = scores.putArray("bounds");
    for (double bound : ScoreBins.upperBounds()) {
      bounds.add(bound);
    }
    ArrayNode rows = scores.putArray("rows");
    for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
      ArrayNode bins = putClass(rows.addObject(), rowClass).putArray("bins");
      for (int bin = 0; bin < ScoreBins.COUNT; bin++) {
        bins.add(summary.scores[rowClass * ScoreBins.COUNT + bin]);
      }
    }
  }

  private void putWindows() {
    ArrayNode windows = root.putArray("windows");
    for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
      ObjectNode window = putClass(windows.addObject(), rowClass);
      for (int symbol = 0; symbol < FeatureColumns.SYMBOLS; symbol++) {
        window.put(
            SYMBOLS.get(symbol), summary.symbols[rowClass * FeatureColumns.SYMBOLS + symbol]);
      }
    }
  }

  /** A k-mer whose counts differ between true sites and other rows. */
  private record Kmer(String name, double ofSites, double ofOthers, double difference) {}

  private void putKmers() {
    long sites =
        RowClass.where(RowClass::isSite).stream().mapToLong(some -> summary.labels[some]).sum();
    long others = summary.rows - sites;
    List<Kmer> kmers = new ArrayList<>();
    for (int k = 0; k < layout.kmers() && sites > 0 && others > 0; k++) {
      int at = k * RowSummary.KMER_FIGURES;
      double ofSites = (double) summary.kmers[at + 5] / sites;
      double ofOthers = (double) (summary.kmers[at + 3] - summary.kmers[at + 5]) / others;
      double difference = (ofSites - ofOthers) / kmerDeviation(summary, at);
      if (Double.isFinite(difference)) {
        String name = layout.column(layout.values() + k).name();
        kmers.add(new Kmer(name, ofSites, ofOthers, difference));
      }
    }
    ArrayNode array = root.putArray("kmers");
    kmers.stream()
        .sorted(Comparator.comparingDouble(kmer -> -Math.abs(kmer.difference)))
        .limit(MOST_KMERS)
        .forEach(
            kmer ->
                array
                    .addObject()
                    .put("name", kmer.name)
                    .put("meanOfSites", kmer.ofSites)
                    .put("meanOfOthers", kmer.ofOthers)
                    .put("difference", kmer.difference));
  }

  private void putSampling() {
    ObjectNode sampling = root.putObject("sampling");
    ObjectNode all = sampling.putObject("keptAs");
    long[] sum = new long[KeptAs.values().length];
    summary.keptAs.values().forEach(rows -> addTo(sum, rows));
    putKeptAs(all, sum);
    ArrayNode ofGenes = sampling.putArray("genes");
    Set<String> ids = new LinkedHashSet<>();
    plan.genes().forEach(gene -> ids.add(gene.tally().geneId()));
    for (String id : ids) {
      putKeptAs(
          ofGenes.addObject().put("gene_id", id),
          summary.keptAs.getOrDefault(id, new long[sum.length]));
    }
  }

  private static void addTo(long[] sum, long[] rows) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += rows[i];
    }
  }

  private static void putKeptAs(ObjectNode node, long[] rows) {
    for (KeptAs why : KEPT_AS) {
      node.put(why.text(), rows[why.ordinal()]);
    }
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }
}
