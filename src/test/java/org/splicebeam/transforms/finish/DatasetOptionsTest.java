package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
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
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
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

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    for (DatasetOptions options : List.of(PLAIN, EVERY, BY_STRATA)) {
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
    for (DatasetOptions options : List.of(EVERY, BY_STRATA)) {
      List<String> names = new ArrayList<>();
      options.toJson().fieldNames().forEachRemaining(names::add);
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
}
