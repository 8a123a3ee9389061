package org.splicebeam.transforms.genes;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.IdVersions;

/** How a sentence on two inputs without a gene in common names their genes. */
public final class GeneNames {
  /** So many are named. */
  public static final int SHOWN = 3;

  private GeneNames() {}

  /** The first of them, as they come. */
  public static String some(Collection<String> genes) {
    if (genes.isEmpty()) {
      return "no genes";
    }
    List<String> shown = genes.stream().limit(SHOWN).toList();
    return String.join(", ", shown) + (genes.size() >= SHOWN ? ", ..." : "");
  }

  /** The first of an annotation's, by their ids. */
  public static String first(Collection<String> annotated) {
    return some(annotated.stream().sorted(Chromosomes.BY_CODE_POINT).limit(SHOWN).toList());
  }

  /** What to do about genes of another input that the annotation lacks. */
  public static String advice(
      Collection<String> some, Collection<String> annotated, String otherwise) {
    Set<String> bare = new HashSet<>();
    some.forEach(id -> bare.add(IdVersions.strip(id)));
    return annotated.stream().map(IdVersions::strip).anyMatch(bare::contains)
        ? "without their versions they match: use --stripIdVersions"
        : otherwise;
  }
}
