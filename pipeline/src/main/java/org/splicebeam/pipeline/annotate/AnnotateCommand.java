package org.splicebeam.pipeline.annotate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.pipeline.dataset.Preflight;
import org.splicebeam.pipeline.graph.AnnotationSettings;
import org.splicebeam.pipeline.options.AnnotationOptions;
import org.splicebeam.pipeline.options.OptionText;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.options.TextSize;
import org.splicebeam.pipeline.progress.Figures;
import org.splicebeam.pipeline.progress.Figures.Amount;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.PipelineCommand;
import org.splicebeam.pipeline.run.PipelineRun;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.transforms.annotation.CachedAnnotation;
import org.splicebeam.transforms.annotation.ReadAnnotation;
import org.splicebeam.transforms.annotation.TellLosses;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code splicebeam annotate}: the first step of a build alone, so that the builds after it find
 * their gene models in the cache.
 */
@Command(
    name = "annotate",
    description = "Computes the gene models of an annotation and keeps them for later builds.",
    customSynopsis = "splicebeam annotate --gtf=FILE --annotationCache=DIR [OPTION...]",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A build with the same --gtf, --spliceSites, --stripIdVersions and --annotationCache uses them.",
      "Other options go to the runner, such as --runner=DirectRunner or --parallelism=4.",
      "Exit codes: 0 done, 1 failed, 2 bad options or input."
    })
public final class AnnotateCommand extends PipelineCommand {

  private static final String MEMORY_REMEDY =
      "give the JVM more by SPLICEBEAM_JAVA_OPTS, such as -Xmx4g";

  /** Two read a gigabyte in a sixth of the command's time; more would only take memory. */
  private static final int MOST_WORKERS = 2;

  @Mixin AnnotationOptions annotation = new AnnotationOptions();

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "Further options, one name=value a line; those of the command line come first.")
  String optionsFile;

  @Mixin private TerminalOptions terminal = new TerminalOptions();

  /** What the command may take on this machine; with {@code --parallelism} the user decides. */
  @Override
  public MemoryBudget budget() {
    return words()
        .parallelism()
        .map(workers -> MemoryBudget.forWorkers(workers, ColumnCount.NONE, 1, 1))
        .orElseGet(
            () ->
                MemoryBudget.of(
                    MemoryBudget.machineMb(),
                    Math.min(Runtime.getRuntime().availableProcessors(), MOST_WORKERS),
                    ColumnCount.NONE,
                    1,
                    1));
  }

  @Override
  protected TextSize tables() {
    return TextSize.NONE;
  }

  @Override
  protected void checkOptions() {
    OptionText.require(annotation.needed(true));
  }

  @Override
  protected TerminalOptions terminal() {
    return terminal;
  }

  /** Runs in a folder of its own inside of the cache, which belongs to no run. */
  @Override
  @SuppressWarnings("try") // what was prepared and claimed is only to be closed
  protected int run(PipelineOptions runner, MemoryBudget budget, Teller teller) {
    checkOptions();
    AnnotationSettings settings = annotation.settings();
    String runId = UUID.randomUUID().toString();
    OutputFolder folder = OutputFolder.at(settings.cache() + "/.annotate-" + runId).ownedBy(runId);
    PipelineRun run =
        new PipelineRun(
            spec, "annotation", "--annotationCache", folder, runner, budget, MEMORY_REMEDY);
    try (Closeable prepared = run.prepare(annotation.paths())) {
      Preflight.checkAnnotation(settings);
      int exitCode;
      try (Owner owner = run.claim(false, () -> {})) {
        teller.follow(progress(settings), !words().isRemote());
        exitCode =
            run.of(
                owner,
                pipeline -> fillCache(pipeline, settings, folder),
                teller,
                () -> describe(folder, teller),
                List.of());
      }
      if (exitCode == CommandLine.ExitCode.OK) {
        delete(folder);
      }
      return exitCode;
    } catch (IOException e) {
      return run.fail(e);
    }
  }

  private static void fillCache(
      Pipeline pipeline, AnnotationSettings settings, OutputFolder folder) {
    PCollectionView<Iterable<AnnotationTally>> tallies =
        pipeline
            .apply("ReadAnnotation", settings.fillCache(folder))
            .get(ReadAnnotation.TALLIES)
            .apply("ViewTallies", View.asIterable());
    pipeline.apply("TellLosses", TellLosses.of(tallies, folder, false));
  }

  /** How much of the annotation this process has read. */
  private static Figures.Source progress(AnnotationSettings settings) {
    long bytes = LineRange.bytesOf(settings.gtf());
    long before = WorkDone.ANNOTATION_BYTES.sum();
    return () ->
        new Figures(
            "reading the annotation",
            new Amount("", WorkDone.ANNOTATION_BYTES.sum() - before, 0, bytes),
            Amount.UNKNOWN,
            0,
            0);
  }

  private static void describe(OutputFolder folder, Teller teller) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(CachedAnnotation.whereOf(folder).read().orElseThrow());
    TellLosses.lossesOf(folder).read().ifPresent(told -> told.lines().forEach(lines::add));
    teller.result("summary", lines, fields -> {});
  }

  /** The run's own folder, which nobody needs after it. */
  private static void delete(OutputFolder folder) throws IOException {
    if (!folder.isLocal()) {
      MatchResult left = FileSystems.match(folder.path() + "/**", EmptyMatchTreatment.ALLOW);
      FileSystems.delete(
          left.metadata().stream().map(MatchResult.Metadata::resourceId).toList(),
          MoveOptions.StandardMoveOptions.IGNORE_MISSING_FILES);
      return;
    }
    try (Stream<Path> files = Files.walk(Path.of(folder.path()))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
