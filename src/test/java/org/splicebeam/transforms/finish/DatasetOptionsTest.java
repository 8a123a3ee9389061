package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.scoring.ScoreRules;
import org.splicebeam.transforms.splits.SplitRule;
import org.splicebeam.transforms.tables.OnBadFile;

class DatasetOptionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final DatasetOptions PLAIN =
      new DatasetOptions(
          new DatasetOptions.Inputs(Set.of(), "", false, OnBadFile.FAIL),
          HandMadeRule.rule(SamplingRule.Scope.GENE).build(),
          GenePolicy.all(),
          new PartSettings(
              new ColumnSettings(List.of(6), false, List.of()),
              false,
              25_000,
              PartCompression.ZSTD),
          TranscriptJoin.REPRESENTATIVE,
          0);

  private static final DatasetOptions EVERY =
      new DatasetOptions(
          new DatasetOptions.Inputs(Set.of("chrX", "1"), "ab12", true, OnBadFile.SKIP),
          HandMadeRule.rule(SamplingRule.Scope.NONE)
              .hardFrom(1e-3)
              .window(1L << 40)
              .nearRatio(2.5)
              .easyRatio(1.5)
              .seed(Integer.MAX_VALUE)
              .build(),
          new GenePolicy(Set.of("B", "A"), Set.of("lncRNA")),
          new PartSettings(
              new ColumnSettings(
                  List.of(1, 8),
                  true,
                  List.of(
                      new InputColumn("d", InputColumn.Kind.DOUBLE, false),
                      new InputColumn("t", InputColumn.Kind.TEXT, false),
                      new InputColumn("i", InputColumn.Kind.INT, false),
                      new InputColumn("l", InputColumn.Kind.LONG, false))),
              true,
              1,
              PartCompression.NONE),
          TranscriptJoin.ROW,
          1_000_000);

  private static final DatasetOptions BY_STRATA =
      new DatasetOptions(
          PLAIN.inputs(),
          HandMadeRule.rule(SamplingRule.Scope.DATASET).negativeRatio(0.3).build(),
          PLAIN.genes(),
          PLAIN.parts(),
          PLAIN.transcriptJoin(),
          PLAIN.partRows());

  private static DatasetOptions ofScores(ScoreRules rules) {
    return new DatasetOptions(
        PLAIN.inputs(),
        BY_STRATA.sampling(),
        PLAIN.genes(),
        PLAIN.parts(),
        PLAIN.transcriptJoin(),
        PLAIN.partRows(),
        rules);
  }

  private static final DatasetOptions MEASURED =
      ofScores(new ScoreRules(1 / 3.0, 10, 1, null, null, true));

  private static final DatasetOptions TOLD =
      ofScores(new ScoreRules(Double.MIN_VALUE, 0, 32_767, -5, 0, false));

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    for (DatasetOptions options : List.of(PLAIN, EVERY, BY_STRATA, MEASURED, TOLD)) {
      String text = options.toJson().toString();
      assertThat(DatasetOptions.ofJson(JSON.readTree(text)), is(Optional.of(options)));
    }
  }

  /** An empty list of genes selects none; no list selects all. */
  @Test
  void aListWithoutGenesIsNoPolicyForAll() throws IOException {
    DatasetOptions none =
        new DatasetOptions(
            PLAIN.inputs(),
            PLAIN.sampling(),
            new GenePolicy(Set.of(), Set.of()),
            PLAIN.parts(),
            PLAIN.transcriptJoin(),
            PLAIN.partRows());
    String text = none.toJson().toString();
    assertThat(DatasetOptions.ofJson(JSON.readTree(text)), is(Optional.of(none)));
  }

  @Test
  void withoutAnyOneOptionItIsNone() {
    for (DatasetOptions options : List.of(EVERY, BY_STRATA, MEASURED, TOLD)) {
      List<String> names = new ArrayList<>();
      options.toJson().fieldNames().forEachRemaining(names::add);
      names.remove("callThreshold"); // it tells where rows come from
      for (String name : names) {
        ObjectNode json = options.toJson();
        json.remove(name);
        assertThat(name, DatasetOptions.ofJson(json), is(Optional.empty()));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kmerSizes|[0]",
        "kmerSizes|[9]",
        "kmerSizes|[2,2]",
        "keepSequence|1",
        "extraColumns|[\"a:float\"]",
        "extraColumns|[\":int\"]",
        "extraColumns|[\"a:int\",\"a:long\"]",
        "downsample|\"chromosome\"",
        "negatives|\"both\"",
        "negatives|\"strata\"",
        "hardThreshold|-1",
        "nearRatio|\"some\"",
        "nearRatio|-1",
        "seed|4294967296",
        "compression|\"gzip\"",
        "partRows|\"many\"",
        "chromosomes|\"1\"",
        "positionIdMode|\"transcript\"",
        "genePolicy|\"custom\"",
        "genes|[\"A\"]"
      })
  void aValueThatIsNeverWrittenIsNone(String name, String value) throws IOException {
    ObjectNode json = PLAIN.toJson();
    json.set(name, JSON.readTree(value));
    assertThat(DatasetOptions.ofJson(json), is(Optional.empty()));
  }

  @Test
  void whereRowsComeFromIsToldByTheirOptions() {
    assertThat(PLAIN.rowsFrom(), is(RowsFrom.TABLES));
    assertThat(DatasetOptions.rowsFrom(PLAIN.toJson()), is(RowsFrom.TABLES));
    assertThat(TOLD.rowsFrom(), is(RowsFrom.SCORES));
    assertThat(DatasetOptions.rowsFrom(TOLD.toJson()), is(RowsFrom.SCORES));
  }

  @Test
  void optionsOfScoresStandBehindTheOthersAsTheyAreGiven() {
    assertThat(
        TOLD.toJson().toString(),
        endsWith(
            "\"callThreshold\":4.9E-324,\"siteTolerance\":0,\"sequenceFlank\":32767,"
                + "\"donorOffset\":-5,\"acceptorOffset\":0,\"offsetCheck\":\"off\"}"));
    assertThat(
        MEASURED.toJson().toString(),
        endsWith("\"donorOffset\":\"auto\",\"acceptorOffset\":\"auto\",\"offsetCheck\":\"on\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "callThreshold|0",
        "callThreshold|-0.5",
        "callThreshold|\"half\"",
        "siteTolerance|-1",
        "siteTolerance|11",
        "sequenceFlank|0",
        "sequenceFlank|32768",
        "donorOffset|6",
        "acceptorOffset|-6",
        "acceptorOffset|\"none\"",
        "offsetCheck|\"off\"",
        "offsetCheck|\"maybe\"",
        "offsetCheck|true"
      })
  void aValueOfScoresThatIsNeverWrittenIsNone(String name, String value) throws IOException {
    ObjectNode json = MEASURED.toJson();
    json.set(name, JSON.readTree(value));
    assertThat(DatasetOptions.ofJson(json), is(Optional.empty()));
  }

  private static void assertComesBack(SplitRule rule, String json) throws Exception {
    DatasetOptions options = PLAIN.withSplits(rule);
    assertThat(options.toJson().path("splits").toString(), is(json));
    assertThat(
        DatasetOptions.ofJson(JSON.readTree(options.toJson().toString())),
        is(Optional.of(options)));
    assertThat(options.parts().columns().hasSplits(), is(true));
  }

  @Test
  void splitsComeBack() throws Exception {
    assertComesBack(
        new SplitRule.ByGene(0.7, 0.2, 0.1), "{\"by\":\"gene\",\"fractions\":[0.7,0.2,0.1]}");
    assertComesBack(
        new SplitRule.ByChromosome(Set.of("chr3", "1"), Set.of()),
        "{\"by\":\"chromosome\",\"testChromosomes\":[\"1\",\"chr3\"],\"validationChromosomes\":[]}");
    assertComesBack(new SplitRule.SpliceAi(), "{\"by\":\"chromosome\",\"preset\":\"spliceai\"}");
    assertThat(PLAIN.toJson().has("splits"), is(false));
    assertThat(PLAIN.withSplits(new SplitRule.SpliceAi()).withSplits(null), is(PLAIN));
  }

  @Test
  void splitsThatAreNoneAreNoOptions() throws Exception {
    for (String none :
        List.of(
            "{}",
            "1",
            "{\"by\":\"row\"}",
            "{\"by\":\"gene\"}",
            "{\"by\":\"gene\",\"fractions\":[0.5,0.5]}",
            "{\"by\":\"gene\",\"fractions\":[0.5,0.5,0.5]}",
            "{\"by\":\"gene\",\"fractions\":[0.5,0.5,\"0\"]}",
            "{\"by\":\"chromosome\"}",
            "{\"by\":\"chromosome\",\"preset\":\"other\"}",
            "{\"by\":\"chromosome\",\"testChromosomes\":[\"1\"]}")) {
      ObjectNode json = PLAIN.toJson();
      json.set("splits", JSON.readTree(none));
      assertThat(none, DatasetOptions.ofJson(json), is(Optional.empty()));
    }
  }
}
