package org.splicebeam.pipeline.graph;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.dataset.BuiltDataset;
import org.splicebeam.pipeline.dataset.DatasetBuild;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.DataDictionary;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;

/** The whole graph once, on an input of which every row, column and file is known. */
class DatasetGraphTest {
  private static final ColumnSettings COLUMNS =
      new ColumnSettings(
          List.of(1, 2),
          true,
          List.of(
              new InputColumn("conservation", InputColumn.Kind.DOUBLE, false),
              new InputColumn("note", InputColumn.Kind.TEXT, false)));

  @TempDir static Path folder;
  private static Path given;
  private static DatasetBuild build;
  private static BuiltDataset built;

  @BeforeAll
  static void build() throws IOException, URISyntaxException {
    given = Path.of(DatasetGraphTest.class.getResource("/graph").toURI());
    build = new DatasetBuild(given.resolve("analysis"), given.resolve("annotation.gtf"));
    build.columns = COLUMNS;
    build.genes = new GenePolicy(null, Set.of("protein_coding", "lncRNA", "unknown"));
    build.sampling = HandMadeRule.rule(SamplingRule.Scope.GENE).window(10).build();
    build.partRows = 12;
    built = build.onDirectRunner(folder.resolve("data set"), 2);
  }

  /** Tables in pieces, of which some begin and end within one line, and headers in two. */
  @Test
  void piecesOfTablesDoNotShow() throws IOException {
    build.pieceBytes = 200;
    BuiltDataset inPieces = build.onDirectRunner(folder.resolve("in pieces"), 3);
    assertThat(inPieces.reproducible(), equalTo(built.reproducible()));
    JsonNode identity = built.json(".splicebeam/plan.json").get("identity");
    assertThat(identity.get("inputs").size(), is(3));
    assertThat(inPieces.json(".splicebeam/plan.json").get("identity"), equalTo(identity));
  }

  @Test
  void everyRowHasEveryValue() throws IOException {
    List<Map<String, Object>> rows = built.rows();
    List<String> expected = Files.readAllLines(given.resolve("expected/rows.tsv"));
    List<String> names = expected.stream().map(line -> line.split("\t")[0]).toList();
    assertThat(
        names, is(Enrichers.of(COLUMNS).columns().all().stream().map(Column::name).toList()));
    for (Map<String, Object> row : rows) {
      assertThat(new ArrayList<>(row.keySet()), is(names));
    }
    for (String line : expected) {
      String[] cells = line.split("\t", -1);
      assertThat("rows", rows.size(), is(cells.length - 1));
      for (int i = 1; i < cells.length; i++) {
        assertValue(cells[0] + " of row " + i, rows.get(i - 1).get(cells[0]), cells[i]);
      }
    }
  }

  private static void assertValue(String where, Object found, String expected) {
    if (expected.equals("NA") || !(found instanceof Double)) {
      assertThat(where, found == null ? "NA" : found.toString(), is(expected));
    } else {
      double number = Double.parseDouble(expected);
      assertThat(where, (Double) found, closeTo(number, 1e-9 * Math.abs(number)));
    }
  }

  @Test
  void partsAreWholeGenesInGenomeOrder() throws IOException {
    List<String> parts = new ArrayList<>();
    for (JsonNode part : built.json("dataset.json").get("parts")) {
      parts.add(part.get("name").asText() + " " + part.get("rows").asInt());
    }
    assertThat(
        parts,
        is(
            List.of(
                "master/part-00000.parquet 10",
                "master/part-00001.parquet 11",
                "master/part-00002.parquet 4")));
    assertThat(
        List.copyOf(built.bytesBelow("master").keySet()),
        is(List.of("part-00000.parquet", "part-00001.parquet", "part-00002.parquet")));
  }

  @Test
  void theManifestTellsEveryGene() throws IOException {
    assertThat(
        built.text("gene_manifest.csv"),
        is(Files.readString(given.resolve("expected/gene_manifest.csv"))));
  }

  @Test
  void everyRejectedLineIsWrittenDown() throws IOException {
    assertThat(
        built.bytesBelow("rejected"),
        equalTo(new BuiltDataset(given).bytesBelow("expected/rejected")));
  }

  @Test
  void datasetJsonIsWhole() throws IOException {
    ObjectNode found = (ObjectNode) built.json("dataset.json");
    found.remove("sha256OfLinesAbove");
    assertThat(
        found.remove("statistics").get("sha256").asText(),
        is(Sha256.ofText(built.text("statistics.json"))));
    for (String files : List.of("parts", "rejectedFiles")) {
      for (JsonNode file : found.get(files)) {
        ((ObjectNode) file).remove(List.of("bytes", "sha256"));
      }
    }
    String expected =
        """
        {"product": "splicebeam",
         "dataVersion": 2,
         "schemaFingerprint": "%s",
         "columns": %d,
         "baseModel": "OpenSpliceAI",
         "options": {"kmerSizes": [1, 2], "dropRepeatKmers": false, "keepSequence": true,
           "extraColumns": ["conservation:double", "note:string"], "downsample": "gene", "negatives": "rules", "hardThreshold": 0.15, "window": 10,
           "nearRatio": "all", "easyRatio": 0.5, "seed": 42, "transcriptJoin": "representative",
           "positionIdMode": "genomic", "genePolicy": "all",
           "geneTypes": ["lncRNA", "protein_coding", "unknown"], "chromosomes": [], "chromAliases": "",
           "stripIdVersions": false, "onBadFile": "fail", "partRows": 12, "rowGroupRows": 1000,
           "compression": "zstd"},
         "inputs": {
           "analysis": [
             {"path": "analysis_sequences_1_chunk_1.tsv", "bytes": 5297,
              "contentHash": "af1705b7b9afba4d", "rows": 45, "rejected": 6},
             {"path": "more/analysis_sequences_X_chunk_1.tsv", "bytes": 730,
              "contentHash": "6db465f9ffa29392", "rows": 10, "rejected": 3}],
           "annotation": {"path": "annotation.gtf", "bytes": 1971, "contentHash": "c87d046299909d65",
             "lines": 25, "used": 22, "blank": 1,
             "otherFeatures": 1, "rejected": 1, "unused": {"MISSING_ID": 1},
             "firstUnused": {"line": 25, "found": "no transcript_id"}, "exons": 13,
             "unreadableValues": 0},
           "unknownColumns": [{"name": "model", "files": 1}], "hiddenTables": 0},
         "rows": {"read": 55, "kept": 25, "sampledOut": 17, "unselected": 2, "duplicates": 2,
           "rejected": 9},
         "rejectedByReason": {"BAD_VALUE": 4, "CHROM_MISMATCH": 1, "COLUMN_COUNT": 1,
           "MISSING_VALUE": 1, "POSITION_OUTSIDE_GENE": 1, "STRAND_MISMATCH": 1},
         "genes": 6,
         "labels": {"TP": 7, "FP": 3, "FN": 3, "TN": 12},
         "agreement": {"siteRows": 11, "agreeing": 10, "exact": 10, "isJudged": false,
           "least": {"of": "all", "rows": 11, "agreeing": 10},
           "notAgreeing": ["ALPHA TP donor at 2001, nearest site at 1401"]},
         "genesNotAnnotated": {"genes": 1, "first": ["ZETA"]},
         "annotatedGenes": {"rows": 44, "bases": 3311},
         "duplicatesOfOtherType": 1, "firstDuplicateOfOtherType": "ALPHA",
         "nullFeatures": [],
         "parts": [
           {"name": "master/part-00000.parquet", "rows": 10},
           {"name": "master/part-00001.parquet", "rows": 11},
           {"name": "master/part-00002.parquet", "rows": 4}],
         "rejectedFiles": [
           {"name": "rejected/analysis-00000.tsv", "rows": 6},
           {"name": "rejected/analysis-00001.tsv", "rows": 3},
           {"name": "rejected/annotation.tsv", "rows": 1}]}
        """
            .formatted(
                Enrichers.of(COLUMNS).columns().fingerprint(), Enrichers.of(COLUMNS).count().all());
    assertThat(found, equalTo(new ObjectMapper().readTree(expected)));
    assertThat(built.text("dataset.json"), not(containsString(folder.toString())));
  }

  @Test
  void theFilesBesideThePartsDescribeThem() throws IOException {
    Columns columns = Enrichers.of(COLUMNS).columns();
    assertThat(
        built.text("data_dictionary.csv"),
        is(new DataDictionary(columns, TranscriptJoin.REPRESENTATIVE, RowsFrom.TABLES).toCsv()));
    assertThat(new Schema.Parser().parse(built.text("schema.avsc")), equalTo(columns.avroSchema()));
    assertThat(built.json("run.json").get("started").asText(), is("once"));
    assertThat(
        built.json("run.json").get("finished").asText(),
        matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  @Test
  void nothingElseIsLeftBehind() throws IOException {
    assertThat(
        List.copyOf(built.bytesBelow("").keySet()),
        is(
            List.of(
                ".splicebeam/claim.json",
                ".splicebeam/lock",
                ".splicebeam/notices/annotation-losses.json",
                ".splicebeam/owner.json",
                ".splicebeam/plan.json",
                ".splicebeam/receipts/part-00000.json",
                ".splicebeam/receipts/part-00001.json",
                ".splicebeam/receipts/part-00002.json",
                "README.md",
                "croissant.json",
                "data_dictionary.csv",
                "dataset.json",
                "gene_manifest.csv",
                "master/part-00000.parquet",
                "master/part-00001.parquet",
                "master/part-00002.parquet",
                "rejected/analysis-00000.tsv",
                "rejected/analysis-00001.tsv",
                "rejected/annotation.tsv",
                "report.html",
                "run.json",
                "schema.avsc",
                "statistics.json")));
  }
}
