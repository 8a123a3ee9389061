package org.splicebeam.transforms.splits;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.splicebeam.schemas.parts.Split.TEST;
import static org.splicebeam.schemas.parts.Split.TRAIN;
import static org.splicebeam.schemas.parts.Split.VALIDATION;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.parts.Split;

class SplitRuleTest {
  private static final double LAST = 0x1.fffffffffffffp-1;
  private static final ChromosomeAliases REFSEQ =
      new ChromosomeAliases(Map.of("NC_000001.11", "1", "NC_012920.1", "MT"));

  private static Split of(SplitRule rule, String chrom, double u) {
    return rule.of(chrom, u, ChromosomeAliases.NONE);
  }

  @Test
  void aShareBeginsAtItsBound() {
    SplitRule rule = new SplitRule.ByGene(0.8, 0.1, 0.1);
    assertThat(of(rule, "1", 0), is(TRAIN));
    assertThat(of(rule, "1", Math.nextDown(0.8)), is(TRAIN));
    assertThat(of(rule, "1", 0.8), is(VALIDATION));
    assertThat(of(rule, "1", Math.nextDown(0.9)), is(VALIDATION));
    assertThat(of(rule, "1", 0.9), is(TEST));
    assertThat(of(rule, "1", LAST), is(TEST));
  }

  @Test
  void aShareOfNothingGetsNothing() {
    assertThat(of(new SplitRule.ByGene(0, 0, 1), "1", 0), is(TEST));
    assertThat(of(new SplitRule.ByGene(0, 1, 0), "1", 0), is(VALIDATION));
    assertThat(of(new SplitRule.ByGene(0, 1, 0), "1", LAST), is(VALIDATION));
    assertThat(of(new SplitRule.ByGene(1, 0, 0), "1", LAST), is(TRAIN));
    // Two thirds and one third, written with nine digits: their sum is below 1.
    SplitRule thirds = new SplitRule.ByGene(0.666666666, 0.333333333, 0);
    assertThat(of(thirds, "1", LAST), is(VALIDATION));
  }

  @Test
  void sharesSumUpToOne() {
    assertThrows(IllegalArgumentException.class, () -> new SplitRule.ByGene(0.8, 0.1, 0.2));
    assertThrows(IllegalArgumentException.class, () -> new SplitRule.ByGene(1.1, -0.1, 0));
    assertThat(SplitRule.ByGene.isSharing(0.8, 0.1, 0.1 + 9e-10), is(true));
    assertThat(SplitRule.ByGene.isSharing(0.8, 0.1, 0.1 + 1.1e-9), is(false));
    assertThat(SplitRule.ByGene.isSharing(Double.NaN, 0.5, 0.5), is(false));
  }

  @Test
  void chromosomesAreTheSameUnderAllTheirNames() {
    SplitRule rule = new SplitRule.ByChromosome(Set.of("chr1", "M"), Set.of("2"));
    assertThat(of(rule, "1", LAST), is(TEST));
    assertThat(of(rule, "chr1", 0), is(TEST));
    assertThat(of(rule, "MT", 0), is(TEST));
    assertThat(of(rule, "chrM", 0), is(TEST));
    assertThat(of(rule, "chr2", 0), is(VALIDATION));
    assertThat(of(rule, "11", 0), is(TRAIN));
    assertThat(of(rule, "NC_000001.11", 0), is(TRAIN));
    assertThat(rule.of("NC_000001.11", 0, REFSEQ), is(TEST));
    assertThat(rule.of("NC_012920.1", 0, REFSEQ), is(TEST));
  }

  @Test
  void thePresetTestsOnFiveChromosomes() {
    SplitRule rule = new SplitRule.SpliceAi();
    for (String chrom : List.of("1", "chr3", "5", "7", "chr9")) {
      assertThat(of(rule, chrom, 0), is(TEST));
      assertThat(of(rule, chrom, LAST), is(TEST));
    }
    for (String chrom : List.of("2", "11", "chr21", "X", "MT", "KI270728.1")) {
      assertThat(of(rule, chrom, 0), is(VALIDATION));
      assertThat(of(rule, chrom, Math.nextDown(0.1)), is(VALIDATION));
      assertThat(of(rule, chrom, 0.1), is(TRAIN));
    }
    assertThat(rule.of("NC_000001.11", 0.5, REFSEQ), is(TEST));
  }

  @Test
  void chromosomesThatAreNotThereAreTold() {
    SplitRule rule = new SplitRule.ByChromosome(Set.of("chr1", "Z", "7"), Set.of("2", "W"));
    assertThat(
        rule.unmatched(Set.of("1", "NC_012920.1", "chr2"), REFSEQ),
        is(
            Map.of(
                "--testChromosomes", List.of("7", "Z"),
                "--validationChromosomes", List.of("W"))));
    assertThat(
        new SplitRule.ByChromosome(Set.of("NC_000001.11"), Set.of())
            .unmatched(Set.of("chr1"), REFSEQ),
        is(Map.of()));
    assertThat(new SplitRule.SpliceAi().unmatched(Set.of(), REFSEQ), is(Map.of()));
  }

  @Test
  void aChromosomeThatBothListsNameIsFoundUnderAllItsNames() {
    SplitRule.ByChromosome rule =
        new SplitRule.ByChromosome(Set.of("chr1", "2", "MT"), Set.of("NC_000001.11", "M"));
    assertThat(rule.inBoth(REFSEQ), is(List.of("MT", "chr1")));
    assertThat(rule.inBoth(ChromosomeAliases.NONE), is(List.of("MT")));
  }
}
