package org.splicebeam.pipeline.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.splicebeam.pipeline.graph.BuildSettings;
import org.splicebeam.pipeline.graph.DatasetGraph;
import org.splicebeam.pipeline.options.BuildOptions;
import org.splicebeam.pipeline.options.FolderOptions;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.options.TextSize;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.PipelineCommand;
import org.splicebeam.pipeline.run.PipelineRun;
import org.splicebeam.pipeline.run.RunnerArguments;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.commit.BuildIdentity;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.ShellWord;
import org.splicebeam.transforms.reject.WriteRowlessGenes;
import org.splicebeam.transforms.tables.TableInputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code splicebeam build}: checks, builds the graph, runs it, and tells how it ended. */
@Command(
    name = BuildCommand.NAME,
    description =
        "Builds a data set from a base model's scores and a genome, or from analysis tables, and an annotation.",
    customSynopsis = {
      "splicebeam build --scores=PATH --fasta=FILE --gtf=FILE",
      "                        --output=DIR [OPTION...]",
      "   or: splicebeam build --input=PATH --gtf=FILE --output=DIR [OPTION...]"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Other options go to the runner, such as --runner=DirectRunner or --parallelism=4.",
      "Exit codes: 0 done, 1 build failed, 2 bad options or input, 3 too many rejected rows.",
      "",
      "From a base model's scores, and from tables (splicebeam simulate --output=genome",
      "makes these files):",
      "",
      "  splicebeam build --scores=genome/scores --fasta=genome/genome.fa \\",
      "    --gtf=genome/annotation.gtf --splits=gene --output=dataset",
      "  splicebeam build --input=genome/analysis --gtf=genome/annotation.gtf \\",
      "    --spliceSites=genome/splice_sites.tsv --output=dataset_of_tables"
    })
public final class BuildCommand extends PipelineCommand {
  /** The word that asks for a build. */
  public static final String NAME = "build";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEMORY_REMEDY =
      "choose smaller --rowGroupRows, --partRows or --parallelism";

  @Mixin private BuildOptions options = new BuildOptions();

  @Mixin private TerminalOptions terminal = new TerminalOptions();

  /** Null until the run begins. */
  private volatile OutputFolder output;

  /**
   * What the build may take: on this machine, where {@code --parallelism} is the user's word and
   * little text keeps few workers busy, or where it runs, for one worker unless told otherwise.
   */
  @Override
  public MemoryBudget budget() {
    RunnerArguments words = words();
    return words
        .parallelism()
        .map(this::budget)
        .orElseGet(
            () ->
                words.isRemote()
                    ? budget(1)
                    : MemoryBudget.of(
                        MemoryBudget.machineMb(),
                        options.text().workers(cores()),
                        options.columnCount(),
                        options.parts().groupRows(),
                        options.parts().partRows()));
  }

  private MemoryBudget budget(int workers) {
    return MemoryBudget.forWorkers(
        workers, options.columnCount(), options.parts().groupRows(), options.parts().partRows());
  }

  /** What was asked for. */
  public BuildOptions options() {
    return options;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  protected TextSize tables() {
    return options.tables();
  }

  @Override
  protected void checkOptions() {
    options.settings("", "");
  }

  @Override
  protected TerminalOptions terminal() {
    return terminal;
  }

  /** Checks all that can be checked, and only then begins to write. */
  @Override
  @SuppressWarnings("try") // what was prepared is only to be closed
  protected int run(PipelineOptions runner, MemoryBudget budget, Teller teller) {
    String runId = UUID.randomUUID().toString();
    BuildSettings settings = options.settings(runId, runJson(runner, budget));
    output = settings.output().folder();
    PublishedFiles published = new PublishedFiles(output);
    PipelineRun run =
        new PipelineRun(spec, "build", "--output", output, runner, budget, MEMORY_REMEDY);
    OutputPlace place = new OutputPlace(output);
    place.check();
    try (Closeable prepared = run.prepare(options.paths())) {
      Preflight.checkAnnotation(settings.annotation());
      Preflight.checkGenome(options.fasta());
      List<PathOption> read = new ArrayList<>(options.paths());
      read.addAll(options.lists());
      HiddenTables hidden = HiddenTables.NONE;
      List<TableFile> tables = List.of();
      if (options.areTables()) {
        TableInputs found = Preflight.checkTables(options.inputs(), options.tableFormat());
        tables = found.tables();
        tables.forEach(table -> read.add(new PathOption("--input", table.path())));
        hidden = found.hidden();
      }
      place.keepApart(read);
      BuildIdentity identity = settings.identity();
      // Asked here, so that a refused build changes nothing, and again when no other build can.
      look(published, identity);
      Owner.Beginning beginning =
          () -> {
            look(published, identity);
            published.claim(
                settings.source().workFiles(),
                options.areTables() ? List.of() : WriteRowlessGenes.NAMES);
          };
      try (Owner owner = run.claim(options.folder().takeOver(), beginning)) {
        BuildSettings here =
            settings.withHidden(hidden).after(published.earlierBuild(), published.clearTraces());
        boolean isHere = !words().isRemote();
        long annotationBytes = isHere ? LineRange.bytesOf(settings.annotation().gtf()) : 0;
        teller.follow(
            new BuildProgress(output, isHere, annotationBytes, tables, System::nanoTime), isHere);
        int exitCode =
            run.of(
                owner,
                pipeline -> DatasetGraph.build(pipeline, here, run.partKeys()),
                teller,
                () -> new DatasetSummary(output).tellTo(teller),
                whereItEnds());
        if (exitCode != ExitCode.OK) {
          published.clearWorkFiles(owner);
        }
        return exitCode;
      }
    } catch (IOException e) {
      return run.fail(e);
    }
  }

  @Override
  public String leaves() {
    if (output == null) {
      return "nothing was written";
    }
    if (words().isRemote()) {
      return "a job that was submitted may go on, and is done when %s/dataset.json is there"
          .formatted(output.path());
    }
    if (!output.isLocal()) {
      return "the parts that stand in %s are kept; this goes on: %s"
          .formatted(output.path(), commandToGoOn());
    }
    try {
      return new InterruptedBuild(output, commandToGoOn()).sentence();
    } catch (IOException e) {
      return "%s cannot be looked at (%s)".formatted(output.path(), OutputException.reason(e));
    }
  }

  private void look(PublishedFiles published, BuildIdentity identity) {
    published.look(options.folder().resume(), options.folder().overwrite(), identity);
  }

  /** Where the end of a build that goes on by itself will be seen. */
  private List<String> whereItEnds() {
    return List.of(
        "  done when %s/dataset.json is there".formatted(output.path()),
        "  input that will not do is told in %s/%s/verdict.json"
            .formatted(output.path(), OutputFolder.PRIVATE));
  }

  private String runJson(PipelineOptions runner, MemoryBudget budget) {
    ObjectNode run = JSON.createObjectNode();
    run.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    run.put("command", command());
    run.put("runner", runner.getRunner().getSimpleName());
    RunnerArguments words = words();
    if (!words.isRemote()) {
      run.put("parallelism", budget.parallelism());
      run.put("memoryBudgetMb", budget.totalMb());
    } else {
      words.parallelism().ifPresent(workers -> run.put("parallelism", workers));
    }
    run.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    run.put("java", Runtime.version().toString());
    String version = BuildCommand.class.getPackage().getImplementationVersion();
    run.put("splicebeam", version == null ? "unpackaged" : version);
    return run.toString();
  }

  /** The command that builds this data set again, for a shell. */
  private String command() {
    return line("splicebeam", spec.root().commandLine().getParseResult().originalArgs());
  }

  /** The same command as it was called, but for a word that would start anew. */
  private String commandToGoOn() {
    List<String> arguments =
        new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
    if (options.folder().resume() == FolderOptions.Resume.NEVER) {
      arguments.remove("--resume=never");
      int apart = arguments.indexOf("--resume");
      if (apart >= 0) {
        arguments.subList(apart, apart + 2).clear();
      }
      arguments.add("--resume=auto"); // The options file may have the word, too.
    }
    return line(System.getProperty("splicebeam.command", "splicebeam"), arguments);
  }

  private static String line(String command, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(arguments);
    return ShellWord.line(words);
  }
}
