package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.splicebeam.pipeline.build.BuiltDataset;
import org.splicebeam.transforms.publish.FaultyStore.Fault;

/** What happens to an output folder when the n-th act on its files goes wrong, for every n. */
class StoreFaultTest {
  private static final SmallBuild BUILD = new SmallBuild("ACGT");

  @TempDir Path temporary;

  @ParameterizedTest
  @EnumSource
  void noFaultTearsAFileOrStopsTheNextBuild(Fault fault) throws IOException {
    BUILD.run(Claimed.folder(temporary.resolve("undisturbed"), "a run"));
    Map<String, String> undisturbed = dataset("undisturbed");
    long failures = 0;
    for (long n = 1; ; n++) {
      Path path = temporary.resolve("fault at " + n);
      OutputFolder faulty = FaultyStore.folder(Claimed.folder(path, "a run"), fault, n);
      try {
        BUILD.run(faulty);
        assertThat(dataset(path.toString()), is(undisturbed));
      } catch (OutputException e) {
        failures++;
        assertThat(
            e.getMessage(),
            matchesPattern(
                "(master/|\\.splicebeam/|dataset)[a-z0-9/.-]* cannot be (read|written|removed)"
                    + " \\((Input/output error|No space left on device"
                    + "|\\d+ bytes of the \\d+ written are there)\\)"));
        Map<String, String> left = dataset(path.toString());
        left.forEach((name, content) -> assertThat(undisturbed, hasEntry(name, content)));
        BUILD.run(Claimed.folder(path, "a later run"));
        assertThat(dataset(path.toString()), is(undisturbed));
      }
      if (((FaultyStore) faulty.store()).acts() < n) {
        break;
      }
    }
    assertThat(failures, greaterThan(5L));
  }

  /** Every file but the run's own. */
  private Map<String, String> dataset(String folder) throws IOException {
    return new BuiltDataset(temporary.resolve(folder)).reproducible();
  }
}
