package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.FileReceipt;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.ScoreFigures;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.transforms.commit.EarlierDataset;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.statistics.RowSummary;

/**
 * {@code dataset.json}: what the data set is and what it was made of, with nothing of the run in
 * it, so that the same build gives the same file.
 */
final class DatasetJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String DIGEST = "sha256OfLinesAbove";

  /** Names of which there may be many. */
  private static final int FIRST = 3;

  /** A table can have tens of thousands of columns that nobody knows. */
  private static final int MOST_UNKNOWN = 100;

  private final ObjectNode root = JSON.createObjectNode();
  private final HiddenTables hidden;

  DatasetJson(DatasetHeader header, Columns columns) {
    hidden = header.hidden();
    root.put("product", EarlierDataset.PRODUCT);
    root.put("dataVersion", DatasetHeader.DATA_VERSION);
    root.put("schemaFingerprint", columns.fingerprint());
    root.put("columns", columns.size());
    root.put("baseModel", header.baseModel());
    putTold("title", header.about().title());
    putTold("citation", header.about().citation());
    putTold("license", header.about().license());
    root.set("options", header.options().toJson());
  }

  private void putTold(String key, String text) {
    if (!text.isEmpty()) {
      root.put(key, text);
    }
  }

  DatasetJson withInputs(
      Collection<FileTally> files,
      Iterable<AnnotationTally> annotation,
      Iterable<InputFile> annotationFiles) {
    ObjectNode inputs = root.putObject("inputs");
    putTables(inputs, files);
    putAnnotation(inputs, annotation, annotationFiles);
    putUnknownColumns(inputs, files);
    inputs.put("hiddenTables", hidden.count());
    if (hidden.first() != null) {
      inputs.put("firstHiddenTable", hidden.first());
    }
    return this;
  }

  /**
   * Of rows from scores.
   *
   * @param sequenceHash sum of the parts'
   */
  DatasetJson withScores(
      ScoreFigures scores,
      long sequenceHash,
      Iterable<AnnotationTally> annotation,
      Iterable<InputFile> annotationFiles) {
    ObjectNode inputs = root.putObject("inputs");
    ObjectNode ofScores = inputs.putObject("scores");
    ArrayNode files = ofScores.putArray("files");
    for (TableFile file : scores.set().files()) {
      files.addObject().put("path", file.name()).put("bytes", file.size());
    }
    ofScores.put("contentHash", HexFormat.of().toHexDigits(scores.genes().contentHash()));
    scores.set().ofBothStrands().forEach(ofScores.putArray("ofBothStrands")::add);
    ObjectNode fasta = inputs.putObject("fasta");
    fasta.put("path", scores.genome().name());
    fasta.put("bytes", scores.genome().bytes());
    fasta.put("indexHash", HexFormat.of().toHexDigits(scores.genome().indexHash()));
    fasta.put("contentHash", HexFormat.of().toHexDigits(sequenceHash));
    putAnnotation(inputs, annotation, annotationFiles);
    putOffsets(scores.alignment());
    ScoreTally genes = scores.genes();
    ObjectNode ofGenes = root.putObject("annotationGenes");
    ofGenes.put("withRows", genes.genes());
    ofGenes.put("unselected", genes.unselectedGenes());
    ObjectNode without = ofGenes.putObject("withoutRows");
    genes.withoutByReason().forEach((reason, count) -> without.put(reason.name(), count));
    ofGenes.put("ofOneType", genes.oneType());
    return this;
  }

  private void putOffsets(Alignment alignment) {
    ObjectNode offsets = root.putObject("offsets");
    offsets.put("donorOffset", alignment.donorOffset());
    offsets.put("acceptorOffset", alignment.acceptorOffset());
    ArrayNode measured = offsets.putArray("measured");
    for (SitePeaks peaks : alignment.peaks()) {
      ObjectNode some = measured.addObject();
      some.put("type", peaks.type().text());
      some.put("strand", peaks.strand().symbol());
      some.put("sites", peaks.sites());
      ArrayNode means = some.putArray("means");
      for (double mean : peaks.means()) {
        means.add(mean);
      }
    }
    offsets.put("checkedSites", alignment.checkedSites());
    offsets.put("canonicalSites", alignment.canonicalSites());
  }

  private static void putTables(ObjectNode inputs, Collection<FileTally> files) {
    ArrayNode tables = inputs.putArray("analysis");
    files.stream()
        .sorted(Comparator.comparing(FileTally::name, Chromosomes.BY_CODE_POINT))
        .forEach(
            file -> {
              ObjectNode table = tables.addObject();
              table.put("path", file.name());
              table.put("bytes", file.size());
              if (!file.isSkipped()) {
                table.put("contentHash", HexFormat.of().toHexDigits(file.contentHash()));
              }
              table.put("rows", file.rows());
              table.put("rejected", file.rejectedRows());
              if (file.isSkipped()) {
                table.put("skipped", file.skipped());
              }
            });
  }

  private static void putAnnotation(
      ObjectNode inputs,
      Iterable<AnnotationTally> annotation,
      Iterable<InputFile> annotationFiles) {
    Map<Reject.Input, AnnotationTally> lines = AnnotationTally.sumByInput(annotation);
    List<InputFile> ordered = new ArrayList<>();
    annotationFiles.forEach(ordered::add);
    ordered.sort(Comparator.comparing(InputFile::input));
    for (InputFile file : ordered) {
      String input = file.input() == Reject.Input.ANNOTATION ? "annotation" : "spliceSites";
      putLines(inputs, input, file, lines.get(file.input()));
    }
  }

  private static void putUnknownColumns(ObjectNode inputs, Collection<FileTally> files) {
    Map<String, Integer> unknown = new TreeMap<>();
    files.forEach(
        file -> file.unknownColumns().forEach(name -> unknown.merge(name, 1, Integer::sum)));
    ArrayNode ignored = inputs.putArray("unknownColumns");
    unknown.entrySet().stream()
        .limit(MOST_UNKNOWN)
        .forEach(
            column ->
                ignored.addObject().put("name", column.getKey()).put("files", column.getValue()));
    if (unknown.size() > MOST_UNKNOWN) {
      inputs.put("moreUnknownColumns", unknown.size() - MOST_UNKNOWN);
    }
  }

  private static void putLines(
      ObjectNode inputs, String input, InputFile file, AnnotationTally tally) {
    ObjectNode lines = inputs.putObject(input);
    lines.put("path", file.name());
    lines.put("bytes", file.bytes());
    lines.put("contentHash", HexFormat.of().toHexDigits(file.contentHash()));
    lines.put("lines", tally.lines());
    lines.put("used", tally.used());
    lines.put("blank", tally.blank());
    lines.put("otherFeatures", tally.otherFeatures());
    lines.put("rejected", tally.rejected());
    ObjectNode unused = lines.putObject("unused");
    tally.unused().forEach((reason, n) -> unused.put(reason.name(), n));
    putPlace(lines, "firstUnused", tally.firstUnused());
    if (file.input() == Reject.Input.ANNOTATION) {
      lines.put("exons", tally.exons());
      lines.put("unreadableValues", tally.unreadable());
      putPlace(lines, "firstUnreadable", tally.firstUnreadable());
    }
  }

  private static void putPlace(ObjectNode lines, String name, Reject first) {
    if (first != null) {
      lines.putObject(name).put("line", first.line()).put("found", first.detail());
    }
  }

  DatasetJson withRows(Account account, PartPlan plan) {
    ObjectNode rows = root.putObject("rows");
    rows.put("read", account.read());
    rows.put("kept", account.kept());
    rows.put("sampledOut", account.sampledOut());
    rows.put("unselected", account.unselected());
    rows.put("duplicates", account.duplicates());
    rows.put("rejected", account.rejected());
    if (root.path("inputs").has("scores")) {
      rows.put("masked", account.masked());
    }
    ObjectNode byReason = root.putObject("rejectedByReason");
    account.rejectedByReason().forEach(byReason::put);
    root.put("genes", distinct(plan.genes()));
    putLabels(root, plan.genes());
    if (plan.layout().hasSplits()) {
      putSplits(plan);
    }
    return this;
  }

  private void putSplits(PartPlan plan) {
    ObjectNode splits = root.putObject(DatasetOptions.SPLITS);
    for (Split split : Split.values()) {
      List<PlannedGene> genes =
          plan.genes().stream().filter(gene -> gene.split() == split).toList();
      ObjectNode json = splits.putObject(split.text());
      json.put("parts", plan.layout().parts(split));
      json.put("genes", distinct(genes));
      json.put("rows", sum(genes, GeneTally::kept));
      putLabels(json, genes);
    }
  }

  /** Which rows the base model was trained on; nothing where that is not known. */
  void withTraining(DatasetHeader header, PartPlan plan) {
    Set<String> chromosomes = header.about().trainedOn();
    if (!chromosomes.isEmpty()) {
      root.set(TrainedOn.KEY, TrainedOn.json(chromosomes, header.aliases(), plan));
    }
  }

  /** Of genes that are alike. */
  void withParalogs(Paralogs paralogs) {
    ObjectNode json = root.putObject(DatasetOptions.PARALOGS);
    json.put("sketchedGenes", paralogs.sketchedGenes());
    json.put("pairs", paralogs.pairs().size());
    json.put("pairsAcrossSplits", paralogs.pairsAcrossSplits());
    json.put("movedGenes", paralogs.movedGenes());
    json.put("droppedGenes", paralogs.droppedGenes());
    json.put("droppedRows", paralogs.droppedRows());
  }

  private static long distinct(List<PlannedGene> genes) {
    return genes.stream().map(gene -> gene.tally().geneId()).distinct().count();
  }

  private static void putLabels(ObjectNode json, List<PlannedGene> genes) {
    ObjectNode labels = json.putObject("labels");
    labels.put("TP", sum(genes, GeneTally::tp));
    labels.put("FP", sum(genes, GeneTally::fp));
    labels.put("FN", sum(genes, GeneTally::fn));
    labels.put("TN", sum(genes, GeneTally::tn));
  }

  /** Whether the rows' true sites lie at splice sites of their genes. */
  DatasetJson withAgreement(Collection<FileTally> files) {
    SiteAgreement agreement = FileTally.agreementOf(files);
    ObjectNode json = root.putObject("agreement");
    json.put("siteRows", agreement.all().rows());
    json.put("agreeing", agreement.all().agreeing());
    json.put("exact", agreement.all().exact());
    json.put("isJudged", agreement.isJudged());
    ObjectNode least = json.putObject("least");
    least.put("of", agreement.least().of());
    least.put("rows", agreement.least().rows());
    least.put("agreeing", agreement.least().agreeing());
    agreement.strays().stream().map(Object::toString).forEach(json.putArray("notAgreeing")::add);
    return this;
  }

  /** What the annotation does not know, and what the tables do not hold. */
  DatasetJson withGenes(Iterable<GeneTally> tallies, Map<String, GeneModel> genesById) {
    Set<String> lacking = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    Set<String> known = new HashSet<>();
    long bases = 0;
    long rows = 0;
    for (GeneTally tally : tallies) {
      GeneModel gene = genesById.get(tally.geneId());
      if (gene == null) {
        lacking.add(tally.geneId());
      } else {
        rows += tally.rows();
        bases += known.add(tally.geneId()) ? gene.span().length() : 0;
      }
    }
    ObjectNode notAnnotated = root.putObject("genesNotAnnotated");
    notAnnotated.put("genes", lacking.size());
    lacking.stream().limit(FIRST).forEach(notAnnotated.putArray("first")::add);
    ObjectNode ofGenes = root.putObject("annotatedGenes");
    ofGenes.put("rows", rows);
    ofGenes.put("bases", bases);
    return this;
  }

  /** The entries of the selecting options that match nothing, if any do. */
  DatasetJson withUnmatched(Map<String, List<String>> byOption) {
    if (!byOption.isEmpty()) {
      ObjectNode unmatched = root.putObject("unmatched");
      byOption.forEach((option, names) -> names.forEach(unmatched.putArray(option)::add));
    }
    return this;
  }

  /** How many rows were dropped for another of the same key with another label, and where first. */
  DatasetJson withDuplicatesOfOtherType(Iterable<GeneTally> genes) {
    long rows = 0;
    GeneTally first = null;
    for (GeneTally gene : genes) {
      rows += gene.duplicatesOfOtherType();
      if (gene.duplicatesOfOtherType() > 0
          && (first == null || GeneTally.GENOME_ORDER.compare(gene, first) < 0)) {
        first = gene;
      }
    }
    root.put("duplicatesOfOtherType", rows);
    if (first != null) {
      root.put("firstDuplicateOfOtherType", first.geneId());
    }
    return this;
  }

  /** The features that are null in every row of every part; none where there is no row. */
  DatasetJson withNullFeatures(Columns columns, RowSummary summary) {
    ArrayNode names = root.putArray("nullFeatures");
    for (int place : summary.nullColumns()) {
      if (columns.get(place).role() == Role.FEATURE) {
        names.add(columns.get(place).name());
      }
    }
    return this;
  }

  /** The file of statistics. */
  DatasetJson withStatistics(FileReceipt statistics) {
    root.putObject("statistics").put("sha256", statistics.sha256());
    return this;
  }

  private static long sum(List<PlannedGene> genes, ToLongFunction<GeneTally> figure) {
    return genes.stream().map(PlannedGene::tally).mapToLong(figure).sum();
  }

  DatasetJson withFiles(List<FileReceipt> parts, List<FileReceipt> rejects) {
    put(root.putArray("parts"), parts);
    put(root.putArray("rejectedFiles"), rejects);
    return this;
  }

  private static void put(ArrayNode array, List<FileReceipt> receipts) {
    for (FileReceipt receipt : receipts) {
      ObjectNode file = array.addObject();
      file.put("name", receipt.name());
      file.put("rows", receipt.rows());
      file.put("bytes", receipt.bytes());
      file.put("sha256", receipt.sha256());
    }
  }

  JsonNode toJson() {
    return root;
  }

  /**
   * The file's text. Its last key is a digest of the lines above it, which tells an edit by hand.
   */
  String toText() {
    String text = JsonText.of(root.deepCopy().put(DIGEST, ""));
    String above = text.substring(0, text.lastIndexOf("  \"" + DIGEST));
    return JsonText.of(root.deepCopy().put(DIGEST, Sha256.ofText(above)));
  }
}
