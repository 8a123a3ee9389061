package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.transforms.publish.FaultyStore;
import org.splicebeam.transforms.publish.FaultyStore.Fault;
import org.splicebeam.transforms.publish.OutputException;
import org.splicebeam.transforms.publish.OutputFolder;

/** The whole graph on two parts, where the n-th act on a file of the output goes wrong. */
class DatasetFaultTest {
  @TempDir Path temporary;
  private DatasetBuild build;
  private Map<String, String> undisturbed;
  private long acts;
  private FaultyStore store;

  @BeforeEach
  void buildUndisturbed() throws IOException {
    TinyInput input = TinyInput.in(temporary.resolve("input"));
    build = new DatasetBuild(input.analysis(), input.gtf());
    build.columns = new ColumnSettings(List.of(1), false, List.of());
    build.partRows = 4;
    build.disk = folder -> faulty(folder, Fault.BEFORE, 0);
    undisturbed = build.onDirectRunner(temporary.resolve("undisturbed"), 1).reproducible();
    acts = store.acts();
  }

  private OutputFolder faulty(OutputFolder folder, Fault fault, long n) {
    OutputFolder faulty = FaultyStore.folder(folder, fault, n);
    store = (FaultyStore) faulty.store();
    return faulty;
  }

  @Test
  void aFaultHereAndThereTearsNothingAndTheBuildGoesOn() throws IOException {
    Fault[] faults = Fault.values();
    for (int i = 0; i < faults.length; i++) {
      failAndGoOn(faults[i], acts * (i + 1) / (faults.length + 1));
    }
  }

  @Tag("stress")
  @Test
  void aFaultAnywhereTearsNothingAndTheBuildGoesOn() throws IOException {
    Fault[] faults = Fault.values();
    for (int n = 1; n <= acts; n++) {
      failAndGoOn(faults[n % faults.length], n);
    }
  }

  private void failAndGoOn(Fault fault, long n) throws IOException {
    Path output = temporary.resolve("%s at %d".formatted(fault, n));
    build.disk = folder -> faulty(folder, fault, n);
    try {
      build.onDirectRunner(output, 1);
    } catch (PipelineExecutionException e) {
      assertThat(e.getCause(), instanceOf(OutputException.class));
      Map<String, String> left = new BuiltDataset(output).reproducible();
      assertThat(left.entrySet(), everyItem(is(in(undisturbed.entrySet()))));
      assertThat(left.containsKey("dataset.json") && !left.equals(undisturbed), is(false));
      build.disk = folder -> folder;
      build.onDirectRunner(output, 1);
    }
    assertThat(output.toString(), new BuiltDataset(output).reproducible(), is(undisturbed));
  }
}
