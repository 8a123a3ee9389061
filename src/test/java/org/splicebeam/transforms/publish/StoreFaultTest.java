package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.splicebeam.pipeline.dataset.BuiltDataset;
import org.splicebeam.transforms.publish.FaultyStore.Fault;

/** What happens to an output folder when the n-th act on its files goes wrong, for every n. */
class StoreFaultTest {
  private static final SmallBuild BUILD = new SmallBuild("ACGT");

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void noFaultTearsAFileOrStopsTheNextBuild(Fault fault) throws IOException {
    long failures = 0;
    for (long n = 1; ; n++) {
      Path path = temporary.resolve("fault at " + n);
      OutputFolder faulty = FaultyStore.folder(claimed(path, "a run"), fault, n);
      try {
        BUILD.run(faulty);
      } catch (OutputException e) {
        failures++;
        assertThat(
            e.getMessage(),
            matchesPattern(
                "(master/|\\.splicebeam/|dataset)[a-z0-9/.-]* cannot be (read|written|removed)"
                    + " \\((Input/output error|No space left on device"
                    + "|\\d+ bytes of the \\d+ written are there)\\)"));
        assertThat(BUILD.isRight(dataset(path)), is(true));
        BUILD.run(claimed(path, "a later run"));
      }
      assertThat(dataset(path).keySet().size(), is(SmallBuild.FILES));
      assertThat(BUILD.isRight(dataset(path)), is(true));
      if (((FaultyStore) faulty.store()).acts() < n) {
        break;
      }
    }
    assertThat(failures, greaterThan(5L));
  }

  /** On a disk that spares the time of syncing. */
  private OutputFolder claimed(Path path, String run) throws IOException {
    OutputFolder folder = SmallBuild.folder(path, new LossyDisk(temporary, () -> {})).ownedBy(run);
    Owner.claim(folder, false).close();
    return folder;
  }

  /** Every file but the run's own. */
  private static Map<String, String> dataset(Path folder) throws IOException {
    return new BuiltDataset(folder).reproducible();
  }
}
