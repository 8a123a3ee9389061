package org.splicebeam.runners.dataflow;

import java.io.Closeable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.runners.dataflow.util.MonitoringUtil;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.splicebeam.pipeline.options.OptionText;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.pipeline.run.RunnerDefaults;

/**
 * Google Cloud Dataflow. A job is submitted and left to itself: it writes every file of the data
 * set, and what a Flex Template launches cannot be waited for.
 */
public final class DataflowDefaults implements RunnerDefaults {
  /**
   * Four vCPUs with 4 GB each. A vCPU writes one part at a time, for which a hundred thousand rows
   * with 6-mers take 0.6 GB; fewer, larger machines hold the views fewer times.
   */
  private static final String MACHINE = "n2-standard-4";

  /** Shuffles lie in Dataflow's own service; on a worker's disk are its image, jars and logs. */
  private static final int DISK_GB = 50;

  /**
   * Above the views that every worker looks into: gene models of a whole genome with all their
   * transcripts and the selection, tens of bytes a splice site. What does not fit is fetched again
   * and again.
   */
  private static final int CACHE_MB = 1024;

  /** Dataflow's own limit is 1 000 workers, which a mistyped glob should not cost. */
  private static final int MOST_WORKERS = 32;

  @Override
  public String runner() {
    return "DataflowRunner";
  }

  @Override
  public boolean isRemote(UnaryOperator<String> argument) {
    return true;
  }

  @Override
  public void checkPaths(PipelineOptions options, List<PathOption> paths) {
    PathOption.refuseLocal(paths, "Dataflow's workers", "copy it to gs:// and name that");
  }

  @Override
  public Closeable prepare(PipelineOptions options, MemoryBudget budget) {
    DataflowPipelineOptions dataflow = options.as(DataflowPipelineOptions.class);
    OptionText.require(
        List.of(
            new OptionText.Needed(
                "--project", dataflow.getProject(), "the Google Cloud project that runs the job"),
            new OptionText.Needed(
                "--region", dataflow.getRegion(), "where the job runs, such as europe-west1")));
    if (dataflow.getWorkerMachineType() == null) {
      dataflow.setWorkerMachineType(MACHINE);
    }
    if (dataflow.getDiskSizeGb() == 0) {
      dataflow.setDiskSizeGb(DISK_GB);
    }
    if (dataflow.getMaxNumWorkers() == 0) {
      dataflow.setMaxNumWorkers(Math.max(MOST_WORKERS, dataflow.getNumWorkers()));
    }
    dataflow.setWorkerCacheMb(Math.max(CACHE_MB, dataflow.getWorkerCacheMb()));
    return () -> {};
  }

  /** A job that a template starts has no id yet, and every call on its result throws. */
  @Override
  public List<String> leftRunning(PipelineResult job, PipelineOptions options) {
    DataflowPipelineOptions dataflow = options.as(DataflowPipelineOptions.class);
    if (dataflow.getTemplateLocation() != null) {
      return List.of(
          "the job's description was written to %s: what launches it starts it"
              .formatted(dataflow.getTemplateLocation()));
    }
    String id = ((DataflowPipelineJob) job).getJobId();
    return List.of(
        "job %s was submitted to Dataflow and goes on by itself".formatted(dataflow.getJobName()),
        "  look at it: "
            + MonitoringUtil.getJobMonitoringPageURL(
                dataflow.getProject(), dataflow.getRegion(), id),
        "  cancel it: " + MonitoringUtil.getGcloudCancelCommand(dataflow, id));
  }
}
