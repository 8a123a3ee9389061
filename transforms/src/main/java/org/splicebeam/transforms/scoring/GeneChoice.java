package org.splicebeam.transforms.scoring;

import java.io.Serializable;
import java.util.Set;
import java.util.stream.Collectors;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.sampling.SamplingRule;

/**
 * Which genes of the annotation give rows, and which of their rows stay.
 *
 * @param genes the policy
 * @param chromosomes names of the chromosomes whose genes are used; empty for all
 * @param rule by which rows stay
 * @param chunkRows kept rows of a gene that a part can take at most
 */
public record GeneChoice(
    GenePolicy genes, Set<String> chromosomes, SamplingRule rule, long chunkRows)
    implements Serializable {
  public GeneChoice {
    chromosomes = Set.copyOf(chromosomes);
  }

  /** The same choice with chromosomes by the name that all of their names have in common. */
  GeneChoice byCommonNames(ChromosomeAliases aliases) {
    return new GeneChoice(
        genes,
        chromosomes.stream().map(aliases::common).collect(Collectors.toSet()),
        rule,
        chunkRows);
  }

  /**
   * Whether a gene is built.
   *
   * @param commonChrom its chromosome by the common name
   */
  boolean takes(GeneModel gene, String commonChrom) {
    return (chromosomes.isEmpty() || chromosomes.contains(commonChrom))
        && genes.selects(gene.geneId(), gene);
  }
}
