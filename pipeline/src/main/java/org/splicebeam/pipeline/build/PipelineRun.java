package org.splicebeam.pipeline.build;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.transforms.annotation.CachedAnnotation;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One run of a command's pipeline, and how it ended, told on the terminal.
 *
 * @param spec of the command
 * @param runner options of the pipeline
 * @param budget of a local run
 * @param folder that takes the run's log, verdict and notices
 */
record PipelineRun(
    CommandSpec spec, PipelineOptions runner, MemoryBudget budget, OutputFolder folder) {
  private static final Logger LOG = Logger.getLogger(PipelineRun.class.getName());

  /** Tells of a run that is done. */
  @FunctionalInterface
  interface Summary {
    void tell() throws IOException;
  }

  /**
   * Builds the graph, runs it and waits.
   *
   * @param option that named the folder
   * @return the exit code
   */
  @SuppressWarnings("try") // what was prepared is only to be closed
  int of(Consumer<Pipeline> graph, String option, Summary summary) {
    Path log;
    try {
      log = RunLog.open(folder);
    } catch (IOException e) {
      throw new BadOptionException(
          "%s %s cannot be written: %s".formatted(option, folder.path(), e.getMessage()));
    }
    LOG.info(() -> "memory: " + budget + ", in all " + budget.totalMb() + " MB");
    try (Closeable prepared = RunnerArguments.defaults(runner).prepare(runner, budget)) {
      Pipeline pipeline = Pipeline.create(runner);
      graph.accept(pipeline);
      PipelineResult.State state = pipeline.run().waitUntilFinish();
      if (state != PipelineResult.State.DONE) {
        return failed(new IllegalStateException("state " + state), log);
      }
      tellNotice();
      summary.tell();
      return CommandLine.ExitCode.OK;
    } catch (IOException e) {
      err().println(name() + ": " + e.getMessage() + "; the log is " + log);
      return Verdict.BUILD_FAILED;
    } catch (BadOptionException e) {
      throw e;
    } catch (RuntimeException e) {
      // Whatever a runner throws: the verdict's file says why, or else the log does.
      return failed(e, log);
    }
  }

  private int failed(RuntimeException failure, Path log) {
    LOG.log(Level.SEVERE, "the run failed", failure);
    try {
      tellNotice();
      Optional<Verdict> verdict = new VerdictFile(folder).read();
      if (verdict.isPresent()) {
        return tell(spec, verdict.get());
      }
    } catch (IOException e) {
      LOG.log(Level.SEVERE, "the verdict cannot be read", e);
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    err()
        .println(
            "%s: the run failed (%s: %s); the log is %s"
                .formatted(name(), cause.getClass().getSimpleName(), what, log));
    return Verdict.BUILD_FAILED;
  }

  private void tellNotice() throws IOException {
    CachedAnnotation.whyNotOf(folder).read().ifPresent(n -> err().println(name() + ": " + n));
  }

  /** Tells a verdict; returns its exit code. */
  static int tell(CommandSpec spec, Verdict verdict) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(spec.qualifiedName() + ": " + verdict.sentence());
    verdict.examples().forEach(example -> err.println("  " + example));
    return verdict.exitCode();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private String name() {
    return spec.qualifiedName();
  }
}
