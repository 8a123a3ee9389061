package org.splicebeam.pipeline.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code splicebeam build}: checks, builds the graph, runs it, and tells how it ended. */
@Command(
    name = BuildCommand.NAME,
    description = "Builds a data set from analysis tables and an annotation.",
    customSynopsis = "splicebeam build --input=PATH --gtf=FILE --output=DIR [OPTION...]",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Other options go to the runner, such as --runner=DirectRunner or --parallelism=4.",
      "Exit codes: 0 done, 1 build failed, 2 bad options or input, 3 too many rejected rows."
    })
public final class BuildCommand implements Callable<Integer> {
  /** The word that asks for a build. */
  public static final String NAME = "build";

  private static final Logger LOG = Logger.getLogger(BuildCommand.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,=@%+-]+");

  @Spec CommandSpec spec;
  @Mixin BuildOptions options = new BuildOptions();
  @Unmatched List<String> runnerArguments = new ArrayList<>();

  /** The command of a command line, parsed and not run. */
  static BuildCommand parsed(String[] args) {
    BuildCommand command = new BuildCommand();
    new CommandLine(command)
        .setAbbreviatedOptionsAllowed(false)
        .parseArgs(List.of(OptionsFile.expand(args)).stream().skip(1).toArray(String[]::new));
    return command;
  }

  /** What the build may take on this machine; {@code --parallelism} is the user's word. */
  MemoryBudget budget() {
    Optional<String> wanted = new RunnerArguments(runnerArguments).value("--parallelism");
    return wanted.isPresent()
        ? options.memory((int) BuildOptions.integer("--parallelism", wanted.get(), 1, 1024))
        : options.memory(MemoryBudget.machineMb(), Runtime.getRuntime().availableProcessors());
  }

  @Override
  public Integer call() {
    RunLog.silenceTerminal();
    try {
      MemoryBudget budget = budget();
      PipelineOptions runner =
          new RunnerArguments(runnerArguments).toOptions(spec.optionsMap().keySet());
      FileSystems.setDefaultPipelineOptions(runner);
      String runId = UUID.randomUUID().toString();
      BuildSettings settings = options.settings(runId, runJson(runner, budget));
      return build(runner, budget, settings);
    } catch (BadOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (VerdictException e) {
      return tell(e.verdict());
    }
  }

  /** Checks all that can be checked, and only then begins to write. */
  @SuppressWarnings("try") // what was prepared is only to be closed
  private int build(PipelineOptions runner, MemoryBudget budget, BuildSettings settings) {
    PublishedFiles published = new PublishedFiles(settings.output());
    try (Closeable prepared = defaults(runner).prepare(runner, budget)) {
      Preflight.checkInputs(settings);
      boolean anew =
          published.startsAnew(
              BuildOptions.choice("--resume", options.resume, PublishedFiles.Resume.class),
              options.overwrite,
              settings.identity());
      try (Owner owner = claim(settings, published)) {
        published.clearTraces();
        try (RunLog log = open(settings, published)) {
          LOG.info(() -> "memory: " + budget + ", in all " + budget.totalMb() + " MB");
          return run(runner, settings.startingAnew(anew), log.file());
        }
      }
    } catch (IOException e) {
      spec.commandLine().getErr().println("splicebeam build: " + BadOptionException.reason(e));
      return Verdict.BUILD_FAILED;
    }
  }

  private Owner claim(BuildSettings settings, PublishedFiles published) {
    try {
      return Owner.claim(settings.output(), options.takeOver);
    } catch (IOException e) {
      throw published.unusable(e);
    }
  }

  private static RunLog open(BuildSettings settings, PublishedFiles published) {
    try {
      return RunLog.open(settings.output());
    } catch (IOException e) {
      throw published.unusable(e);
    }
  }

  private int run(PipelineOptions runner, BuildSettings settings, Path log) throws IOException {
    try {
      Pipeline pipeline = Pipeline.create(runner);
      DatasetGraph.build(pipeline, settings);
      PipelineResult.State state = pipeline.run().waitUntilFinish();
      if (state != PipelineResult.State.DONE) {
        throw new IllegalStateException("the job ended as " + state);
      }
    } catch (RuntimeException e) {
      // Whatever a runner throws: the verdict's file says why, or else the log does.
      LOG.log(Level.SEVERE, "the build failed", e);
      return tell(settings.verdictFile().read().orElseGet(() -> failure(e, log)));
    }
    describe(settings);
    return CommandLine.ExitCode.OK;
  }

  /** A failure that no step foresaw, as a verdict. */
  private static Verdict failure(RuntimeException failure, Path log) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof OutOfMemoryError)) {
      cause = cause.getCause();
    }
    String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return Verdict.buildFailed(
        cause instanceof OutOfMemoryError
            ? "the memory did not suffice (%s): choose smaller --rowGroupRows, --partRows or --parallelism; the log is %s"
                .formatted(what, log)
            : "the build failed (%s: %s); the log is %s"
                .formatted(cause.getClass().getSimpleName(), what, log));
  }

  private int tell(Verdict verdict) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("splicebeam build: " + verdict.sentence());
    verdict.examples().forEach(example -> err.println("  " + example));
    return verdict.exitCode();
  }

  /** A few lines about a finished data set. */
  private void describe(BuildSettings settings) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    JsonNode dataset = JSON.readTree(settings.output().store().read("dataset.json").orElseThrow());
    JsonNode rows = dataset.path("rows");
    out.printf(
        "%s: %s of %s rows, %s genes, %s columns, %d parts%n",
        settings.output().path(),
        rows.path("kept"),
        rows.path("read"),
        dataset.path("genes"),
        dataset.path("columns"),
        dataset.path("parts").size());
    out.printf(
        "  left out: %s sampled out, %s of other genes, %s duplicates, %s rejected%n",
        rows.path("sampledOut"),
        rows.path("unselected"),
        rows.path("duplicates"),
        rows.path("rejected"));
    for (JsonNode unknown : dataset.path("inputs").path("unknownColumns")) {
      out.printf(
          "  column %s of %s tables is not in the schema (--extraColumns adds it)%n",
          unknown.path("name").asText(), unknown.path("files"));
    }
    for (Map.Entry<String, JsonNode> unmatched : dataset.path("unmatched").properties()) {
      List<String> names = new ArrayList<>();
      unmatched.getValue().forEach(name -> names.add(name.asText()));
      out.printf(
          "  %s: %d entries match nothing (%s)%n",
          unmatched.getKey(), names.size(), BadOptionException.some(names));
    }
  }

  private static RunnerDefaults defaults(PipelineOptions options) {
    String runner = options.getRunner().getSimpleName();
    for (RunnerDefaults defaults : ServiceLoader.load(RunnerDefaults.class)) {
      if (defaults.runner().equals(runner)) {
        return defaults;
      }
    }
    throw new BadOptionException("--runner=%s is not in this distribution".formatted(runner));
  }

  private String runJson(PipelineOptions runner, MemoryBudget budget) {
    ObjectNode run = JSON.createObjectNode();
    run.put("started", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    run.put("command", command());
    run.put("runner", runner.getRunner().getSimpleName());
    run.put("parallelism", budget.parallelism());
    run.put("memoryBudgetMb", budget.totalMb());
    run.put("beam", ReleaseInfo.getReleaseInfo().getVersion());
    run.put("java", Runtime.version().toString());
    String version = BuildCommand.class.getPackage().getImplementationVersion();
    run.put("splicebeam", version == null ? "unpackaged" : version);
    return run.toString();
  }

  /** The command that builds this data set again, for a shell. */
  private String command() {
    StringBuilder command = new StringBuilder("splicebeam");
    for (String argument : spec.root().commandLine().getParseResult().originalArgs()) {
      boolean plain = PLAIN.matcher(argument).matches();
      command.append(' ').append(plain ? argument : "'" + argument.replace("'", "'\\''") + "'");
    }
    return command.toString();
  }
}
