package org.splicebeam.pipeline.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.splicebeam.pipeline.graph.AnnotationSettings;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.pipeline.graph.InputLimits;
import org.splicebeam.pipeline.graph.Output;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.parquet.PartCompression;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.tables.OnBadFile;
import org.splicebeam.transforms.tables.TableFormat;
import org.splicebeam.transforms.tables.TableSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of a build as they are typed, and their way into {@link BuildSettings}. Each is
 * checked with its name and range; {@link BadOptionException} says what is wrong with which.
 */
public final class BuildOptions {
  private static final long MOST_PART_ROWS = 1_000_000;
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description = "Analysis tables: a file, a folder (searched recursively) or a glob.")
  String input;

  @Mixin AnnotationOptions annotation = new AnnotationOptions();

  @Option(names = "--output", paramLabel = "DIR", description = "Folder of the data set.")
  String output;

  @Option(names = "--overwrite", description = "Replace the data set that the folder holds.")
  public boolean overwrite;

  @Option(
      names = "--resume",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = {
        "An unfinished build that the folder holds: auto goes on with it, never starts anew,",
        "require does nothing without one (${DEFAULT-VALUE})."
      })
  public String resume;

  @Option(
      names = "--takeOver",
      description = "Build in a folder that another build holds: your word that it is dead.")
  public boolean takeOver;

  @Option(
      names = "--genePolicy",
      paramLabel = "POLICY",
      defaultValue = "all",
      description = "Genes to build: all, or custom with --genesFile (${DEFAULT-VALUE}).")
  String genePolicy;

  @Option(
      names = "--genesFile",
      paramLabel = "FILE",
      description = "Gene ids or names: a .txt, one a line, or a table, .csv or .tsv.")
  String genesFile;

  @Option(
      names = "--geneColumn",
      paramLabel = "NAME",
      description = "Column of that table (gene_id, else gene_name).")
  String geneColumn;

  @Option(
      names = "--geneTypes",
      paramLabel = "TYPE,...",
      description = "Biotypes to build, such as protein_coding,lncRNA (all).")
  String geneTypes;

  @Option(
      names = "--chromosomes",
      paramLabel = "NAME,...",
      description = "Chromosomes whose rows are used, with or without chr (all).")
  String chromosomes;

  @Option(
      names = "--positionIdMode",
      paramLabel = "MODE",
      defaultValue = "genomic",
      description =
          "Which rows are one: genomic, those of one gene, chromosome, position and strand (${DEFAULT-VALUE}).")
  String positionIdMode;

  @Option(
      names = "--downsample",
      paramLabel = "SCOPE",
      defaultValue = "gene",
      description = "Scope of true-negative sampling: gene, dataset or none (${DEFAULT-VALUE}).")
  String downsample;

  @Option(
      names = "--hardThreshold",
      paramLabel = "SCORE",
      defaultValue = "0.15",
      description =
          "A TN with a donor or acceptor score of at least this stays (${DEFAULT-VALUE}).")
  String hardThreshold;

  @Option(
      names = "--window",
      paramLabel = "BASES",
      defaultValue = "75",
      description = "A TN at most this far from a non-TN row of its gene stays (${DEFAULT-VALUE}).")
  String window;

  @Option(
      names = "--easyRatio",
      paramLabel = "RATIO",
      defaultValue = "0.5",
      description = "Easy negatives that stay for each non-TN row (${DEFAULT-VALUE}).")
  String easyRatio;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of every hash, 0 to 2147483647 (${DEFAULT-VALUE}).")
  String seed;

  @Mixin ColumnOptions columns = new ColumnOptions();

  /** Null before it is asked for. */
  private TextSize tables;

  @Option(
      names = "--dropRepeatKmers",
      description = "Leave k-mers of 6 and more letters that repeat two letters at 0.")
  boolean dropRepeatKmers;

  @Option(
      names = "--transcriptJoin",
      paramLabel = "HOW",
      defaultValue = "representative",
      description =
          "The transcript of a row's features: representative (the gene's, for every row) or row (its own, which tells a trainer the label) (${DEFAULT-VALUE}).")
  String transcriptJoin;

  @Option(
      names = "--maxRejectedFraction",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "Rejected rows that a build bears, 0 to 1 (${DEFAULT-VALUE}).")
  String maxRejectedFraction;

  @Option(
      names = "--onBadFile",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description = {
        "An analysis table that cannot be read to its end or has no good header: fail ends the",
        "build, skip leaves it out as a whole and unpacks every table once more (${DEFAULT-VALUE}).",
        "An annotation or splice sites that cannot be read always end it."
      })
  String onBadFile;

  @Option(
      names = "--partRows",
      paramLabel = "N",
      defaultValue = "auto",
      description =
          "Most rows of a part: auto is 25000 up to a million rows, then 100000 (${DEFAULT-VALUE}).")
  String partRows;

  @Option(
      names = "--rowGroupRows",
      paramLabel = "N",
      defaultValue = "25000",
      description =
          "Rows of a Parquet row group, which a worker holds in memory (${DEFAULT-VALUE}).")
  String rowGroupRows;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      defaultValue = "zstd",
      description = "Of the parts: zstd, snappy or none (${DEFAULT-VALUE}).")
  String compression;

  @Option(
      names = "--baseModel",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Name of the base model, recorded in dataset.json.")
  String baseModel;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "Further options, one name=value a line; those of the command line come first.")
  String optionsFile;

  /** What the options say of rows and columns, without looking at any file but --genesFile. */
  public BuildSettings settings(String runId, String runJson) {
    required("--input", input, "the file, folder or glob of the analysis tables");
    annotation.require();
    required("--output", output, "the folder of the data set");
    if (!positionIdMode.equals(DatasetOptions.POSITION_ID_MODE)) {
      throw new BadOptionException(
          "--positionIdMode is '%s', but this version has genomic only".formatted(positionIdMode));
    }
    String tablesPath = input();
    AnnotationSettings annotationSettings = annotation.settings();
    ColumnSettings columnSettings = columns.settings();
    OutputFolder folder = OutputFolder.at(PathOption.exact("--output", output)).ownedBy(runId);
    TableFormat format = tableFormat();
    DatasetOptions shaping =
        new DatasetOptions(
            new DatasetOptions.Inputs(
                Set.copyOf(list("--chromosomes", chromosomes)),
                annotation.stripIdVersions,
                format.onBadFile()),
            sampling(),
            genes(),
            new PartSettings(
                columnSettings,
                dropRepeatKmers,
                groupRows(),
                choice("--compression", compression, PartCompression.class)),
            choice("--transcriptJoin", transcriptJoin, TranscriptJoin.class),
            partRows());
    return new BuildSettings(
        shaping,
        new TableSource(tablesPath, format, folder.verdict()),
        annotationSettings,
        new InputLimits(decimal("--maxRejectedFraction", maxRejectedFraction, 1)),
        new Output(
            folder,
            EarlierBuild.FINISH,
            RejectFolder.PLAIN,
            new DatasetHeader(shaping, baseModel, runJson)));
  }

  /** The file, folder or glob of the analysis tables. */
  public String input() {
    return PathOption.of("--input", input);
  }

  /** How the analysis tables are read. */
  public TableFormat tableFormat() {
    return new TableFormat(
        InputColumns.with(columns.settings().extraColumns()),
        annotation.stripIdVersions,
        Set.copyOf(list("--chromosomes", chromosomes)),
        choice("--onBadFile", onBadFile, OnBadFile.class));
  }

  /** What workers read and write, by the options that name it; null where it is not given. */
  public Map<String, String> paths() {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("--input", input());
    paths.putAll(annotation.paths());
    paths.put("--output", PathOption.exact("--output", output));
    return paths;
  }

  private SamplingRule sampling() {
    return new SamplingRule(
        choice("--downsample", downsample, SamplingRule.Scope.class),
        decimal("--hardThreshold", hardThreshold, Double.MAX_VALUE),
        integer("--window", window, 0, 1L << 40),
        decimal("--easyRatio", easyRatio, Double.MAX_VALUE),
        (int) integer("--seed", seed, 0, Integer.MAX_VALUE));
  }

  private GenePolicy genes() {
    boolean custom =
        switch (genePolicy) {
          case "all" -> genesFile != null;
          case "custom" -> true;
          default ->
              throw new BadOptionException(
                  "--genePolicy is '%s'; it can be all or custom".formatted(genePolicy));
        };
    if (custom && genesFile == null) {
      throw new BadOptionException(
          "--genePolicy=custom needs --genesFile, a list of gene ids or names");
    }
    if (geneColumn != null && genesFile == null) {
      throw new BadOptionException(
          "--geneColumn is '%s', but there is no --genesFile that could have it"
              .formatted(geneColumn));
    }
    Set<String> types = Set.copyOf(list("--geneTypes", geneTypes));
    return new GenePolicy(custom ? wantedGenes() : null, types);
  }

  private Set<String> wantedGenes() {
    Set<String> wanted = new LinkedHashSet<>();
    for (String gene : GeneList.read(PathOption.exact("--genesFile", genesFile), geneColumn)) {
      wanted.add(annotation.stripIdVersions ? IdVersions.strip(gene) : gene);
    }
    return wanted;
  }

  /** Rows of a part, checked; 0 for automatic. */
  public long partRows() {
    return partRows.equals("auto") ? 0 : integer("--partRows", partRows, 1, MOST_PART_ROWS);
  }

  /** The size of what a build with these options reads. */
  public TextSize text() {
    return tables().plus(annotation.text());
  }

  /** The size of the analysis tables, of which there may be many: they are looked at once. */
  public TextSize tables() {
    if (tables == null) {
      tables = TextSize.ofTables(PathOption.withoutFile(input));
    }
    return tables;
  }

  /** How many columns the options ask for. */
  public ColumnCount columnCount() {
    return columns.enrichers().count();
  }

  /** Rows of a row group, checked. */
  public int groupRows() {
    return (int) integer("--rowGroupRows", rowGroupRows, 1, MOST_PART_ROWS);
  }

  /** Makes sure that an option has a value; {@code meaning} completes "it names". */
  public static void required(String name, String value, String meaning) {
    if (value == null || value.isEmpty()) {
      throw new BadOptionException("%s is missing: it names %s".formatted(name, meaning));
    }
  }

  static List<String> list(String name, String text) {
    if (text == null) {
      return List.of();
    }
    List<String> items = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (items.contains("")) {
      throw new BadOptionException(
          "%s is '%s'; it is a list with commas and without empty items".formatted(name, text));
    }
    return items;
  }

  public static long integer(String name, String text, long least, long most) {
    if (INTEGER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new BadOptionException(
        "%s is '%s'; it is a whole number from %d to %d".formatted(name, text, least, most));
  }

  static double decimal(String name, String text, double most) {
    if (DECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= most) {
        return value;
      }
    }
    throw new BadOptionException(
        most == 1
            ? "%s is '%s'; it is a number from 0 to 1".formatted(name, text)
            : "%s is '%s'; it is a number that is finite and not negative".formatted(name, text));
  }

  public static <E extends Enum<E>> E choice(String name, String text, Class<E> values) {
    List<String> names = new ArrayList<>();
    for (E value : values.getEnumConstants()) {
      String lower = value.name().toLowerCase(Locale.ROOT);
      if (lower.equals(text)) {
        return value;
      }
      names.add(lower);
    }
    throw new BadOptionException(
        "%s is '%s'; it can be %s".formatted(name, text, String.join(", ", names)));
  }

  /** A name that a new column can have; those of k-mers of any size are taken. */
  static void checkColumnName(String name, List<InputColumn> others) {
    Optional<String> fault =
        ColumnOptions.enrichers(new ColumnSettings(List.of(), true, others)).faultOf(name);
    if (fault.isPresent()) {
      throw new BadOptionException(
          "--extraColumns names '%s', which is %s".formatted(name, fault.get()));
    }
  }
}
