package org.splicebeam.transforms.validate;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.schema.MessageType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.transforms.commit.RecordedPlan;
import org.splicebeam.transforms.finish.DataDictionary;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.parquet.ParquetSchema;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Checks a finished data set against what it says of itself and against the contract: every file's
 * length and SHA-256, schemas, each row, order and keys over all parts, manifest and account.
 * Nothing is changed.
 *
 * <p>Memory: the fixed columns of one row group, and the genes.
 */
public final class DatasetValidator {
  private static final String PARTS = "master";
  private static final String REJECTS = "rejected";
  private static final String DICTIONARY = "data_dictionary.csv";
  private static final String AVRO = "schema.avsc";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DatasetFiles files;
  private final DatasetDescription dataset;
  private final Findings findings;

  private DatasetValidator(DatasetFiles files, DatasetDescription dataset, Findings findings) {
    this.files = files;
    this.dataset = dataset;
    this.findings = findings;
  }

  /**
   * Checks the data set in a folder.
   *
   * @throws VerdictException where there is none, or one whose build has not ended, or one of
   *     another data version
   * @throws IOException where the folder's files cannot be listed or read at all
   */
  public static ValidationReport validate(OutputFolder folder) throws IOException {
    DatasetFiles files = new DatasetFiles(folder);
    Optional<String> description = files.text(DatasetDescription.NAME);
    if (description.isEmpty()) {
      throw new VerdictException(Verdict.badInput(absence(files)));
    }
    Findings findings = new Findings();
    Optional<DatasetDescription> dataset = DatasetDescription.parse(description.get());
    if (dataset.isEmpty()) {
      findings.add(DatasetDescription.NAME, "it is no JSON object: nothing else was checked");
      return new ValidationReport(findings.toList(), 0, 0, 0, List.of(), List.of());
    }
    OptionalInt otherVersion = dataset.get().otherVersion();
    if (otherVersion.isPresent()) {
      throw new VerdictException(Verdict.badInput(ofOtherVersion(folder, otherVersion.getAsInt())));
    }
    return new DatasetValidator(files, dataset.get(), findings).validate();
  }

  private static String ofOtherVersion(OutputFolder folder, int version) throws IOException {
    return "%s holds a data set of data version %s, and this splicebeam checks version %s: %s"
        .formatted(
            folder.path(),
            version,
            DatasetHeader.DATA_VERSION,
            RebuildCommand.read(folder)
                    .map(command -> "build it again with " + command + " --overwrite")
                    .orElse("build it again with --overwrite")
                + ", or check it with the splicebeam that built it");
  }

  private static String absence(DatasetFiles files) throws IOException {
    OutputFolder folder = files.folder();
    int parts = files.below(PARTS, ".parquet").size();
    if (parts == 0 && RecordedPlan.read(folder).isEmpty()) {
      return "%s holds no data set: there is no %s"
          .formatted(folder.path(), DatasetDescription.NAME);
    }
    return "%s holds an unfinished build (%s part%s so far): %s"
        .formatted(
            folder.path(),
            parts,
            parts == 1 ? "" : "s",
            RebuildCommand.read(folder)
                .map(command -> "resume it with " + command)
                .orElse("give the command of the build again to resume it"));
  }

  private ValidationReport validate() throws IOException {
    findings.addAll(DatasetDescription.NAME, dataset.contradictions());
    Optional<Columns> columns = dataset.columns();
    GeneFigures genes = new GeneFigures();
    NullFeatures nullFeatures = new NullFeatures();
    RowOrder order = new RowOrder(dataset.moreKeyColumns(), dataset.mostRowsOfPart(), findings);
    List<FileReceipt> parts = dataset.parts();
    long rows = 0;
    boolean whole = columns.isPresent();
    List<Integer> broken = new ArrayList<>();
    PartCheck check =
        columns
            .map(
                known ->
                    new PartCheck(
                        known, new RowRules(dataset.sampling()), order, genes, nullFeatures))
            .orElse(null);
    for (int i = 0; i < parts.size(); i++) {
      FileReceipt part = parts.get(i);
      if (!part.name().equals(PartReceipts.partName(i))) {
        whole = false;
        continue;
      }
      boolean there = checkFile(part);
      boolean asTold = !findings.concern(part.name());
      boolean read = there && check != null && check.read(part, i, asTold);
      if (!read || !asTold) {
        order.skipRows();
        whole = false;
      }
      rows += read ? part.rows() : 0;
    }
    order.end();
    for (int i = 0; i < parts.size(); i++) {
      if (findings.concern(PartReceipts.partName(i))) {
        broken.add(i);
      }
    }
    Set<String> names =
        IntStream.range(0, parts.size()).mapToObj(PartReceipts::partName).collect(toSet());
    List<String> surplus = checkSurplus(PARTS, ".parquet", names);
    checkManifest(whole ? genes : null);
    if (whole) {
      checkLabels(genes);
      checkNullFeatures(nullFeatures);
    }
    if (columns.isPresent()) {
      checkText(AVRO, JsonText.of(columns.get().avroSchema()));
      checkText(
          DICTIONARY,
          new DataDictionary(columns.get(), dataset.transcriptJoin(), dataset.rowsFrom()).toCsv());
      checkCard(dataset.card(columns.get()));
    }
    checkRun();
    dataset.rejectedFiles().forEach(this::checkFile);
    checkSurplus(
        REJECTS, ".tsv", dataset.rejectedFiles().stream().map(FileReceipt::name).collect(toSet()));
    return new ValidationReport(
        findings.toList(),
        rows,
        columns.map(Columns::size).orElse(0),
        parts.size(),
        broken,
        findings.concern(DatasetDescription.NAME) ? List.of() : surplus);
  }

  /** Length and SHA-256; whether the file is there and can be read. */
  private boolean checkFile(FileReceipt file) {
    try {
      Optional<Long> length = files.length(file.name());
      if (length.isEmpty()) {
        findings.add(file.name(), "it is missing");
      } else if (length.get() != file.bytes()) {
        findings.add(
            file.name(),
            "it has %s bytes, dataset.json says %s".formatted(length.get(), file.bytes()));
      } else if (!files.sha256(file.name()).equals(file.sha256())) {
        findings.add(file.name(), "its content is not that of dataset.json (SHA-256)");
      }
      return length.isPresent();
    } catch (IOException e) {
      findings.add(file.name(), "it cannot be read (%s)".formatted(e.getMessage()));
      return false;
    }
  }

  private List<String> checkSurplus(String subfolder, String ending, Set<String> names)
      throws IOException {
    List<String> surplus =
        files.below(subfolder, ending).stream().filter(name -> !names.contains(name)).toList();
    surplus.forEach(name -> findings.add(name, "dataset.json does not name it"));
    return surplus;
  }

  private void checkManifest(GeneFigures genes) throws IOException {
    Optional<String> csv = files.text(ManifestCheck.NAME);
    findings.addAll(
        ManifestCheck.NAME,
        csv.isEmpty()
            ? List.of("it is missing")
            : ManifestCheck.of(csv.get(), genes, dataset.genes()));
  }

  private void checkLabels(GeneFigures genes) {
    for (PredType label : PredType.values()) {
      if (dataset.label(label) != genes.rows(label)) {
        findings.add(
            DatasetDescription.NAME,
            "labels.%s is %s, the parts have %s"
                .formatted(label, dataset.label(label), genes.rows(label)));
      }
    }
  }

  private void checkNullFeatures(NullFeatures found) {
    if (!dataset.nullFeatures().equals(found.names())) {
      findings.add(
          DatasetDescription.NAME,
          "nullFeatures are %s, in the parts' rows %s"
              .formatted(dataset.nullFeatures().size(), found.names().size()));
    }
  }

  /** It is compared where dataset.json is right: what is wrong there would be told twice. */
  private void checkCard(DatasetCard card) throws IOException {
    if (!findings.concern(DatasetDescription.NAME)) {
      checkText(DatasetCard.NAME, card.toText());
    } else if (files.length(DatasetCard.NAME).isEmpty()) {
      findings.add(DatasetCard.NAME, "it is missing");
    }
  }

  private void checkText(String name, String expected) throws IOException {
    Optional<String> text = files.text(name);
    if (text.isEmpty()) {
      findings.add(name, "it is missing");
    } else if (!text.get().equals(expected)) {
      List<String> found = text.get().lines().toList();
      List<String> lines = expected.lines().toList();
      int line = 0;
      while (line < Math.min(found.size(), lines.size())
          && found.get(line).equals(lines.get(line))) {
        line++;
      }
      findings.add(name, "it is not what dataset.json gives, from line %s on".formatted(line + 1));
    }
  }

  private void checkRun() throws IOException {
    Optional<String> run = files.text(RebuildCommand.RUN);
    if (run.isEmpty()) {
      findings.add(RebuildCommand.RUN, "it is missing");
      return;
    }
    try {
      JSON.readTree(run.get());
    } catch (JsonProcessingException e) {
      findings.add(RebuildCommand.RUN, "it is no JSON");
    }
  }

  /** What is checked of each part's content. */
  private final class PartCheck {
    private final Columns columns;
    private final MessageType schema;
    private final String avroSchema;
    private final ParquetReadOptions options = PartReader.options();
    private final RowRules rules;
    private final RowOrder order;
    private final GeneFigures genes;
    private final NullFeatures nullFeatures;

    PartCheck(
        Columns columns,
        RowRules rules,
        RowOrder order,
        GeneFigures genes,
        NullFeatures nullFeatures) {
      this.columns = columns;
      this.schema = ParquetSchema.of(columns);
      this.avroSchema = columns.avroSchema().toString();
      this.rules = rules;
      this.order = order;
      this.genes = genes;
      this.nullFeatures = nullFeatures;
    }

    /**
     * Whether all of the part's rows could be read.
     *
     * @param asTold whether it is the file of dataset.json; the rows of another file are looked at
     *     by themselves, so that the parts beside it are not called broken
     */
    boolean read(FileReceipt part, int place, boolean asTold) throws IOException {
      RowOrder ordered = asTold ? order : order.apart();
      GeneFigures figures = asTold ? genes : new GeneFigures();
      long bytes = files.length(part.name()).orElse(0L);
      RuleTally tally = new RuleTally("row");
      boolean read = false;
      try (PartReader reader =
          PartReader.open(new ChannelInputFile(files, part.name(), bytes), options)) {
        List<String> differences = SchemaDifferences.of(schema, reader.schema());
        findings.addAll(part.name(), differences);
        if (!avroSchema.equals(reader.avroSchema())) {
          findings.add(
              part.name(),
              reader.avroSchema() == null
                  ? "its footer has no parquet.avro.schema"
                  : "its footer's parquet.avro.schema is not that of the options");
        }
        if (reader.rows() != part.rows()) {
          findings.add(
              part.name(),
              "it has %s rows, dataset.json says %s".formatted(reader.rows(), part.rows()));
        }
        if (differences.isEmpty()) {
          ordered.startPart(part.name());
          for (int group = 0; group < reader.rowGroups(); group++) {
            GroupRows rows = reader.read(group, columns, tally);
            rules.check(rows, tally);
            ordered.check(rows, tally);
            figures.add(rows, place, tally);
            nullFeatures.add(rows, columns);
          }
          read = true;
        }
      } catch (IOException e) {
        findings.add(part.name(), e.getMessage());
      }
      findings.addAll(part.name(), tally.sentences());
      return read;
    }
  }
}
