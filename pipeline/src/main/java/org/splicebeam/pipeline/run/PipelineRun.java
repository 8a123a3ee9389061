package org.splicebeam.pipeline.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.progress.Teller;
import org.splicebeam.transforms.annotation.CachedAnnotation;
import org.splicebeam.transforms.parts.PartKeys;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Owner;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One run of a command's pipeline, and how it ended, told on the terminal. The order is: prepare,
 * the command's own checks, claim, run; nothing is written before the claim.
 *
 * @param spec of the command
 * @param work what the command does, a noun for a sentence
 * @param option that named the folder
 * @param folder that takes the run's log, verdict and notices
 * @param runner options of the pipeline
 * @param budget of a local run
 * @param memoryRemedy what to do where the memory does not suffice
 */
public record PipelineRun(
    CommandSpec spec,
    String work,
    String option,
    OutputFolder folder,
    PipelineOptions runner,
    MemoryBudget budget,
    String memoryRemedy) {
  private static final Logger LOG = Logger.getLogger(PipelineRun.class.getName());

  private static final long MB = 1 << 20;

  /** The JVM does not count all of its heap as its own. */
  private static final double LEAST_OF_HEAP = 0.9;

  private static final String AGAIN = "then give the same command again: what stands is kept";

  /** Tells of a run. */
  @FunctionalInterface
  public interface Summary {
    void tell() throws IOException;
  }

  /**
   * Makes the runner ready; what it took is given back when closed.
   *
   * @param paths that workers read and write; one that is null is none
   */
  public Closeable prepare(List<PathOption> paths) {
    defaults().checkPaths(runner, paths.stream().filter(p -> p.path() != null).toList());
    try {
      return defaults().prepare(runner, budget);
    } catch (IOException e) {
      throw new VerdictException(Verdict.buildFailed(temporaryFile(OutputException.reason(e))));
    }
  }

  /** How the runner, once prepared, shares parts out. */
  public PartKeys partKeys() {
    return defaults().partKeys(runner);
  }

  private RunnerDefaults defaults() {
    String name = runner.getRunner().getSimpleName();
    return RunnerDefaults.of(name)
        .orElseThrow(
            () ->
                new BadOptionException("--runner=%s is not in this distribution".formatted(name)));
  }

  /**
   * Takes the folder.
   *
   * @param beginning what is done before the run writes
   */
  public Owner claim(boolean takeOver, Owner.Beginning beginning) {
    try {
      return Owner.claim(folder, takeOver, beginning);
    } catch (IOException e) {
      throw BadOptionException.unwritable(option, folder.path(), e);
    }
  }

  /**
   * Builds the graph, runs it and waits; or leaves the folder to a job that goes on by itself.
   *
   * @param teller is told when it ends
   * @param summary of a run that is done
   * @param outlook on one that goes on
   * @return the exit code
   */
  public int of(
      Owner owner, Consumer<Pipeline> graph, Teller teller, Summary summary, List<String> outlook)
      throws IOException {
    try (RunLog log = openLog()) {
      LOG.info(() -> "memory: " + budget + ", in all " + budget.totalMb() + " MB");
      try {
        Pipeline pipeline = Pipeline.create(runner);
        graph.accept(pipeline);
        PipelineResult job = pipeline.run();
        List<String> leftRunning = defaults().leftRunning(job, runner);
        if (!leftRunning.isEmpty()) {
          owner.leaveToJob();
          List<String> lines = new ArrayList<>(leftRunning);
          lines.addAll(outlook);
          teller.result("submitted", lines, fields -> {});
          return CommandLine.ExitCode.OK;
        }
        PipelineResult.State state = job.waitUntilFinish();
        if (state != PipelineResult.State.DONE) {
          throw new IllegalStateException("the job ended as " + state);
        }
      } catch (RuntimeException | Error e) {
        // Whatever a runner throws, the reason is in the verdict's file, or else in the log.
        LOG.log(Level.SEVERE, "the " + work + " failed", e);
        teller.end();
        tellNotice(teller);
        Optional<Verdict> verdict = new VerdictFile(folder).read();
        return tell(spec, verdict.orElseGet(() -> failure(e, log.file())));
      }
      teller.done();
      tellNotice(teller);
      summary.tell();
      return CommandLine.ExitCode.OK;
    }
  }

  private RunLog openLog() {
    try {
      return RunLog.open(folder);
    } catch (IOException e) {
      throw BadOptionException.unwritable(option, folder.path(), e);
    }
  }

  /** A failure that is no verdict on the data, as a verdict. */
  private Verdict failure(Throwable failure, Path log) {
    Optional<Shortage> shortage = Shortage.in(failure, heapRemedy());
    if (shortage.isPresent()) {
      return Verdict.buildFailed("%s; the log is %s".formatted(shortage.get().sentence(), log));
    }
    Throwable cause = failure;
    while (cause.getCause() != null
        && !(cause instanceof OutputException)
        && !(cause instanceof VerdictException)) {
      cause = cause.getCause();
    }
    if (cause instanceof OutputException file) {
      return Verdict.buildFailed(sentence(file));
    }
    String what = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    if (cause instanceof VerdictException) {
      return Verdict.buildFailed(what); // Its file did not reach us.
    }
    // A native library that cannot be unpacked there counts, too; it fails with an error of its own
    // class.
    return Verdict.buildFailed(
        OutputException.remedy(what, "").isEmpty()
            ? "the %s failed (%s: %s); the log is %s"
                .formatted(work, cause.getClass().getSimpleName(), what, log)
            : temporaryFile(what.substring(what.lastIndexOf(": ") + 1).strip()));
  }

  private static String temporaryFile(String reason) {
    return "%s, %s".formatted(Shortage.ofTemporaryFiles(reason).sentence(), AGAIN);
  }

  /** A heap that is smaller than planned is the user's own doing. */
  private String heapRemedy() {
    long heapMb = Runtime.getRuntime().maxMemory() / MB;
    return heapMb < budget.heapMb() * LEAST_OF_HEAP
        ? "the JVM's options leave it %s MB of the %s MB that were planned: raise -Xmx there, or leave it out"
            .formatted(heapMb, budget.heapMb())
        : memoryRemedy;
  }

  private String sentence(OutputException file) {
    return "%s %s: %s: %s, %s"
        .formatted(option, folder.path(), file.getMessage(), file.remedy(), AGAIN);
  }

  /** Tells that a file of the run itself failed; returns the exit code. */
  public int fail(IOException error) {
    return tell(
        spec,
        Verdict.buildFailed(
            error instanceof OutputException file
                ? sentence(file)
                : OutputException.reason(error)));
  }

  private void tellNotice(Teller teller) throws IOException {
    Optional<String> notice = CachedAnnotation.whyNotOf(folder).read();
    notice.ifPresent(text -> teller.notice(prefix(spec) + text));
  }

  /** Tells a verdict; returns its exit code. */
  static int tell(CommandSpec spec, Verdict verdict) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(prefix(spec) + verdict.sentence());
    verdict.examples().forEach(example -> err.println("  " + example));
    return verdict.exitCode();
  }

  private static String prefix(CommandSpec spec) {
    return spec.qualifiedName() + ": ";
  }
}
