package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.splicebeam.schemas.Sha256;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.InputColumn.Kind;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.finish.Croissant;
import org.splicebeam.transforms.finish.DataDictionary;
import org.splicebeam.transforms.finish.DatasetCard;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.ParquetPartWriter;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parquet.PartWriter;
import org.splicebeam.transforms.parquet.RowGroup;
import org.splicebeam.transforms.parts.PartReceipts;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.JsonText;
import org.splicebeam.transforms.publish.LayoutJson;
import org.splicebeam.transforms.rows.DerivedFeatures;
import org.splicebeam.transforms.sampling.HandMadeRule;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.splits.SplitRule;
import org.splicebeam.transforms.tables.OnBadFile;

/**
 * Twelve rows of four genes in four parts of at most four rows, written by hand: ALPHA on +, BETA
 * on -, GAMMA without annotation, and DELTA, which is larger than a part. Whatever a test changes
 * before it is written, sizes and checksums in dataset.json fit the parts.
 */
public final class SmallDataset {
  static final ColumnSettings SETTINGS =
      new ColumnSettings(
          List.of(1, 2),
          true,
          List.of(
              new InputColumn("reads", Kind.INT, false),
              new InputColumn("note", Kind.TEXT, false)));

  private static final DatasetOptions OPTIONS =
      new DatasetOptions(
          new DatasetOptions.Inputs(Set.of(), "", false, OnBadFile.FAIL),
          HandMadeRule.rule(SamplingRule.Scope.GENE).hardFrom(0.25).easyRatio(3).build(),
          GenePolicy.all(),
          new PartSettings(SETTINGS, false, 2, PartCompression.ZSTD),
          TranscriptJoin.REPRESENTATIVE,
          4);

  /** Its rows have none of the features that come from scores. */
  private static final List<String> NULL_FEATURES =
      DerivedFeatures.COLUMNS.stream().map(Column::name).toList();

  /** How many columns its parts have. */
  public static final long COLUMNS = Enrichers.of(SETTINGS).count().all();

  static final String MANIFEST =
      """
      gene_id,gene_name,gene_type,chrom,strand,start,end,gene_length,donor_sites,acceptor_sites,\
      total_splice_sites,splice_density_per_kb,rows,tp,fp,fn,tn,part
      ALPHA,A1,protein_coding,1,+,101,1100,1000,2,2,4,4.000000,3,1,1,0,1,0
      BETA,,lncRNA,chr2,-,1001,1500,500,1,1,2,4.000000,2,1,0,1,0,1
      EPSILON,E5,protein_coding,chr2,+,2001,2100,100,0,0,0,0.000000,0,0,0,0,0,
      GAMMA,,unknown,2,+,-1,-1,-1,-1,-1,-1,,1,0,0,0,1,1
      DELTA,D4,snRNA,X,+,5001,5400,400,0,0,0,0.000000,6,0,1,0,5,2
      """;

  private static final Set<String> SITES = Set.of("TP", "FN");
  private static final String DIGEST = "sha256OfLinesAbove";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The rows of each part, a value by column; a missing one is null, or 0 where it must be a
   * number.
   */
  final List<List<Map<String, Object>>> parts = new ArrayList<>();

  /** The columns each part is written with. */
  final List<Columns> columns = new ArrayList<>();

  int rowGroupRows = 2;
  int genes = 5;
  long sampledOut = 2;
  String manifest = MANIFEST;

  /** Null where nothing guards the splits. */
  String paralogs;

  final ObjectNode paralogFigures = JSON.createObjectNode();
  final ObjectNode options = OPTIONS.toJson();

  /** Title, citation and licence. */
  private final ObjectNode told = JSON.createObjectNode();

  /** Null where it is not known. */
  private ObjectNode trainedOn;

  /** The split of each part; empty where there are none. */
  private final List<Split> splits = new ArrayList<>();

  private ColumnSettings settings = SETTINGS;

  private record Gene(
      String name,
      String type,
      int typeCode,
      String chrom,
      String strand,
      long start,
      long end,
      long sites) {}

  public SmallDataset() {
    Gene alpha = new Gene("A1", "protein_coding", 0, "1", "+", 101, 1100, 4);
    Gene beta = new Gene(null, "lncRNA", 1, "chr2", "-", 1001, 1500, 2);
    Gene gamma = new Gene(null, "unknown", -1, "2", "+", -1, -1, -1);
    Gene delta = new Gene("D4", "snRNA", 3, "X", "+", 5001, 5400, 0);
    part(
        List.of(
            row("ALPHA", alpha, 10, "TP", "donor", "nonTN", "GTAAGT"),
            row("ALPHA", alpha, 40, "TN", "neither", "near", "ACGTACGTNN"),
            row("ALPHA", alpha, 999, "FP", "neither", "nonTN", "A")));
    part(
        List.of(
            row("BETA", beta, 0, "FN", "acceptor", "nonTN", "TTTTCAG"),
            row("BETA", beta, 499, "TP", "donor", "nonTN", "GTGTGT"),
            row("GAMMA", gamma, 7, "TN", "neither", "hard", "NNNN")));
    part(
        List.of(
            row("DELTA", delta, 1, "FP", "neither", "nonTN", "CCCC"),
            row("DELTA", delta, 2, "TN", "neither", "near", "CCCG"),
            row("DELTA", delta, 3, "TN", "neither", "near", "CCGG"),
            row("DELTA", delta, 200, "TN", "neither", "easy", "CGGA")));
    part(
        List.of(
            row("DELTA", delta, 300, "TN", "neither", "easy", "GGAT"),
            row("DELTA", delta, 399, "TN", "neither", "easy", "GATT")));
  }

  private void part(List<Map<String, Object>> rows) {
    parts.add(new ArrayList<>(rows));
    columns.add(Enrichers.of(SETTINGS).columns());
  }

  private static Map<String, Object> row(
      String id, Gene gene, long position, String label, String type, String kept, String window) {
    Map<String, Object> row = new HashMap<>();
    boolean known = gene.start > 0;
    long at = !known ? -1 : gene.strand.equals("+") ? gene.start + position : gene.end - position;
    row.put("gene_id", id);
    row.put("transcript_id", type.equals("neither") ? null : id + "-T1");
    row.put("gene_name", gene.name);
    row.put("chrom", gene.chrom);
    row.put("strand", gene.strand);
    row.put("position", position);
    row.put("absolute_position", at);
    row.put("splice_type", type);
    row.put("pred_type", label);
    row.put("donor_score", kept.equals("near") || kept.equals("easy") ? 0.125 : 0.25);
    row.put("acceptor_score", 0.0);
    row.put("neither_score", 1.0);
    row.put("kept_as", kept);
    row.put("sampling_probability", kept.equals("easy") ? 0.75 : 1.0);
    row.put("sequence", window);
    row.put(
        "gc_content",
        window.chars().filter(c -> c == 'G' || c == 'C').count() / (double) window.length());
    row.put("sequence_length", (long) window.length());
    row.put("sequence_complexity", 1.5);
    row.put("gene_type", gene.type);
    row.put("gene_start", gene.start);
    row.put("gene_end", gene.end);
    row.put("gene_length", known ? gene.end - gene.start + 1 : -1);
    row.put("tx_start", known ? gene.start + 1 : -1);
    row.put("tx_end", gene.end);
    row.put("transcript_length", known ? gene.end - gene.start : -1);
    row.put("num_exons", known ? 2L : 0L);
    row.put("avg_exon_length", known ? 50.5 : 0.0);
    row.put("median_exon_length", known ? 50.5 : 0.0);
    row.put("total_exon_length", known ? 101L : 0L);
    row.put("total_intron_length", known ? gene.end - gene.start - 101 : 0L);
    row.put("n_splice_sites", gene.sites);
    row.put("num_overlaps", 0L);
    row.put("distance_to_start", known ? at - gene.start : -1);
    row.put("distance_to_end", known ? gene.end - at : -1);
    row.put("has_gene_info", known ? 1L : 0L);
    row.put("has_tx_info", known ? 1L : 0L);
    row.put("missing_transcript_feats", known ? 0L : 1L);
    row.put("splice_code", List.of("neither", "donor", "acceptor").indexOf(type));
    row.put("pred_code", List.of("TP", "FP", "FN", "TN").indexOf(label));
    row.put("strand_code", gene.strand.equals("+") ? 1 : -1);
    row.put("gene_type_code", gene.typeCode);
    row.put("reads", position);
    for (int k = 1; k <= 2; k++) {
      for (int i = 0; i + k <= window.length(); i++) {
        if (window.substring(i, i + k).matches("[ACGT]+")) {
          row.merge(
              k + "mer_" + window.substring(i, i + k), 1, (a, b) -> (Integer) a + (Integer) b);
        }
      }
    }
    return row;
  }

  /** Gives chromosome 2 to validation and X to test, which has two parts. */
  public SmallDataset splitByChromosome() {
    splits.addAll(List.of(Split.TRAIN, Split.VALIDATION, Split.TEST, Split.TEST));
    settings = SETTINGS.withSplits(true);
    options.set(
        "splits",
        OPTIONS
            .withSplits(new SplitRule.ByChromosome(Set.of("X", "Z"), Set.of("chr2")))
            .toJson()
            .get("splits"));
    manifest =
        """
        gene_id,gene_name,gene_type,chrom,strand,start,end,gene_length,donor_sites,acceptor_sites,\
        total_splice_sites,splice_density_per_kb,rows,tp,fp,fn,tn,split,part
        ALPHA,A1,protein_coding,1,+,101,1100,1000,2,2,4,4.000000,3,1,1,0,1,train,train/part-00000
        BETA,,lncRNA,chr2,-,1001,1500,500,1,1,2,4.000000,2,1,0,1,0,validation,validation/part-00000
        EPSILON,E5,protein_coding,chr2,+,2001,2100,100,0,0,0,0.000000,0,0,0,0,0,validation,
        GAMMA,,unknown,2,+,-1,-1,-1,-1,-1,-1,,1,0,0,0,1,validation,validation/part-00000
        DELTA,D4,snRNA,X,+,5001,5400,400,0,0,0,0.000000,6,0,1,0,5,test,test/part-00000
        """;
    for (int part = 0; part < parts.size(); part++) {
      columns.set(part, Enrichers.of(settings).columns());
      for (Map<String, Object> row : parts.get(part)) {
        row.put("split", splits.get(part).text());
      }
    }
    return this;
  }

  /** The same with all that its maker can tell of it; with splits, which come first. */
  public SmallDataset withTold() throws IOException {
    told.put("title", "Small").put("citation", "@misc{small}").put("license", "cc-by-4.0");
    trainedOn =
        (ObjectNode)
            JSON.readTree(
                """
                {"chromosomes": ["2", "Z"], "genes": 3, "rows": 3,
                 "splits": {"train": {"genes": 0, "rows": 0}, "validation": {"genes": 3, "rows": 3},
                            "test": {"genes": 0, "rows": 0}}}
                """);
    return this;
  }

  /** The same with two pairs of genes that are alike, of which one is across splits. */
  public SmallDataset withParalogs() {
    options.put("paralogs", "report").put("paralogContainment", 0.1);
    paralogs =
        """
        gene_id,gene_name,other_gene_id,other_gene_name,words,other_words,shared_words,\
        containment,split_before,other_split_before,split,other_split,done
        ALPHA,A1,BETA,,20,30,8,0.400000,train,validation,train,validation,
        BETA,,GAMMA,,30,40,12,0.400000,validation,validation,validation,validation,
        """;
    paralogFigures
        .put("sketchedGenes", 4)
        .put("pairs", 2)
        .put("pairsAcrossSplits", 1)
        .put("movedGenes", 0)
        .put("droppedGenes", 0)
        .put("droppedRows", 0);
    return this;
  }

  private PartLayout layout() {
    return splits.isEmpty() ? PartLayout.undivided(parts.size()) : PartLayout.ofSplits(1, 1, 2);
  }

  private void putSplits(ObjectNode dataset) {
    ObjectNode json = dataset.putObject("splits");
    for (Split split : Split.values()) {
      List<Map<String, Object>> rows = new ArrayList<>();
      for (int part = 0; part < parts.size(); part++) {
        if (splits.get(part) == split) {
          rows.addAll(parts.get(part));
        }
      }
      ObjectNode figures = json.putObject(split.text());
      figures.put("parts", splits.stream().filter(some -> some == split).count());
      figures.put(
          "genes",
          manifest.lines().filter(line -> line.contains("," + split.text() + ",")).count());
      figures.put("rows", rows.size());
      ObjectNode labels = figures.putObject("labels");
      for (String label : List.of("TP", "FP", "FN", "TN")) {
        labels.put(label, rows.stream().filter(row -> row.get("pred_type").equals(label)).count());
      }
    }
    ObjectNode unmatched = dataset.putObject("unmatched");
    unmatched.putArray("--testChromosomes").add("Z");
    if (trainedOn != null) {
      unmatched.putArray("--baseModelTrainedOn").add("Z");
    }
  }

  /** Changes one value. */
  SmallDataset with(int part, int row, String column, Object value) {
    parts.get(part).get(row).put(column, value);
    return this;
  }

  /** Writes the whole data set, receipts and plan included. */
  public Path writeTo(Path folder) throws IOException {
    ObjectNode dataset = JSON.createObjectNode();
    Columns all = Enrichers.of(settings).columns();
    dataset.put("product", "splicebeam");
    dataset.put("dataVersion", 2);
    dataset.put("schemaFingerprint", all.fingerprint());
    dataset.put("columns", all.size());
    dataset.put("baseModel", "some model");
    dataset.setAll(told);
    dataset.set("options", options);
    long kept = parts.stream().mapToLong(List::size).sum();
    ObjectNode inputs = dataset.putObject("inputs");
    ArrayNode tables = inputs.putArray("analysis");
    tables.add(
        file("analysis_sequences_1.tsv", 9_000)
            .put("rows", kept + sampledOut + 8)
            .put("rejected", 1));
    inputs.set("annotation", annotation());
    inputs.set("spliceSites", sites());
    inputs.putArray("unknownColumns").addObject().put("name", "batch").put("files", 1);
    inputs.put("hiddenTables", 1).put("firstHiddenTable", ".old/analysis_sequences_1.tsv");
    dataset
        .putObject("rows")
        .put("read", kept + sampledOut + 8)
        .put("kept", kept)
        .put("sampledOut", sampledOut)
        .put("unselected", 0)
        .put("duplicates", 7)
        .put("rejected", 1);
    dataset.putObject("rejectedByReason").put("BAD_VALUE", 1);
    dataset.put("genes", genes);
    ObjectNode labels = dataset.putObject("labels");
    Map<String, Integer> counts = new TreeMap<>();
    parts.forEach(
        rows -> rows.forEach(row -> counts.merge((String) row.get("pred_type"), 1, Integer::sum)));
    for (String label : List.of("TP", "FP", "FN", "TN")) {
      labels.put(label, counts.getOrDefault(label, 0));
    }
    if (!splits.isEmpty()) {
      putSplits(dataset);
    }
    if (paralogs != null) {
      dataset.set("paralogs", paralogFigures);
      write(folder, "paralogs.csv", 0, paralogs.getBytes());
    }
    if (trainedOn != null) {
      dataset.set("baseModelTrainedOn", trainedOn);
    }
    putGenes(dataset, kept);
    ArrayNode receipts = dataset.putArray("parts");
    for (int i = 0; i < parts.size(); i++) {
      receipts.add(write(folder, layout().name(i).path(), parts.get(i).size(), part(i)));
      write(folder, PartReceipts.nameOf(layout().name(i)), 0, "{}".getBytes());
    }
    dataset
        .putArray("rejectedFiles")
        .add(write(folder, "rejected/analysis-00000.tsv", 1, rejects("BAD_VALUE", 9)));
    dataset
        .withArray("rejectedFiles")
        .add(write(folder, "rejected/annotation.tsv", 2, rejects("OTHER_PLACE", 7, 8)));
    write(folder, ".splicebeam/plan.json", 0, JsonText.of(plan(dataset)).getBytes());
    write(folder, "gene_manifest.csv", 0, manifest.getBytes());
    write(folder, "schema.avsc", 0, JsonText.of(all.avroSchema()).getBytes());
    write(
        folder,
        "data_dictionary.csv",
        0,
        new DataDictionary(all, OPTIONS.transcriptJoin(), RowsFrom.TABLES).toCsv().getBytes());
    write(
        folder,
        "run.json",
        0,
        "{\"command\":\"splicebeam build --input=in '--gtf=a b.gtf' --output=out --overwrite\"}"
            .getBytes());
    ArrayNode nullFeatures = dataset.putArray("nullFeatures");
    if (kept > 0) {
      NULL_FEATURES.forEach(nullFeatures::add);
    }
    byte[] statistics = JsonText.of(statistics(all)).getBytes();
    dataset
        .putObject("statistics")
        .set("sha256", write(folder, "statistics.json", 0, statistics).get("sha256"));
    Map<String, String> sha256 = new TreeMap<>();
    for (String name : Croissant.FILES) {
      String content = Files.readString(folder.resolve(name));
      sha256.put(name, Sha256.ofText(content));
    }
    write(
        folder,
        "README.md",
        0,
        new DatasetCard(dataset, statistics(all), Enrichers.of(settings), all).toText().getBytes());
    write(folder, "croissant.json", 0, new Croissant(dataset, all, sha256).toText().getBytes());
    write(folder, "dataset.json", 0, withDigest(dataset).getBytes());
    return folder;
  }

  /** How many rows have a value in each column. */
  private ObjectNode statistics(Columns all) {
    List<Map<String, Object>> rows = parts.stream().flatMap(List::stream).toList();
    ObjectNode json = JSON.createObjectNode().put("rows", rows.size());
    ArrayNode ofColumns = json.putArray("columns");
    for (Column column : all.all()) {
      long values =
          rows.stream().filter(row -> !column.nullable() || row.get(column.name()) != null).count();
      ofColumns
          .addObject()
          .put("name", column.name())
          .putObject("all")
          .put("count", values)
          .put("nulls", rows.size() - values);
    }
    return json;
  }

  private static ObjectNode file(String path, long bytes) {
    return JSON.createObjectNode()
        .put("path", path)
        .put("bytes", bytes)
        .put("contentHash", "00000000000%05d".formatted(bytes));
  }

  /** Of 20 lines 3 could not be used: two genes, of which one has two lines, lie elsewhere. */
  private static ObjectNode annotation() {
    ObjectNode lines =
        file("a.gtf", 800)
            .put("lines", 20)
            .put("used", 14)
            .put("blank", 2)
            .put("otherFeatures", 1)
            .put("rejected", 3);
    lines.putObject("unused").put("OTHER_PLACE", 3);
    lines.putObject("firstUnused").put("line", 7).put("found", "ALPHA");
    lines.put("exons", 8).put("unreadableValues", 1);
    lines.putObject("firstUnreadable").put("line", 3).put("found", "gene_name");
    return lines;
  }

  private static ObjectNode sites() {
    ObjectNode lines =
        file("sites.tsv", 300)
            .put("lines", 7)
            .put("used", 6)
            .put("blank", 1)
            .put("otherFeatures", 0)
            .put("rejected", 0);
    lines.putObject("unused");
    return lines;
  }

  private static byte[] rejects(String reason, int... lines) {
    StringBuilder text = new StringBuilder("file\tbyte_offset\tline\treason\tdetail\trow_start\n");
    for (int line : lines) {
      text.append("f\t%d\t%d\t%s\t\tstart\n".formatted(line * 10, line, reason));
    }
    return text.toString().getBytes();
  }

  /** What it says of genes that the annotation lacks, of sites and of duplicates. */
  private void putGenes(ObjectNode dataset, long kept) {
    long siteRows = 0;
    long bases = 0;
    for (List<Map<String, Object>> rows : parts) {
      for (Map<String, Object> row : rows) {
        siteRows +=
            SITES.contains(row.get("pred_type")) && !row.get("splice_type").equals("neither")
                ? 1
                : 0;
      }
    }
    for (String line : manifest.lines().skip(1).toList()) {
      bases += Math.max(0, Long.parseLong(line.split(",")[7]));
    }
    ObjectNode agreement = dataset.putObject("agreement");
    agreement.put("siteRows", siteRows).put("agreeing", siteRows).put("exact", 0);
    agreement.put("isJudged", false);
    agreement.putObject("least").put("of", "all").put("rows", siteRows).put("agreeing", siteRows);
    agreement.putArray("notAgreeing");
    ObjectNode unknown = dataset.putObject("genesNotAnnotated");
    boolean gamma = manifest.contains("GAMMA");
    unknown.put("genes", gamma ? 1 : 0);
    ArrayNode first = unknown.putArray("first");
    if (gamma) {
      first.add("GAMMA");
    }
    dataset
        .putObject("annotatedGenes")
        .put("rows", kept + sampledOut + (gamma ? 6 : 7))
        .put("bases", bases);
    dataset.put("duplicatesOfOtherType", genes > 0 ? 2 : 0);
    if (genes > 0) {
      dataset.put("firstDuplicateOfOtherType", "ALPHA");
    }
  }

  private ObjectNode plan(ObjectNode dataset) {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("run", "r").set("parts", LayoutJson.of(layout()));
    ObjectNode identity = plan.putObject("identity");
    identity.put("dataVersion", 2);
    identity.set("schemaFingerprint", dataset.get("schemaFingerprint"));
    identity.set("options", dataset.get("options"));
    ArrayNode inputs = identity.putArray("inputs");
    ObjectNode told = (ObjectNode) dataset.get("inputs");
    told.get("analysis").forEach(inputs::add);
    inputs.add(told.get("annotation")).add(told.get("spliceSites"));
    return plan;
  }

  /** The text of a dataset.json whose last key is the digest of the lines above it. */
  public static String withDigest(JsonNode dataset) {
    ObjectNode whole = dataset.deepCopy();
    whole.remove(DIGEST);
    String text = JsonText.of(whole.put(DIGEST, "0"));
    String above = text.substring(0, text.lastIndexOf("  \"" + DIGEST));
    return JsonText.of(whole.put(DIGEST, sha256(above.getBytes())));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode write(Path folder, String name, long rows, byte[] content)
      throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
    return JSON.createObjectNode()
        .put("name", name)
        .put("rows", rows)
        .put("bytes", content.length)
        .put("sha256", sha256(content));
  }

  private byte[] part(int index) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Map<String, Object>> rows = parts.get(index);
    try (PartWriter part = ParquetPartWriter.open(out, columns.get(index), PartCompression.ZSTD)) {
      for (int from = 0; from < rows.size(); from += rowGroupRows) {
        part.write(
            group(
                columns.get(index),
                rows.subList(from, Math.min(rows.size(), from + rowGroupRows))));
      }
      part.finish();
    }
    return out.toByteArray();
  }

  private static RowGroup group(Columns columns, List<Map<String, Object>> rows) {
    return new RowGroup() {
      @Override
      public int size() {
        return rows.size();
      }

      @Override
      public ColumnVector column(int index) {
        return vector(columns.get(index), rows);
      }
    };
  }

  private static ColumnVector vector(Column column, List<Map<String, Object>> rows) {
    List<Object> values = new ArrayList<>();
    BitSet nulls = new BitSet();
    rows.forEach(row -> values.add(row.get(column.name())));
    for (int i = 0; i < values.size(); i++) {
      nulls.set(i, values.get(i) == null && column.nullable());
    }
    return switch (column.type()) {
      case TEXT -> new ColumnVector.Texts(values.toArray(String[]::new));
      case INT, LONG ->
          new ColumnVector.Longs(
              values.stream().mapToLong(v -> v == null ? 0 : ((Number) v).longValue()).toArray(),
              nulls);
      case DOUBLE ->
          new ColumnVector.Doubles(
              values.stream().mapToDouble(v -> v == null ? 0 : (Double) v).toArray(), nulls);
      case COUNT -> {
        byte[] matrix = new byte[values.size()];
        for (int i = 0; i < matrix.length; i++) {
          matrix[i] = values.get(i) == null ? 0 : ((Number) values.get(i)).byteValue();
        }
        yield new ColumnVector.Counts(matrix, 0, matrix.length, Map.of());
      }
    };
  }
}
