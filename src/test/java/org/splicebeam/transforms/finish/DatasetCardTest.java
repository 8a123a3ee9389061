package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.transforms.features.Enrichers;

class DatasetCardTest {
  private static final Enrichers ENRICHERS =
      Enrichers.of(
          new ColumnSettings(
              List.of(3),
              true,
              List.of(new InputColumn("phyloP", InputColumn.Kind.DOUBLE, false))));

  private static final Columns COLUMNS = ENRICHERS.columns();

  private ObjectNode dataset;
  private final ObjectNode statistics = new ObjectMapper().createObjectNode();

  @BeforeEach
  void describe() throws IOException {
    dataset =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"baseModel": "", "genes": 3, "rows": {"kept": 1234567},
                     "labels": {"TP": 11, "FP": 12, "FN": 13, "TN": 1234531},
                     "options": {"downsample": "gene", "negatives": "rules", "hardThreshold": 0.15, "window": 75,
                                 "nearRatio": "all", "easyRatio": 0.5},
                     "parts": [{"name": "master/part-00000.parquet"}]}
                    """);
  }

  private String card() {
    return new DatasetCard(dataset, statistics, ENRICHERS, COLUMNS).toText();
  }

  /** What load_dataset reads; foreign_readers.py lets it do so. */
  @Test
  void theFrontMatterNamesThePartsAndNothingElse() {
    for (int parts = 1; parts < 4; parts++) {
      assertThat(
          card().replaceFirst("content [0-9a-f]{16}\n", "content HASH\n").split("---\n", 3)[1],
          is(
              """
              # Written by splicebeam: it follows from dataset.json, and --overwrite replaces it.
              pretty_name: Splice sites as a base model sees them
              tags:
              - biology
              - genomics
              - splicing
              - tabular
              configs:
              - config_name: default
                description: content HASH
                data_files:
                - split: train
                  path: master/part-*.parquet
              """));
      dataset.withArray("parts").addObject();
    }
  }

  /** Of the three, test has no rows: load_dataset would fail at it. */
  @Test
  void eachSplitWithRowsIsLoadedByItsName() throws IOException {
    dataset.set(
        "splits",
        new ObjectMapper()
            .readTree(
                """
                {"train": {"parts": 2, "genes": 1, "rows": 10, "labels": {"TP": 1, "FP": 2, "FN": 3, "TN": 4}},
                 "validation": {"parts": 1, "genes": 2, "rows": 26, "labels": {"TP": 5, "FP": 6, "FN": 7, "TN": 8}},
                 "test": {"parts": 1, "genes": 0, "rows": 0, "labels": {"TP": 0, "FP": 0, "FN": 0, "TN": 0}}}
                """));
    String card = card();
    assertThat(
        card,
        containsString(
            """
              data_files:
              - split: train
                path: master/train/part-*.parquet
              - split: validation
                path: master/validation/part-*.parquet
            ---
            """));
    assertThat(
        card,
        containsString(
            """

            | `split` | genes | rows | TP | FP | FN | TN |
            |---|---|---|---|---|---|---|
            | train | 1 | 10 | 1 | 2 | 3 | 4 |
            | validation | 2 | 26 | 5 | 6 | 7 | 8 |
            | test | 0 | 0 | 0 | 0 | 0 | 0 |
            """));
    ((ObjectNode) dataset.path("splits").path("test")).put("rows", 1);
    assertThat(
        card(), containsString("  - split: test\n    path: master/test/part-*.parquet\n---\n"));
    dataset.path("splits").forEach(split -> ((ObjectNode) split).put("rows", 0));
    assertThat(card().lines().filter(line -> line.startsWith("  - split:")).count(), is(3L));
    assertThat(card, containsString("(`master/*/part-*.parquet`), whole genes in genome order"));
    assertThat(card, containsString("pl.read_parquet(\"master/train/*.parquet\")"));
    assertThat(card, containsString("pd.read_parquet(\"master/train\")"));
    assertThat(card, containsString("FROM 'master/*/*.parquet' GROUP BY"));
    assertThat(card, not(containsString("share them out")));
  }

  /** A reader that keeps what it has loaded never takes one data set for another. */
  @Test
  void theConfigurationIsAnotherWhereverThePartsAre() {
    Set<String> descriptions = new HashSet<>();
    for (List<String> parts : List.of(List.of("a"), List.of("b"), List.of("a", "b"))) {
      ArrayNode array = dataset.putArray("parts");
      parts.forEach(sha256 -> array.addObject().put("sha256", sha256));
      String card = card();
      assertThat(card(), is(card));
      descriptions.add(card.lines().filter(l -> l.contains("description:")).toList().toString());
    }
    assertThat(descriptions.size(), is(3));
  }

  @Test
  void itTellsRowsAndEveryColumnByItsRole() {
    String card = card();
    assertThat(card, startsWith("---\n"));
    assertThat(card, containsString("1234567 rows of 3 genes in 1 part ("));
    for (String label : List.of("TP | 0 | 11 |", "FP | 1 | 12 |", "FN | 2 | 13 |")) {
      assertThat(card, containsString(label));
    }
    for (Column column : COLUMNS.all()) {
      if (column.type() != ColumnType.COUNT) {
        String line =
            card.lines()
                .filter(l -> l.startsWith("| " + column.role().name().toLowerCase() + " |"))
                .findFirst()
                .orElseThrow();
        assertThat(line, containsString("`" + column.name() + "`"));
      }
    }
    assertThat(card, containsString("64 k-mer counts"));
    assertThat(card, not(containsString("3mer_AAA")));
    assertThat(card, not(containsString("null in every row")));
    dataset.putArray("nullFeatures").add("context_max").add("phyloP");
    assertThat(
        card(),
        containsString("\nFeatures that are null in every row: `context_max`, `phyloP`.\n"));
  }

  @Test
  void itTellsHowNegativesWereSampled() {
    assertThat(card(), containsString("a splice score of 0.15 or more"));
    assertThat(card(), containsString("about 0.5 for each row"));
    assertThat(card(), containsString("a row that is no TN). Of the other"));
    ((ObjectNode) dataset.get("options")).put("nearRatio", 0.25);
    assertThat(
        card(), containsString("a row that is no TN; of these about 0.25 for each such row)"));
    ((ObjectNode) dataset.get("options")).put("negatives", "strata").put("negativeRatio", 8.5);
    assertThat(card(), containsString("about 8.5 true negatives for each of them"));
    assertThat(card(), not(containsString("0.15")));
    ((ObjectNode) dataset.get("options")).put("downsample", "none");
    assertThat(card(), containsString("Nothing was sampled: all rows are here."));
    assertThat(card(), not(containsString("0.15")));
  }

  @Test
  void itTellsWhatLeaksTheLabelWhereRowsComeFromThere() {
    assertThat(card(), containsString("leave them out; `input` features are the base model's"));
    ((ObjectNode) dataset.get("options")).put("callThreshold", 0.5);
    String ofScores = card();
    assertThat(ofScores, not(containsString("`input`")));
    assertThat(
        ofScores,
        containsString(
            "leave them out.\nThe base model's scores and what follows from them give nothing away:"
                + " the scores of a base do not depend on its label.\n\n```python"));
  }

  @Test
  void nothingInTheNameOfTheBaseModelWorksAsMarkdown() {
    assertThat(card(), containsString("Base model: not told."));
    dataset.put("baseModel", "my `model`\n# <b>\u001b");
    assertThat(card(), containsString("Base model: `my 'model'\\u000a# <b>\\u001b`."));
  }

  @Test
  void aCardIsKnownByItsFirstLines() {
    assertThat(DatasetCard.isOne(card()), is(true));
    assertThat(DatasetCard.isOne(card().replace("tags:", "license: mit\ntags:")), is(true));
    for (String other : List.of("", "# My data", "---\nlicense: mit\n---\n")) {
      assertThat(DatasetCard.isOne(other), is(false));
    }
  }
}
