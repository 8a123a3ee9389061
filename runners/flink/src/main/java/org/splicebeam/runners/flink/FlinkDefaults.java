package org.splicebeam.runners.flink;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.VersionDependentFlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.api.java.ExecutionEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.RunnerDefaults;
import org.splicebeam.transforms.parts.PartKeys;

/**
 * Flink: without {@code --flinkMaster} a cluster inside this process, without a socket, with memory
 * and buffers from the budget, which {@code --flinkConfDir} may change. With {@code --flinkMaster},
 * or under {@code flink run}, a cluster elsewhere, which is looked at before anything is written.
 */
public final class FlinkDefaults implements RunnerDefaults {
  private static final String EMBEDDED = "[local]";

  /**
   * Beam's default: Flink joins steps by pipes or files as it sees fit. Where steps on both ends of
   * a pipe wait for one another's files, none is ever started and the job hangs (FLINK-10672).
   */
  private static final String PIPES = "PIPELINED";

  /** Every step's output is written down before the next one starts, for some percent of CPU. */
  private static final String FILES = "BATCH_FORCED";

  /**
   * It warns of each operator whose name is too long for Flink's metrics, which all of Beam's are.
   */
  private static final Logger METRIC_NAMES =
      Logger.getLogger("org.apache.flink.metrics.MetricGroup");

  @Override
  public String runner() {
    return "FlinkRunner";
  }

  @Override
  public boolean isRemote(UnaryOperator<String> argument) {
    String master = argument.apply("--flinkMaster");
    return master != null && !master.startsWith("[") || isUnderFlinkRun();
  }

  @Override
  public Closeable prepare(PipelineOptions options, MemoryBudget budget) throws IOException {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    refuse(
        "--useDataStreamForBatch",
        options.as(VersionDependentFlinkPipelineOptions.class).getUseDataStreamForBatch());
    refuse("--reIterableGroupByKeyResult", flink.getReIterableGroupByKeyResult());
    if (flink.getExecutionModeForBatch().equals(PIPES)) {
      flink.setExecutionModeForBatch(FILES);
    }
    // Elements are never changed after they are made, so steps may share them.
    flink.setFasterCopy(true);
    if (!isEmbedded(flink)) {
      cluster(flink).ifPresent(cluster -> prepare(flink, budget, cluster));
      return () -> {};
    }
    budget.requireFit();
    METRIC_NAMES.setLevel(Level.SEVERE);
    flink.setFlinkMaster(FlinkPipelineOptions.AUTO); // Beam asks for the environment.
    flink.setAttachedMode(true);
    // Nothing is staged: Beam would put the class path into the options, which each step carries.
    flink.setFilesToStage(List.of());
    flink.setParallelism(budget.parallelism());
    Configuration asked = asked(flink.getFlinkConfDir());
    PrivateFolder folder = PrivateFolder.create();
    Configuration settings = settings(budget, folder.path());
    settings.addAll(asked);
    Closeable environment = EmbeddedEnvironment.install(settings, folder);
    return () -> {
      environment.close();
      folder.close();
    };
  }

  /** The user's own settings of Flink; none without a folder. */
  private static Configuration asked(String folder) {
    try {
      return folder == null ? new Configuration() : GlobalConfiguration.loadConfiguration(folder);
    } catch (IllegalConfigurationException e) {
      throw new BadOptionException(
          "--flinkConfDir=%s has no settings of Flink that can be read".formatted(folder));
    }
  }

  private static boolean isEmbedded(FlinkPipelineOptions flink) {
    return flink.getFlinkMaster().equals(EMBEDDED) || isAuto(flink) && !isUnderFlinkRun();
  }

  /**
   * {@code flink run} loads a job's classes by a class loader of its own, and has made the
   * environment that the job must use. The class loader is asked for first because that takes no
   * time.
   */
  @SuppressWarnings("deprecation") // Beam runs batches on Flink's DataSet API.
  private static boolean isUnderFlinkRun() {
    return FlinkDefaults.class.getClassLoader() != ClassLoader.getSystemClassLoader()
        && !ExecutionEnvironment.areExplicitEnvironmentsAllowed();
  }

  /** The cluster that the job goes to; none where the user's own configuration says how. */
  private static Optional<FlinkCluster> cluster(FlinkPipelineOptions flink) {
    if (flink.getFlinkConfDir() != null) {
      return Optional.empty();
    }
    if (!isAuto(flink)) {
      return Optional.of(FlinkCluster.at(flink.getFlinkMaster()));
    }
    ReadableConfig run = configurationOfFlinkRun();
    return run.getOptional(DeploymentOptions.TARGET).filter("remote"::equals).isPresent()
        ? Optional.of(
            FlinkCluster.at(run.get(RestOptions.ADDRESS) + ":" + run.get(RestOptions.PORT)))
        : Optional.empty();
  }

  private static boolean isAuto(FlinkPipelineOptions flink) {
    return flink.getFlinkMaster().equals(FlinkPipelineOptions.AUTO);
  }

  @SuppressWarnings("deprecation") // as above
  private static ReadableConfig configurationOfFlinkRun() {
    return ExecutionEnvironment.getExecutionEnvironment().getConfiguration();
  }

  @Override
  public PartKeys partKeys(PipelineOptions options) {
    int workers = options.as(FlinkPipelineOptions.class).getParallelism();
    return workers > 0 ? new EvenPartKeys(workers) : PartKeys.PLAIN;
  }

  @Override
  public void checkPaths(PipelineOptions options, List<PathOption> paths) {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (!isEmbedded(flink) && !options.as(FlinkClusterOptions.class).getSharedFileSystem()) {
      cluster(flink).ifPresent(cluster -> new ClusterChecks(cluster).requireShared(paths));
    }
  }

  private static void prepare(
      FlinkPipelineOptions flink, MemoryBudget budget, FlinkCluster cluster) {
    ClusterChecks checks = new ClusterChecks(cluster);
    checks.requireVersion(EnvironmentInformation.getVersion());
    if (!flink.as(FlinkClusterOptions.class).getWithoutRestarts()) {
      checks.requireRestarts();
    }
    int asked = flink.getParallelism();
    if (asked < 1 && isAuto(flink)) {
      asked = configurationOfFlinkRun().getOptional(CoreOptions.DEFAULT_PARALLELISM).orElse(0);
    }
    flink.setParallelism(checks.parallelism(asked));
    checks.requireMemory(budget, flink.getParallelism());
    if (isAuto(flink)) {
      return; // The one jar is on its way.
    }
    flink.setFlinkMaster(cluster.address());
    if (flink.getFilesToStage() == null) {
      flink.setFilesToStage(StagedJars.of(System.getProperty("java.class.path")));
    }
  }

  private static void refuse(String option, boolean given) {
    if (given) {
      throw new BadOptionException(
          option + " holds all rows of a part in memory, several times: leave it out");
    }
  }

  /** Memory and buffers from the budget, files in a folder. */
  private static Configuration settings(MemoryBudget budget, Path temporary) {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, temporary.toString());
    settings.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false); // There is no other class loader.
    settings.set(SecurityOptions.DELEGATION_TOKENS_ENABLED, false);
    // As fast as LZ4, whose native library unpacks itself to a name that another user can foresee.
    settings.set(NettyShuffleEnvironmentOptions.SHUFFLE_COMPRESSION_CODEC, "LZO");
    settings.set(JobManagerOptions.RETRIEVE_TASK_MANAGER_HOSTNAME, false);
    settings.set(
        TaskManagerOptions.NETWORK_BATCH_SHUFFLE_READ_MEMORY,
        MemorySize.ofMebiBytes(MemoryBudget.SPILL_READ_MB));
    settings.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(budget.managedMb()));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(budget.networkMb()));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(budget.networkMb()));
    return settings;
  }
}
