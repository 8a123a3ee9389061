package org.splicebeam.transforms.paralogs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.splicebeam.schemas.parts.Split.TEST;
import static org.splicebeam.schemas.parts.Split.TRAIN;
import static org.splicebeam.schemas.parts.Split.VALIDATION;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.paralogs.ParalogPair;
import org.splicebeam.schemas.paralogs.ParalogPair.Places;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;

/** Genes stand in genome order as they are added, and have ten rows each. */
class SplitGuardTest {
  private final List<GeneTally> tallies = new ArrayList<>();
  private final List<GeneSketch> sketches = new ArrayList<>();
  private final Map<String, String> groups = new LinkedHashMap<>();
  private final Map<String, Split> splits = new LinkedHashMap<>();

  /** A gene, in a group whose first gene says the split, with ten words from each of some on. */
  private void add(String gene, String group, Split split, int... words) {
    tallies.add(HandMadeTally.tally(gene).from(100L * tallies.size() + 1).rows(10, 10, 0).build());
    sketches.add(
        new GeneSketch(
            gene, IntStream.of(words).flatMap(from -> IntStream.range(from, from + 10)).toArray()));
    groups.put(gene, group);
    splits.putIfAbsent(group, split);
  }

  private void add(String gene, Split split, int... words) {
    add(gene, gene, split, words);
  }

  private SplitGuard guard(ParalogMode mode) {
    return SplitGuard.of(
        new ParalogRule(mode, 0.1), tallies, sketches, new GeneSplits(groups, splits, Set.of()));
  }

  private Map<String, Split> after(SplitGuard guard) {
    Map<String, Split> after = new TreeMap<>();
    groups.keySet().forEach(gene -> after.put(gene, guard.splits().of(gene)));
    return after;
  }

  private static ParalogPair pair(
      String gene, String other, int words, int otherWords, Places before, Places after) {
    return new ParalogPair(gene, other, words, otherWords, 10, before, after);
  }

  @Test
  void pairsAreListedAndNothingElse() {
    add("B", TEST, 0, 100);
    add("A", TRAIN, 0);
    add("C", TEST, 100);
    add("ALONE", VALIDATION, 300);
    SplitGuard guard = guard(ParalogMode.REPORT);
    assertThat(guard.splits(), is(new GeneSplits(groups, splits, Set.of())));
    Places apart = new Places(TEST, TRAIN);
    Places together = new Places(TEST, TEST);
    assertThat(
        guard.paralogs(),
        is(
            new Paralogs(
                4,
                List.of(
                    pair("B", "A", 20, 10, apart, apart),
                    pair("B", "C", 20, 10, together, together)),
                0,
                0,
                0)));
    assertThat(guard.paralogs().pairsAcrossSplits(), is(1L));
  }

  /** A and B, B and C, C and the group of D: all go to train. */
  @Test
  void whatIsJoinedGoesToTheFirstOfItsSplits() {
    add("A", TEST, 0);
    add("B", VALIDATION, 0, 100);
    add("C", TRAIN, 100, 200);
    add("D", "D", TEST, 200);
    add("OVER_D", "D", TEST, 400);
    add("ALONE", TEST, 300);
    SplitGuard guard = guard(ParalogMode.MOVE);
    assertThat(
        after(guard),
        is(Map.of("A", TRAIN, "B", TRAIN, "C", TRAIN, "D", TRAIN, "OVER_D", TRAIN, "ALONE", TEST)));
    Places train = new Places(TRAIN, TRAIN);
    assertThat(
        guard.paralogs(),
        is(
            new Paralogs(
                6,
                List.of(
                    pair("A", "B", 10, 20, new Places(TEST, VALIDATION), train),
                    pair("B", "C", 20, 20, new Places(VALIDATION, TRAIN), train),
                    pair("C", "D", 20, 10, new Places(TRAIN, TEST), train)),
                4,
                0,
                0)));
    assertThat(guard.paralogs().pairs().get(0).isMoved(), is(true));
    assertThat(guard.paralogs().pairs().get(0).isDropped(), is(false));
  }

  @Test
  void validationComesBeforeTest() {
    add("A", TEST, 0);
    add("B", VALIDATION, 0);
    assertThat(after(guard(ParalogMode.MOVE)), is(Map.of("A", VALIDATION, "B", VALIDATION)));
    assertThat(guard(ParalogMode.DROP).splits().dropped(), is(Set.of("A")));
  }

  /** B has a copy in train, and C's copy is B: both are left out, though B is gone. */
  @Test
  void theSplitsThatWereChosenDecideWhatIsDropped() {
    add("A", TRAIN, 0);
    add("B", VALIDATION, 0, 100);
    add("C", TEST, 100);
    add("D", "D", TEST, 0);
    add("OVER_D", "D", TEST, 400);
    add("E", TEST, 500);
    add("F", TEST, 500);
    SplitGuard guard = guard(ParalogMode.DROP);
    assertThat(guard.splits(), is(new GeneSplits(groups, splits, Set.of("B", "C", "D"))));
    Places test = new Places(TEST, TEST);
    assertThat(
        guard.paralogs(),
        is(
            new Paralogs(
                7,
                List.of(
                    pair("A", "B", 10, 20, new Places(TRAIN, VALIDATION), new Places(TRAIN, null)),
                    pair("A", "D", 10, 10, new Places(TRAIN, TEST), new Places(TRAIN, null)),
                    pair("B", "C", 20, 10, new Places(VALIDATION, TEST), new Places(null, null)),
                    pair("B", "D", 20, 10, new Places(VALIDATION, TEST), new Places(null, null)),
                    pair("E", "F", 10, 10, test, test)),
                0,
                3,
                30)));
    assertThat(guard.paralogs().pairs().get(0).isDropped(), is(true));
  }

  @Test
  void genesThatShareBasesAreNoPair() {
    add("A", "A", TEST, 0);
    add("B", "A", TEST, 0);
    assertThat(guard(ParalogMode.MOVE).paralogs().pairs(), is(List.of()));
  }

  /** A gene that is not selected has a sketch, and one without true sites has none. */
  @Test
  void onlySelectedGenesWithWordsCount() {
    add("A", TRAIN, 0);
    add("NONE", TEST);
    sketches.add(new GeneSketch("UNSELECTED", IntStream.range(0, 10).toArray()));
    assertThat(guard(ParalogMode.DROP).paralogs(), is(new Paralogs(1, List.of(), 0, 0, 0)));
  }

  /** A gene that the annotation lacks may have rows on two chromosomes. */
  @Test
  void aGeneOnTwoChromosomesCountsOnce() {
    add("A", TRAIN, 0);
    add("B", TEST, 0);
    tallies.add(HandMadeTally.tally("B").on("2", Strand.FORWARD).rows(7, 7, 0).build());
    Paralogs paralogs = guard(ParalogMode.DROP).paralogs();
    assertThat(paralogs.droppedGenes(), is(1L));
    assertThat(paralogs.droppedRows(), is(17L));
    assertThat(guard(ParalogMode.MOVE).paralogs().movedGenes(), is(1L));
  }

  /** Families of all sizes: after a move no pair stands apart, whatever the order of the input. */
  @Test
  void noPairIsLeftApart() {
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      tallies.clear();
      sketches.clear();
      groups.clear();
      splits.clear();
      for (int gene = 0; gene < 60; gene++) {
        String group = "G%02d".formatted(random.nextInt(40));
        int[] words = random.ints(2, 0, 30).map(i -> 100 * i).distinct().sorted().toArray();
        add("N%02d".formatted(gene), group, Split.values()[random.nextInt(3)], words);
      }
      for (ParalogMode mode : List.of(ParalogMode.MOVE, ParalogMode.DROP)) {
        SplitGuard guard = guard(mode);
        for (ParalogPair pair : guard.paralogs().pairs()) {
          assertThat(
              "seed %s, %s".formatted(seed, pair),
              pair.isDropped() || !pair.after().apart(),
              is(true));
          assertThat(
              pair.before().apart() || !pair.isDropped() || mode == ParalogMode.DROP, is(true));
        }
        Collections.shuffle(tallies, random);
        Collections.shuffle(sketches, random);
        assertThat(guard(mode), is(guard));
      }
    }
  }
}
