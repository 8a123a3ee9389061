package org.splicebeam.transforms.checks;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;

/**
 * The genes that options select among: those that the analysis tables have valid rows of, on the
 * chosen chromosomes, or those of the annotation where rows come from scores.
 *
 * @param owner what has them, in words
 * @param noneOn what is to be said of chromosomes that have nothing, in words
 * @param chromosomes by which a chosen one can be named; some of them where there are many; empty
 *     where there is nothing to select among
 * @param ids of the genes
 * @param idsAndNames of the genes
 * @param types biotypes of the genes
 * @param selected whether all options together select one
 */
record OfferedGenes(
    String owner,
    String noneOn,
    Set<String> chromosomes,
    Set<String> ids,
    Set<String> idsAndNames,
    Set<String> types,
    boolean selected) {

  /** Those of analysis tables. */
  static OfferedGenes ofTables(
      Collection<FileTally> files, Iterable<GeneTally> tallies, Map<String, GeneModel> genesById) {
    long rows = 0;
    Set<String> chromosomes = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    for (FileTally file : files) {
      rows += file.rows() - file.rejectedRows();
      chromosomes.addAll(file.namedChromosomes());
      chromosomes.addAll(file.someChromosomes());
    }
    Collected collected = new Collected();
    for (GeneTally tally : tallies) {
      collected.add(tally.geneId(), genesById.get(tally.geneId()), tally.selected());
    }
    return collected.of(
        "analysis tables", "no valid row is on", rows == 0 ? Set.of() : chromosomes);
  }

  /**
   * Those of the annotation.
   *
   * @param asked the chromosomes that are chosen, as {@link Chromosomes#bare}; empty for all
   */
  static OfferedGenes ofAnnotation(
      GenePolicy policy,
      Set<String> asked,
      ChromosomeAliases aliases,
      Map<String, GeneModel> genesById) {
    Set<String> chromosomes = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    Collected collected = new Collected();
    for (GeneModel gene : genesById.values()) {
      String common = aliases.common(gene.chrom());
      boolean chosen = asked.isEmpty();
      for (String name : asked) {
        if (aliases.common(name).equals(common)) {
          chromosomes.add(name);
          chosen = true;
        }
      }
      chromosomes.add(Chromosomes.bare(gene.chrom()));
      if (chosen) {
        collected.add(gene.geneId(), gene, policy.selects(gene.geneId(), gene));
      }
    }
    return collected.of("annotation", "no gene of the annotation is on", chromosomes);
  }

  private static final class Collected {
    private final Set<String> ids = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    private final Set<String> idsAndNames = new HashSet<>();
    private final Set<String> types = new TreeSet<>(Chromosomes.BY_CODE_POINT);
    private boolean selected;

    void add(String geneId, GeneModel gene, boolean isSelected) {
      ids.add(geneId);
      idsAndNames.add(geneId);
      if (gene != null && gene.name() != null) {
        idsAndNames.add(gene.name());
      }
      types.add(GeneModel.typeOrUnknown(gene));
      selected |= isSelected;
    }

    OfferedGenes of(String owner, String noneOn, Set<String> chromosomes) {
      return new OfferedGenes(owner, noneOn, chromosomes, ids, idsAndNames, types, selected);
    }
  }
}
