package org.splicebeam.transforms.paralogs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.paralogs.ParalogPair;
import org.splicebeam.schemas.paralogs.Paralogs;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * Finds the genes that are alike and stand in different splits, and moves or drops them as a rule
 * says.
 *
 * <p>Moved, all genes that pairs join, from gene to gene and with the groups of genes that share
 * bases, go to the first of their splits: train, then validation, then test. So nothing is lost.
 * Dropped is each gene with a copy in an earlier split; the splits that were chosen decide, so that
 * no order of genes matters.
 *
 * <p>Memory: the sketches, the pairs, and what {@link PairFinder} holds.
 *
 * @param splits after that
 * @param paralogs what was found and done
 */
record SplitGuard(GeneSplits splits, Paralogs paralogs) {

  /**
   * Guards splits.
   *
   * @param tallies of the selected genes, in any order
   * @param sketches each gene once, in any order; those of other genes do not count
   * @param chosen the splits of all these genes
   */
  static SplitGuard of(
      ParalogRule rule,
      Collection<GeneTally> tallies,
      Iterable<GeneSketch> sketches,
      GeneSplits chosen) {
    Map<String, Long> rowsByGene = new LinkedHashMap<>();
    tallies.stream()
        .sorted(GeneTally.GENOME_ORDER)
        .forEach(tally -> rowsByGene.merge(tally.geneId(), tally.rows(), Long::sum));
    List<GeneSketch> genes = inOrder(rowsByGene.keySet(), sketches);
    List<PairFinder.Pair> pairs = PairFinder.find(genes, groups(genes, chosen), rule.containment());
    GeneSplits after =
        switch (rule.mode()) {
          case REPORT -> chosen;
          case MOVE -> chosen.moved(moves(genes, pairs, chosen));
          case DROP -> chosen.without(later(genes, pairs, chosen));
        };
    return new SplitGuard(
        after,
        new Paralogs(
            genes.size(),
            pairs.stream().map(pair -> told(pair, genes, chosen, after)).toList(),
            rowsByGene.keySet().stream()
                .filter(gene -> after.of(gene) != null && after.of(gene) != chosen.of(gene))
                .count(),
            after.dropped().size(),
            after.dropped().stream().mapToLong(rowsByGene::get).sum()));
  }

  private static List<GeneSketch> inOrder(Set<String> geneIds, Iterable<GeneSketch> sketches) {
    Map<String, GeneSketch> byGene = new HashMap<>();
    sketches.forEach(sketch -> byGene.put(sketch.geneId(), sketch));
    List<GeneSketch> inOrder = new ArrayList<>();
    for (String geneId : geneIds) {
      GeneSketch sketch = byGene.get(geneId);
      if (sketch != null && sketch.words().length > 0) {
        inOrder.add(sketch);
      }
    }
    return inOrder;
  }

  private static int[] groups(List<GeneSketch> genes, GeneSplits chosen) {
    Map<String, Integer> numbers = new HashMap<>();
    return genes.stream()
        .mapToInt(
            gene ->
                numbers.computeIfAbsent(
                    chosen.groupOfGene().get(gene.geneId()), none -> numbers.size()))
        .toArray();
  }

  /** The new splits of those groups whose split changes. */
  private static Map<String, Split> moves(
      List<GeneSketch> genes, List<PairFinder.Pair> pairs, GeneSplits chosen) {
    Map<String, String> parents = new HashMap<>();
    for (PairFinder.Pair pair : pairs) {
      String one = root(chosen.groupOfGene().get(genes.get(pair.gene()).geneId()), parents);
      String other = root(chosen.groupOfGene().get(genes.get(pair.other()).geneId()), parents);
      if (!one.equals(other)) {
        boolean oneIsFirst = split(one, chosen).compareTo(split(other, chosen)) <= 0;
        parents.put(oneIsFirst ? other : one, oneIsFirst ? one : other);
      }
    }
    Map<String, Split> moves = new HashMap<>();
    for (String group : List.copyOf(parents.keySet())) {
      Split first = split(root(group, parents), chosen);
      if (first != split(group, chosen)) {
        moves.put(group, first);
      }
    }
    return moves;
  }

  private static Split split(String group, GeneSplits chosen) {
    return chosen.splitOfGroup().get(group);
  }

  /** The group that stands for all that are joined with this one; the ways to it are shortened. */
  private static String root(String group, Map<String, String> parents) {
    String root = group;
    while (parents.containsKey(root)) {
      root = parents.get(root);
    }
    String at = group;
    while (!at.equals(root)) {
      at = parents.put(at, root);
    }
    return root;
  }

  private static Set<String> later(
      List<GeneSketch> genes, List<PairFinder.Pair> pairs, GeneSplits chosen) {
    Set<String> later = new HashSet<>();
    for (PairFinder.Pair pair : pairs) {
      String one = genes.get(pair.gene()).geneId();
      String other = genes.get(pair.other()).geneId();
      int order = chosen.of(one).compareTo(chosen.of(other));
      if (order != 0) {
        later.add(order < 0 ? other : one);
      }
    }
    return later;
  }

  private static ParalogPair told(
      PairFinder.Pair pair, List<GeneSketch> genes, GeneSplits chosen, GeneSplits after) {
    String one = genes.get(pair.gene()).geneId();
    String other = genes.get(pair.other()).geneId();
    return new ParalogPair(
        one,
        other,
        pair.words(),
        pair.otherWords(),
        pair.shared(),
        new ParalogPair.Places(chosen.of(one), chosen.of(other)),
        new ParalogPair.Places(after.of(one), after.of(other)));
  }
}
