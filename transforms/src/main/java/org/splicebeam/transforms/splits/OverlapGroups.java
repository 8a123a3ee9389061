package org.splicebeam.transforms.splits;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * Genes that share a base, on either strand, and so on from gene to gene, are one group (contract
 * 9): their rows are partly the same bases. A gene without annotation is a group by itself.
 *
 * <p>Memory: the genes.
 */
public final class OverlapGroups {
  /**
   * Genes that belong together.
   *
   * @param name the smallest gene_id by code point
   * @param chrom by its common name
   * @param genes ids
   */
  public record Group(String name, String chrom, List<String> genes) {}

  private OverlapGroups() {}

  /**
   * The groups of all genes, in no special order.
   *
   * @param genes each id once, in any order
   * @param aliases which names mean one chromosome
   */
  public static List<Group> of(Collection<GeneSpan> genes, ChromosomeAliases aliases) {
    List<Group> groups = new ArrayList<>();
    Map<String, List<GeneSpan>> byChromosome = new HashMap<>();
    for (GeneSpan gene : genes) {
      String chrom = aliases.common(gene.chrom());
      if (gene.span() == null) {
        groups.add(group(List.of(gene), chrom));
      } else {
        byChromosome.computeIfAbsent(chrom, none -> new ArrayList<>()).add(gene);
      }
    }
    byChromosome.forEach((chrom, ofOne) -> addGroups(chrom, ofOne, groups));
    return groups;
  }

  private static void addGroups(String chrom, List<GeneSpan> genes, List<Group> groups) {
    genes.sort(Comparator.comparingLong(gene -> gene.span().start()));
    List<GeneSpan> open = new ArrayList<>();
    long end = 0;
    for (GeneSpan gene : genes) {
      if (!open.isEmpty() && gene.span().start() > end) {
        groups.add(group(open, chrom));
        open = new ArrayList<>();
        end = 0;
      }
      open.add(gene);
      end = Math.max(end, gene.span().end());
    }
    groups.add(group(open, chrom));
  }

  private static Group group(List<GeneSpan> genes, String chrom) {
    List<String> ids =
        genes.stream().map(GeneSpan::geneId).sorted(Chromosomes.BY_CODE_POINT).toList();
    return new Group(ids.get(0), chrom, ids);
  }
}
