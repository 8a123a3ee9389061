package org.splicebeam.runners.flink;

import java.io.Closeable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/** Where Beam's Flink runner finds that jobs run in this process, by an {@link EmbeddedCluster}. */
@SuppressWarnings("deprecation") // Beam runs batches on Flink's DataSet API.
final class EmbeddedEnvironment extends ExecutionEnvironment {
  private static final Logger LOG = Logger.getLogger(EmbeddedEnvironment.class.getName());

  private static final String LOST =
      "the folder for temporary files %s was removed during the run: keep what cleans up away from it, or name"
          + " another place (TMPDIR=DIR), then give the same command again: what stands is kept";

  private final PrivateFolder folder;

  private EmbeddedEnvironment(Configuration settings, PrivateFolder folder) {
    super(settings);
    this.folder = folder;
  }

  /**
   * Gives jobs of this thread such an environment, until it is closed.
   *
   * @param folder for Flink's own files; the caller removes it
   */
  static Closeable install(Configuration settings, PrivateFolder folder) {
    initializeContextEnvironment(() -> new EmbeddedEnvironment(settings, folder));
    return ExecutionEnvironment::resetContextEnvironment;
  }

  @Override
  public JobExecutionResult execute(String name) throws Exception {
    try {
      return EmbeddedCluster.run(
          PipelineExecutorUtils.getJobGraph(
              createProgramPlan(name), getConfiguration(), getUserCodeClassLoader()),
          getConfiguration(),
          folder.path());
    } catch (Exception e) {
      if (folder.isLost()) {
        LOG.log(Level.SEVERE, "the job failed", e);
        throw new VerdictException(Verdict.buildFailed(LOST.formatted(folder.path())));
      }
      throw e;
    }
  }
}
