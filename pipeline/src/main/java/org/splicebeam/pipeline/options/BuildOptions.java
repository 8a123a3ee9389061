package org.splicebeam.pipeline.options;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.pipeline.graph.Output;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.checks.InputLimits;
import org.splicebeam.transforms.commit.EarlierBuild;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.finish.DatasetOptions;
import org.splicebeam.transforms.parts.PartPacking;
import org.splicebeam.transforms.parts.PartSettings;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.reject.RejectFolder;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.scoring.GeneChoice;
import org.splicebeam.transforms.scoring.ScoreSource;
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

  @Option(
      names = "--input",
      paramLabel = "PATH",
      description =
          "Analysis tables: files, folders (searched recursively) and globs, divided by commas.")
  private String input;

  @Mixin private ScoreOptions scores = new ScoreOptions();

  @Mixin private AnnotationOptions annotation = new AnnotationOptions();

  @Mixin private FolderOptions folder = new FolderOptions();

  @Mixin private GeneOptions genes = new GeneOptions();

  @Option(
      names = "--positionIdMode",
      paramLabel = "MODE",
      defaultValue = "genomic",
      description =
          "Which rows are one: genomic, those of one gene, chromosome, position and strand (${DEFAULT-VALUE}).")
  private String positionIdMode;

  @Mixin private SamplingOptions sampling = new SamplingOptions();

  @Mixin private ColumnOptions columns = new ColumnOptions();

  /** Null before it is asked for. */
  private TextSize tables;

  @Option(
      names = "--dropRepeatKmers",
      description = "Leave k-mers of 6 and more letters that repeat two letters at 0.")
  private boolean dropRepeatKmers;

  @Option(
      names = "--transcriptJoin",
      paramLabel = "HOW",
      defaultValue = "representative",
      description =
          "The transcript of a row's features: representative (the gene's, for every row) or row (its own, which tells a trainer the label) (${DEFAULT-VALUE}).")
  private String transcriptJoin;

  @Option(
      names = "--maxRejectedFraction",
      paramLabel = "SHARE",
      description = "With --input: rejected rows that a build bears, 0 to 1 (0.01).")
  private String maxRejectedFraction;

  @Option(
      names = "--siteAgreement",
      paramLabel = "SHARE",
      description = {
        "With --input: TP and FN rows within 2 bases of a splice site of their gene, 0 to 1; fewer, of a site type",
        "on a strand, end the build, 0 never does (0.5)."
      })
  private String siteAgreement;

  @Option(
      names = "--onBadFile",
      paramLabel = "WHAT",
      description = {
        "With --input: an analysis table that cannot be read to its end or has no good header: fail",
        "ends the build, skip leaves it out as a whole and unpacks every table once more.",
        "An annotation or splice sites that cannot be read always end it (fail)."
      })
  private String onBadFile;

  @Mixin private SplitOptions splits = new SplitOptions();

  @Mixin private ParalogOptions paralogs = new ParalogOptions();

  @Mixin private LeakageOptions leakage = new LeakageOptions();

  @Mixin private PartOptions parts = new PartOptions();

  @Option(
      names = "--baseModel",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Name of the base model, recorded in dataset.json.")
  private String baseModel;

  @Mixin private CardOptions card = new CardOptions();

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "Further options, one name=value a line; those of the command line come first.")
  private String optionsFile;

  /**
   * All that a build depends on; reads no file but --genesFile and --chromAliases, and of --scores
   * the first bytes.
   */
  public BuildSettings settings(String runId, String runJson) {
    requireNeeded();
    OutputFolder output = folder.folder(runId);
    DatasetOptions undivided =
        new DatasetOptions(
            new DatasetOptions.Inputs(
                genes.chromosomes(),
                genes.aliases().fingerprint(),
                annotation.stripIdVersions(),
                OptionText.choice(
                    "--onBadFile", OptionText.given(onBadFile, "fail"), OnBadFile.class)),
            sampling.rule(scores.given()),
            genes.policy(annotation.stripIdVersions()),
            new PartSettings(
                columns.settings(scores.given()),
                dropRepeatKmers,
                parts.groupRows(),
                parts.compression()),
            OptionText.choice("--transcriptJoin", transcriptJoin, TranscriptJoin.class),
            parts.partRows(),
            scores.given() ? scores.rules() : null);
    DatasetOptions shaping =
        undivided
            .withSplits(splits.rule(genes.aliases()))
            .withParalogs(paralogs.rule(splits.given()));
    return new BuildSettings(
        shaping,
        source(shaping, output),
        annotation.settings(),
        new InputLimits(
            OptionText.decimal(
                "--maxRejectedFraction", OptionText.given(maxRejectedFraction, "0.01"), 1),
            OptionText.decimal("--siteAgreement", OptionText.given(siteAgreement, "0.5"), 1)),
        new Output(
            output,
            EarlierBuild.FINISH,
            RejectFolder.PLAIN,
            new DatasetHeader(
                    shaping,
                    OptionText.told("--baseModel", baseModel, CardOptions.MOST_OF_NAME),
                    runJson)
                .withAliases(genes.aliases())
                .withAbout(card.about())
                .withLeakage(leakage.limit(ColumnOptions.enrichers(shaping.parts().columns())))));
  }

  private void requireNeeded() {
    List<OptionText.Needed> needed = new ArrayList<>();
    if (scores.given()) {
      refuseBesideScores();
      needed.addAll(scores.needed());
    } else {
      scores.refuseWithoutScores();
      needed.add(
          new OptionText.Needed(
              "--scores or --input", input, "a base model's scores or analysis tables"));
    }
    needed.addAll(annotation.needed(false));
    needed.add(folder.needed());
    OptionText.require(needed);
    if (!positionIdMode.equals(DatasetOptions.POSITION_ID_MODE)) {
      throw new BadOptionException(
          "--positionIdMode is '%s', but this version has genomic only".formatted(positionIdMode));
    }
  }

  private void refuseBesideScores() {
    if (input != null) {
      throw new BadOptionException(
          "--input and --scores are both given: rows come from analysis tables or from scores; leave one out");
    }
    refuseBesideScores("--maxRejectedFraction", maxRejectedFraction);
    refuseBesideScores("--siteAgreement", siteAgreement);
    refuseBesideScores("--onBadFile", onBadFile);
  }

  private static void refuseBesideScores(String name, String value) {
    OptionText.refuse(name, value, "--input", "--scores");
  }

  private RowSource source(DatasetOptions shaping, OutputFolder output) {
    if (!scores.given()) {
      TableFormat format = tableFormat();
      return new TableSource(
          inputs(),
          scores.fasta() == null ? format : format.withWindows(shaping.sampling().seed()),
          output.verdict(),
          scores.fasta(),
          shaping.paralogs() != null);
    }
    return new ScoreSource(
        scores.files(genes.aliases(), output),
        shaping.scores(),
        new GeneChoice(
            shaping.genes(),
            shaping.inputs().chromosomes(),
            shaping.sampling(),
            PartPacking.chunkRows(shaping.partRows())),
        shaping.paralogs() != null);
  }

  /** Whether rows come from analysis tables; else they come from scores. */
  public boolean areTables() {
    return !scores.given();
  }

  /** The files, folders and globs of the analysis tables. */
  public List<String> inputs() {
    return PathOption.list("--input", input).stream()
        .map(path -> PathOption.of("--input", path))
        .toList();
  }

  /** How the analysis tables are read. */
  public TableFormat tableFormat() {
    return new TableFormat(
        InputColumns.with(columns.settings(false).extraColumns()),
        annotation.stripIdVersions(),
        genes.chromosomes(),
        genes.aliases(),
        OptionText.choice("--onBadFile", OptionText.given(onBadFile, "fail"), OnBadFile.class));
  }

  /** What workers read and write; a path is null where the option is not given. */
  public List<PathOption> paths() {
    List<PathOption> paths = new ArrayList<>();
    if (areTables()) {
      inputs().forEach(path -> paths.add(new PathOption("--input", path)));
    }
    paths.addAll(scores.paths(genes.aliases()));
    paths.addAll(annotation.paths());
    paths.add(new PathOption("--output", folder.path()));
    return paths;
  }

  /**
   * What this process reads by itself, and what lies beside the genome; a path is null where the
   * option is not given, and need not be there.
   */
  public List<PathOption> lists() {
    List<PathOption> paths = new ArrayList<>(genes.paths());
    paths.add(new PathOption("--options", optionsFile));
    if (fasta() != null) {
      paths.add(new PathOption("--fasta", fasta() + ".fai"));
      paths.add(new PathOption("--fasta", fasta() + ".gzi"));
    }
    return paths;
  }

  /** The genome; null where none is given. */
  public String fasta() {
    return scores.fasta();
  }

  /** The folder of the data set. */
  public FolderOptions folder() {
    return folder;
  }

  /** The files that rows go to. */
  public PartOptions parts() {
    return parts;
  }

  /** The size of what a build with these options reads. */
  public TextSize text() {
    return tables().plus(annotation.text());
  }

  /**
   * The size of the analysis tables, of which there may be many, or of the scores: they are looked
   * at once.
   */
  public TextSize tables() {
    if (tables == null && scores.given()) {
      tables = scores.text(genes.aliases());
    } else if (tables == null) {
      tables =
          input == null
              ? TextSize.NONE
              : TextSize.ofTables(
                  PathOption.list("--input", input).stream().map(PathOption::withoutFile).toList());
    }
    return tables;
  }

  /** How many columns the options ask for. */
  public ColumnCount columnCount() {
    return columns.enrichers(scores.given(), splits.given()).count();
  }
}
