package org.splicebeam.transforms.paralogs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.paralogs.GeneSketch;

class PairFinderTest {
  private static GeneSketch words(int from, int to) {
    return new GeneSketch("G", IntStream.range(from, to).toArray());
  }

  private static GeneSketch words(IntStream... some) {
    return new GeneSketch(
        "G", IntStream.range(0, some.length).flatMap(i -> some[i]).sorted().toArray());
  }

  private static List<PairFinder.Pair> find(double containment, GeneSketch... genes) {
    return PairFinder.find(List.of(genes), IntStream.range(0, genes.length).toArray(), containment);
  }

  @Test
  void eightWordsMakeAPairAndSevenNone() {
    assertThat(
        find(0.1, words(0, 20), words(12, 80), words(100, 107), words(73, 90)),
        is(List.of(new PairFinder.Pair(0, 1, 20, 68, 8))));
    assertThat(find(0.1, words(0, 20), words(13, 80)), is(List.of()));
  }

  @Test
  void theShareOfTheSmallerSketchCounts() {
    GeneSketch small = words(0, 80);
    GeneSketch large = words(72, 1_000);
    PairFinder.Pair pair = new PairFinder.Pair(0, 1, 80, 928, 8);
    assertThat(pair.containment(), is(0.1));
    assertThat(find(0.1, small, large), is(List.of(pair)));
    assertThat(find(Math.nextUp(0.1), small, large), is(List.of()));
    assertThat(find(0.1, words(0, 81), words(73, 1_000)), is(List.of()));
    assertThat(find(1, words(5, 13), words(0, 1_000)).size(), is(1));
  }

  @Test
  void genesOfOneOverlapGroupAreNoPair() {
    List<GeneSketch> genes = List.of(words(0, 10), words(0, 10), words(0, 10));
    assertThat(
        PairFinder.find(genes, new int[] {4, 7, 4}, 0.1),
        is(List.of(new PairFinder.Pair(0, 1, 10, 10, 10), new PairFinder.Pair(1, 2, 10, 10, 10))));
  }

  /** Ten genes have the words of a repeat and are copies; with eleven they are a repeat. */
  @Test
  void wordsInManyGenesDoNotCount() {
    for (int copies = 10; copies <= 11; copies++) {
      List<GeneSketch> genes = new ArrayList<>();
      for (int gene = 0; gene < copies; gene++) {
        int own = 1_000 * (gene + 1);
        genes.add(words(IntStream.range(0, 20), IntStream.range(own, own + 20)));
      }
      List<PairFinder.Pair> pairs =
          PairFinder.find(genes, IntStream.range(0, copies).toArray(), 0.1);
      assertThat(pairs.size(), is(copies == 10 ? 45 : 0));
    }
    assertThat(PairFinder.mostGenes(1_099), is(10));
    assertThat(PairFinder.mostGenes(1_100), is(11));
    assertThat(PairFinder.mostGenes(20_000), is(200));
  }

  @Test
  void wordsThatDoNotCountAreOfNoSketch() {
    List<GeneSketch> genes = new ArrayList<>();
    for (int gene = 0; gene < 11; gene++) {
      genes.add(words(IntStream.range(0, 50), IntStream.range(100 * gene, 100 * gene)));
    }
    genes.add(words(IntStream.range(0, 50), IntStream.range(500, 510)));
    genes.add(words(500, 508));
    assertThat(
        PairFinder.find(genes, IntStream.range(0, 13).toArray(), 0.1),
        is(List.of(new PairFinder.Pair(11, 12, 10, 8, 8))));
  }

  @Test
  void itFindsWhatComparingAllPairsFinds() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<GeneSketch> genes = new ArrayList<>();
      for (int gene = 0; gene < 40; gene++) {
        int most = 1 + random.nextInt(300);
        genes.add(
            new GeneSketch(
                "G", random.ints(1 + random.nextInt(80), 0, most).sorted().distinct().toArray()));
      }
      int[] groups = random.ints(40, 0, 30).toArray();
      double containment = 0.05 + random.nextDouble() / 2;
      assertThat(
          "seed " + seed,
          PairFinder.find(genes, groups, containment),
          is(allPairs(genes, groups, containment)));
    }
  }

  private static List<PairFinder.Pair> allPairs(
      List<GeneSketch> genes, int[] groups, double containment) {
    Map<Integer, Integer> genesOf = new HashMap<>();
    genes.forEach(
        gene -> IntStream.of(gene.words()).forEach(word -> genesOf.merge(word, 1, Integer::sum)));
    List<Set<Integer>> counted =
        genes.stream()
            .map(
                gene ->
                    IntStream.of(gene.words())
                        .boxed()
                        .filter(word -> genesOf.get(word) <= 10)
                        .collect(Collectors.toSet()))
            .toList();
    List<PairFinder.Pair> pairs = new ArrayList<>();
    for (int a = 0; a < counted.size(); a++) {
      for (int b = a + 1; b < counted.size(); b++) {
        int shared = (int) counted.get(a).stream().filter(counted.get(b)::contains).count();
        int smaller = Math.min(counted.get(a).size(), counted.get(b).size());
        if (groups[a] != groups[b] && shared >= 8 && (double) shared / smaller >= containment) {
          pairs.add(
              new PairFinder.Pair(a, b, counted.get(a).size(), counted.get(b).size(), shared));
        }
      }
    }
    return pairs;
  }
}
