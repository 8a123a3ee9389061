package org.splicebeam.transforms.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.InputColumn.Kind;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.VerdictException;

class DatasetValidatorTest {
  @TempDir Path folder;

  private final SmallDataset small = new SmallDataset();

  private ValidationReport validate() throws IOException {
    return DatasetValidator.validate(OutputFolder.at(folder.toString()), Optional.empty());
  }

  private List<String> lines() throws IOException {
    return validate().findings().stream().map(Finding::line).toList();
  }

  private List<String> linesOf(SmallDataset dataset) throws IOException {
    dataset.writeTo(folder);
    return lines();
  }

  private Path part(int index) {
    return folder.resolve("master/part-0000" + index + ".parquet");
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text.contains(from), is(true));
    String changed = text.replace(from, to);
    Files.writeString(
        path,
        file.equals("dataset.json")
            ? SmallDataset.withDigest(new ObjectMapper().readTree(changed))
            : changed);
  }

  /** The numbers of the broken parts. */
  private List<Integer> broken() throws IOException {
    return validate().brokenParts().stream().map(PartName::number).toList();
  }

  @Test
  void whatIsAsItSaysIsClean() throws IOException {
    small.writeTo(folder);
    ValidationReport report = validate();
    assertThat(report.findings(), empty());
    assertThat(report.rows(), is(12L));
    assertThat(report.parts(), is(4));
    assertThat(report.columns(), is(Enrichers.of(SmallDataset.SETTINGS).columns().size()));
    assertThat(report.brokenParts(), empty());
    assertThat(report.surplus(), empty());
  }

  @Test
  void aDatasetWithoutRowsIsClean() throws IOException {
    small.parts.clear();
    small.parts.add(new ArrayList<>());
    small.manifest = SmallDataset.MANIFEST.lines().findFirst().orElseThrow() + "\n";
    small.genes = 0;
    assertThat(linesOf(small), empty());
  }

  @Test
  void aFlippedBitIsFoundAndItsColumnNamed() throws IOException {
    small.writeTo(folder);
    byte[] bytes = Files.readAllBytes(part(1));
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("GAMMA");
    bytes[at] ^= 1;
    Files.write(part(1), bytes);
    assertThat(
        lines(),
        contains(
            "master/part-00001.parquet: its content is not that of dataset.json (SHA-256)",
            "master/part-00001.parquet: column gene_id in row group 1 cannot be read (could not"
                + " verify page integrity, CRC checksum verification failed)"));
    assertThat(broken(), is(List.of(1)));
  }

  @Test
  void statisticsAreThoseOfDatasetJsonAndOfTheRows() throws IOException {
    small.writeTo(folder);
    edit("statistics.json", "\"rows\" : 12", "\"rows\" : 13");
    assertThat(
        lines(),
        contains(
            "statistics.json: its content is not that of dataset.json (SHA-256)",
            "statistics.json: rows are 13, the parts have 12"));
    small.writeTo(folder);
    edit("statistics.json", "\"nulls\" : 12", "\"nulls\" : 11");
    assertThat(
        lines().get(1),
        is(
            "statistics.json: column predicted_position has another number of values than the"
                + " parts, which have 0 and 12 nulls"));
    small.writeTo(folder);
    edit("statistics.json", "\"columns\" : [ ", "\"columns\" : [ [ ], ");
    assertThat(
        lines().get(1),
        is(
            "statistics.json: column gene_id has another number of values than the parts, which"
                + " have 12 and 0 nulls"));
    small.writeTo(folder);
    edit("statistics.json", " ]\n}", ", { } ]\n}");
    assertThat(
        lines().get(1),
        is(
            "statistics.json: it has more columns than the parts, which have %s"
                .formatted(SmallDataset.COLUMNS)));
    small.writeTo(folder);
    edit("statistics.json", " ]\n}", "");
    assertThat(lines().get(1), startsWith("statistics.json: it is no strict JSON (line "));
    Files.delete(folder.resolve("statistics.json"));
    assertThat(lines(), contains("statistics.json: it is missing"));
  }

  @Test
  void aTruncatedPartIsFound() throws IOException {
    small.writeTo(folder);
    byte[] bytes = Files.readAllBytes(part(3));
    Files.write(part(3), Arrays.copyOf(bytes, 1000));
    assertThat(
        lines(),
        contains(
            is("master/part-00003.parquet: it has 1000 bytes, dataset.json says " + bytes.length),
            startsWith(
                "master/part-00003.parquet: its Parquet footer cannot be read"
                    + " (master/part-00003.parquet is not a Parquet file.")));
  }

  /** No damage, wherever it is, stops the validation. */
  @Test
  void everyFlippedByteIsAFinding() throws IOException {
    small.parts.subList(1, 4).clear();
    small.writeTo(folder);
    byte[] bytes = Files.readAllBytes(part(0));
    for (int at = 0; at < bytes.length; at += 499) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      Files.write(part(0), damaged);
      assertThat(
          lines().get(0),
          is("master/part-00000.parquet: its content is not that of dataset.json (SHA-256)"));
    }
  }

  @Test
  void aMissingPartIsFound() throws IOException {
    small.writeTo(folder);
    Files.delete(part(2));
    assertThat(lines(), contains("master/part-00002.parquet: it is missing"));
    assertThat(broken(), is(List.of(2)));
  }

  @Test
  void filesThatReadersWouldTakeForPartsAreFound() throws IOException {
    small.writeTo(folder);
    Files.copy(part(0), part(7));
    Files.createDirectories(folder.resolve("master/old"));
    Files.copy(part(0), folder.resolve("master/old/copy.parquet"));
    Files.writeString(folder.resolve("master/notes.txt"), "no part");
    Files.writeString(folder.resolve("master/.hidden.parquet"), "");
    Files.writeString(folder.resolve("more.PARQUET"), "");
    Files.createSymbolicLink(folder.resolve("master/elsewhere.parquet"), part(0));
    Files.createSymbolicLink(folder.resolve("master/nowhere"), Path.of("nothing"));
    Files.writeString(folder.resolve("rejected/other.tsv"), "");
    assertThat(
        lines(),
        contains(
            "master/.hidden.parquet: dataset.json does not name it",
            "master/elsewhere.parquet: dataset.json does not name it, and it is a link, and what it"
                + " leads to is not of the data set",
            "master/notes.txt: dataset.json does not name it",
            "master/nowhere: dataset.json does not name it, and it is a link, and what it leads to"
                + " is not of the data set",
            "master/old: dataset.json does not name it, and it is a folder",
            "master/part-00007.parquet: dataset.json does not name it",
            "more.PARQUET: dataset.json does not name it",
            "rejected/other.tsv: dataset.json does not name it"));
    assertThat(validate().brokenParts(), empty());
    assertThat(
        validate().surplus(),
        is(
            List.of(
                "master/.hidden.parquet",
                "master/elsewhere.parquet",
                "master/notes.txt",
                "master/nowhere",
                "master/old",
                "master/part-00007.parquet",
                "more.PARQUET",
                "rejected/other.tsv")));
  }

  /** Parts that a contradictory dataset.json does not name may be good ones. */
  @Test
  void nothingIsSurplusToAWrongDescription() throws IOException {
    small.writeTo(folder);
    ObjectMapper json = new ObjectMapper();
    ObjectNode dataset =
        (ObjectNode) json.readTree(Files.readString(folder.resolve("dataset.json")));
    ((ArrayNode) dataset.get("parts")).remove(3);
    Files.writeString(folder.resolve("dataset.json"), SmallDataset.withDigest(dataset));
    assertThat(
        lines().subList(0, 3),
        contains(
            "dataset.json: rows.kept is 12, rows of the parts make 10",
            "dataset.json: the number of parts: .splicebeam/plan.json says something else",
            "master/part-00003.parquet: dataset.json does not name it"));
    assertThat(validate().surplus(), empty());
  }

  /** A gene of which a part cannot be read is not judged by the rows that are left. */
  @Test
  void aGeneThatBeganInAMissingPartIsNotJudged() throws IOException {
    small.options.put("partRows", 5);
    Map<String, Object> moved = small.parts.get(2).remove(0);
    small.parts.add(3, new ArrayList<>(List.of(small.parts.get(2).remove(2))));
    small.columns.add(small.columns.get(0));
    small.parts.get(1).add(moved);
    small.writeTo(folder);
    Files.delete(part(1));
    assertThat(lines(), contains("master/part-00001.parquet: it is missing"));
  }

  @Test
  void swappedRowsAreFound() throws IOException {
    Collections.swap(small.parts.get(0), 1, 2);
    assertThat(
        linesOf(small),
        contains(
            "master/part-00000.parquet: 1 row: rows are in genome order; first row 2: ALPHA, 1+,"
                + " position 40 after ALPHA, 1+, position 999"));
  }

  @Test
  void swappedPartsAreFound() throws IOException {
    Collections.swap(small.parts, 0, 1);
    assertThat(
        linesOf(small),
        contains(
            "master/part-00001.parquet: 1 row: rows are in genome order; first row 0: ALPHA, 1+,"
                + " position 10 after GAMMA, 2+, position 7",
            "gene_manifest.csv: 3 genes: part is that of the gene's rows; first ALPHA: 0, not 1"));
  }

  /** The parts beside one that is not that of the data set have no fault. */
  @Test
  void onlyPartsThatAreNotAsToldAreBroken() throws IOException {
    small.writeTo(folder);
    Path aside = folder.resolve("aside");
    Files.move(part(0), aside);
    Files.move(part(3), part(0));
    Files.move(aside, part(3));
    assertThat(broken(), is(List.of(0, 3)));
    small.writeTo(folder);
    Files.copy(part(2), part(1), StandardCopyOption.REPLACE_EXISTING);
    assertThat(broken(), is(List.of(1)));
    small.writeTo(folder);
    Files.copy(part(0), part(2), StandardCopyOption.REPLACE_EXISTING);
    assertThat(broken(), is(List.of(2)));
  }

  @Test
  void aGeneWithoutAnnotationStandsAfterTheOthers() throws IOException {
    Map<String, Object> gamma = small.parts.get(1).remove(2);
    small.parts.get(1).add(0, gamma);
    assertThat(
        linesOf(small),
        contains(
            "master/part-00001.parquet: 1 row: rows are in genome order; first row 1: BETA, chr2-,"
                + " position 0 after GAMMA, 2+, position 7"));
  }

  @Test
  void aKeyIsThereOnce() throws IOException {
    Map<String, Object> again = new HashMap<>(small.parts.get(0).get(1));
    again.put("transcript_id", "ALPHA-T9");
    small.parts.get(0).add(2, again);
    small.manifest = SmallDataset.MANIFEST.replace("4.000000,3,1,1,0,1,0", "4.000000,4,1,1,0,2,0");
    String finding =
        "master/part-00000.parquet: 1 row: each key is there once; first row 2: ALPHA, 1+,"
            + " position 40";
    assertThat(linesOf(small), contains(finding));
    small.options.put("positionIdMode", "transcript");
    assertThat(linesOf(small), empty());
    again.put("transcript_id", null);
    again.put("splice_type", "neither");
    assertThat(linesOf(small), contains(finding));
    small.options.put("positionIdMode", "spliceAware");
    assertThat(linesOf(small), contains(finding));
  }

  @Test
  void aGeneIsInOnePartUnlessItIsLarger() throws IOException {
    Map<String, Object> last = small.parts.get(0).remove(2);
    small.parts.get(1).add(0, last);
    small.options.put("partRows", 3);
    assertThat(
        linesOf(small),
        contains(
            "master/part-00001.parquet: gene ALPHA began in master/part-00000.parquet and has 3"
                + " rows; one of up to 3 rows is in one part"));
    small.options.put("partRows", 2);
    assertThat(linesOf(small), empty());
    small.options.put("partRows", "auto");
    assertThat(lines(), empty());
    assertThat(
        linesOf(small),
        contains(
            "master/part-00001.parquet: gene ALPHA began in master/part-00000.parquet and has 3"
                + " rows; one of up to 25000 rows is in one part",
            "master/part-00003.parquet: gene DELTA began in master/part-00002.parquet and has 6"
                + " rows; one of up to 25000 rows is in one part"));
  }

  @Test
  void rowsAtOnePositionAreInOnePart() throws IOException {
    small.options.put("positionIdMode", "transcript");
    Map<String, Object> again = new HashMap<>(small.parts.get(2).get(3));
    again.put("transcript_id", "T2");
    small.parts.get(2).get(3).put("sampling_probability", 1.0);
    again.put("sampling_probability", 1.0);
    small.parts.get(3).forEach(row -> row.put("sampling_probability", 1.0));
    small.parts.get(3).add(0, again);
    small.manifest = SmallDataset.MANIFEST.replace(",6,0,1,0,5,2", ",7,0,1,0,6,2");
    assertThat(
        linesOf(small),
        contains(
            "master/part-00003.parquet: 1 row: rows of a gene at one position are in one part;"
                + " first row 0: DELTA, X+, position 200"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "donor_score | 1.5 | donor_score is 0 to 1; first row 3: 1.5",
        "acceptor_score | -0.1 | acceptor_score is 0 to 1; first row 3: -0.1",
        "neither_score | NaN | neither_score is 0 to 1; first row 3: NaN",
        "gc_content | 1.01 | gc_content is 0 to 1; first row 3: 1.01",
        "sequence_complexity | 2.33 | sequence_complexity is 0 to log2 5; first row 3: 2.33",
        "sampling_probability | 0.0 | sampling_probability is over 0 and at most 1; first row 3: 0.0",
        "strand | . | strand is one of +, -; first row 3: .",
        "splice_type | exon | splice_type is one of acceptor, donor, neither; first row 3: exon",
        "kept_as | some | kept_as is one of all, easy, hard, near, nonTN, stratum; first row 3: some",
        "kept_as | all | kept_as is nonTN where pred_type is not TN, else hard, near or easy; first"
            + " row 3: TN, all",
        "distance_to_end | 198 | distance_to_end = gene_end - absolute_position >= 0; first row 3:"
            + " 198",
        "absolute_position | 5202 | absolute_position follows from position, strand and gene; first"
            + " row 3: 5202",
        "tx_start | 1 | transcript_length = tx_end - tx_start + 1, those of the gene where there is"
            + " none; first row 3: 1, 5400, 399",
        "missing_transcript_feats | 1 | missing_transcript_feats = 1 - has_tx_info; first row 3: 1, 1",
        "num_exons | -1 | num_exons is 0 or more; first row 3: -1",
        "splice_code | 1 | splice_code is that of splice_type; first row 3: neither, 1",
        "pred_code | 1 | pred_code is that of pred_type; first row 3: TN, 1",
        "strand_code | -1 | strand_code is that of strand; first row 3: +, -1",
        "gene_type_code | 5 | gene_type_code is that of gene_type; first row 3: snRNA, 5",
        "sequence_length | 3 | sequence has sequence_length letters of A, C, G, T and N; first row"
            + " 3: 4",
        "1mer_A | 2 | the 1-mer counts sum to sequence_length - 0 at most; first row 3: 5 of 4"
            + " letters",
        "2mer_TT | 1 | the 2-mer counts sum to sequence_length - 1 at most; first row 3: 4 of 4"
            + " letters",
      })
  void aValueOutOfItsRangeIsFound(String column, String value, String finding) throws IOException {
    Object old = small.parts.get(2).get(3).get(column);
    Object changed =
        old instanceof Double
            ? (Object) Double.valueOf(value)
            : old instanceof String ? value : (Object) Integer.valueOf(value);
    List<String> lines = linesOf(small.with(2, 3, column, changed));
    assertThat(
        lines.contains("master/part-00002.parquet: 1 row: " + finding) ? "found" : lines,
        is("found"));
    assertThat(broken(), is(List.of(2)));
  }

  @Test
  void aRuleThatManyRowsBreakIsOneLine() throws IOException {
    for (int row = 0; row < 4; row++) {
      small.with(2, row, "neither_score", 1 + row / 10.0);
    }
    assertThat(
        linesOf(small),
        contains("master/part-00002.parquet: 3 rows: neither_score is 0 to 1; first row 1: 1.1"));
  }

  @Test
  void aGeneWithoutAnnotationHasNoCoordinates() throws IOException {
    assertThat(
        linesOf(small.with(1, 2, "gene_start", 5L)),
        contains(
            "master/part-00001.parquet: 1 row: without annotation gene_* numbers,"
                + " absolute_position, distances and n_splice_sites are -1, gene_type is unknown;"
                + " first row 2: 5, -1, -1, -1, -1, -1, -1, unknown",
            "master/part-00001.parquet: 1 row: transcript_length = tx_end - tx_start + 1, those of"
                + " the gene where there is none; first row 2: -1, -1, -1",
            "gene_manifest.csv: 1 gene: start is that of the gene's rows; first GAMMA: -1, not 5"));
  }

  @Test
  void aGenesColumnsAreTheSameInAllRows() throws IOException {
    assertThat(
        linesOf(small.with(3, 1, "gene_name", "D5")),
        contains(
            "master/part-00003.parquet: 1 row: a gene's columns are the same in all its rows; first"
                + " row 1: DELTA"));
  }

  @Test
  void withoutSamplingAllIsKept() throws IOException {
    small.options.put("downsample", "none");
    small.sampledOut = 0;
    small.parts.forEach(
        rows ->
            rows.forEach(
                row -> {
                  row.put("kept_as", "all");
                  row.put("sampling_probability", 1.0);
                }));
    assertThat(linesOf(small), empty());
    assertThat(
        linesOf(small.with(0, 0, "sampling_probability", 0.5)),
        contains(
            "master/part-00000.parquet: 1 row: sampling_probability is 1, because nothing was"
                + " sampled; first row 0: all, 0.5"));
  }

  @Test
  void ofStrataEveryNegativeIsOfAStratum() throws IOException {
    small.options.remove(List.of("hardThreshold", "window", "nearRatio", "easyRatio"));
    small.options.put("negatives", "strata");
    small.options.put("negativeRatio", 5.5);
    small.sampledOut = 5;
    small.parts.forEach(
        rows ->
            rows.stream()
                .filter(row -> row.get("pred_type").equals("TN"))
                .forEach(
                    row -> {
                      row.put("kept_as", "stratum");
                      row.put(
                          "sampling_probability", row.get("gene_id").equals("DELTA") ? 0.5 : 1.0);
                    }));
    assertThat(linesOf(small), empty());
    String part = "master/part-00002.parquet: 1 row: ";
    assertThat(
        linesOf(small.with(2, 1, "kept_as", "easy")).subList(0, 2),
        contains(
            part
                + "kept_as is nonTN where pred_type is not TN, else stratum; first row 1: TN, easy",
            part
                + "sampling_probability is 1 but for negatives of a stratum; first row 1: easy, 0.5"));
  }

  @Test
  void nearNegativesAreSampledWhereTheirRatioIsANumber() throws IOException {
    small.with(0, 1, "sampling_probability", 0.5);
    assertThat(
        linesOf(small),
        contains(containsString("sampling_probability is 1 but for easy negatives; first row")));
    small.options.put("nearRatio", 1.0);
    assertThat(linesOf(small), empty());
    assertThat(
        linesOf(small.with(0, 1, "kept_as", "hard").with(0, 1, "donor_score", 0.25)),
        contains(
            "master/part-00000.parquet: 1 row: sampling_probability is 1 but for near and easy"
                + " negatives; first row 1: hard, 0.5"));
  }

  @Test
  void anotherSchemaIsToldShortly() throws IOException {
    small.columns.set(0, Enrichers.of(new ColumnSettings(List.of(1), true, List.of())).columns());
    small.columns.set(
        1,
        Enrichers.of(
                new ColumnSettings(
                    List.of(1, 2),
                    true,
                    List.of(
                        new InputColumn("reads", Kind.LONG, false),
                        new InputColumn("note", Kind.TEXT, false),
                        new InputColumn("more", Kind.INT, false))))
            .columns());
    small.columns.set(
        2,
        Enrichers.of(
                new ColumnSettings(
                    List.of(1, 2),
                    true,
                    List.of(
                        new InputColumn("note", Kind.TEXT, false),
                        new InputColumn("reads", Kind.INT, false))))
            .columns());
    String avro = ": its footer's parquet.avro.schema is not that of the options";
    assertThat(
        linesOf(small),
        contains(
            "master/part-00000.parquet: 18 columns missing, first 5: reads, note, 2mer_AA, 2mer_AC,"
                + " 2mer_AG",
            "master/part-00000.parquet" + avro,
            "master/part-00001.parquet: 1 column not of the data set: more",
            "master/part-00001.parquet: 1 column of another type: reads (optional int64, not"
                + " optional int32)",
            "master/part-00001.parquet" + avro,
            "master/part-00002.parquet: columns in another order, first note where reads belongs",
            "master/part-00002.parquet" + avro));
  }

  @Test
  void aPartWithoutACodeIsFound() throws IOException {
    small.columns.set(
        1,
        Columns.of(
            small.columns.get(1).all().stream()
                .filter(column -> !column.name().equals("pred_code"))
                .toList()));
    assertThat(
        linesOf(small),
        contains(
            "master/part-00001.parquet: 1 column missing: pred_code",
            "master/part-00001.parquet: its footer's parquet.avro.schema is not that of the options"));
    assertThat(broken(), is(List.of(1)));
  }

  @Test
  void filesBesideThePartsAreFound() throws IOException {
    small.writeTo(folder);
    edit("data_dictionary.csv", "The gene's name (symbol).", "A symbol.");
    Files.writeString(folder.resolve("schema.avsc"), "{}\n");
    edit("README.md", "TP | 0 | 2 |", "TP | 0 | 3 |");
    Files.delete(folder.resolve("croissant.json"));
    Files.writeString(folder.resolve("run.json"), "{");
    Files.writeString(folder.resolve("rejected/analysis-00000.tsv"), "FILE\n");
    assertThat(
        lines(),
        contains(
            "schema.avsc: it is not what dataset.json gives, from line 1 on",
            "data_dictionary.csv: it is not what dataset.json gives, from line 4 on",
            "README.md: it is not what dataset.json gives, from line 38 on",
            "croissant.json: it is missing",
            "run.json: it is no strict JSON (line 1: Unexpected end-of-input: expected close marker for Object)",
            "rejected/analysis-00000.tsv: it has 5 bytes, dataset.json says 70",
            "rejected/analysis-00000.tsv: it has 0 lines, dataset.json says 1"));
    for (String name :
        List.of(
            "schema.avsc",
            "data_dictionary.csv",
            "README.md",
            "run.json",
            "rejected/analysis-00000.tsv",
            "gene_manifest.csv")) {
      Files.delete(folder.resolve(name));
    }
    assertThat(
        lines(),
        contains(
            "gene_manifest.csv: it is missing",
            "schema.avsc: it is missing",
            "data_dictionary.csv: it is missing",
            "README.md: it is missing",
            "croissant.json: it is missing",
            "run.json: it is missing",
            "rejected/analysis-00000.tsv: it is missing"));
    assertThat(validate().brokenParts(), empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4.000000,3,1,1,0,1,0 | 4.000000,3,1,0,1,1,0 | 1 gene: fn is that of the gene's rows; first"
            + " ALPHA: 1, not 0 / 1 gene: fp is that of the gene's rows; first ALPHA: 0, not 1",
        "3,1,1,0,1,0 | 3,1,1,0,2,0 | 1 gene: rows is the sum of tp, fp, fn and tn; first ALPHA: 3 /"
            + " 1 gene: tn is that of the gene's rows; first ALPHA: 2, not 1",
        "1,0,1,0,1 | 1,0,1,0,2 | 1 gene: part is that of the gene's rows; first BETA: 2, not 1",
        "X,+,5001 | X,-,5001 | 1 gene: strand is that of the gene's rows; first DELTA: -, not +",
        "2,2,4,4.0 | 2,2,4,4.1 | 1 gene: splice_density_per_kb is total_splice_sites by gene_length;"
            + " first ALPHA: 4.100000",
        "BETA,,lncRNA | BETA,,TEC | 1 gene: gene_type is that of the gene's rows; first BETA: TEC,"
            + " not lncRNA",
        "X,+,5001 | 2,+,5001 | 1 gene: genes are in genome order; first DELTA: after GAMMA / 1 gene:"
            + " chrom is that of the gene's rows; first DELTA: 2, not X",
        "ALPHA,A1 | OMEGA,A1 | 1 gene: a gene with rows is in the parts; first OMEGA: 3 / 1 gene: a"
            + " gene of the parts is listed; first ALPHA: missing",
        "splice_density_per_kb | density | its columns are not those of a gene manifest",
        "ALPHA,A1 | ALPHA | it has another number of cells in line 2 than in its header",
      })
  void anEditedManifestIsFound(String from, String to, String findings) throws IOException {
    small.writeTo(folder);
    edit("gene_manifest.csv", from, to);
    assertThat(
        String.join(" / ", lines()),
        is("gene_manifest.csv: " + findings.replace(" / ", " / gene_manifest.csv: ")));
  }

  @Test
  void aGeneMissingInTheManifestIsFound() throws IOException {
    small.manifest = SmallDataset.MANIFEST.replaceAll("(?m)^EPSILON.*\n", "");
    assertThat(linesOf(small), contains("gene_manifest.csv: it has 4 genes, dataset.json 5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sampledOut\" : 2 | \"sampledOut\" : 3 | rows.read is 22, kept + sampledOut + unselected +"
            + " duplicates + rejected make 23",
        "\"TP\" : 2 | \"TP\" : 3 | rows.kept is 12, rows by label make 13 / labels.TP is 3, the"
            + " parts have 2",
        "\"BAD_VALUE\" : 1 | \"BAD_VALUE\" : 2 | rows.rejected is 1, rejectedByReason make 2 /"
            + " rejectedByReason.BAD_VALUE is 2, rejected/ lists 1",
        "\"dataVersion\" : 2 | \"dataVersion\" : \"2\" | dataVersion is \"2\", not a whole"
            + " number from 2 to 2",
        "\"nullFeatures\" : [ \"relative_donor_probability\", | \"nullFeatures\" : [ | nullFeatures are"
            + " 39, in the parts' rows 40",
        "\"kmerSizes\" : [ 1, 2 ] | \"kmerSizes\" : [ 1 ] | schemaFingerprint and columns are not"
            + " those of its options (kmerSizes, keepSequence, extraColumns): the parts' rows were"
            + " not checked / options.kmerSizes: .splicebeam/plan.json says something else",
        "\"kmerSizes\" : [ 1, 2 ] | \"kmerSizes\" : [ 31 ] | options.kmerSizes[0] is 31, not a whole"
            + " number from 1 to 8 / schemaFingerprint and columns are not those of its options"
            + " (kmerSizes, keepSequence, extraColumns): the parts' rows were not checked /"
            + " options.kmerSizes: .splicebeam/plan.json says something else",
        "rejected/analysis-00000.tsv | rejected/../a.tsv | rejectedFiles has rejected/../a.tsv, which"
            + " is no name there / inputs.analysis[0].rejected is 1, the lines of its rejectedFiles"
            + " make 0 / rejectedByReason.BAD_VALUE is 1, rejected/ lists 0",
        "part-00003.parquet | ../part-00003.parquet | parts[3] is named master/../part-00003.parquet,"
            + " not master/part-00003.parquet",
      })
  void anEditedAccountIsFound(String from, String to, String findings) throws IOException {
    small.writeTo(folder);
    edit("dataset.json", from, to);
    List<String> lines = new ArrayList<>(lines());
    lines.removeIf(line -> line.endsWith(": dataset.json does not name it"));
    assertThat(
        String.join(" / ", lines),
        is("dataset.json: " + findings.replace(" / ", " / dataset.json: ")));
    assertThat(validate().brokenParts(), empty());
  }

  @Test
  void anotherNumberOfRowsIsFound() throws IOException {
    small.writeTo(folder);
    edit(
        "dataset.json",
        "part-00003.parquet\",\n    \"rows\" : 2",
        "part-00003.parquet\",\n    \"rows\" : 3");
    assertThat(
        lines(),
        contains(
            "dataset.json: rows.kept is 12, rows of the parts make 13",
            "master/part-00003.parquet: it has 2 rows, dataset.json says 3"));
  }

  @Test
  void aDescriptionThatIsNoJsonIsAFinding() throws IOException {
    small.writeTo(folder);
    Files.writeString(folder.resolve("dataset.json"), "{\"product\"");
    assertThat(
        lines(),
        contains(
            "dataset.json: it is no strict JSON (line 1: Unexpected end-of-input within/between Object entries): nothing else was checked"));
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() throws IOException {
    assertThat(
        linesOf(small.with(0, 0, "kept_as", "\u001b[31mred\n")).get(0),
        is(
            "master/part-00000.parquet: 1 row: kept_as is one of all, easy, hard, near, nonTN, stratum;"
                + " first row 0: \\u001b[31mred\\u000a"));
  }

  private void pipe(String name) throws Exception {
    Files.deleteIfExists(folder.resolve(name));
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start();
    assertThat(mkfifo.waitFor(), is(0));
  }

  /** A pipe would never end. */
  @Test
  void aPipeIsAFindingAndIsNotOpened() throws Exception {
    small.writeTo(folder);
    for (String name :
        List.of(
            "master/part-00001.parquet",
            "gene_manifest.csv",
            "schema.avsc",
            "data_dictionary.csv",
            "README.md",
            "croissant.json",
            "run.json",
            "rejected/annotation.tsv",
            "rejected/more.tsv",
            "master/more",
            ".splicebeam/plan.json",
            ".splicebeam/receipts/part-00000.json")) {
      pipe(name);
    }
    String pipe = "it is a pipe, a socket or a device";
    assertThat(
        lines(),
        contains(
            "master/part-00001.parquet: " + pipe,
            "master/more: dataset.json does not name it, and " + pipe,
            "gene_manifest.csv: " + pipe,
            "schema.avsc: " + pipe,
            "data_dictionary.csv: " + pipe,
            "README.md: " + pipe,
            "croissant.json: " + pipe,
            "run.json: " + pipe,
            "rejected/annotation.tsv: " + pipe,
            "rejected/more.tsv: dataset.json does not name it, and " + pipe));
    assertThat(broken(), is(List.of(1)));
    pipe("dataset.json");
    assertThat(lines(), contains("dataset.json: " + pipe + ": nothing else was checked"));
  }

  /** Also a link to the very file: it may be another one the next time. */
  @Test
  void aLinkIsAFindingAndIsNotFollowed() throws IOException {
    small.writeTo(folder);
    for (String name : List.of("master/part-00001.parquet", "README.md")) {
      Path aside = folder.resolve("aside-" + name.replace('/', '-') + ".kept");
      Files.move(folder.resolve(name), aside);
      Files.createSymbolicLink(folder.resolve(name), aside);
    }
    Files.delete(part(3));
    Files.createSymbolicLink(part(3), Path.of("nothing"));
    String link = "it is a link, and what it leads to is not of the data set";
    assertThat(
        lines(),
        contains(
            "master/part-00001.parquet: " + link,
            "master/part-00003.parquet: " + link,
            "README.md: " + link));
    assertThat(broken(), is(List.of(1, 3)));
    Files.move(folder.resolve("dataset.json"), folder.resolve("told"));
    Files.createSymbolicLink(folder.resolve("dataset.json"), Path.of("told"));
    assertThat(lines(), contains("dataset.json: " + link + ": nothing else was checked"));
  }

  @Test
  void aFolderOfPartsThatIsALinkIsAFinding() throws IOException {
    small.writeTo(folder);
    Files.move(folder.resolve("master"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve("master"), Path.of("elsewhere"));
    String below =
        ": it lies in a folder that is a link, and what that leads to is not of the data set";
    assertThat(
        lines(),
        contains(
            "master/part-00000.parquet" + below,
            "master/part-00001.parquet" + below,
            "master/part-00002.parquet" + below,
            "master/part-00003.parquet" + below,
            "master: it is a link, and what it leads to is not of the data set"));
  }

  @Test
  void theDataSetsOwnFolderMayBeALink() throws IOException {
    small.writeTo(folder.resolve("there"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there"));
    assertThat(
        DatasetValidator.validate(OutputFolder.at(link.toString()), Optional.empty()).findings(),
        empty());
  }

  /** A hostile dataset.json names files of others; none of them is looked at. */
  @Test
  void namesThatLeadElsewhereAreNotFollowed() throws Exception {
    small.writeTo(folder);
    pipe("pipe");
    String lines = Files.readString(folder.resolve("dataset.json"));
    edit("dataset.json", "master/part-00001.parquet", "../" + folder.getFileName() + "/pipe");
    edit("dataset.json", "rejected/annotation.tsv", "rejected/../pipe");
    assertThat(validate().brokenParts(), empty());
    assertThat(validate().surplus(), empty());
    assertThat(lines.equals(Files.readString(folder.resolve("dataset.json"))), is(false));
  }

  @Test
  void anEditByHandIsTold() throws IOException {
    small.writeTo(folder);
    Path file = folder.resolve("dataset.json");
    String text = Files.readString(file);
    Files.writeString(file, text.replace("some model", "other model"));
    assertThat(
        lines(),
        contains(
            "dataset.json: sha256OfLinesAbove is not that of the lines above it: it was changed"
                + " after it was written"));
    Files.writeString(file, text + " ");
    assertThat(
        lines(),
        contains(
            "dataset.json: its last line but one has no sha256OfLinesAbove: an older splicebeam"
                + " wrote it, or it was changed after it was written"));
    Files.writeString(file, text.replaceAll(",\\s+\"sha256OfLinesAbove\".*", ""));
    assertThat(
        lines(),
        contains(
            "dataset.json: its last line but one has no sha256OfLinesAbove: an older splicebeam"
                + " wrote it, or it was changed after it was written"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | 1 | kept_as | easy | 1 gene: easy negatives are not within options.window of a row that"
            + " is no TN; first DELTA: position 2",
        "2 | 3 | kept_as | near | 1 gene: near negatives are within options.window of a row that is no"
            + " TN; first DELTA: position 200",
        "2 | 3 | kept_as | hard | 1 row: negatives are hard from options.hardThreshold on; first"
            + " master/part-00002.parquet, row 3: hard, 0.125",
        "2 | 3 | donor_score | 0.25 | 1 row: negatives are hard from options.hardThreshold on; first"
            + " master/part-00002.parquet, row 3: easy, 0.25",
        "2 | 3 | sampling_probability | 0.5 | 1 gene: sampling_probability of the easy negatives is"
            + " their number by that before; first DELTA: 3 rows, 0.5 to 0.75",
      })
  void rowsThatTheOptionsDoNotGiveAreFound(
      int part, int row, String column, String value, String finding) throws IOException {
    Object old = small.parts.get(part).get(row).get(column);
    small.with(part, row, column, old instanceof Double ? (Object) Double.valueOf(value) : value);
    List<String> lines = linesOf(small);
    assertThat(lines.contains("dataset.json: " + finding) ? "found" : lines, is("found"));
  }

  @Test
  void otherRowGroupsThanToldAreFound() throws IOException {
    small.rowGroupRows = 3;
    assertThat(
        linesOf(small),
        contains(
            "dataset.json: 3 row groups: they have options.rowGroupRows, the last one at most;"
                + " first master/part-00000.parquet: 3"));
  }

  @Test
  void noDataSetIsNoFinding() throws IOException {
    VerdictException none = assertThrows(VerdictException.class, this::validate);
    assertThat(none.verdict().exitCode(), is(2));
    assertThat(
        none.verdict().sentence(), is(folder + " holds no data set: there is no dataset.json"));
  }

  @Test
  void anUnfinishedBuildIsToldFromNone() throws IOException {
    small.writeTo(folder);
    Files.delete(folder.resolve("dataset.json"));
    Files.delete(part(3));
    VerdictException unfinished =
        assertThrows(
            VerdictException.class,
            () ->
                DatasetValidator.validate(
                    OutputFolder.at(folder.toString()), Optional.of("this command")));
    assertThat(unfinished.verdict().exitCode(), is(2));
    assertThat(
        unfinished.verdict().sentence(),
        is(folder + " holds an unfinished build (3 parts so far): resume it with this command"));
    assertThat(
        assertThrows(VerdictException.class, this::validate).verdict().sentence(),
        is(
            folder
                + " holds an unfinished build (3 parts so far): give the command of the build again"
                + " to resume it"));
  }

  private SmallDataset withSplits() {
    return small.splitByChromosome();
  }

  @Test
  void splitsThatAreAsTheySayAreClean() throws IOException {
    assertThat(linesOf(withSplits()), empty());
  }

  @Test
  void aSplitThatIsNotThatOfTheFolderIsFound() throws IOException {
    assertThat(
        linesOf(withSplits().with(1, 2, "split", "test")),
        contains(
            "master/validation/part-00000.parquet: 1 row: split is that of the folder; first row 2: test"));
    assertThat(validate().brokenParts(), is(List.of(new PartName(Split.VALIDATION, 0))));
  }

  /** DELTA's last rows in the part of another split: told where they are, and of the genes. */
  @Test
  void aGeneInTwoSplitsIsFound() throws IOException {
    withSplits();
    small.parts.get(0).addAll(small.parts.get(3));
    small.parts.get(0).forEach(row -> row.put("split", "train"));
    small.parts.get(3).clear();
    List<String> lines = linesOf(small);
    assertThat(
        lines.toString(),
        lines.contains(
            "master/test/part-00000.parquet: 4 rows: a gene is in one split; first row 0: DELTA"),
        is(true));
  }

  /** The order starts anew with each split, and not with each part. */
  @Test
  void rowsOfASplitInAnotherOrderAreFound() throws IOException {
    withSplits();
    Collections.swap(small.parts, 2, 3);
    List<String> lines = linesOf(small);
    assertThat(
        lines.toString(),
        lines.contains(
            "master/test/part-00001.parquet: 1 row: rows are in genome order; first row 0: DELTA, X+,"
                + " position 1 after DELTA, X+, position 399"),
        is(true));
  }

  @Test
  void anotherSplitOfTheManifestIsFound() throws IOException {
    withSplits().manifest = small.manifest.replace("5,test,test/", "5,train,test/");
    assertThat(
        linesOf(small),
        contains(
            "gene_manifest.csv: 1 gene: split is that of the gene's rows; first DELTA: train, not"
                + " test"));
  }

  @Test
  void aSplitThatTheOptionsDoNotGiveIsFound() throws IOException {
    withSplits();
    ObjectNode splits = (ObjectNode) small.options.get("splits");
    splits.putArray("validationChromosomes").add("1");
    assertThat(
        linesOf(small),
        contains(
            "dataset.json: 4 genes: split is that of options.splits and options.seed; first ALPHA:"
                + " train, not validation"));
  }

  /** ALPHA 0.790, BETA 0.201, EPSILON 0.124, GAMMA 0.508, DELTA 0.870; EPSILON has no rows. */
  @Test
  void aShareThatTheOptionsDoNotGiveIsFound() throws IOException {
    withSplits();
    ObjectNode splits = small.options.putObject("splits").put("by", "gene");
    splits.putArray("fractions").add(0.6).add(0.2).add(0.2);
    assertThat(
        linesOf(small),
        contains(
            "dataset.json: unmatched has Z for --testChromosomes, which the option does not name",
            "dataset.json: 3 genes: split is that of options.splits and options.seed; first ALPHA:"
                + " train, not validation"));
  }

  @Test
  void anEmptyFolderOfASplitIsNothing() throws IOException {
    small.writeTo(folder);
    Files.createDirectories(folder.resolve("master/train"));
    assertThat(lines(), empty());
    Files.writeString(folder.resolve("master/train/notes.txt"), "mine");
    assertThat(lines(), contains("master/train/notes.txt: dataset.json does not name it"));
  }
}
