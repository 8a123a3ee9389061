package org.splicebeam.transforms.checks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;

/**
 * What {@code --chromosomes}, {@code --genesFile} and {@code --geneTypes} ask for, held against the
 * genes that the analysis tables have valid rows of. An entry is unmatched where it matches nothing
 * by itself, whatever the other options say; genes are those on the chosen chromosomes.
 *
 * <p>Memory: the unmatched entries, ids and types of the genes of the tables.
 */
public final class Selectors {
  private static final int NAMES = 5;

  private final Map<String, List<String>> unmatched = new TreeMap<>();
  private String fault;

  /**
   * @param genes the policy
   * @param chromosomes asked for, as {@link Chromosomes#bare}; empty for all
   */
  public Selectors(
      GenePolicy genes,
      Set<String> chromosomes,
      Collection<FileTally> files,
      Iterable<GeneTally> tallies,
      Map<String, GeneModel> genesById) {
    long rows = 0;
    Set<String> present = sorted();
    for (FileTally file : files) {
      rows += file.rows() - file.rejectedRows();
      present.addAll(file.namedChromosomes());
      present.addAll(file.someChromosomes());
    }
    Set<String> ids = sorted();
    Set<String> found = new HashSet<>();
    Set<String> types = sorted();
    boolean selected = false;
    for (GeneTally tally : tallies) {
      GeneModel gene = genesById.get(tally.geneId());
      ids.add(tally.geneId());
      found.add(tally.geneId());
      if (gene != null && gene.name() != null) {
        found.add(gene.name());
      }
      types.add(GeneModel.typeOrUnknown(gene));
      selected |= tally.selected();
    }
    if (rows == 0) {
      return;
    }
    check("--chromosomes", chromosomes, present, "no valid row is on", present);
    if (fault == null && genes.named() != null) {
      check("--genesFile", genes.named(), found, "no gene of the analysis tables is", ids);
    }
    if (fault == null) {
      check(
          "--geneTypes", genes.types(), types, "no gene of the analysis tables is of type", types);
    }
    if (fault == null && !selected) {
      fault =
          "--genesFile and --geneTypes select no gene together: no listed gene that the analysis"
              + " tables have is of type "
              + names(genes.types())
              + ": leave out one of the two";
    }
  }

  /** One sentence where nothing is selected; null where something is. */
  public String fault() {
    return fault;
  }

  /** The entries that match nothing, in order, by option; without options that have none. */
  public Map<String, List<String>> unmatched() {
    return unmatched;
  }

  private void check(
      String option, Set<String> asked, Set<String> found, String none, Set<String> present) {
    Set<String> missing = sorted();
    missing.addAll(asked);
    missing.removeAll(found);
    if (missing.isEmpty()) {
      return;
    }
    unmatched.put(option, new ArrayList<>(missing));
    if (missing.size() == asked.size()) {
      Set<String> bare = new HashSet<>();
      present.forEach(id -> bare.add(IdVersions.strip(id)));
      boolean versions =
          option.equals("--genesFile")
              && missing.stream().map(IdVersions::strip).anyMatch(bare::contains);
      fault =
          "%s selects nothing: %s %s; there is %s: %s"
              .formatted(
                  option,
                  none,
                  names(missing),
                  names(present),
                  versions
                      ? "without their versions they match: use --stripIdVersions"
                      : "name what is there, or leave the option out");
    }
  }

  private static Set<String> sorted() {
    return new TreeSet<>(Chromosomes.BY_CODE_POINT);
  }

  private static String names(Collection<String> names) {
    List<String> shown = names.stream().sorted(Chromosomes.BY_CODE_POINT).limit(NAMES).toList();
    int more = names.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }
}
