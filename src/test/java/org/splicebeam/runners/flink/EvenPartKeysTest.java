package org.splicebeam.runners.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.transforms.features.ColumnCount;
import org.splicebeam.transforms.parts.PartKeys;

class EvenPartKeysTest {
  @Test
  void aKeyIsOfOnePartAndStaysTheSame() {
    for (int workers : new int[] {1, 2, 7, 64, 500}) {
      PartKeys keys = new EvenPartKeys(workers);
      Set<Long> seen = new HashSet<>();
      for (int part : IntStream.range(0, 2_000).toArray()) {
        long key = keys.keyOf(part);
        assertThat(PartKeys.partOf(key), is(part));
        assertThat(new EvenPartKeys(workers).keyOf(part), is(key));
        seen.add(key);
      }
      assertThat(seen.size(), is(2_000));
    }
    assertThat(
        PartKeys.partOf(new EvenPartKeys(3).keyOf(Integer.MAX_VALUE)), is(Integer.MAX_VALUE));
  }

  /** What {@link EvenPartKeys} knows of Flink is seen on Flink. */
  @Test
  @SuppressWarnings("try") // what was prepared is only to be closed
  void flinkGivesEachWorkerAsManyParts() throws IOException {
    FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
    options.setRunner(FlinkRunner.class);
    FlinkDefaults defaults = new FlinkDefaults();
    try (Closeable prepared =
        defaults.prepare(options, MemoryBudget.forWorkers(3, ColumnCount.NONE, 1, 1))) {
      PartKeys keys = defaults.partKeys(options);
      Pipeline pipeline = Pipeline.create(options);
      PCollection<KV<String, Long>> partsByWorker =
          pipeline
              .apply(Create.of(IntStream.range(0, 30).boxed().toList()))
              .apply(
                  MapElements.into(
                          TypeDescriptors.kvs(TypeDescriptors.longs(), TypeDescriptors.integers()))
                      .via(part -> KV.of(keys.keyOf(part), part)))
              .apply(GroupByKey.create())
              .apply(ParDo.of(new NameWorkerFn()))
              .apply(Count.perElement());
      PAssert.that(partsByWorker)
          .containsInAnyOrder(List.of(KV.of("1", 10L), KV.of("2", 10L), KV.of("3", 10L)));
      pipeline.run().waitUntilFinish();
    }
  }

  private static final class NameWorkerFn extends DoFn<KV<Long, Iterable<Integer>>, String> {
    private static final long serialVersionUID = 1L;
    private static final Pattern WORKER = Pattern.compile("\\((\\d)/3\\)");

    @ProcessElement
    public void name(OutputReceiver<String> workers) {
      Matcher worker = WORKER.matcher(Thread.currentThread().getName());
      workers.output(worker.find() ? worker.group(1) : Thread.currentThread().getName());
    }
  }
}
