package org.splicebeam.transforms.splits;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.splicebeam.schemas.parts.Split.TEST;
import static org.splicebeam.schemas.parts.Split.TRAIN;
import static org.splicebeam.schemas.parts.Split.VALIDATION;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.transforms.sampling.KeyHash;

class SplitChoiceTest {
  private static final SplitRule SHARES = new SplitRule.ByGene(0.8, 0.1, 0.1);

  /** Of G5, by mmh3 of Python. */
  private static final double OF_G5 = 0.8659622877876096;

  private static SplitChoice choice(SplitRule rule) {
    return new SplitChoice(rule, 42, ChromosomeAliases.NONE);
  }

  private static GeneSpan gene(String id, String chrom, long start, long end) {
    return new GeneSpan(id, chrom, new Span(start, end));
  }

  private static GeneSplits splits(GeneSpan... genes) {
    return choice(SHARES).of(List.of(genes));
  }

  /** mmh3.hash64("split\t" + id, seed, signed=False)[0] >> 11, by 2**53. */
  @Test
  void theShareIsThatOfTheContractsHash() {
    assertThat(new KeyHash("ENSG00000141510", 42).shareOfSplit(), is(0.22269005973625433));
    assertThat(new KeyHash("ENSG00000141510", 0).shareOfSplit(), is(0.4520174438266771));
    assertThat(new KeyHash("ENSG00000141510", 7).shareOfSplit(), is(0.8263044636792529));
    assertThat(new KeyHash("\u00E9", 42).shareOfSplit(), is(0.8531583534407418));
    assertThat(new KeyHash("A\uD83E\uDDEC", 42).shareOfSplit(), is(0.4520278912388881));
    assertThat(new KeyHash("G5", 42).shareOfSplit(), is(OF_G5));
  }

  /** A is 0.954, B 0.979, C 0.421, E 0.613, G5 0.866. */
  @Test
  void genesGoByTheirShares() {
    GeneSplits splits =
        splits(
            gene("A", "1", 1, 10),
            gene("C", "1", 11, 20),
            gene("G5", "2", 1, 10),
            new GeneSpan("B", "2", null));
    assertThat(
        List.of(splits.of("A"), splits.of("C"), splits.of("G5"), splits.of("B")),
        is(List.of(TEST, TRAIN, VALIDATION, TEST)));
  }

  /** A is nested in C, on whichever strand: both go where A goes. */
  @Test
  void aGroupGoesWhereItsSmallestIdGoes() {
    GeneSplits splits = splits(gene("C", "chr1", 1, 1000), gene("A", "chr1", 400, 500));
    assertThat(List.of(splits.of("A"), splits.of("C")), is(List.of(TEST, TEST)));
    assertThat(splits.groupOfGene(), is(Map.of("A", "A", "C", "A")));
  }

  @Test
  void aShareAtTheBoundIsTheNextSplits() {
    SplitRule upToG5 = new SplitRule.ByGene(OF_G5, 1 - OF_G5, 0);
    SplitRule withG5 = new SplitRule.ByGene(Math.nextUp(OF_G5), 1 - OF_G5, 0);
    List<GeneSpan> genes = List.of(gene("G5", "1", 1, 2));
    assertThat(choice(upToG5).of(genes).of("G5"), is(VALIDATION));
    assertThat(choice(withG5).of(genes).of("G5"), is(TRAIN));
  }

  @Test
  void aGeneMoreMovesNoOtherButThoseThatItOverlaps() {
    List<GeneSpan> genes = new ArrayList<>();
    for (int i = 1; i < 40; i++) {
      genes.add(gene("G" + i, "1", 100 * i, 100 * i + 49));
    }
    GeneSplits before = choice(SHARES).of(genes);
    genes.add(gene("A", "1", 310, 410)); // over G3 and G4, to which it gives its split
    GeneSplits after = choice(SHARES).of(genes);
    for (int i = 1; i < 40; i++) {
      Split expected = i == 3 || i == 4 ? TEST : before.of("G" + i);
      assertThat("G" + i, after.of("G" + i), is(expected));
    }
    assertThat(List.of(before.of("G3"), before.of("G4")), is(List.of(TRAIN, TRAIN)));
  }

  @Test
  void noGeneHasNoSplit() {
    assertThat(choice(SHARES).of(List.of()), is(new GeneSplits(Map.of(), Map.of(), Set.of())));
  }

  @Test
  void groupsAreMovedWholeAndGenesLeftOutAlone() {
    GeneSplits splits = splits(gene("C", "1", 1, 1000), gene("A", "1", 400, 500));
    GeneSplits moved = splits.moved(Map.of("A", TRAIN));
    assertThat(List.of(moved.of("A"), moved.of("C")), is(List.of(TRAIN, TRAIN)));
    GeneSplits without = splits.without(Set.of("C"));
    assertThat(without.of("C") == null, is(true));
    assertThat(without.of("A"), is(TEST));
    assertThrows(IllegalArgumentException.class, () -> splits.of("unheard"));
  }

  private static GeneModel model(String id, String chrom, long start, long end) {
    return HandMadeGene.gene(id).at(chrom, Strand.FORWARD, start, end).build();
  }

  private static GeneTally tally(String id, String chrom) {
    return HandMadeTally.tally(id).on(chrom, Strand.FORWARD).rows(2, 2, 0).build();
  }

  @Test
  void anUnannotatedGeneLiesOnItsFirstChromosome() {
    List<GeneSpan> spans =
        SplitGenes.spans(
            Map.of("A", model("A", "chr1", 1, 10)),
            List.of(
                tally("A", "1"),
                tally("B", "chrX"),
                tally("B", "chr10"),
                tally("B", "9"),
                GeneTally.unselected("C", 5)));
    assertThat(
        Map.of("spans", Set.copyOf(spans)),
        is(Map.of("spans", Set.of(gene("A", "chr1", 1, 10), new GeneSpan("B", "9", null)))));
  }

  /** C is known to overlap another gene, which is not here: its group may be called otherwise. */
  @Test
  void whatIsCertainOfSomeGenes() {
    Map<GeneSpan, Long> overlaps = new HashMap<>();
    overlaps.put(gene("A", "1", 1, 10), 0L);
    overlaps.put(gene("C", "2", 1, 10), 1L);
    overlaps.put(gene("G5", "3", 1, 10), -1L);
    overlaps.put(gene("B", "4", 1, 10), 1L);
    overlaps.put(gene("D", "4", 5, 15), 1L);
    overlaps.put(new GeneSpan("E", "4", null), 0L);
    assertThat(
        choice(SHARES).certain(overlaps, false),
        is(Map.of("A", TEST, "B", TEST, "D", TEST, "E", TRAIN)));
    assertThat(
        choice(new SplitRule.ByChromosome(Set.of("2"), Set.of("3"))).certain(overlaps, false),
        is(Map.of("A", TRAIN, "C", TEST, "G5", VALIDATION, "B", TRAIN, "D", TRAIN, "E", TRAIN)));
    assertThat(
        choice(new SplitRule.SpliceAi()).certain(overlaps, false),
        is(Map.of("A", TEST, "G5", TEST, "B", TRAIN, "D", TRAIN, "E", TRAIN)));
    // A gene that is not here may have taken C or G5 along.
    assertThat(
        choice(new SplitRule.ByChromosome(Set.of("2"), Set.of("3"))).certain(overlaps, true),
        is(Map.of("A", TRAIN, "B", TRAIN, "D", TRAIN, "E", TRAIN)));
  }
}
