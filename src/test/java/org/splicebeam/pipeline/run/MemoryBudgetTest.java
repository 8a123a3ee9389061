package org.splicebeam.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.transforms.features.ColumnCount;

class MemoryBudgetTest {
  private static final int GROUP_ROWS = 25_000;

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16, 24, 256})
  void aBuildTakesAtMostHalfOfTheMachineOrIsRefused(int gib) {
    for (int k = 0; k <= 8; k++) {
      int cores = 0;
      MemoryBudget fewer = null;
      while (cores++ < 64) {
        MemoryBudget budget = MemoryBudget.of(gib * 1024L, cores, columns(k), GROUP_ROWS, 0);
        assertThat(budget.limitMb(), is(gib * 512L));
        assertThat(budget.parallelism(), lessThanOrEqualTo(cores));
        if (budget.fits()) {
          assertThat(budget.totalMb(), lessThanOrEqualTo(gib * 512L));
          budget.requireFit();
        } else {
          assertThat(budget.parallelism(), is(1));
          assertThrows(BadOptionException.class, budget::requireFit);
        }
        // One worker more would not have fitted, and another core takes none away.
        if (budget.parallelism() < cores) {
          MemoryBudget more =
              MemoryBudget.forWorkers(budget.parallelism() + 1, columns(k), GROUP_ROWS, 0);
          assertThat(more.totalMb(), greaterThan(gib * 512L));
        }
        assertThat(
            budget.parallelism(), greaterThanOrEqualTo(fewer == null ? 1 : fewer.parallelism()));
        fewer = budget;
      }
    }
  }

  /** No flag is needed on a laptop of 8 GiB, whatever the k-mers. */
  @ParameterizedTest
  @CsvSource({"4, 6, 2, 2", "8, 6, 8, 5", "8, 8, 8, 1", "16, 6, 16, 12", "24, 6, 2, 2"})
  void workersThatFit(int gib, int k, int cores, int workers) {
    MemoryBudget budget = MemoryBudget.of(gib * 1024L, cores, columns(k), GROUP_ROWS, 0);

    assertThat(budget.fits(), is(true));
    assertThat(budget.parallelism(), is(workers));
  }

  @Test
  void theSumHasAllItsParts() {
    MemoryBudget budget = MemoryBudget.forWorkers(2, columns(6), GROUP_ROWS, 0);

    assertThat(budget, is(new MemoryBudget(2, 1376, 192, 40, 21, Long.MAX_VALUE)));
    assertThat(budget.directMb(), is(40L + 64 + 64));
    assertThat(budget.totalMb(), is(1376L + 45 + 192 + 168 + 256));
  }

  /** Of 86 columns as of 94; what a hundred extra columns take is counted, too. */
  @Test
  void columnsBesideKmersAreCountedInSteps() {
    MemoryBudget few = MemoryBudget.forWorkers(2, columns(6), GROUP_ROWS, 0);

    assertThat(MemoryBudget.forWorkers(2, new ColumnCount(94, 4096), GROUP_ROWS, 0), is(few));
    // 192 arrays instead of 96 of 25 000 rows, 256 chunks instead of 128 of five row groups.
    assertThat(
        MemoryBudget.forWorkers(2, new ColumnCount(182, 4096), GROUP_ROWS, 0),
        is(new MemoryBudget(2, few.heapMb() + 2 * (19 + 1), 192, 40, 22, Long.MAX_VALUE)));
  }

  @Test
  void moreRowsAndColumnsTakeMore() {
    long small = MemoryBudget.forWorkers(4, count(4096), 10_000, 10_000).heapMb();
    long largeParts = MemoryBudget.forWorkers(4, count(4096), 10_000, 100_000).heapMb();
    long largeGroups = MemoryBudget.forWorkers(4, count(4096), 100_000, 100_000).heapMb();
    long moreColumns = MemoryBudget.forWorkers(4, count(65536), 100_000, 100_000).heapMb();

    assertThat(small, lessThan(largeParts));
    assertThat(largeParts, lessThan(largeGroups));
    assertThat(largeGroups, lessThan(moreColumns));
    // A group is never larger than its part.
    assertThat(MemoryBudget.forWorkers(4, count(4096), 1_000_000, 10_000).heapMb(), is(small));
  }

  @Test
  void aMachineThatIsTooSmallIsToldTheWayOut() {
    MemoryBudget budget = MemoryBudget.of(4096, 8, columns(8), GROUP_ROWS, 0);

    assertThat(
        assertThrows(BadOptionException.class, budget::requireFit).getMessage(),
        is(
            "one worker of this build takes "
                + budget.totalMb()
                + " MB, but half of this machine's memory is 2048 MB: choose smaller --rowGroupRows"
                + " or --partRows, or fewer --kmerSizes"));
    MemoryBudget.of(4096, 8, columns(8), 5_000, 20_000).requireFit();
  }

  /** Each row group describes each column: 300 rows of 100 000 are 334 of them. */
  @Test
  void smallRowGroupsTakeMemoryToo() {
    MemoryBudget budget = MemoryBudget.of(2048, 8, columns(6), 300, 0);

    assertThat(budget.footerMb(), is(334L * (4096 + 128) / 1024 + 1));
    assertThat(
        assertThrows(BadOptionException.class, budget::requireFit).getMessage(),
        is(
            "one worker of this build takes "
                + budget.totalMb()
                + " MB, but half of this machine's memory is 1024 MB: choose larger --rowGroupRows,"
                + " smaller --partRows, or fewer --kmerSizes"));
  }

  /** No footer has room for them, so parallelism told by the user does not make it possible. */
  @Test
  void tooManyRowGroupsAreRefusedOnAnyMachine() {
    MemoryBudget budget = MemoryBudget.forWorkers(1, columns(6), 1, 1_000_000);

    assertThat(
        assertThrows(BadOptionException.class, budget::requireFit).getMessage(),
        is(
            "the row groups of one part take "
                + budget.footerMb()
                + " MB to describe: choose larger --rowGroupRows or smaller --partRows"));
    // An ordinal has two bytes; the bound counts one group more than there are rows for.
    assertThrows(
        BadOptionException.class,
        MemoryBudget.forWorkers(1, columns(0), 1, Short.MAX_VALUE)::requireFit);
    MemoryBudget.forWorkers(1, columns(0), 1, Short.MAX_VALUE - 1).requireFit();
  }

  /** Buffers that the whole graph was seen to start with. */
  @ParameterizedTest
  @CsvSource({"1, 8", "2, 16", "8, 40", "16, 96", "32, 128", "64, 512"})
  void networkBuffersSuffice(int workers, long measuredMb) {
    assertThat(
        MemoryBudget.forWorkers(workers, ColumnCount.NONE, 1, 1).networkMb(),
        greaterThanOrEqualTo(measuredMb));
  }

  /** The user's parallelism is taken as it is; the machine's is counted. */
  @Test
  void parallelismIsTheUsersWord() {
    MemoryBudget told =
        ((BuildCommand) Main.parsed("build", "--parallelism=64", "--kmerSizes=8")).budget();
    assertThat(told, is(MemoryBudget.forWorkers(64, columns(8), GROUP_ROWS, 0)));
    assertThat(told.fits(), is(true));

    String[] counted = {"build", "--kmerSizes=3,6", "--rowGroupRows=77", "--gtf=/none"};
    assertThat(
        ((BuildCommand) Main.parsed(counted)).budget(),
        is(
            MemoryBudget.of(
                MemoryBudget.machineMb(),
                Runtime.getRuntime().availableProcessors(),
                count(64 + 4096),
                77,
                0)));
  }

  @Test
  void littleInputKeepsOneWorkerBusy() {
    MemoryBudget budget =
        ((BuildCommand) Main.parsed("build", "--gtf=pom.xml", "--kmerSizes=3")).budget();

    assertThat(budget, is(MemoryBudget.of(MemoryBudget.machineMb(), 1, count(64), GROUP_ROWS, 0)));
  }

  /** What runs elsewhere is told for one worker, and takes next to nothing here. */
  @Test
  void aClustersMemoryIsNotThisMachines() {
    BuildCommand remote =
        (BuildCommand)
            Main.parsed("build", "--flinkMaster=host:8081", "--partRows=100000", "--kmerSizes=6");
    assertThat(remote.budget(), is(MemoryBudget.forWorkers(1, columns(6), GROUP_ROWS, 100_000)));
    assertThat(remote.launcherBudget(), is(MemoryBudget.forWorkers(1, ColumnCount.NONE, 1, 1)));

    BuildCommand local = (BuildCommand) Main.parsed("build", "--parallelism=3");
    assertThat(local.launcherBudget(), is(local.budget()));
  }

  @Test
  void aProcessWithOtherWorkersHasTheirHeap() {
    MemoryBudget one = MemoryBudget.forWorkers(1, columns(6), GROUP_ROWS, 0);
    MemoryBudget three = MemoryBudget.forWorkers(3, columns(6), GROUP_ROWS, 0);
    assertThat(one.heapMbOf(3), is(three.heapMb()));
    assertThat(three.heapMbOf(1), is(one.heapMb()));
  }

  /** Of a data set with the k-mers of one size, 0 for none. */
  private static ColumnCount columns(int k) {
    return count(k == 0 ? 0 : 1L << 2 * k);
  }

  private static ColumnCount count(long kmers) {
    return new ColumnCount(82, kmers);
  }
}
