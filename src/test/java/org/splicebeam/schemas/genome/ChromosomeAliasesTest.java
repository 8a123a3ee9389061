package org.splicebeam.schemas.genome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChromosomeAliasesTest {
  private static final ChromosomeAliases SOME =
      new ChromosomeAliases(Map.of("NC_000022.11", "22", "NC_012920.1", "MT"));

  @Test
  void namesOfOneChromosomeHaveOneTextInCommon() {
    assertThat(SOME.common("NC_000022.11"), is("22"));
    assertThat(SOME.common("chr22"), is("22"));
    assertThat(SOME.common("22"), is("22"));
    assertThat(SOME.common("chrM"), is(SOME.common("NC_012920.1")));
    assertThat(SOME.common("NC_000021.9"), is("NC_000021.9"));
    assertThat(ChromosomeAliases.NONE.common("chrM"), is("MT"));
  }

  @Test
  void aChromosomeIsFoundUnderAllItsNames() {
    assertThat(SOME.isAmong("NC_000022.11", Set.of("1", "chr22")), is(true));
    assertThat(SOME.isAmong("22", Set.of("1", "NC_000022.11")), is(true));
    assertThat(SOME.isAmong("2", Set.of("1", "22")), is(false));
    assertThat(ChromosomeAliases.NONE.isAmong("NC_000022.11", Set.of("22")), is(false));
    assertThat(
        SOME.missing(Set.of("Z", "chrM", "7", "22"), Set.of("NC_012920.1", "chr22", "1")),
        is(List.of("7", "Z")));
  }

  @Test
  void theFingerprintIsOfTheContent() {
    assertThat(ChromosomeAliases.NONE.fingerprint(), is(""));
    assertThat(SOME.fingerprint(), matchesPattern("[0-9a-f]{64}"));
    assertThat(
        new ChromosomeAliases(Map.of("NC_012920.1", "MT", "NC_000022.11", "22")).fingerprint(),
        is(SOME.fingerprint()));
    assertThat(
        new ChromosomeAliases(Map.of("NC_000022.11", "22")).fingerprint(),
        is(not(SOME.fingerprint())));
    assertThat(
        new ChromosomeAliases(Map.of("NC_000022.11", "22", "NC_012920.1", "M")).fingerprint(),
        is(not(SOME.fingerprint())));
  }
}
