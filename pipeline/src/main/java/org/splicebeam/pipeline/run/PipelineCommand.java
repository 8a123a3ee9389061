package org.splicebeam.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.TerminalOptions;
import org.splicebeam.pipeline.options.TextSize;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.transforms.verdict.VerdictException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** A command that runs a pipeline: options that are none of its own go to the runner. */
public abstract class PipelineCommand implements Callable<Integer> {
  @Spec protected CommandSpec spec;
  @Unmatched List<String> runnerArguments = new ArrayList<>();

  /** The words that are for the runner. */
  protected final RunnerArguments words() {
    return new RunnerArguments(runnerArguments, spec);
  }

  /** What the pipeline may take. */
  public abstract MemoryBudget budget();

  /** What the launcher's own process may take. */
  public final MemoryBudget launcherBudget() {
    return words().isRemote() ? MemoryBudget.ofLauncher() : budget();
  }

  /** The analysis tables that the pipeline reads. */
  protected abstract TextSize tables();

  /** The tables that the launcher's own process reads: none where others do the work. */
  public final TextSize launcherTables() {
    return words().isRemote() ? TextSize.NONE : tables();
  }

  /** Makes sure that what the command needs is named, and can be read. */
  protected abstract void checkOptions();

  /** Whether only the help is asked for. */
  public final boolean isHelp() {
    return spec.commandLine().isUsageHelpRequested() || spec.commandLine().isVersionHelpRequested();
  }

  /**
   * Whether the pipeline would run in this process.
   *
   * @throws BadOptionException where an option would be refused
   */
  public final boolean wouldRunHere() {
    FileSystems.setDefaultPipelineOptions(words().toOptions());
    checkOptions();
    return !words().isRemote();
  }

  /**
   * What an interruption now leaves and how to go on, for people; empty where there is nothing to
   * say.
   */
  public String leaves() {
    return "";
  }

  /** What is told while the command runs. */
  protected abstract TerminalOptions terminal();

  /**
   * Runs the pipeline, and returns the exit code.
   *
   * @param teller tells how far it is
   */
  protected abstract int run(PipelineOptions runner, MemoryBudget budget, Teller teller);

  @Override
  public final Integer call() {
    RunLog.silenceTerminal();
    try (Teller teller = terminal().begin(spec)) {
      PipelineOptions runner = words().toOptions();
      MemoryBudget budget = budget();
      FileSystems.setDefaultPipelineOptions(runner);
      if (!words().isRemote()) {
        ThreadLimit.require(budget.parallelism());
      }
      return run(runner, budget, teller);
    } catch (BadOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    } catch (VerdictException e) {
      return PipelineRun.tell(spec, e.verdict());
    }
  }
}
