package org.splicebeam.transforms.annotation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoSitesTest {
  private static final String BOTH =
      "--spliceSites and --gtf have no gene in common: the splice sites have %s, the annotation"
          + " has ENSG1; %s";

  @Test
  void genesOfBothSidesAreNamed() {
    assertThat(
        NoSites.nothingInCommon(List.of("YAL001C", "YAL002W"), Set.of("ENSG1")),
        is(
            BOTH.formatted(
                "YAL001C, YAL002W",
                "use the sites of this annotation, or leave the option out to take the sites from"
                    + " the introns")));
  }

  @Test
  void versionsAloneAreHintedAt() {
    assertThat(
        NoSites.nothingInCommon(List.of("ENSG1.4"), Set.of("ENSG1")),
        is(BOTH.formatted("ENSG1.4", "without their versions they match: use --stripIdVersions")));
  }
}
