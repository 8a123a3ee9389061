package org.splicebeam.runners.dataflow;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.transforms.features.ColumnCount;

class DataflowDefaultsTest {
  private static final MemoryBudget TOO_MUCH = MemoryBudget.of(64, 3, ColumnCount.NONE, 1, 1);

  private final DataflowDefaults defaults = new DataflowDefaults();

  @Test
  void workersAreSizedWhereTheUserLeavesItOpen() {
    DataflowPipelineOptions options = options("--project=a", "--region=b");

    defaults.prepare(options, TOO_MUCH);

    assertThat(options.getWorkerMachineType(), is("n2-standard-4"));
    assertThat(options.getDiskSizeGb(), is(50));
    assertThat(options.getMaxNumWorkers(), is(32));
    assertThat(options.getWorkerCacheMb(), is(1024));
  }

  @Test
  void whatTheUserSaysIsLeftAlone() {
    DataflowPipelineOptions options =
        options(
            "--project=a",
            "--region=b",
            "--workerMachineType=c3-highmem-8",
            "--diskSizeGb=200",
            "--maxNumWorkers=5",
            "--workerCacheMb=4096");

    defaults.prepare(options, TOO_MUCH);

    assertThat(options.getWorkerMachineType(), is("c3-highmem-8"));
    assertThat(options.getDiskSizeGb(), is(200));
    assertThat(options.getMaxNumWorkers(), is(5));
    assertThat(options.getWorkerCacheMb(), is(4096));
  }

  @Test
  void moreWorkersToBeginWithAreTheMostAsWell() {
    DataflowPipelineOptions options = options("--project=a", "--region=b", "--numWorkers=100");

    defaults.prepare(options, TOO_MUCH);

    assertThat(options.getMaxNumWorkers(), is(100));
  }

  @Test
  void projectAndRegionAreNeeded() {
    assertRefused(
        "--region is missing: it names where the job runs, such as europe-west1",
        () -> defaults.prepare(options("--project=a", "--region="), TOO_MUCH));
    assertRefused(
        "--project is missing: it names the Google Cloud project that runs the job",
        () -> defaults.prepare(options("--project=", "--region=b"), TOO_MUCH));
  }

  @Test
  void filesOfThisMachineAreRefused() {
    defaults.checkPaths(options(), List.of(new PathOption("--input", "gs://b/a")));
    assertRefused(
        "--gtf a.gtf is on this machine, which Dataflow's workers cannot see: copy it to gs:// and"
            + " name that",
        () -> defaults.checkPaths(options(), List.of(new PathOption("--gtf", "a.gtf"))));
  }

  private static void assertRefused(String sentence, Runnable refused) {
    assertThat(assertThrows(BadOptionException.class, refused::run).getMessage(), is(sentence));
  }

  private static DataflowPipelineOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(DataflowPipelineOptions.class);
  }
}
