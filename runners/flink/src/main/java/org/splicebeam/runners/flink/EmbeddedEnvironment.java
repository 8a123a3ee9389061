package org.splicebeam.runners.flink;

import java.io.Closeable;
import java.nio.file.Path;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;

/** Where Beam's Flink runner finds that jobs run in this process, by an {@link EmbeddedCluster}. */
@SuppressWarnings("deprecation") // Beam runs batches on Flink's DataSet API.
final class EmbeddedEnvironment extends ExecutionEnvironment {
  private final Path folder;

  private EmbeddedEnvironment(Configuration settings, Path folder) {
    super(settings);
    this.folder = folder;
  }

  /**
   * Gives jobs of this thread such an environment, until it is closed.
   *
   * @param folder for Flink's own files; the caller removes it
   */
  static Closeable install(Configuration settings, Path folder) {
    initializeContextEnvironment(() -> new EmbeddedEnvironment(settings, folder));
    return ExecutionEnvironment::resetContextEnvironment;
  }

  @Override
  public JobExecutionResult execute(String name) throws Exception {
    return EmbeddedCluster.run(
        PipelineExecutorUtils.getJobGraph(
            createProgramPlan(name), getConfiguration(), getUserCodeClassLoader()),
        getConfiguration(),
        folder);
  }
}
