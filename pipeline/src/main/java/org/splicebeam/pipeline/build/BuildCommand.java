package org.splicebeam.pipeline.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.util.ReleaseInfo;
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
    name = "build",
    description = "Builds a data set from analysis tables and an annotation.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Other options go to the runner, such as --runner=DirectRunner or --parallelism=4.",
      "Exit codes: 0 done, 1 build failed, 2 bad options or input, 3 too many rejected rows."
    })
public final class BuildCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:,=@%+-]+");

  @Spec CommandSpec spec;
  @Mixin BuildOptions options = new BuildOptions();
  @Unmatched List<String> runnerWords = new ArrayList<>();

  /** The command of a command line, parsed and not run. */
  static BuildCommand parsed(String[] args) {
    BuildCommand command = new BuildCommand();
    new CommandLine(command)
        .setAbbreviatedOptionsAllowed(false)
        .parseArgs(List.of(OptionsFile.expand(args)).stream().skip(1).toArray(String[]::new));
    return command;
  }

  /** What the build may take on this machine. */
  MemoryBudget budget() {
    return runnerArguments().budget(options::memory);
  }

  private RunnerArguments runnerArguments() {
    return new RunnerArguments(spec, runnerWords);
  }

  @Override
  public Integer call() {
    RunLog.silenceTerminal();
    try {
      PipelineOptions runner = runnerArguments().options();
      FileSystems.setDefaultPipelineOptions(runner);
      MemoryBudget budget = budget();
      String runId = UUID.randomUUID().toString();
      BuildSettings settings = options.settings(runId, runJson(runner, budget));
      Preflight.checkInputs(settings);
      Preflight.clearOutput(settings.output(), options.overwrite);
      PipelineRun run = new PipelineRun(spec, runner, budget, settings.output());
      return run.of(
          pipeline -> DatasetGraph.build(pipeline, settings), "--output", () -> describe(settings));
    } catch (BadOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (VerdictException e) {
      return PipelineRun.tell(spec, e.verdict());
    }
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
