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

  /** Every step's output is written down before the next one starts, for some percent of CPU. */
  private static final String FILES = "BATCH_FORCED";

  @Override
  public String runner() {
    return "FlinkRunner";
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
    boolean embedded =
        flink.getFlinkMaster().equals(FlinkPipelineOptions.AUTO)
            || flink.getFlinkMaster().equals(EMBEDDED);
    if (!embedded) {
      return () -> {};
    }
    budget.requireFit();
    flink.setFlinkMaster(EMBEDDED);
    flink.setParallelism(budget.parallelism());
    if (flink.getFlinkConfDir() != null) {
      return () -> {};
    }
    PrivateFolder folder = PrivateFolder.create();
    Files.write(folder.path().resolve("flink-conf.yaml"), configuration(budget, folder.path()));
    flink.setFlinkConfDir(folder.path().toString());
    return folder;
  }

  private static void refuse(String option, boolean given) {
    if (given) {
      throw new BadOptionException(
          option + " holds all rows of a part in memory, several times: leave it out");
    }
  }

  private static List<String> configuration(MemoryBudget budget, Path temporary) {
    return List.of(
        "rest.address: 127.0.0.1",
        "rest.bind-address: 127.0.0.1",
        "rest.bind-port: 0",
        "jobmanager.rpc.address: 127.0.0.1",
        "jobmanager.bind-host: 127.0.0.1",
        "taskmanager.host: 127.0.0.1",
        "taskmanager.bind-host: 127.0.0.1",
        "web.submit.enable: false",
        "web.tmpdir: " + temporary,
        "io.tmp.dirs: " + temporary,
        "taskmanager.memory.framework.off-heap.batch-shuffle.size: "
            + MemoryBudget.SPILL_READ_MB
            + "m",
        "taskmanager.memory.managed.size: " + budget.managedMb() + "m",
        "taskmanager.memory.network.min: " + budget.networkMb() + "m",
        "taskmanager.memory.network.max: " + budget.networkMb() + "m");
  }
}
