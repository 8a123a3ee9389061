package org.splicebeam.transforms.genes;

import java.io.Serializable;
import java.util.Set;
import org.splicebeam.schemas.genome.GeneModel;

/**
 * Which genes of the analysis tables are built (contract 3).
 *
 * @param named ids or names of the wanted genes; null for all
 * @param types wanted biotypes; empty for all
 */
public record GenePolicy(Set<String> named, Set<String> types) implements Serializable {
  public GenePolicy {
    named = named == null ? null : Set.copyOf(named);
    types = Set.copyOf(types);
  }

  /** Every gene. */
  public static GenePolicy all() {
    return new GenePolicy(null, Set.of());
  }

  /**
   * Whether a gene is built.
   *
   * @param gene null where the annotation has none
   */
  public boolean selects(String geneId, GeneModel gene) {
    if (!types.isEmpty() && !types.contains(GeneModel.typeOrUnknown(gene))) {
      return false;
    }
    return named == null
        || named.contains(geneId)
        || (gene != null && gene.name() != null && named.contains(gene.name()));
  }
}
