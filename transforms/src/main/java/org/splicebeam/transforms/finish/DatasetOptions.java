package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.sampling.ByRules;
import org.splicebeam.transforms.sampling.ByStrata;
import org.splicebeam.transforms.sampling.Negatives;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.scoring.ScoreRules;
import org.splicebeam.transforms.splits.SplitRule;
import org.splicebeam.transforms.tables.OnBadFile;

/**
 * The options that shape a data set, as {@code dataset.json} records them: the one place that
 * writes and reads them. Two builds of the same inputs with equal options are the same build.
 *
 * @param inputs which rows are used
 * @param sampling which rows of a gene stay
 * @param genes which genes are built
 * @param parts how parts are written
 * @param transcriptJoin which transcript a row's features come from
 * @param packing how genes go to parts
 * @param scores how scores become rows; null where rows come from tables
 */
public record DatasetOptions(
    Inputs inputs,
    SamplingRule sampling,
    GenePolicy genes,
    PartSettings parts,
    TranscriptJoin transcriptJoin,
    Packing packing,
    ScoreRules scores)
    implements Serializable {
  /** Rows are one where gene, chromosome, position and strand are. */
  public static final String POSITION_ID_MODE = "genomic";

  private static final String AUTO = "auto";
  private static final String ALL = "all";
  private static final String CUSTOM = "custom";
  private static final String RULES = "rules";
  private static final String STRATA = "strata";
  private static final int MOST_KMER_SIZE = 8;

  /** What only a data set with splits has. */
  public static final String SPLITS = "splits";

  private static final String BY = "by";
  private static final String FRACTIONS = "fractions";
  private static final String TEST_CHROMOSOMES = "testChromosomes";
  private static final String VALIDATION_CHROMOSOMES = "validationChromosomes";
  private static final String PRESET = "preset";
  private static final String SPLICEAI = "spliceai";

  /** An option that only rows from scores have. */
  private static final String CALL_THRESHOLD = "callThreshold";

  /** Of a data set without splits. */
  public DatasetOptions(
      Inputs inputs,
      SamplingRule sampling,
      GenePolicy genes,
      PartSettings parts,
      TranscriptJoin transcriptJoin,
      long partRows,
      ScoreRules scores) {
    this(inputs, sampling, genes, parts, transcriptJoin, new Packing(partRows, null), scores);
  }

  /** Of rows from tables and a data set without splits. */
  public DatasetOptions(
      Inputs inputs,
      SamplingRule sampling,
      GenePolicy genes,
      PartSettings parts,
      TranscriptJoin transcriptJoin,
      long partRows) {
    this(inputs, sampling, genes, parts, transcriptJoin, partRows, null);
  }

  /**
   * The same with splits, and so with their column.
   *
   * @param rule null for none
   */
  public DatasetOptions withSplits(SplitRule rule) {
    return new DatasetOptions(
        inputs,
        sampling,
        genes,
        parts.with(parts.columns().withSplits(rule != null)),
        transcriptJoin,
        new Packing(partRows(), rule),
        scores);
  }

  /**
   * How genes go to parts.
   *
   * @param partRows rows a part takes at most, 0 for automatic
   * @param splits by what genes go to splits, whose parts are apart; null where there are none
   */
  public record Packing(long partRows, SplitRule splits) implements Serializable {}

  /** Rows a part takes at most, 0 for automatic. */
  public long partRows() {
    return packing.partRows();
  }

  /** By what genes go to splits; null where the data set has none. */
  public SplitRule splits() {
    return packing.splits();
  }

  /**
   * Which rows of the inputs are used.
   *
   * @param chromosomes as they are typed; empty for all
   * @param chromAliases {@link org.splicebeam.schemas.genome.ChromosomeAliases#fingerprint}
   * @param stripIdVersions whether ids lose their version
   * @param onBadFile what becomes of a table that cannot be read
   */
  public record Inputs(
      Set<String> chromosomes, String chromAliases, boolean stripIdVersions, OnBadFile onBadFile)
      implements Serializable {
    public Inputs {
      chromosomes = Set.copyOf(chromosomes);
    }

    /** The chromosomes without prefix, as tables and annotation agree on them. */
    public Set<String> bareChromosomes() {
      return Chromosomes.bare(chromosomes);
    }
  }

  /** Where rows come from. */
  public RowsFrom rowsFrom() {
    return scores == null ? RowsFrom.TABLES : RowsFrom.SCORES;
  }

  /** Where the rows of written options come from. */
  public static RowsFrom rowsFrom(JsonNode json) {
    return json.has(CALL_THRESHOLD) ? RowsFrom.SCORES : RowsFrom.TABLES;
  }

  /** Writes the options in a fixed order. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode sizes = json.putArray("kmerSizes");
    parts.columns().kmerSizes().forEach(sizes::add);
    json.put("dropRepeatKmers", parts.dropRepeatKmers());
    json.put("keepSequence", parts.columns().keepSequence());
    ArrayNode extra = json.putArray("extraColumns");
    parts.columns().extraColumns().forEach(c -> extra.add(c.name() + ":" + c.kind().text()));
    json.put("downsample", lower(sampling.scope()));
    putNegatives(json, sampling.negatives());
    json.put("seed", sampling.seed());
    json.put("transcriptJoin", lower(transcriptJoin));
    json.put("positionIdMode", POSITION_ID_MODE);
    json.put("genePolicy", genes.named() == null ? ALL : CUSTOM);
    if (genes.named() != null) {
      putSorted(json, "genes", genes.named());
    }
    putSorted(json, "geneTypes", genes.types());
    putSorted(json, "chromosomes", inputs.chromosomes());
    json.put("chromAliases", inputs.chromAliases());
    json.put("stripIdVersions", inputs.stripIdVersions());
    json.put("onBadFile", lower(inputs.onBadFile()));
    if (splits() != null) {
      putSplits(json.putObject(SPLITS), splits());
    }
    if (partRows() == 0) {
      json.put("partRows", AUTO);
    } else {
      json.put("partRows", partRows());
    }
    json.put("rowGroupRows", parts.rowGroupRows());
    json.put("compression", lower(parts.compression()));
    if (scores != null) {
      putScores(json, scores);
    }
    return json;
  }

  private static void putScores(ObjectNode json, ScoreRules scores) {
    json.put(CALL_THRESHOLD, scores.callThreshold());
    json.put("siteTolerance", scores.siteTolerance());
    json.put("sequenceFlank", scores.sequenceFlank());
    putOffset(json, "donorOffset", scores.donorOffset());
    putOffset(json, "acceptorOffset", scores.acceptorOffset());
    json.put("offsetCheck", scores.offsetCheck() ? "on" : "off");
  }

  private static void putOffset(ObjectNode json, String name, Integer offset) {
    if (offset == null) {
      json.put(name, AUTO);
    } else {
      json.put(name, offset);
    }
  }

  private static ScoreRules scores(JsonNode json) {
    if (rowsFrom(json) == RowsFrom.TABLES) {
      return null;
    }
    boolean check = isText(json, "offsetCheck", "on");
    required(json, "offsetCheck", check || isText(json, "offsetCheck", "off"));
    return new ScoreRules(
        number(json, CALL_THRESHOLD).asDouble(),
        number(json, "siteTolerance").asInt(),
        number(json, "sequenceFlank").asInt(),
        offset(json, "donorOffset"),
        offset(json, "acceptorOffset"),
        check);
  }

  private static Integer offset(JsonNode json, String name) {
    return isText(json, name, AUTO) ? null : number(json, name).asInt();
  }

  /** The columns that written options give; empty where those that decide on them are none. */
  public static Optional<ColumnSettings> columnsOf(JsonNode json) {
    try {
      return Optional.of(columns(json));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads what {@link #toJson} wrote; empty where a value is missing or is none that it writes. */
  public static Optional<DatasetOptions> ofJson(JsonNode json) {
    try {
      boolean custom = json.has("genes");
      required(json, "genePolicy", isText(json, "genePolicy", custom ? CUSTOM : ALL));
      required(json, "positionIdMode", isText(json, "positionIdMode", POSITION_ID_MODE));
      return Optional.of(
          new DatasetOptions(
              new Inputs(
                  Set.copyOf(texts(json, "chromosomes")),
                  required(json, "chromAliases", json.path("chromAliases").isTextual()).asText(),
                  flag(json, "stripIdVersions"),
                  constant(json, "onBadFile", OnBadFile.class)),
              sampling(json),
              new GenePolicy(
                  custom ? Set.copyOf(texts(json, "genes")) : null,
                  Set.copyOf(texts(json, "geneTypes"))),
              new PartSettings(
                  columns(json),
                  flag(json, "dropRepeatKmers"),
                  Math.toIntExact(number(json, "rowGroupRows").asLong()),
                  constant(json, "compression", PartCompression.class)),
              constant(json, "transcriptJoin", TranscriptJoin.class),
              new Packing(partRows(json), splits(json)),
              scores(json)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Only the options of their kind: those of the other have no effect. */
  private static void putNegatives(ObjectNode json, Negatives negatives) {
    if (negatives instanceof ByRules rules) {
      json.put("negatives", RULES);
      json.put("hardThreshold", rules.hardThreshold());
      json.put("window", rules.window());
      if (rules.nearRatio() == ByRules.ALL_NEAR) {
        json.put("nearRatio", ALL);
      } else {
        json.put("nearRatio", rules.nearRatio());
      }
      json.put("easyRatio", rules.easyRatio());
    } else if (negatives instanceof ByStrata strata) {
      json.put("negatives", STRATA);
      json.put("negativeRatio", strata.negativeRatio());
    }
  }

  private static SamplingRule sampling(JsonNode json) {
    return new SamplingRule(
        constant(json, "downsample", SamplingRule.Scope.class),
        negatives(json),
        Math.toIntExact(number(json, "seed").asLong()));
  }

  private static Negatives negatives(JsonNode json) {
    if (isText(json, "negatives", STRATA)) {
      return new ByStrata(number(json, "negativeRatio").asDouble());
    }
    required(json, "negatives", isText(json, "negatives", RULES));
    return new ByRules(
        number(json, "hardThreshold").asDouble(),
        number(json, "window").asLong(),
        isText(json, "nearRatio", ALL) ? ByRules.ALL_NEAR : number(json, "nearRatio").asDouble(),
        number(json, "easyRatio").asDouble());
  }

  private static void putSplits(ObjectNode json, SplitRule rule) {
    if (rule instanceof SplitRule.ByGene shares) {
      json.put(BY, "gene");
      ArrayNode fractions = json.putArray(FRACTIONS);
      fractions.add(shares.train()).add(shares.validation()).add(shares.test());
      return;
    }
    json.put(BY, "chromosome");
    if (rule instanceof SplitRule.ByChromosome named) {
      putSorted(json, TEST_CHROMOSOMES, named.test());
      putSorted(json, VALIDATION_CHROMOSOMES, named.validation());
    } else {
      json.put(PRESET, SPLICEAI);
    }
  }

  /** By what written options share genes out to splits; null where they have no splits. */
  private static SplitRule splits(JsonNode options) {
    if (!options.has(SPLITS)) {
      return null;
    }
    JsonNode json = options.path(SPLITS);
    if (isText(json, BY, "gene")) {
      JsonNode shares = json.path(FRACTIONS);
      required(json, FRACTIONS, shares.isArray() && shares.size() == Split.values().length);
      shares.forEach(share -> required(json, FRACTIONS, share.isNumber()));
      return new SplitRule.ByGene(
          shares.get(0).asDouble(), shares.get(1).asDouble(), shares.get(2).asDouble());
    }
    required(json, BY, isText(json, BY, "chromosome"));
    if (json.has(PRESET)) {
      required(json, PRESET, isText(json, PRESET, SPLICEAI));
      return new SplitRule.SpliceAi();
    }
    return new SplitRule.ByChromosome(
        Set.copyOf(texts(json, TEST_CHROMOSOMES)), Set.copyOf(texts(json, VALIDATION_CHROMOSOMES)));
  }

  private static long partRows(JsonNode json) {
    return json.path("partRows").asText().equals(AUTO) ? 0 : number(json, "partRows").asLong();
  }

  private static ColumnSettings columns(JsonNode json) {
    Set<Integer> sizes = new TreeSet<>();
    for (JsonNode size : required(json, "kmerSizes", json.path("kmerSizes").isArray())) {
      boolean isNew = sizes.add(size.asInt());
      required(json, "kmerSizes", isNew && size.asInt() >= 1 && size.asInt() <= MOST_KMER_SIZE);
    }
    List<InputColumn> extra = new ArrayList<>();
    for (String text : texts(json, "extraColumns")) {
      int colon = text.lastIndexOf(':');
      String name = text.substring(0, Math.max(colon, 0));
      Optional<InputColumn.Kind> kind = InputColumn.Kind.of(text.substring(colon + 1));
      boolean isNew = extra.stream().noneMatch(column -> column.name().equals(name));
      required(json, "extraColumns", isNew && !name.isEmpty() && kind.isPresent());
      extra.add(new InputColumn(name, kind.get(), false));
    }
    return new ColumnSettings(
        List.copyOf(sizes), flag(json, "keepSequence"), extra, json.has(SPLITS));
  }

  private static boolean isText(JsonNode json, String name, String text) {
    return json.path(name).asText().equals(text);
  }

  private static boolean flag(JsonNode json, String name) {
    return required(json, name, json.path(name).isBoolean()).asBoolean();
  }

  private static JsonNode number(JsonNode json, String name) {
    return required(json, name, json.path(name).isNumber());
  }

  private static List<String> texts(JsonNode json, String name) {
    List<String> texts = new ArrayList<>();
    required(json, name, json.path(name).isArray()).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static <E extends Enum<E>> E constant(JsonNode json, String name, Class<E> type) {
    return Enum.valueOf(type, json.path(name).asText().toUpperCase(Locale.ROOT));
  }

  private static JsonNode required(JsonNode json, String name, boolean holds) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is no value of the option");
    }
    return json.path(name);
  }

  private static void putSorted(ObjectNode json, String name, Collection<String> texts) {
    ArrayNode array = json.putArray(name);
    new TreeSet<>(texts).forEach(array::add);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
