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
  /** The type of a gene without annotation, or whose annotation says none. */
  public static final String UNKNOWN_TYPE = "unknown";

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
    if (!types.isEmpty() && !types.contains(typeOf(gene))) {
      return false;
    }
    return named == null
        || named.contains(geneId)
        || (gene != null && gene.name() != null && named.contains(gene.name()));
  }

  /** The type that a gene is selected by; null is a gene without annotation. */
  public static String typeOf(GeneModel gene) {
    return gene == null || gene.type() == null ? UNKNOWN_TYPE : gene.type();
  }
}
