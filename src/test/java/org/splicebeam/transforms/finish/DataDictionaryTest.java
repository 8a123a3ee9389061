package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;

class DataDictionaryTest {
  private static final Columns COLUMNS =
      Enrichers.of(new ColumnSettings(List.of(1), true, List.of())).columns();
  private static final DataDictionary DICTIONARY =
      new DataDictionary(COLUMNS, TranscriptJoin.REPRESENTATIVE, RowsFrom.TABLES);

  @Test
  void csvHasALineAColumn() throws IOException {
    String csv = DICTIONARY.toCsv();
    assertThat(
        csv,
        startsWith(
            "column,type,nullable,unit,role,step,fill,meaning,source,leak,categorical\n"
                + "gene_id,text,"));
    assertThat(csv.contains("\r"), is(false));
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
      List<NamedCsvRecord> lines = reader.stream().collect(Collectors.toList());
      assertThat(lines.size(), is(COLUMNS.size()));
      for (int i = 0; i < lines.size(); i++) {
        Column column = COLUMNS.get(i);
        NamedCsvRecord line = lines.get(i);
        assertThat(
            line.getFields(),
            is(
                List.of(
                    column.name(),
                    column.type().name().toLowerCase(java.util.Locale.ROOT),
                    column.nullable() ? "true" : "false",
                    column.unit(),
                    column.role().name().toLowerCase(java.util.Locale.ROOT),
                    column.step(),
                    column.fill(),
                    column.meaning(RowsFrom.TABLES),
                    column.source(RowsFrom.TABLES),
                    leakOf(column.name(), false),
                    String.valueOf(column.name().equals("gene_type_code")))));
      }
    }
  }

  /** The contract's words (2.7), by name: what a client that filters by them leaves out. */
  private static String leakOf(String name, boolean joinedByRow) {
    if (name.matches(
        "transcript_id|transcript_count|score|kept_as|sampling_probability|splice_type|pred_type"
            + "|predicted_position|true_position|splice_code|pred_code")) {
      return "label";
    }
    if (name.matches(
        "(donor|acceptor|neither)_score|relative_donor_probability|(splice_)?probability(_entropy)?"
            + "|donor_acceptor_.*|splice_neither_.*|context_.*|(donor|acceptor)_(diff_.*|surge_ratio"
            + "|is_local_peak|weighted_context|peak_height_ratio|second_derivative|signal_strength"
            + "|context_diff_ratio)|type_signal_difference|score_difference_ratio"
            + "|signal_strength_ratio")) {
      return "input";
    }
    boolean ofTranscript =
        name.matches(
            "tx_start|tx_end|transcript_length|num_exons|(avg|median|total)_exon_length"
                + "|total_intron_length|has_tx_info|missing_transcript_feats");
    return ofTranscript && joinedByRow ? "transcriptJoin" : "none";
  }

  /** Only with transcriptJoin=row do the transcript's features know the label. */
  @Test
  void leaksAreThoseOfTheDataSet() throws IOException {
    for (TranscriptJoin join : TranscriptJoin.values()) {
      JsonNode columns =
          new ObjectMapper()
              .readTree(new DataDictionary(COLUMNS, join, RowsFrom.TABLES).toJson())
              .get("columns");
      for (JsonNode column : columns) {
        String name = column.get("column").asText();
        assertThat(name, column.get("leak").asText(), is(leakOf(name, join == TranscriptJoin.ROW)));
      }
    }
  }

  /** Other words for the same columns: a client that filters by leak keeps the scores. */
  @Test
  void theScoresOfADataSetFromScoresLeakNothing() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode ofTables = json.readTree(DICTIONARY.toJson());
    JsonNode ofScores =
        json.readTree(new DataDictionary(COLUMNS, TranscriptJoin.ROW, RowsFrom.SCORES).toJson());
    assertThat(ofScores.get("fingerprint"), is(ofTables.get("fingerprint")));
    for (int i = 0; i < COLUMNS.size(); i++) {
      JsonNode column = ofScores.get("columns").get(i);
      String name = column.get("column").asText();
      String leak = name.equals("score") ? "none" : leakOf(name, true).replace("input", "none");
      assertThat(name, column.get("leak").asText(), is(leak));
      for (String same : List.of("column", "type", "nullable", "unit", "role", "categorical")) {
        assertThat(name, column.get(same), is(ofTables.get("columns").get(i).get(same)));
      }
    }
    assertThat(
        ofScores.get("columns").get(COLUMNS.indexOf("context_score_m2")).get("meaning").asText(),
        is(
            "The score two bases before the position, of the type with the larger score at it; a"
                + " tie is the donor's."));
  }

  @Test
  void jsonHasTheSameAndTheFingerprint() throws IOException {
    JsonNode root = new ObjectMapper().readTree(DICTIONARY.toJson());
    assertThat(root.get("fingerprint").asText(), is(COLUMNS.fingerprint()));
    assertThat(root.get("columns").size(), is(COLUMNS.size()));
    JsonNode txStart = root.get("columns").get(COLUMNS.indexOf("tx_start"));
    assertThat(
        txStart.toString(),
        is(
            "{\"column\":\"tx_start\",\"type\":\"long\",\"nullable\":false,\"unit\":\"1-based"
                + " genomic base\",\"role\":\"key\",\"step\":\"JoinAnnotation\",\"fill\":"
                + "\"gene_start, else -1\",\"meaning\":\"First base of the joined transcript on the"
                + " chromosome. With transcriptJoin=row it leaks the label: there only true sites"
                + " name a transcript.\",\"source\":\"annotation, transcript\",\"leak\":\"none\",\"categorical\":false}"));
  }

  @Test
  void tableIsAligned() {
    List<String> lines = DICTIONARY.toTable().lines().collect(Collectors.toList());
    assertThat(lines.size(), is(COLUMNS.size() + 1));
    int type = lines.get(0).indexOf("type");
    assertThat(lines.get(1).substring(0, type).strip(), is("gene_id"));
    assertThat(lines.get(1).substring(type), startsWith("text     key       identifier"));
    assertThat(lines.get(2).substring(type), startsWith("text?    key       identifier"));
  }
}
