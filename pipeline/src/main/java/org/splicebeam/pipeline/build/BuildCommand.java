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
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.ReleaseInfo;
import org.splicebeam.transforms.publish.VerdictFile;
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
  private static final Logger LOG = Logger.getLogger(BuildCommand.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UNKNOWN_OPTION = Pattern.compile("missing a property named '(.*?)'");
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
    int cores = Runtime.getRuntime().availableProcessors();
    long machineMb = MemoryBudget.machineMb();
    Optional<String> wanted = runnerArgument("--parallelism");
    if (wanted.isEmpty()) {
      return options.memory(machineMb, cores);
    }
    int workers = (int) BuildOptions.integer("--parallelism", wanted.get(), 1, 1024);
    return options.memory(Long.MAX_VALUE, workers);
  }

  @Override
  public Integer call() {
    RunLog.silenceTerminal();
    try {
      PipelineOptions runner = runnerOptions();
      FileSystems.setDefaultPipelineOptions(runner);
      MemoryBudget budget = budget();
      String runId = UUID.randomUUID().toString();
      BuildSettings settings = options.settings(runId, runJson(runner, budget));
      Preflight.checkInputs(settings);
      Preflight.clearOutput(settings.output(), options.overwrite);
      return run(runner, budget, settings);
    } catch (BadOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (VerdictException e) {
      return tell(e.verdict());
    }
  }

  @SuppressWarnings("try") // what was prepared is only to be closed
  private int run(PipelineOptions runner, MemoryBudget budget, BuildSettings settings) {
    PrintWriter err = spec.commandLine().getErr();
    Path log;
    try {
      log = RunLog.open(settings.output());
    } catch (IOException e) {
      throw new BadOptionException(
          "--output %s cannot be written: %s".formatted(settings.output().path(), e.getMessage()));
    }
    LOG.info(() -> "memory: " + budget + ", in all " + budget.totalMb() + " MB");
    try (Closeable prepared = defaults(runner).prepare(runner, budget)) {
      Pipeline pipeline = Pipeline.create(runner);
      DatasetGraph.build(pipeline, settings);
      PipelineResult result = pipeline.run();
      PipelineResult.State state = result.waitUntilFinish();
      if (state != PipelineResult.State.DONE) {
        return failed(settings.verdictFile(), new IllegalStateException("state " + state), log);
      }
      describe(settings);
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      err.println("splicebeam build: " + e.getMessage() + "; the log is " + log);
      return Verdict.BUILD_FAILED;
    } catch (BadOptionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever a runner throws: the verdict's file says why, or else the log does.
      return failed(settings.verdictFile(), e, log);
    }
  }

  private int failed(VerdictFile verdictFile, RuntimeException failure, Path log) {
    LOG.log(Level.SEVERE, "the build failed", failure);
    try {
      Optional<Verdict> verdict = verdictFile.read();
      if (verdict.isPresent()) {
        return tell(verdict.get());
      }
    } catch (IOException e) {
      LOG.log(Level.SEVERE, "the verdict cannot be read", e);
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    spec.commandLine()
        .getErr()
        .println(
            "splicebeam build: the build failed (%s: %s); the log is %s"
                .formatted(cause.getClass().getSimpleName(), what, log));
    return Verdict.BUILD_FAILED;
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
  }

  private PipelineOptions runnerOptions() {
    List<String> arguments = new ArrayList<>();
    for (String argument : runnerArguments) {
      if (argument.startsWith("--")) {
        arguments.add(argument);
      } else if (!arguments.isEmpty() && !arguments.get(arguments.size() - 1).contains("=")) {
        // Beam takes --name=value only; people also write --name value.
        int last = arguments.size() - 1;
        arguments.set(last, arguments.get(last) + "=" + argument);
      } else {
        throw new BadOptionException("'%s' is no option: write --name=value".formatted(argument));
      }
    }
    if (runnerArgument("--runner").isEmpty()) {
      arguments.add("--runner=FlinkRunner");
    }
    try {
      return PipelineOptionsFactory.fromArgs(arguments.toArray(String[]::new)).create();
    } catch (IllegalArgumentException e) {
      throw new BadOptionException(optionSentence(String.valueOf(e.getMessage())));
    }
  }

  private String optionSentence(String beamMessage) {
    Matcher unknown = UNKNOWN_OPTION.matcher(beamMessage);
    if (!unknown.find()) {
      return beamMessage.lines().findFirst().orElse("");
    }
    String name = "--" + unknown.group(1);
    String nearest = null;
    int least = 4;
    for (String option : spec.optionsMap().keySet()) {
      int distance = distance(option, name);
      if (distance < least) {
        least = distance;
        nearest = option;
      }
    }
    return "unknown option '%s'%s"
        .formatted(name, nearest == null ? "" : "; did you mean " + nearest + "?");
  }

  /** Letters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(same, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private Optional<String> runnerArgument(String name) {
    for (int i = 0; i < runnerArguments.size(); i++) {
      String argument = runnerArguments.get(i);
      if (argument.startsWith(name + "=")) {
        return Optional.of(argument.substring(name.length() + 1));
      }
      if (argument.equals(name) && i + 1 < runnerArguments.size()) {
        return Optional.of(runnerArguments.get(i + 1));
      }
    }
    return Optional.empty();
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
