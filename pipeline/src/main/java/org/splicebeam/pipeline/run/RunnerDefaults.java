package org.splicebeam.pipeline.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.transforms.parts.PartKeys;

/**
 * What a runner needs so that a build works without further flags. Each runner's module offers one
 * as a service.
 */
public interface RunnerDefaults {
  /**
   * Those of a runner, where it is in this distribution.
   *
   * @param runner as Beam takes it: FlinkRunner, flink, or the name of its class
   */
  static Optional<RunnerDefaults> of(String runner) {
    String name = runner.substring(runner.lastIndexOf('.') + 1);
    return ServiceLoader.load(RunnerDefaults.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(
            defaults ->
                defaults.runner().equalsIgnoreCase(name)
                    || defaults.runner().equalsIgnoreCase(name + "Runner"))
        .findFirst();
  }

  /** The simple name of the runner's class, as {@code --runner} gives it. */
  String runner();

  /**
   * Whether other machines do the work, so that the launcher needs little memory and the budget of
   * this machine means nothing.
   *
   * @param argument the value that the command line gives to an option, null for none
   */
  default boolean isRemote(UnaryOperator<String> argument) {
    return false;
  }

  /**
   * Makes sure, as far as it can be known, that the workers reach the files of a run.
   *
   * @param paths by the options that name them; none is null
   * @throws BadOptionException where they cannot
   */
  default void checkPaths(PipelineOptions options, List<PathOption> paths) {}

  /**
   * Completes the options where the user left them open.
   *
   * @param budget what a build on this machine may take; what the workers of a remote one take
   * @return frees what was made for the run, after it
   * @throws BadOptionException where an option cannot work with a build
   */
  Closeable prepare(PipelineOptions options, MemoryBudget budget) throws IOException;

  /** How parts are shared out among the workers; asked after {@link #prepare}. */
  default PartKeys partKeys(PipelineOptions options) {
    return PartKeys.PLAIN;
  }

  /**
   * The lines to be told of a job that goes on by itself once it is submitted; empty where the
   * command waits for its end.
   */
  default List<String> leftRunning(PipelineResult job, PipelineOptions options) {
    return List.of();
  }
}
