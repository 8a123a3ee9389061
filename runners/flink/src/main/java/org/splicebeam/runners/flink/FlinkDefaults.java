package org.splicebeam.runners.flink;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.VersionDependentFlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.build.BadOptionException;
import org.splicebeam.pipeline.build.MemoryBudget;
import org.splicebeam.pipeline.build.RunnerDefaults;

/**
 * Flink: without {@code --flinkMaster} a cluster inside this process, with a configuration of its
 * own: no socket but on loopback, memory and buffers from the budget.
 */
public final class FlinkDefaults implements RunnerDefaults {
  private static final String EMBEDDED = "[local]";

  /**
   * Beam's default: Flink joins steps by pipes or files as it sees fit. Where steps on both ends of
   * a pipe wait for one another's files, none is ever started and the job hangs (FLINK-10672).
   */
  private static final String PIPES = "PIPELINED";

  /** Every step's output is written down before the next one starts, at no cost in CPU. */
  private static final String FILES = "BATCH_FORCED";

  @Override
  public String runner() {
    return "FlinkRunner";
  }

  @Override
  public Closeable prepare(PipelineOptions options, MemoryBudget budget) throws IOException {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (options.as(VersionDependentFlinkPipelineOptions.class).getUseDataStreamForBatch()
        || flink.getReIterableGroupByKeyResult()) {
      throw new BadOptionException(
          "--useDataStreamForBatch and --reIterableGroupByKeyResult hold all rows of a key in"
              + " memory: leave them out");
    }
    if (flink.getExecutionModeForBatch().equals(PIPES)) {
      flink.setExecutionModeForBatch(FILES);
    }
    boolean embedded =
        flink.getFlinkMaster().equals(FlinkPipelineOptions.AUTO)
            || flink.getFlinkMaster().equals(EMBEDDED);
    if (!embedded) {
      return () -> {};
    }
    flink.setFlinkMaster(EMBEDDED);
    flink.setParallelism(budget.parallelism());
    if (flink.getFlinkConfDir() != null) {
      return () -> {};
    }
    Path folder = Files.createTempDirectory("splicebeam-flink");
    Path file = folder.resolve("flink-conf.yaml");
    Files.write(file, configuration(budget));
    flink.setFlinkConfDir(folder.toString());
    return () -> {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    };
  }

  private static List<String> configuration(MemoryBudget budget) {
    return List.of(
        "rest.address: 127.0.0.1",
        "rest.bind-address: 127.0.0.1",
        "rest.bind-port: 0",
        "jobmanager.rpc.address: 127.0.0.1",
        "jobmanager.bind-host: 127.0.0.1",
        "taskmanager.host: 127.0.0.1",
        "taskmanager.bind-host: 127.0.0.1",
        "taskmanager.memory.managed.size: " + budget.managedMb() + "m",
        "taskmanager.memory.network.min: " + budget.networkMb() + "m",
        "taskmanager.memory.network.max: " + budget.networkMb() + "m");
  }
}
