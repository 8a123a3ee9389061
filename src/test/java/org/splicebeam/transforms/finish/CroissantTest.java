package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.transforms.features.Enrichers;

/** The description for programs, piece by piece. */
class CroissantTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, String> SHA256 =
      Map.of("data_dictionary.csv", "d1", "gene_manifest.csv", "m2", "statistics.json", "s3");

  private ObjectNode dataset;

  @BeforeEach
  void describe() throws IOException {
    dataset =
        (ObjectNode)
            JSON.readTree(
                "{\"genes\": 3, \"rows\": {\"kept\": 40}, \"options\": {\"callThreshold\": 0.5}}");
  }

  private static Columns columns(Integer... kmerSizes) {
    return Enrichers.of(new ColumnSettings(List.of(kmerSizes), false, List.of())).columns();
  }

  private JsonNode croissant(Columns columns) throws IOException {
    return JSON.readTree(new Croissant(dataset, columns, SHA256).toText());
  }

  /** What stands at the top, without context, files and columns. */
  private ObjectNode top() throws IOException {
    ObjectNode top = (ObjectNode) croissant(columns());
    top.remove(List.of("@context", "distribution", "recordSet"));
    return top;
  }

  @Test
  void itSaysWhatTheDataSetIs() throws IOException {
    assertThat(
        top(),
        is(
            JSON.readTree(
                """
                {"@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
                 "name": "Splice sites as a base model sees them",
                 "description": "40 rows of 3 genes in 86 columns. A row is one position of one gene: what it truly is, how the base model judged it, and features of the signal, gene, transcript and sequence around it, from which a meta-model learns to do better.",
                 "keywords": ["bioinformatics", "biology", "dna", "genomics", "rna-splicing", "splice-site", "splice-site-prediction", "splicing", "tabular"]}
                """)));
    dataset.put("title", "A \"b\"\n<c> \u001b");
    dataset.put("citation", "@a{\n}");
    dataset.put("license", "ODBL-1.0");
    ObjectNode top = top();
    assertThat(top.path("name").asText(), is("A \"b\"\n<c> \u001b"));
    assertThat(top.path("citeAs").asText(), is("@a{\n}"));
    assertThat(top.path("license").asText(), is("https://spdx.org/licenses/ODbL-1.0"));
    dataset.put("license", "our own");
    assertThat(top().path("license").asText(), is("our own"));
  }

  @Test
  void filesBesideThePartsHaveTheirSha256() throws IOException {
    List<String> told = new ArrayList<>();
    for (JsonNode file : croissant(columns()).path("distribution")) {
      told.add(
          String.join(
              " ",
              file.path("@type").asText(),
              file.path("@id").asText(),
              file.path("encodingFormat").asText(),
              file.path("contentUrl").asText(),
              file.path("sha256").asText(),
              file.path("includes").asText()));
    }
    assertThat(
        told,
        is(
            List.of(
                "cr:FileObject data_dictionary.csv text/csv data_dictionary.csv d1 ",
                "cr:FileObject gene_manifest.csv text/csv gene_manifest.csv m2 ",
                "cr:FileObject statistics.json application/json statistics.json s3 ",
                "cr:FileSet parts application/x-parquet   master/part-*.parquet")));
  }

  @Test
  void eachSplitIsAFileSetAndSoAreAll() throws IOException {
    dataset.set(
        "splits",
        JSON.readTree(
            "{\"train\": {\"rows\": 30}, \"validation\": {\"rows\": 10}, \"test\": {\"rows\": 0}}"));
    Map<String, JsonNode> sets = new LinkedHashMap<>();
    for (JsonNode file : croissant(columns()).path("distribution")) {
      if (file.path("@type").asText().equals("cr:FileSet")) {
        sets.put(file.path("@id").asText(), file);
      }
    }
    assertThat(
        sets.get("train"),
        is(
            JSON.readTree(
                """
                {"@type": "cr:FileSet", "@id": "train", "name": "train", "description": "The 30 rows of train.",
                 "encodingFormat": "application/x-parquet", "includes": "master/train/part-*.parquet"}
                """)));
    assertThat(List.copyOf(sets.keySet()), is(List.of("parts", "train", "validation", "test")));
    assertThat(
        sets.get("parts").path("includes"),
        is(
            JSON.readTree(
                "[\"master/train/part-*.parquet\", \"master/validation/part-*.parquet\", \"master/test/part-*.parquet\"]")));
  }

  @Test
  void eachColumnButKmersIsAFieldAsTheDictionaryTellsIt() throws IOException {
    Map<ColumnType, String> types =
        Map.of(
            ColumnType.INT, "cr:Int32",
            ColumnType.LONG, "cr:Int64",
            ColumnType.DOUBLE, "cr:Float64",
            ColumnType.TEXT, "sc:Text");
    Columns columns = columns(2);
    JsonNode rows = croissant(columns).path("recordSet").path(0);
    List<JsonNode> expected = new ArrayList<>();
    for (Column column : columns.all()) {
      if (column.type() != ColumnType.COUNT) {
        ObjectNode field = JSON.createObjectNode();
        field.put("@type", "cr:Field").put("@id", "rows/" + column.name());
        field.put("name", column.name()).put("description", column.meaning(RowsFrom.SCORES));
        field.put("dataType", types.get(column.type()));
        ObjectNode source = field.putObject("source");
        source.putObject("fileSet").put("@id", "parts");
        source.putObject("extract").put("column", column.name());
        expected.add(field);
      }
    }
    List<JsonNode> fields = new ArrayList<>();
    rows.path("field").forEach(fields::add);
    assertThat(fields, is(expected));
    assertThat(
        rows.path("key"),
        is(
            JSON.readTree(
                "[{\"@id\": \"rows/gene_id\"}, {\"@id\": \"rows/chrom\"}, {\"@id\": \"rows/position\"}, {\"@id\": \"rows/strand\"}]")));
  }

  /** Also of 4 096 columns there is one record. */
  @Test
  void kmersAreOneRecordAWordLength() throws IOException {
    JsonNode recordSets = croissant(columns(1, 6)).path("recordSet");
    assertThat(recordSets.size(), is(2));
    assertThat(
        recordSets.path(1).path("data"),
        is(
            JSON.readTree(
                """
                [{"kmers/k": 1, "kmers/columns": 4, "kmers/first": "1mer_A", "kmers/last": "1mer_T"},
                 {"kmers/k": 6, "kmers/columns": 4096, "kmers/first": "6mer_AAAAAA", "kmers/last": "6mer_TTTTTT"}]
                """)));
    List<String> fields = new ArrayList<>();
    for (JsonNode field : recordSets.path(1).path("field")) {
      fields.add(field.path("@id").asText() + " " + field.path("dataType").asText());
    }
    assertThat(
        fields,
        is(
            List.of(
                "kmers/k cr:Int32",
                "kmers/columns cr:Int32",
                "kmers/first sc:Text",
                "kmers/last sc:Text")));
    assertThat(croissant(columns()).path("recordSet").size(), is(1));
  }
}
