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
import org.splicebeam.transforms.features.Enrichers;

class DataDictionaryTest {
  private static final Columns COLUMNS =
      Enrichers.of(new ColumnSettings(List.of(1), true, List.of())).columns();
  private static final DataDictionary DICTIONARY = new DataDictionary(COLUMNS);

  @Test
  void csvHasALineAColumn() throws IOException {
    String csv = DICTIONARY.toCsv();
    assertThat(
        csv, startsWith("column,type,nullable,unit,role,step,fill,meaning,source\ngene_id,text,"));
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
                    column.meaning(),
                    column.source())));
      }
    }
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
                + " name a transcript.\",\"source\":\"annotation, transcript\"}"));
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
