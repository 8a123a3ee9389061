package org.splicebeam.transforms.description;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.RowsFrom;

/** What a data set of rows from scores says of itself. */
class DatasetDescriptionTest {
  private static final String OF_SCORES =
      """
      {"options": {"callThreshold": 0.5, "genePolicy": "custom", "donorOffset": "auto", "acceptorOffset": -1},
       "inputs": {"annotation": {"lines": 9, "used": 4, "blank": 1, "otherFeatures": 2, "rejected": 2,
         "unused": {"OTHER_PLACE": 2}, "firstUnused": {"line": 3}, "exons": 4, "unreadableValues": 0}},
       "offsets": {"donorOffset": 2, "acceptorOffset": -1, "checkedSites": 9, "canonicalSites": 8, "measured": [
         {"type": "donor", "strand": "+", "sites": 40, "means": [0.0, 0.0, 0.0, 0.6, 0.1, 0.1, 0.1, 0.1, 0.0, 0.0, 0.0]}]},
       "duplicatesOfOtherType": 0,
       "rows": {"read": 40, "kept": 6, "sampledOut": 20, "unselected": 10, "duplicates": 0, "rejected": 0,
         "masked": 4},
       "rejectedByReason": {}, "genes": 2, "labels": {"TP": 2, "FP": 1, "FN": 1, "TN": 2},
       "annotationGenes": {"withRows": 2, "unselected": 1, "ofOneType": 1, "withoutRows": {"NO_SITES": 3, "NO_CONTIG": 1}},
       "parts": [{"name": "master/part-00000.parquet", "rows": 6, "bytes": 9, "sha256": "00"}],
       "rejectedFiles": [{"name": "rejected/annotation.tsv", "rows": 5, "bytes": 9, "sha256": "00"},
         {"name": "rejected/genes.tsv", "rows": 4, "bytes": 9, "sha256": "00"}]}
      """;

  private static DatasetDescription of(String json) throws StrictJson.NoJsonException {
    return DatasetDescription.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> accountOf(String json) throws StrictJson.NoJsonException {
    return new Contradictions(of(json))
        .sentences().stream()
            .filter(sentence -> !sentence.startsWith("schemaFingerprint"))
            .toList();
  }

  @Test
  void anAccountThatAddsUpHasNoContradiction() throws Exception {
    assertThat(accountOf(OF_SCORES), is(List.of()));
    assertThat(of(OF_SCORES).rowsFrom(), is(RowsFrom.SCORES));
  }

  @Test
  void withoutGenesWithoutRowsThereIsNoFileOfThem() throws Exception {
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
        "rejected/genes.tsv | rejected/splice_sites.tsv | genes of rejected/genes.tsv is 0, annotationGenes.withoutRows make 4",
        "\"ofOneType\": 1 | \"ofOneType\": 3 | annotationGenes.ofOneType is 3, of 2 genes with rows",
        "\"unselected\": 1, | \"unselected\": 0, | annotationGenes.unselected is 0, rows.unselected 10",
        "\"lines\": 9 | \"lines\": 8 | inputs.annotation.lines is 8, used, blank, otherFeatures and rejected make 9",
        "\"exons\": 4 | \"exons\": 7 | inputs.annotation.exons is 7, of 6 lines with features",
        "\"firstUnused\" | \"firstSeen\" | inputs.annotation.firstUnused is missing, and its figure is not 0",
        "\"donorOffset\": 2 | \"donorOffset\": 1 | offsets.donorOffset is 1, the peak of its means on + is at -2",
        "\"acceptorOffset\": -1, \"checked | \"acceptorOffset\": 0, \"checked | offsets.acceptorOffset is 0, the option -1",
        "\"canonicalSites\": 8 | \"canonicalSites\": 10 | offsets.canonicalSites is 10, of 9 checkedSites",
        "\"withRows\": 2 | \"withRows\": 3 | genes is 2, annotationGenes.withRows make 3",
      })
  void aChangedFigureIsFound(String from, String to, String sentence) throws Exception {
    String changed = OF_SCORES.replace(from, to);
    assertThat(changed, not(is(OF_SCORES)));
    assertThat(accountOf(changed), is(List.of(sentence)));
  }

  @Test
  void rowsOfTablesHaveNoMaskedBases() throws Exception {
    String ofTables = OF_SCORES.replace("\"callThreshold\": 0.5,", "");
    assertThat(of(ofTables).rowsFrom(), is(RowsFrom.TABLES));
    assertThat(
        accountOf(ofTables),
        hasItem(
            startsWith(
                "rows.read is 40, kept + sampledOut + unselected + duplicates + rejected make 36")));
  }
}
