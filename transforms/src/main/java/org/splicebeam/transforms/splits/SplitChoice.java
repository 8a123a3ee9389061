package org.splicebeam.transforms.splits;

import java.io.Serializable;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.transforms.sampling.KeyHash;

/**
 * Chooses the split of each gene from where the genes lie, and from nothing else. So the same genes
 * get the same splits on every runner, and a gene more moves no other gene but those that it
 * overlaps.
 *
 * @param rule by which a group goes to its split
 * @param seed of the hash
 * @param aliases which names mean one chromosome
 */
public record SplitChoice(SplitRule rule, int seed, ChromosomeAliases aliases)
    implements Serializable {

  /**
   * The splits of genes.
   *
   * @param genes all of the annotation, whether they have rows or not, and those with rows that it
   *     lacks; each id once
   */
  public GeneSplits of(Collection<GeneSpan> genes) {
    Map<String, String> groupOfGene = new HashMap<>();
    Map<String, Split> splitOfGroup = new HashMap<>();
    for (OverlapGroups.Group group : OverlapGroups.of(genes, aliases)) {
      splitOfGroup.put(
          group.name(),
          rule.of(group.chrom(), new KeyHash(group.name(), seed).shareOfSplit(), aliases));
      group.genes().forEach(gene -> groupOfGene.put(gene, group.name()));
    }
    return new GeneSplits(groupOfGene, splitOfGroup, Set.of());
  }

  /**
   * The splits that follow where not all genes of the annotation are known: of a gene whose whole
   * group is, and of one that goes to the same split whatever its group is called.
   *
   * @param overlaps of each gene that is known, how many others it overlaps in the whole
   *     annotation; negative where that is unknown
   * @param moved whether groups may have gone elsewhere since, each as a whole: then nothing
   *     follows for a gene whose group is not known
   */
  public Map<String, Split> certain(Map<GeneSpan, Long> overlaps, boolean moved) {
    Map<String, GeneSpan> byId = new HashMap<>();
    overlaps.keySet().forEach(gene -> byId.put(gene.geneId(), gene));
    Map<String, Split> certain = new HashMap<>();
    for (OverlapGroups.Group group : OverlapGroups.of(overlaps.keySet(), aliases)) {
      List<GeneSpan> genes = group.genes().stream().map(byId::get).toList();
      boolean isWhole = genes.stream().allMatch(gene -> overlaps.get(gene) == others(gene, genes));
      Split first = rule.of(group.chrom(), 0, aliases);
      Split split =
          isWhole
              ? rule.of(group.chrom(), new KeyHash(group.name(), seed).shareOfSplit(), aliases)
              : first;
      boolean isOnlyOne = first == rule.of(group.chrom(), Math.nextDown(1.0), aliases);
      if (isWhole || (isOnlyOne && !moved)) {
        group.genes().forEach(gene -> certain.put(gene, split));
      }
    }
    return certain;
  }

  private static long others(GeneSpan gene, List<GeneSpan> group) {
    return gene.span() == null
        ? 0
        : group.stream().filter(other -> other != gene && gene.overlaps(other)).count();
  }
}
