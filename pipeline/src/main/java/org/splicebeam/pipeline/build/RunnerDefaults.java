package org.splicebeam.pipeline.build;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What a runner needs so that a build works without further flags. Each runner's module offers one
 * as a service.
 */
public interface RunnerDefaults {
  /** The simple name of the runner's class, as {@code --runner} gives it. */
  String runner();

  /**
   * Completes the options where the user left them open.
   *
   * @param budget what a build on this machine may take
   * @return frees what was made for the run, after it
   * @throws BadOptionException where an option cannot work with a build
   */
  Closeable prepare(PipelineOptions options, MemoryBudget budget) throws IOException;

  /** Whether the workers see the files of this machine. */
  default boolean seesLocalFiles(PipelineOptions options) {
    return true;
  }

  /**
   * What is to be told of a job that goes on by itself once it is submitted; empty where the
   * command waits for its end.
   */
  default Optional<String> leftRunning(PipelineResult job, PipelineOptions options) {
    return Optional.empty();
  }
}
