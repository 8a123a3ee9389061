package org.splicebeam.transforms.checks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;

class CheckSelectionTest {
  private static GeneTally tally(String gene, String chrom, boolean annotated) {
    return HandMadeTally.tally(gene)
        .on(chrom, Strand.FORWARD)
        .annotated(annotated, annotated ? 7 : -1)
        .kept(3)
        .build();
  }

  @Test
  void oneNameAGeneIsNoFault() {
    assertThat(
        CheckSelection.twoNames(
            List.of(
                tally("B", "1", true),
                tally("A", "NC_1", true),
                tally("U", "1", false),
                tally("U", "NC_1", false),
                GeneTally.unselected("A", 2),
                GeneTally.unselected("A", 3))),
        is(nullValue()));
  }

  @Test
  void theFirstGeneOfTwoNamesAndTheNumberOfOthersAreTold() {
    assertThat(
        CheckSelection.twoNames(
            List.of(
                tally("C", "1", true),
                tally("B", "NC_1", true),
                tally("C", "NC_1", true),
                tally("A", "1", true),
                tally("B", "1", true))),
        is(
            "--input has rows of gene B and of 1 more under 2 names that --chromAliases tells of one"
                + " chromosome, 1 and NC_1: write one of them in all tables"));
  }

  @Test
  void ofManyNamesFiveAreTold() {
    assertThat(
        CheckSelection.twoNames(
            IntStream.range(1, 8).mapToObj(i -> tally("A", "n" + i, true)).toList()),
        is(
            "--input has rows of gene A under 7 names that --chromAliases tells of one chromosome,"
                + " n1 and n2 and n3 and n4 and n5: write one of them in all tables"));
  }
}
