package org.splicebeam.runners.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.PathOption;
import org.splicebeam.pipeline.run.MemoryBudget;
import org.splicebeam.transforms.features.ColumnCount;

class ClusterChecksTest {
  private static final String SMALL_BUFFERS = "taskmanager.network.sort-shuffle.min-buffers";
  private static final FlinkCluster.Worker HERE = worker("127.0.0.1", 2_000, 200);
  private static final FlinkCluster.Worker ELSEWHERE = worker("192.0.2.7", 2_000, 200);

  @TempDir Path folder;

  private static FlinkCluster.Worker worker(String host, long heapMb, long networkMb) {
    return new FlinkCluster.Worker(host, 2, heapMb << 20, networkMb << 20);
  }

  private static ClusterChecks of(
      int slots, int free, Map<String, String> configuration, FlinkCluster.Worker... workers) {
    return new ClusterChecks(
        new FlinkCluster("h:8081", "1.19.3", slots, free, configuration, List.of(workers)));
  }

  private static String refusal(Executable check) {
    return assertThrows(BadOptionException.class, check).getMessage();
  }

  @Test
  void patchReleasesUnderstandOneAnother() {
    of(4, 4, Map.of(), HERE).requireVersion("1.19.0");
    of(4, 4, Map.of(), HERE).requireVersion("1.19.11");
    assertThat(
        refusal(() -> of(4, 4, Map.of(), HERE).requireVersion("1.20.1")),
        is(
            "--flinkMaster=h:8081: it is Flink 1.19.3, but this distribution speaks Flink 1.20.1: use a"
                + " cluster of 1.20.x"));
    assertThrows(BadOptionException.class, () -> of(4, 4, Map.of(), HERE).requireVersion("1.1.3"));
  }

  @Test
  void aBuildTakesTheFreeSlotsUnlessToldOtherwise() {
    assertThat(of(8, 5, Map.of(), HERE).parallelism(-1), is(5));
    assertThat(of(8, 5, Map.of(), HERE).parallelism(5), is(5));
    assertThat(of(8, 5, Map.of(), HERE).parallelism(2), is(2));
    assertThat(
        refusal(() -> of(8, 5, Map.of(), HERE).parallelism(6)),
        is(
            "--flinkMaster=h:8081: it has 5 free slots of 8: choose --parallelism=5 or add TaskManagers"));
    assertThat(
        refusal(() -> of(8, 0, Map.of(), HERE).parallelism(-1)),
        is(
            "--flinkMaster=h:8081: its 8 slots are taken by other jobs: wait for them or add TaskManagers"));
    assertThat(
        refusal(() -> of(0, 0, Map.of()).parallelism(-1)),
        is("--flinkMaster=h:8081: it has no TaskManager: start some"));
  }

  @Test
  void anElasticClusterIsAskedForWhatTheUserSays() {
    ClusterChecks kubernetes = of(0, 0, Map.of("kubernetes.cluster-id", "a"));
    assertThat(kubernetes.parallelism(64), is(64));
    assertThat(kubernetes.parallelism(-1), is(1));
  }

  @Test
  void taskManagersNeedTheHeapOfTheirWorkers() {
    MemoryBudget budget = MemoryBudget.forWorkers(1, new ColumnCount(82, 4_096), 25_000, 0);
    long one = budget.heapMb();
    long two = MemoryBudget.forWorkers(2, new ColumnCount(82, 4_096), 25_000, 0).heapMb();
    Map<String, String> buffers = Map.of(SMALL_BUFFERS, "16");

    of(2, 2, buffers, worker("h", two, 64)).requireMemory(budget, 2);
    of(2, 2, buffers, worker("h", one, 64)).requireMemory(budget, 1);
    assertThat(
        refusal(() -> of(2, 2, buffers, HERE, worker("h", two - 1, 64)).requireMemory(budget, 64)),
        is(
            "--flinkMaster=h:8081: a TaskManager there has %d MB of heap, but 2 workers of this build take up to %d:"
                    .formatted(two - 1, two)
                + " give it more (taskmanager.memory.task.heap.size) or fewer slots, or choose smaller"
                + " --partRows or --rowGroupRows"));
  }

  @Test
  void taskManagersNeedBuffersForTheirOutputs() {
    MemoryBudget budget = MemoryBudget.forWorkers(1, ColumnCount.NONE, 1, 1);
    assertThat(
        refusal(() -> of(2, 2, Map.of(), worker("h", 9_000, 383)).requireMemory(budget, 2)),
        is(
            "--flinkMaster=h:8081: a TaskManager there has 383 MB of network buffers, but 2 workers of this"
                + " build take 384: set taskmanager.network.sort-shuffle.min-buffers to 16 in its configuration"));
    of(2, 2, Map.of(), worker("h", 9_000, 384)).requireMemory(budget, 2);

    Map<String, String> small = Map.of(SMALL_BUFFERS, "16");
    of(2, 2, small, worker("h", 9_000, 12)).requireMemory(budget, 2);
    assertThat(
        refusal(() -> of(2, 2, small, worker("h", 9_000, 11)).requireMemory(budget, 2)),
        is(
            "--flinkMaster=h:8081: a TaskManager there has 11 MB of network buffers, but 2 workers of this"
                + " build take 12: set taskmanager.memory.network.min to 12m"));
  }

  @Test
  void aClusterWithoutRestartStrategyIsRefused() {
    of(4, 4, Map.of("restart-strategy.type", "failure-rate")).requireRestarts();
    of(4, 4, Map.of("restart-strategy", "fixed-delay")).requireRestarts();
    for (Map<String, String> without :
        List.of(Map.<String, String>of(), Map.of("restart-strategy.type", "none"))) {
      assertThat(
          refusal(() -> of(4, 4, without).requireRestarts()),
          is(
              "--flinkMaster=h:8081: it has no restart strategy, so that the loss of a TaskManager would end"
                  + " the build: set restart-strategy.type to exponential-delay in its configuration, or say"
                  + " --withoutRestarts"));
    }
  }

  @Test
  void pathsOfThisMachineAreOnlySeenHere() throws IOException {
    String type = Files.getFileStore(folder).type();
    String local = folder.resolve("not/yet/there").toString();
    of(4, 4, Map.of(), HERE).requireShared(List.of(new PathOption("--output", local)));
    of(4, 4, Map.of(), HERE, ELSEWHERE)
        .requireShared(List.of(new PathOption("--output", "gs://bucket/a")));
    assertThat(
        refusal(
            () ->
                of(4, 4, Map.of(), HERE, ELSEWHERE)
                    .requireShared(List.of(new PathOption("--output", local)))),
        is(
            "--output %s lies on a file system of this machine (%s), which the TaskManager on 192.0.2.7 cannot see:"
                    .formatted(local, type)
                + " move it to one that all machines share, or say --sharedFileSystem if this is one"));
    assertThat(
        refusal(
            () ->
                of(0, 0, Map.of("kubernetes.cluster-id", "a"))
                    .requireShared(List.of(new PathOption("--input", folder + "/*.tsv")))),
        is(
            "--input %s/*.tsv lies on a file system of this machine (%s), which a TaskManager to come cannot see:"
                    .formatted(folder, type)
                + " move it to one that all machines share, or say --sharedFileSystem if this is one"));
  }
}
