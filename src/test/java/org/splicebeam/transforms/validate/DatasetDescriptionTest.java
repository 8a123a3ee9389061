package org.splicebeam.transforms.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.RowsFrom;

/** What a data set of rows from scores says of itself. */
class DatasetDescriptionTest {
  private static final String OF_SCORES =
      """
      {"options": {"callThreshold": 0.5},
       "rows": {"read": 40, "kept": 6, "sampledOut": 20, "unselected": 10, "duplicates": 0, "rejected": 0,
         "masked": 4},
       "rejectedByReason": {}, "genes": 2, "labels": {"TP": 2, "FP": 1, "FN": 1, "TN": 2},
       "annotationGenes": {"withRows": 2, "unselected": 1, "withoutRows": {"NO_SITES": 3, "NO_CONTIG": 1}},
       "parts": [{"name": "master/part-00000.parquet", "rows": 6, "bytes": 9, "sha256": "00"}],
       "rejectedFiles": [{"name": "rejected/annotation.tsv", "rows": 5, "bytes": 9, "sha256": "00"},
         {"name": "rejected/genes.tsv", "rows": 4, "bytes": 9, "sha256": "00"}]}
      """;

  private static List<String> accountOf(String json) {
    return DatasetDescription.parse(json).orElseThrow().contradictions().stream()
        .filter(sentence -> !sentence.startsWith("dataVersion"))
        .filter(sentence -> !sentence.startsWith("schemaFingerprint"))
        .toList();
  }

  @Test
  void anAccountThatAddsUpHasNoContradiction() {
    assertThat(accountOf(OF_SCORES), is(List.of()));
    assertThat(DatasetDescription.parse(OF_SCORES).orElseThrow().rowsFrom(), is(RowsFrom.SCORES));
  }

  @Test
  void withoutGenesWithoutRowsThereIsNoFileOfThem() {
    String none =
        OF_SCORES
            .replace("{\"NO_SITES\": 3, \"NO_CONTIG\": 1}", "{\"NO_SITES\": 0}")
            .replaceAll(",\\s*\\{\"name\": \"rejected/genes.tsv\"[^}]*}", "");
    assertThat(none, not(is(OF_SCORES)));
    assertThat(accountOf(none), is(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"masked\": 4 | \"masked\": 5 | rows.read is 40, kept + sampledOut + unselected + duplicates + rejected + masked make 41",
        "\"NO_SITES\": 3 | \"NO_SITES\": 2 | genes of rejected/genes.tsv is 4, annotationGenes.withoutRows make 3",
        "\"rows\": 4 | \"rows\": 3 | genes of rejected/genes.tsv is 3, annotationGenes.withoutRows make 4",
        "rejected/genes.tsv | rejected/other.tsv | genes of rejected/genes.tsv is 0, annotationGenes.withoutRows make 4",
        "\"withRows\": 2 | \"withRows\": 3 | genes is 2, annotationGenes.withRows make 3",
      })
  void aChangedFigureIsFound(String from, String to, String sentence) {
    String changed = OF_SCORES.replace(from, to);
    assertThat(changed, not(is(OF_SCORES)));
    assertThat(accountOf(changed), is(List.of(sentence)));
  }

  @Test
  void rowsOfTablesHaveNoMaskedBases() {
    String ofTables = OF_SCORES.replace("\"callThreshold\": 0.5", "");
    assertThat(DatasetDescription.parse(ofTables).orElseThrow().rowsFrom(), is(RowsFrom.TABLES));
    assertThat(
        accountOf(ofTables),
        hasItem(
            startsWith(
                "rows.read is 40, kept + sampledOut + unselected + duplicates + rejected make 36")));
  }
}
