package org.splicebeam.transforms.finish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private String frontMatter() {
    return card().split("---\n", 3)[1];
  }

  /** What load_dataset reads; foreign_readers.py lets it do so. */
  @Test
  void theFrontMatterNamesThePartsAndNothingElse() {
    for (int parts = 1; parts < 4; parts++) {
      assertThat(
          frontMatter().replaceFirst("content [0-9a-f]{16}\n", "content HASH\n"),
          is(
              """
              # Written by splicebeam: it follows from dataset.json, and --overwrite replaces it.
              pretty_name: "Splice sites as a base model sees them"
              tags:
              - bioinformatics
              - biology
              - dna
              - genomics
              - rna-splicing
              - splice-site
              - splice-site-prediction
              - splicing
              - tabular
              task_categories:
              - tabular-classification
              size_categories:
              - 1M<n<10M
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

  @ParameterizedTest
  @CsvSource({
    "0, n<1K",
    "999, n<1K",
    "1000, 1K<n<10K",
    "10000, 10K<n<100K",
    "999999, 100K<n<1M",
    "1000000000, 1B<n<10B",
    "999999999999, 100B<n<1T",
    "1000000000000, n>1T",
    "9000000000000000, n>1T"
  })
  void theSizeIsOneOfHuggingFace(long rows, String size) {
    dataset.putObject("rows").put("kept", rows);
    assertThat(frontMatter(), containsString("\nsize_categories:\n- " + size + "\nconfigs:\n"));
  }

  private void assertLicense(String told, String inFront, String shown) {
    dataset.put("license", told);
    assertThat(frontMatter(), containsString("them\"\n" + inFront + "tags:\n"));
    assertThat(card(), endsWith("\n## License\n\n" + shown + "\n"));
  }

  /** Hugging Face takes no other identifiers than its own. */
  @Test
  void aLicenceIsOneThatHuggingFaceKnowsOrAnother() {
    assertThat(card(), not(containsString("icense")));
    assertLicense("cc-by-4.0", "license: cc-by-4.0\n", "`cc-by-4.0`");
    assertLicense("CC-BY-4.0", "license: cc-by-4.0\n", "`CC-BY-4.0`");
    assertLicense("ODbL-1.0", "license: odbl\n", "`ODbL-1.0`");
    assertLicense(
        "Our own, 2nd!", "license: other\nlicense_name: \"our-own-2nd\"\n", "`Our own, 2nd!`");
    assertLicense(
        "https://a.org/l?x=1",
        "license: other\nlicense_name: \"https-a.org-l-x-1\"\nlicense_link: \"https://a.org/l?x=1\"\n",
        "<https://a.org/l?x=1>");
    assertLicense(
        "http://a\u001b>", "license: other\nlicense_name: \"http-a\"\n", "`http://a\\u001b>`");
    assertLicense("---\n`|", "license: other\nlicense_name: \"other\"\n", "`---\\u000a'/`");
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

            | `split` | parts | bytes | genes | rows | TP | FP | FN | TN |
            |---|---|---|---|---|---|---|---|---|
            | train | 2 | 0 | 1 | 10 | 1 | 2 | 3 | 4 |
            | validation | 1 | 0 | 2 | 26 | 5 | 6 | 7 | 8 |
            | test | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
            """));
    ((ObjectNode) dataset.path("splits").path("test")).put("rows", 1);
    assertThat(
        card(),
        containsString(
            "\ntrain, test = rows[\"split\"] == \"train\", rows[\"split\"] == \"test\"\n"));
    assertThat(
        card(), containsString("  - split: test\n    path: master/test/part-*.parquet\n---\n"));
    dataset.path("splits").forEach(split -> ((ObjectNode) split).put("rows", 0));
    assertThat(card().lines().filter(line -> line.startsWith("  - split:")).count(), is(3L));
    assertThat(card, containsString("(`master/*/part-*.parquet`), whole genes in genome order"));
    assertThat(card, containsString("pl.read_parquet(\"master/train/part-*.parquet\")"));
    assertThat(card, containsString("FROM 'master/*/part-*.parquet' GROUP BY"));
    assertThat(
        card,
        containsString("\ntest = pd.factorize(rows[\"gene_id\"])[0] % 5 == 0\ntrain = ~test\n"));
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
    assertThat(
        card, containsString("1234567 rows of 3 genes with 152 columns in 1 part of 0 bytes ("));
    for (String label : List.of("TP | 0 | 11 |", "FP | 1 | 12 |", "FN | 2 | 13 |")) {
      assertThat(card, containsString(label));
    }
    for (Column column : COLUMNS.all()) {
      if (column.type() != ColumnType.COUNT) {
        String role = " | " + column.role().name().toLowerCase(Locale.ROOT) + " | ";
        List<String> lines =
            card.lines()
                .filter(line -> line.startsWith("| ") && line.contains("`" + column.name() + "`"))
                .filter(line -> line.endsWith("` |"))
                .toList();
        assertThat(column.name(), lines.size(), is(1));
        assertThat(lines.get(0), containsString(role));
      }
    }
    assertThat(
        card,
        containsString(
            "\n| kmers: words of the sequence, counted | feature | none | 64 counts `Kmer_WORD` (uint16) |\n"));
    assertThat(card, containsString("avg(\"3mer_AAA\")"));
    assertThat(card, not(containsString("3mer_AAC")));
    assertThat(card, not(containsString("Viewers of tables")));
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
    assertThat(
        card(),
        containsString(
            "\n## Sampling and weights\n\nNothing was sampled: all rows are here, and `sampling_probability` is 1 in each.\n\n## Loading\n"));
  }

  @Test
  void itTellsWhatLeaksTheLabelWhereRowsComeFromThere() {
    assertThat(card(), containsString("leave them out; `input` features are the base model's"));
    assertThat(
        card(), containsString("\n| derived: the shape of the signal | feature | input | `"));
    ((ObjectNode) dataset.get("options")).put("callThreshold", 0.5);
    String ofScores = card();
    assertThat(ofScores, not(containsString("`input`")));
    assertThat(
        ofScores,
        containsString(
            "leave them out.\nThe base model's scores and what follows from them do not give `splice_type` away:"
                + " the scores of a base do not depend on its label.\n\n| group |"));
    ((ObjectNode) dataset.get("options")).put("transcriptJoin", "row");
    assertThat(card(), containsString("\n| transcript | feature | transcriptJoin | `"));
  }

  private static final String NOT_KNOWN =
      "On which chromosomes it was trained is not known (`--baseModelTrainedOn` would tell it): on those its scores look better than on new ones.\n";

  @Test
  void nothingInTheNameOfTheBaseModelWorksAsMarkdown() {
    assertThat(card(), containsString("\n## The base model\n\nIts name is not told. " + NOT_KNOWN));
    dataset.put("baseModel", "my `model`\n# <b>\u001b");
    assertThat(card(), containsString("\n\nIt is `my 'model'\\u000a# <b>\\u001b`. " + NOT_KNOWN));
  }

  @Test
  void itTellsWhichRowsTheBaseModelWasTrainedOn() throws IOException {
    dataset.set(
        "baseModelTrainedOn",
        new ObjectMapper()
            .readTree("{\"chromosomes\": [\"2\", \"a`|b\"], \"genes\": 2, \"rows\": 1000}"));
    assertThat(
        card(),
        containsString(
            """
            Its name is not told. It was trained on the chromosomes `2`, `a'/b`. On these its scores look better than new
            ones will, and so does a meta-model that is measured there: report on rows that the base model was not trained on.

            | `split` | rows | trained on | genes | trained on |
            |---|---|---|---|---|
            | all | 1234567 | 1000 | 3 | 2 |

            ## Which label"""));
  }

  /** What statistics.json has found. */
  @Test
  void itTellsWhichScoresGiveThePredictionsLabelAway() throws IOException {
    assertThat(
        card(),
        containsString(
            "`statistics.json` lists scores that alone separate such labels exactly (`leakage.separated`); here it has none.\n"));
    StringBuilder separated = new StringBuilder();
    for (int i = 0; i < 7; i++) {
      separated.append(
          "%s{\"column\": \"s%s\", \"classes\": [\"TP\", \"FN\"], \"spliceType\": \"%s\", \"threshold\": 0.%s}"
              .formatted(i == 0 ? "" : ",", i, i == 0 ? "donor" : "all", i + 1));
    }
    statistics.set(
        "leakage", new ObjectMapper().readTree("{\"separated\": [%s]}".formatted(separated)));
    assertThat(
        card(),
        containsString(
            "\nHere single scores separate exactly TP from FN of type donor at `s0` 0.1, TP from FN at `s1` 0.2,"
                + " TP from FN at `s2` 0.3, TP from FN at `s3` 0.4, TP from FN at `s4` 0.5, and 2 more"
                + " (`statistics.json`, `leakage.separated`).\n"));
  }

  /** The title in YAML and as a heading, the citation between fences. */
  @Test
  void nothingThatIsToldWorksAsYamlMarkdownOrHtml() {
    dataset.put("title", "A \"b\": 'c'\n---\n# <script>x</script> `d` [e](f) \\ \u2028\uffff");
    dataset.put("citation", "@a{```\n---\r\n~~~~ ````\r<b>\u001b}");
    String card = card();
    assertThat(
        card.lines().toList().get(2),
        is(
            "pretty_name: \"A \\\"b\\\": 'c'\\\\u000a---\\\\u000a# <script>x</script> `d` [e](f) \\\\ \\\\u2028\\uffff\""));
    assertThat(
        card,
        containsString(
            "\n---\n\n# A \"b\": 'c'\\\\u000a---\\\\u000a\\# \\<script\\>x\\</script\\> \\`d\\` \\[e\\](f) \\\\ \\\\u2028\uffff\n\nA row is"));
    assertThat(
        card,
        endsWith("\n## Citation\n\n`````bibtex\n@a{```\n---\n~~~~ ````\n<b>\\u001b}\n`````\n"));
    dataset.put("citation", "Me, 2026");
    assertThat(card(), endsWith("\n## Citation\n\n```text\nMe, 2026\n```\n"));
  }

  @Test
  void aboveAThousandColumnsItSaysThatViewersStop() {
    Enrichers enrichers = Enrichers.of(new ColumnSettings(List.of(5), false, List.of()));
    assertThat(
        new DatasetCard(dataset, statistics, enrichers, enrichers.columns()).toText(),
        containsString(
            "\nViewers of tables, Hugging Face's among them, stop at 1000 columns: they show the first of them only, or nothing. Readers of Parquet take all.\n"));
  }

  /** All of it, for a data set of which everything is told. */
  @Test
  void theWholeCardIsAsItWasReadThrough() throws IOException {
    Enrichers enrichers = Enrichers.of(new ColumnSettings(List.of(1), false, List.of(), true));
    dataset =
        (ObjectNode)
            new ObjectMapper()
                .readTree(
                    """
                    {"baseModel": "OpenSpliceAI 80nt", "title": "Sites of one arm", "citation": "@misc{arm}", "license": "CC0-1.0",
                     "genes": 3, "rows": {"kept": 40}, "labels": {"TP": 11, "FP": 12, "FN": 13, "TN": 4},
                     "options": {"downsample": "gene", "negatives": "strata", "negativeRatio": 8.0, "callThreshold": 0.5,
                                 "transcriptJoin": "representative"},
                     "splits": {"train": {"parts": 2, "genes": 1, "rows": 30, "labels": {"TP": 8, "FP": 9, "FN": 10, "TN": 3}},
                                "validation": {"parts": 1, "genes": 1, "rows": 6, "labels": {"TP": 2, "FP": 2, "FN": 2, "TN": 0}},
                                "test": {"parts": 1, "genes": 1, "rows": 4, "labels": {"TP": 1, "FP": 1, "FN": 1, "TN": 1}}},
                     "baseModelTrainedOn": {"chromosomes": ["2", "4"], "genes": 1, "rows": 30,
                                            "splits": {"train": {"genes": 1, "rows": 30}, "validation": {"genes": 0, "rows": 0},
                                                       "test": {"genes": 0, "rows": 0}}},
                     "nullFeatures": ["context_max"],
                     "parts": [{"name": "master/train/part-00000.parquet", "bytes": 1000, "sha256": "a"},
                               {"name": "master/train/part-00001.parquet", "bytes": 200, "sha256": "b"},
                               {"name": "master/validation/part-00000.parquet", "bytes": 30, "sha256": "c"},
                               {"name": "master/test/part-00000.parquet", "bytes": 4, "sha256": "d"}]}
                    """);
    assertThat(
        new DatasetCard(dataset, statistics, enrichers, enrichers.columns()).toText(),
        is(Files.readString(Path.of("resources/card.md"))));
  }

  /** Without k-mers it speaks of none. */
  @Test
  void aRowHasTheKmersThatThereAre() {
    assertThat(
        card(),
        containsString(
            "its gene and transcript, and the k-mer counts of the window. A meta-model"));
    Enrichers enrichers = Enrichers.of(new ColumnSettings(List.of(), false, List.of()));
    assertThat(
        new DatasetCard(dataset, statistics, enrichers, enrichers.columns()).toText(),
        not(anyOf(containsString("k-mer"), containsString("mer_"))));
  }

  /** What it shows of code would fail there. */
  @Test
  void whatHasNoRowsOrNoOtherGeneIsLoadedWithoutThem() {
    dataset.put("genes", 1);
    assertThat(card(), not(containsString("xgboost")));
    assertThat(card(), not(containsString("Train a model")));
    assertThat(card(), containsString("\nimport polars as pl\n"));
    dataset.putObject("rows").put("kept", 0);
    assertThat(card(), not(containsString("```")));
    assertThat(
        card(),
        endsWith(
            "\n## Loading\n\nThe data set has no rows.\n\n`splicebeam validate` checks the data set against `dataset.json`.\n"));
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
