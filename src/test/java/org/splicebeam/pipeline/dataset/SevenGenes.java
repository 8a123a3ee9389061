package org.splicebeam.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.splicebeam.pipeline.Ran;

/**
 * Genes whose ids give each split some of them. By the hash of their ids G5 is validation, G7 and
 * G18 test, the others train. G2 overlaps G18, whose id is smaller, and goes with it.
 */
final class SevenGenes {
  /** The splits of builds that split by gene. */
  static final Map<String, String> BY_GENE =
      Collections.unmodifiableMap(
          new TreeMap<>(
              Map.of(
                  "G1",
                  "train",
                  "G9",
                  "train",
                  "G3",
                  "train",
                  "G5",
                  "validation",
                  "G18",
                  "test",
                  "G2",
                  "test",
                  "G7",
                  "test")));

  private SevenGenes() {}

  /** A data set in which validate finds nothing. */
  static BuiltDataset validated(Path folder) {
    Ran validated = Ran.command("validate", folder.toString());
    assertThat(validated.out(), validated.exitCode(), is(0));
    return new BuiltDataset(folder);
  }
}
