package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.schema.MessageType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.transforms.description.DatasetDescription;
import org.splicebeam.transforms.description.DatasetFiles;
import org.splicebeam.transforms.description.DatasetFiles.Kind;
import org.splicebeam.transforms.description.PlannedBuild;
import org.splicebeam.transforms.description.StrictJson;
import org.splicebeam.transforms.finish.Croissant;
import org.splicebeam.transforms.finish.DataDictionary;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.finish.ParalogsTable;
import org.splicebeam.transforms.parquet.ParquetSchema;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.statistics.StatisticsJson;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Checks a finished data set against what it says of itself and against the contract: every file's
 * kind, length and SHA-256, schemas, each row, order and keys over all parts, manifest, account and
 * options. Nothing is changed, no link is followed, and nothing but files is opened.
 *
 * <p>Memory: the fixed columns of one row group, and the genes.
 */
public final class DatasetValidator {
  private static final String PARTS = "master";
  private static final String REJECTS = "rejected";
  private static final String PARQUET = ".parquet";
  private static final String DICTIONARY = "data_dictionary.csv";
  private static final String AVRO = "schema.avsc";
  private static final String RUN = "run.json";
  private static final String OTHER_CONTENT = "its content is not that of dataset.json (SHA-256)";

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
   * @param rebuild the command that goes on with the folder's build, for sentences; empty where it
   *     cannot be told
   * @throws VerdictException where there is none, or one whose build has not ended, or one of
   *     another data version
   * @throws IOException where the folder's files cannot be listed or read at all
   */
  public static ValidationReport validate(OutputFolder folder, Optional<String> rebuild)
      throws IOException {
    DatasetFiles files = new DatasetFiles(folder);
    if (files.kind(DatasetDescription.NAME) == Kind.NOTHING) {
      throw new VerdictException(Verdict.badInput(absence(files, rebuild)));
    }
    DatasetDescription dataset;
    try {
      dataset =
          DatasetDescription.parse(files.content(DatasetDescription.NAME, StrictJson.MOST_BYTES));
    } catch (IOException e) {
      return ofNothing(e.getMessage());
    } catch (StrictJson.NoJsonException e) {
      return ofNothing("it is no strict JSON (%s)".formatted(e.getMessage()));
    }
    OptionalInt otherVersion = dataset.otherVersion();
    if (otherVersion.isPresent()) {
      throw new VerdictException(
          Verdict.badInput(ofOtherVersion(folder, otherVersion.getAsInt(), rebuild)));
    }
    return new DatasetValidator(files, dataset, new Findings()).validate();
  }

  private static ValidationReport ofNothing(String fault) {
    return new ValidationReport(
        List.of(new Finding(DatasetDescription.NAME, fault + ": nothing else was checked")),
        0,
        0,
        0,
        List.of(),
        List.of());
  }

  private static String ofOtherVersion(OutputFolder folder, int version, Optional<String> rebuild) {
    return "%s holds a data set of data version %s, and this splicebeam checks version %s: %s"
        .formatted(
            folder.path(),
            version,
            DatasetHeader.DATA_VERSION,
            rebuild
                    .map(command -> "build it again with " + command + " --overwrite")
                    .orElse("build it again with --overwrite")
                + ", or check it with the splicebeam that built it");
  }

  private static String absence(DatasetFiles files, Optional<String> rebuild) throws IOException {
    OutputFolder folder = files.folder();
    long parts = partEntries(files).stream().filter(name -> name.endsWith(PARQUET)).count();
    if (parts == 0 && PlannedBuild.read(files).isEmpty()) {
      return "%s holds no data set: there is no %s"
          .formatted(folder.path(), DatasetDescription.NAME);
    }
    return "%s holds an unfinished build (%s part%s so far): %s"
        .formatted(
            folder.path(),
            parts,
            parts == 1 ? "" : "s",
            rebuild
                .map(command -> "resume it with " + command)
                .orElse("give the command of the build again to resume it"));
  }

  private ValidationReport validate() throws IOException {
    findings.addAll(DatasetDescription.NAME, dataset.faults());
    PlannedBuild.read(files)
        .ifPresent(plan -> findings.addAll(DatasetDescription.NAME, plan.contradictions(dataset)));
    Optional<Columns> columns = dataset.columns();
    List<FileReceipt> parts = dataset.parts();
    PartLayout layout = dataset.layout();
    AllRows allRows = columns.isEmpty() ? null : new AllRows(columns.get());
    long rows = 0;
    boolean whole = allRows != null;
    WorkDone.PARTS_TO_CHECK.add(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      FileReceipt part = parts.get(i);
      if (i >= layout.parts() || !part.name().equals(layout.name(i).path())) {
        whole = false;
        continue;
      }
      boolean there = checkFile(part);
      boolean asTold = !findings.concern(part.name());
      boolean read = there && allRows != null && allRows.read(part, layout.name(i), asTold);
      if (allRows != null && (!read || !asTold)) {
        allRows.order.skipRows();
        whole = false;
      }
      rows += read ? part.rows() : 0;
      WorkDone.ROWS_CHECKED.add(read ? part.rows() : 0);
      WorkDone.PARTS_CHECKED.add(1);
    }
    if (allRows != null) {
      allRows.order.end();
    }
    List<PartName> broken = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (PartName part : layout.names()) {
      names.add(part.path());
      if (findings.concern(part.path())) {
        broken.add(part);
      }
    }
    List<String> surplus = checkSurplus(names);
    checkManifest(whole ? allRows.genes : null);
    checkStatistics(whole ? Optional.of(allRows.values) : Optional.empty());
    if (whole) {
      findings.addAll(DatasetDescription.NAME, allRows.contradictions());
    }
    if (columns.isPresent()) {
      checkText(AVRO, JsonText.of(columns.get().avroSchema()));
      checkText(
          DICTIONARY,
          new DataDictionary(columns.get(), dataset.transcriptJoin(), dataset.rowsFrom()).toCsv());
      checkCard(columns.get());
      checkCroissant(columns.get());
    }
    checkRun();
    surplus.addAll(checkRejects());
    return new ValidationReport(
        findings.toList(),
        rows,
        columns.map(Columns::size).orElse(0),
        parts.size(),
        broken,
        findings.concern(DatasetDescription.NAME) ? List.of() : surplus);
  }

  /** Kind, length and SHA-256; whether the file is there and can be read. */
  private boolean checkFile(FileReceipt file) {
    try {
      Kind kind = files.kind(file.name());
      if (kind != Kind.FILE) {
        findings.add(file.name(), kind.words());
        return false;
      }
      long length = files.length(file.name());
      if (length != file.bytes()) {
        findings.add(
            file.name(), "it has %s bytes, dataset.json says %s".formatted(length, file.bytes()));
      } else if (!files.sha256(file.name()).equals(file.sha256())) {
        findings.add(file.name(), OTHER_CONTENT);
      }
      return true;
    } catch (IOException e) {
      findings.add(file.name(), "it cannot be read (%s)".formatted(e.getMessage()));
      return false;
    }
  }

  /**
   * Whatever a reader may take for a part: anything in the folder of the parts, for some readers
   * take hidden names, some folders and some any ending; and Parquet files beside that folder.
   */
  private List<String> checkSurplus(Set<String> parts) throws IOException {
    List<String> surplus = new ArrayList<>();
    Kind master = files.kind(PARTS);
    if (files.folder().isLocal() && master != Kind.FOLDER && master != Kind.NOTHING) {
      findings.add(PARTS, master.words());
      surplus.add(PARTS);
    }
    addSurplus(surplus, partEntries(files), parts);
    List<String> beside =
        files.entries("").stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(PARQUET))
            .toList();
    addSurplus(surplus, beside, Set.of());
    return surplus;
  }

  /** What stands in the folder of the parts, and in those of the splits in the place of these. */
  private static List<String> partEntries(DatasetFiles files) throws IOException {
    Set<String> folders = new TreeSet<>();
    for (Split split : Split.values()) {
      folders.add(PARTS + "/" + split.text());
    }
    Set<String> entries = new TreeSet<>();
    for (String name : files.entries(PARTS)) {
      if (folders.contains(name) && files.kind(name) == Kind.FOLDER) {
        entries.addAll(files.entries(name));
      } else {
        entries.add(name);
      }
    }
    return List.copyOf(entries);
  }

  private void addSurplus(List<String> surplus, List<String> entries, Set<String> named)
      throws IOException {
    for (String name : entries) {
      if (!named.contains(name)) {
        Kind kind = files.kind(name);
        findings.add(
            name,
            "dataset.json does not name it" + (kind == Kind.FILE ? "" : ", and " + kind.words()));
        surplus.add(name);
      }
    }
  }

  private void checkManifest(GeneFigures genes) throws IOException {
    Optional<String> csv = text(ManifestCheck.NAME);
    if (csv.isPresent()) {
      ManifestCheck manifest = new ManifestCheck(csv.get(), genes, dataset);
      findings.addAll(ManifestCheck.NAME, manifest.sentences());
      if (manifest.sentences().isEmpty()) {
        findings.addAll(
            DatasetDescription.NAME, manifest.against(dataset, checkParalogs(manifest)));
      }
    }
  }

  /**
   * They are compared where the manifest is right, which tells the genes' splits.
   *
   * @return the first splits of genes that went to others
   */
  private Map<String, String> checkParalogs(ManifestCheck manifest) throws IOException {
    if (!dataset.guardsSplits()) {
      return Map.of();
    }
    Optional<String> csv = text(ParalogsTable.NAME);
    if (csv.isEmpty()) {
      return Map.of();
    }
    ParalogsCheck pairs = new ParalogsCheck(csv.get(), manifest.genes(), dataset);
    findings.addAll(ParalogsTable.NAME, pairs.sentences());
    if (pairs.sentences().isEmpty()) {
      findings.addAll(DatasetDescription.NAME, pairs.against(dataset));
    }
    return pairs.moved();
  }

  /**
   * Its content, by dataset.json, and how many values it counts.
   *
   * @param values of the columns; empty where rows are missing
   */
  private void checkStatistics(Optional<ColumnValues> values) throws IOException {
    Optional<String> text = text(StatisticsJson.NAME);
    if (text.isEmpty()) {
      return;
    }
    if (!files.sha256(StatisticsJson.NAME).equals(dataset.at("statistics", "sha256").asText())) {
      findings.add(StatisticsJson.NAME, OTHER_CONTENT);
    }
    try {
      byte[] content = text.get().getBytes(StandardCharsets.UTF_8);
      if (values.isPresent()) {
        findings.addAll(StatisticsJson.NAME, values.get().contradictions(content));
      } else {
        StrictJson.parse(content, StatisticsJson.COLUMNS, column -> false);
      }
    } catch (StrictJson.NoJsonException e) {
      findings.add(StatisticsJson.NAME, "it is no strict JSON (%s)".formatted(e.getMessage()));
    }
  }

  /** It is compared where dataset.json is right: what is wrong there would be told twice. */
  private void checkCard(Columns columns) throws IOException {
    if (isRight(List.of(StatisticsJson.NAME))) {
      checkText(DatasetCard.NAME, dataset.card(columns, statistics()));
    } else {
      text(DatasetCard.NAME);
    }
  }

  /** It is compared where the files are right that it tells of. */
  private void checkCroissant(Columns columns) throws IOException {
    if (isRight(Croissant.FILES)) {
      Map<String, String> sha256 = new TreeMap<>();
      for (String name : Croissant.FILES) {
        sha256.put(name, files.sha256(name));
      }
      checkText(Croissant.NAME, dataset.croissant(columns, sha256));
    } else {
      text(Croissant.NAME);
    }
  }

  /** Whether nothing is wrong with dataset.json and these other files. */
  private boolean isRight(List<String> names) {
    return !findings.concern(DatasetDescription.NAME)
        && names.stream().noneMatch(findings::concern);
  }

  /** What statistics.json says of all rows; it has been checked. */
  private JsonNode statistics() throws IOException {
    try {
      byte[] content = files.text(StatisticsJson.NAME).getBytes(StandardCharsets.UTF_8);
      return StrictJson.parse(content, StatisticsJson.COLUMNS, column -> false);
    } catch (StrictJson.NoJsonException e) {
      throw new IllegalStateException("it was strict JSON before", e);
    }
  }

  private void checkText(String name, String expected) throws IOException {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().equals(expected)) {
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

  /** A file's text; a finding where it has none. */
  private Optional<String> text(String name) {
    try {
      return Optional.of(files.text(name));
    } catch (IOException e) {
      findings.add(name, e.getMessage());
      return Optional.empty();
    }
  }

  private void checkRun() {
    try {
      StrictJson.parse(files.content(RUN, StrictJson.MOST_BYTES));
    } catch (IOException e) {
      findings.add(RUN, e.getMessage());
    } catch (StrictJson.NoJsonException e) {
      findings.add(RUN, "it is no strict JSON (%s)".formatted(e.getMessage()));
    }
  }

  /** The rejected lines; the names of files that are not of this data set. */
  private List<String> checkRejects() throws IOException {
    RejectedLines lines = new RejectedLines();
    Set<String> names = new TreeSet<>();
    boolean whole = true;
    for (FileReceipt file : dataset.rejectedFiles()) {
      names.add(file.name());
      if (checkFile(file)) {
        count(lines, file);
      }
      whole &= !findings.concern(file.name());
    }
    if (whole) {
      findings.addAll(DatasetDescription.NAME, lines.contradictions(dataset));
    }
    List<String> surplus = new ArrayList<>();
    addSurplus(
        surplus,
        files.entries(REJECTS).stream().filter(name -> name.endsWith(".tsv")).toList(),
        names);
    return surplus;
  }

  private void count(RejectedLines lines, FileReceipt file) {
    try (InputStream in = files.stream(file.name())) {
      long rows = lines.count(file.name(), in);
      if (rows != file.rows()) {
        findings.add(
            file.name(), "it has %s lines, dataset.json says %s".formatted(rows, file.rows()));
      }
    } catch (IOException e) {
      findings.add(file.name(), "it cannot be read (%s)".formatted(e.getMessage()));
    }
  }

  /** What is checked of the parts' content, and what it says of dataset.json. */
  private final class AllRows {
    private final Columns columns;
    private final MessageType schema;
    private final String avroSchema;
    private final ParquetReadOptions options = PartReader.options();
    private final RowRules rules = new RowRules(RowRules.Sampling.of(dataset.at("options")));
    private final RowOrder order =
        new RowOrder(dataset.moreKeyColumns(), dataset.mostRowsOfPart(), findings);
    private final GeneFigures genes = new GeneFigures();
    private final ColumnValues values;
    private final RowsByOptions byOptions = new RowsByOptions(dataset);
    private final SampledNegatives negatives = new SampledNegatives(dataset);

    AllRows(Columns columns) {
      this.columns = columns;
      this.schema = ParquetSchema.of(columns);
      this.avroSchema = columns.avroSchema().toString();
      this.values = new ColumnValues(columns);
    }

    /**
     * Whether all of the part's rows could be read.
     *
     * @param asTold whether it is the file of dataset.json; the rows of another file are looked at
     *     by themselves, so that the parts beside it are not called broken
     */
    boolean read(FileReceipt part, PartName place, boolean asTold) throws IOException {
      RowOrder ordered = asTold ? order : order.apart();
      RuleTally tally = new RuleTally("row");
      boolean read = false;
      try (PartReader reader =
          PartReader.open(
              new ChannelInputFile(files, part.name(), files.length(part.name())), options)) {
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
          ordered.startPart(place);
          byOptions.addGroups(part.name(), reader);
          for (int group = 0; group < reader.rowGroups(); group++) {
            GroupRows rows = reader.read(group, columns, tally);
            rules.check(rows, tally);
            ordered.check(rows, tally);
            checkSplit(rows, place.split(), tally);
            if (asTold) {
              add(rows, part.name(), place, tally);
            } else {
              new GeneFigures().add(rows, place, tally);
            }
          }
          read = true;
        }
      } catch (IOException e) {
        findings.add(part.name(), e.getMessage());
      }
      findings.addAll(part.name(), tally.sentences());
      return read;
    }

    private static void checkSplit(GroupRows rows, Split split, RuleTally tally) {
      if (split != null) {
        String[] splits = rows.texts("split");
        tally.check(
            "split is that of the folder",
            rows,
            "",
            i -> splits[i].equals(split.text()),
            i -> splits[i]);
      }
    }

    private void add(GroupRows rows, String part, PartName place, RuleTally tally) {
      genes.add(rows, place, tally);
      values.add(rows);
      byOptions.add(rows, part);
      negatives.add(rows);
    }

    private void compare(List<String> sentences, long rows, String... figure) {
      long told = dataset.at(figure).asLong(-1);
      if (told != rows) {
        sentences.add(
            "%s is %s, the parts have %s".formatted(String.join(".", figure), told, rows));
      }
    }

    /** Where dataset.json says something else than the rows, of which none is missing. */
    List<String> contradictions() {
      List<String> sentences = new ArrayList<>();
      for (PredType label : PredType.values()) {
        compare(sentences, genes.rows(label), "labels", label.name());
        if (dataset.hasSplits()) {
          for (Split split : Split.values()) {
            long rows = genes.rows(label, split);
            compare(sentences, rows, DatasetOptions.SPLITS, split.text(), "labels", label.name());
          }
        }
      }
      List<String> nullFeatures = values.nullFeatures();
      if (!dataset.nullFeatures().equals(nullFeatures)) {
        sentences.add(
            "nullFeatures are %s, in the parts' rows %s"
                .formatted(dataset.nullFeatures().size(), nullFeatures.size()));
      }
      sentences.addAll(genes.contradictions(dataset));
      sentences.addAll(byOptions.sentences());
      sentences.addAll(negatives.sentences(dataset.at("rows", "sampledOut").asLong()));
      return sentences;
    }
  }
}
