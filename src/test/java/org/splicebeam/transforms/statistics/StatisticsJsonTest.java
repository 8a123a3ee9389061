package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Steps;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.HandMadeJoin;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.transforms.features.Enricher;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.features.Feature;
import org.splicebeam.transforms.features.FeatureColumns;
import org.splicebeam.transforms.rows.GeneRows;
import org.splicebeam.transforms.rows.HandMadeBlocks;

/** Four rows, from the columns that the writer asks for to the text; figures are made by hand. */
class StatisticsJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ColumnSettings SETTINGS =
      new ColumnSettings(List.of(1), false, HandMadeBlocks.COLUMNS.extra());

  /** Values that no table may have, but an enricher can make. */
  private static final class Extremes implements Enricher {
    private static final Map<Long, Double> REALS =
        Map.of(10L, Double.POSITIVE_INFINITY, 11L, -0.0, 12L, Double.NaN, 3L, -2.5);
    private static final Map<Long, Long> WHOLES =
        Map.of(10L, Long.MIN_VALUE, 11L, Long.MAX_VALUE, 12L, 0L, 3L, -5000L);

    @Override
    public String name() {
      return "extremes";
    }

    @Override
    public List<Feature> features(ColumnSettings settings) {
      Feature.Origin here = Feature.from(Steps.WRITE_PARTS, "position");
      return List.of(
          here.real(Role.FEATURE, "extreme", "1", "A number.")
              .by(row -> REALS.get(row.genePosition())),
          here.whole(Role.FEATURE, "wide", "1", "A whole number.")
              .by(row -> WHOLES.get(row.genePosition())));
    }
  }

  private static final Enrichers ENRICHERS = Enrichers.of(SETTINGS, List.of(new Extremes()));
  private static final SummaryLayout LAYOUT = new SummaryLayout(ENRICHERS, ENRICHERS.columns());

  private static final List<HandMadeBlocks.Row> OF_G =
      List.of(
          HandMadeBlocks.row(10)
              .with(PredType.TP)
              .with(SpliceType.DONOR)
              .with(KeptAs.NON_TN)
              .window("ACGGN")
              .with("donor_score", 0.75)
              .with("conservation", 2.0),
          HandMadeBlocks.row(11)
              .with(KeptAs.EASY)
              .window("AAAA")
              .with("acceptor_score", 0.0005)
              .with("conservation", -0.0),
          HandMadeBlocks.row(12)
              .with(PredType.FN)
              .with(SpliceType.ACCEPTOR)
              .with(KeptAs.NON_TN)
              .window("TT")
              .with("acceptor_score", 0.2));

  private static final List<HandMadeBlocks.Row> OF_H =
      List.of(HandMadeBlocks.row(3).with(KeptAs.HARD));

  /** Of a part in row groups of two rows. */
  private static RowSummary summary(int part, String gene, List<HandMadeBlocks.Row> rows) {
    FeatureColumns columns = new FeatureColumns(ENRICHERS, HandMadeBlocks.COLUMNS, false, 2);
    PartSummarizer summarizer = new PartSummarizer(LAYOUT, 2);
    summarizer.begin();
    for (int from = 0; from < rows.size(); from += 2) {
      List<HandMadeBlocks.Row> some = rows.subList(from, Math.min(rows.size(), from + 2));
      GeneRows group =
          GeneRows.of(
              List.of(
                  HandMadeJoin.unannotated(
                      HandMadeBlocks.block(gene, "chr1", Strand.FORWARD, some))));
      columns.clear();
      summarizer.clear();
      columns.add(group, 0, some.size());
      summarizer.add(group, 0, some.size());
      var watched = summarizer.watch(columns);
      for (int c = 0; c < ENRICHERS.columns().size(); c++) {
        watched.column(c);
      }
    }
    return summarizer.end(part);
  }

  private static final PartPlan PLAN =
      new PartPlan(
          List.of(
              new PlannedGene(
                  HandMadeTally.tally("G").rows(3, 3, 0).labels(1, 0, 1, 1).chunk(3).build(),
                  new long[] {0}),
              new PlannedGene(HandMadeTally.tally("NONE").build(), new long[] {-1}),
              new PlannedGene(
                  HandMadeTally.tally("H")
                      .on("X", Strand.REVERSE)
                      .rows(1, 1, 0)
                      .labels(0, 0, 0, 1)
                      .chunk(1)
                      .build(),
                  new long[] {1})),
          new long[] {3, 1});

  private static StatisticsJson statistics(SplitSummaries summaries) {
    return new StatisticsJson(
        LAYOUT,
        summaries,
        PLAN,
        Map.of("G", HandMadeGene.gene("G").ofType("lncRNA").build()),
        new LeakageProbe(LAYOUT, summaries.all(), LeakageLimit.STANDARD));
  }

  private static StatisticsJson ofBoth() {
    return statistics(
        SplitSummaries.of(
            List.of(
                KV.of(
                    SplitSummaries.keyOf(null),
                    summary(1, "H", OF_H).plus(summary(0, "G", OF_G))))));
  }

  private static String text(StatisticsJson statistics) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(statistics.writeTo(out), is(0L));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode column(StatisticsJson statistics, String name) throws IOException {
    for (JsonNode column : JSON.readTree(text(statistics)).get("columns")) {
      if (column.get("name").asText().equals(name)) {
        return column;
      }
    }
    throw new AssertionError("no column " + name);
  }

  private static void assertAll(String name, String expected) throws IOException {
    assertThat(name, column(ofBoth(), name).get("all"), is(JSON.readTree(expected)));
  }

  @Test
  void eachColumnHasItsFigures() throws IOException {
    assertAll(
        "donor_score",
        "{\"count\":4,\"nulls\":0,\"zeros\":3,\"min\":0.0,\"max\":0.75,\"mean\":0.1875,\"deviation\":0.375}");
    assertAll(
        "conservation",
        "{\"count\":2,\"nulls\":2,\"zeros\":1,\"min\":0.0,\"max\":2.0,\"mean\":1.0,\"deviation\":1.4142135623730951}");
    assertAll(
        "position",
        "{\"count\":4,\"nulls\":0,\"zeros\":0,\"min\":3,\"max\":12,\"mean\":9.0,\"deviation\":4.08248290463863}");
    assertAll(
        "predicted_position",
        "{\"count\":0,\"nulls\":4,\"zeros\":0,\"min\":null,\"max\":null,\"mean\":null,\"deviation\":null}");
    assertAll("note", "{\"count\":0,\"nulls\":4}");
    assertAll("gene_id", "{\"count\":4,\"nulls\":0}");
    assertAll(
        "1mer_A",
        "{\"count\":4,\"nulls\":0,\"zeros\":1,\"min\":0,\"max\":4,\"mean\":1.5,\"deviation\":1.7320508075688772}");
  }

  @Test
  void valuesThatAreNotFiniteHaveNoMeanAndAreNoLimits() throws IOException {
    assertAll(
        "extreme",
        "{\"count\":4,\"nulls\":0,\"zeros\":1,\"min\":-2.5,\"max\":0.0,\"mean\":null,\"deviation\":null}");
    assertAll(
        "wide",
        "{\"count\":4,\"nulls\":0,\"zeros\":1,\"min\":-9223372036854775808,\"max\":9223372036854775807,\"mean\":-1250.0,\"deviation\":7.530851732716321E18}");
    assertThat(column(ofBoth(), "wide").get("group").asText(), is("extremes"));
  }

  @Test
  void oneRowHasNoDeviationAndNoRowHasNothing() throws IOException {
    StatisticsJson one = statistics(ofSplit(Split.TRAIN, summary(0, "G", OF_G.subList(0, 1))));
    assertThat(
        column(one, "donor_score").get("train").toString(),
        is(
            "{\"count\":1,\"nulls\":0,\"zeros\":0,\"min\":0.75,\"max\":0.75,\"mean\":0.75,\"deviation\":null}"));
    StatisticsJson none = statistics(ofSplit(Split.TRAIN, summary(0, "G", List.of())));
    String nothing =
        "{\"count\":0,\"nulls\":0,\"zeros\":0,\"min\":null,\"max\":null,\"mean\":null,\"deviation\":null}";
    for (String name : List.of("donor_score", "position", "1mer_T", "extreme")) {
      assertThat(name, column(none, name).get("train").toString(), is(nothing));
    }
    assertThat(none.toJson().get("kmers").toString(), is("[]"));
  }

  private static SplitSummaries ofSplit(Split split, RowSummary summary) {
    return SplitSummaries.of(List.of(KV.of(SplitSummaries.keyOf(split), summary)));
  }

  @Test
  void eachSplitHasItsOwn() throws IOException {
    StatisticsJson statistics =
        statistics(
            SplitSummaries.of(
                List.of(
                    KV.of(SplitSummaries.keyOf(Split.TEST), summary(1, "H", OF_H)),
                    KV.of(SplitSummaries.keyOf(Split.TRAIN), summary(0, "G", OF_G)))));
    assertThat(statistics.toJson().get("splits").toString(), is("[\"all\",\"train\",\"test\"]"));
    assertThat(
        column(statistics, "1mer_A").toString(),
        is(
            "{\"name\":\"1mer_A\",\"group\":\"kmers\","
                + "\"all\":{\"count\":4,\"nulls\":0,\"zeros\":1,\"min\":0,\"max\":4,\"mean\":1.5,\"deviation\":1.7320508075688772},"
                + "\"train\":{\"count\":3,\"nulls\":0,\"zeros\":1,\"min\":0,\"max\":4,\"mean\":1.6666666666666667,\"deviation\":2.0816659994661326},"
                + "\"test\":{\"count\":1,\"nulls\":0,\"zeros\":0,\"min\":1,\"max\":1,\"mean\":1.0,\"deviation\":null}}"));
    JsonNode labels = statistics.toJson().get("labels");
    assertThat(labels.size(), is(36));
    assertThat(
        labels.get(12 + 8).toString(),
        is("{\"split\":\"train\",\"predType\":\"FN\",\"spliceType\":\"neither\",\"rows\":0}"));
    assertThat(
        labels.get(24 + 11).toString(),
        is("{\"split\":\"test\",\"predType\":\"TN\",\"spliceType\":\"neither\",\"rows\":1}"));
  }

  /** Entries of a list that have a figure other than 0. */
  private static ArrayNode some(JsonNode list) {
    ArrayNode some = JSON.createArrayNode();
    list.forEach(
        entry -> {
          boolean hasAny = false;
          for (JsonNode value : entry) {
            hasAny |= value.asLong() != 0;
          }
          if (hasAny) {
            some.add(entry);
          }
        });
    return some;
  }

  @Test
  void rowsAreCountedByClassGeneAndLetter() throws IOException {
    JsonNode json = ofBoth().toJson();
    assertThat(
        some(json.get("labels")).toString(),
        is(
            "[{\"split\":\"all\",\"predType\":\"TP\",\"spliceType\":\"donor\",\"rows\":1},"
                + "{\"split\":\"all\",\"predType\":\"FN\",\"spliceType\":\"acceptor\",\"rows\":1},"
                + "{\"split\":\"all\",\"predType\":\"TN\",\"spliceType\":\"neither\",\"rows\":2}]"));
    assertThat(
        some(json.get("windows")).toString(),
        is(
            "[{\"predType\":\"TP\",\"spliceType\":\"donor\",\"A\":1,\"C\":1,\"G\":2,\"T\":0,\"N\":1},"
                + "{\"predType\":\"FN\",\"spliceType\":\"acceptor\",\"A\":0,\"C\":0,\"G\":0,\"T\":2,\"N\":0},"
                + "{\"predType\":\"TN\",\"spliceType\":\"neither\",\"A\":5,\"C\":1,\"G\":1,\"T\":1,\"N\":0}]"));
    assertThat(
        json.get("chromosomes").toString(),
        is(
            "[{\"chrom\":\"1\",\"genes\":2,\"TP\":1,\"FP\":0,\"FN\":1,\"TN\":1},"
                + "{\"chrom\":\"X\",\"genes\":1,\"TP\":0,\"FP\":0,\"FN\":0,\"TN\":1}]"));
    assertThat(
        json.get("geneTypes").toString(),
        is(
            "[{\"geneType\":\"lncRNA\",\"genes\":1,\"TP\":1,\"FP\":0,\"FN\":1,\"TN\":1},"
                + "{\"geneType\":\"unknown\",\"genes\":2,\"TP\":0,\"FP\":0,\"FN\":0,\"TN\":1}]"));
    assertThat(
        json.get("sampling").toString(),
        is(
            "{\"keptAs\":{\"nonTN\":2,\"hard\":1,\"near\":0,\"easy\":1,\"stratum\":0,\"all\":0},\"genes\":["
                + "{\"gene_id\":\"G\",\"nonTN\":2,\"hard\":0,\"near\":0,\"easy\":1,\"stratum\":0,\"all\":0},"
                + "{\"gene_id\":\"NONE\",\"nonTN\":0,\"hard\":0,\"near\":0,\"easy\":0,\"stratum\":0,\"all\":0},"
                + "{\"gene_id\":\"H\",\"nonTN\":0,\"hard\":1,\"near\":0,\"easy\":0,\"stratum\":0,\"all\":0}]}"));
    assertThat(
        json.get("kmers").get(0).toString(),
        is(
            "{\"name\":\"1mer_A\",\"meanOfSites\":0.5,\"meanOfOthers\":2.5,\"difference\":-1.1547005383792517}"));
  }

  /** 0.75 lies from 0.7 to 0.8, 0.2 above the bound 0.2, 0.0005 below 0.001, and 0 in the first. */
  @Test
  void theLargerScoreFallsIntoABin() throws IOException {
    JsonNode scores = ofBoth().toJson().get("scores");
    ObjectNode bins = JSON.createObjectNode();
    for (JsonNode row : scores.get("rows")) {
      for (int bin = 0; bin < row.get("bins").size(); bin++) {
        if (row.get("bins").get(bin).asLong() > 0) {
          bins.put(
              "%s %s in %s"
                  .formatted(row.get("predType").asText(), row.get("spliceType").asText(), bin),
              row.get("bins").get(bin).asLong());
        }
      }
    }
    assertThat(
        bins.toString(),
        is(
            "{\"TP donor in 18\":1,\"FN acceptor in 13\":1,"
                + "\"TN neither in 0\":1,\"TN neither in 7\":1}"));
  }

  /** The tree lacks the columns of k-mers; the text has each column in a line of its own. */
  @Test
  void theTextHasAllColumnsAndTheTreeThoseThatAreNoKmers() throws IOException {
    StatisticsJson statistics = ofBoth();
    List<String> lines = text(statistics).lines().toList();
    ObjectNode whole = (ObjectNode) JSON.readTree(text(statistics));
    int first = lines.indexOf("  \"columns\":[") + 1;
    for (int c = 0; c < ENRICHERS.columns().size(); c++) {
      String line = lines.get(first + c).strip();
      assertThat(JSON.readTree(line.replaceAll(",$", "")), is(whole.get("columns").get(c)));
      assertThat(
          whole.get("columns").get(c).get("name").asText(), is(ENRICHERS.columns().get(c).name()));
    }
    assertThat(lines.get(first + ENRICHERS.columns().size()), is("  ],"));
    ArrayNode columns = (ArrayNode) whole.get("columns");
    for (int kmer = 0; kmer < 4; kmer++) {
      assertThat(StatisticsJson.isOfKmer(columns.remove(columns.size() - 1)), is(true));
    }
    columns.forEach(column -> assertThat(StatisticsJson.isOfKmer(column), is(false)));
    assertThat(JSON.readTree(statistics.toJson().toString()), is(whole));
  }
}
