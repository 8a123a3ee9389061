package org.splicebeam.transforms.checks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.rows.ScannedRows;

/**
 * What {@code --chromosomes}, {@code --genesFile} and {@code --geneTypes} ask for, held against the
 * genes that there are ({@link OfferedGenes}). An entry is unmatched where it matches nothing by
 * itself, whatever the other options say; genes are those on the chosen chromosomes.
 *
 * <p>Memory: the unmatched entries, ids, names and types of these genes.
 */
public final class Selectors {
  private static final int NAMES = 5;

  private final Map<String, List<String>> unmatched = new TreeMap<>();
  private String fault;

  /**
   * Holds the options against what pass 1 found.
   *
   * @param genes the policy
   * @param chromosomes asked for, as {@link Chromosomes#bare}; empty for all
   * @param inputs of the step, among them all of the views
   */
  public static Selectors of(
      GenePolicy genes,
      Set<String> chromosomes,
      ScannedRows.Figures figures,
      PCollectionView<Iterable<GeneTally>> tallies,
      PCollectionView<Map<String, GeneModel>> genesById,
      ScannedRows.SideInputs inputs) {
    Map<String, GeneModel> models = inputs.get(genesById);
    return new Selectors(
        genes,
        chromosomes,
        figures.scores() == null
            ? OfferedGenes.ofTables(figures.tables(inputs), inputs.get(tallies), models)
            : OfferedGenes.ofAnnotation(genes, chromosomes, figures.scores().aliases(), models));
  }

  Selectors(GenePolicy genes, Set<String> chromosomes, OfferedGenes offered) {
    if (offered.chromosomes().isEmpty()) {
      return;
    }
    check(
        "--chromosomes",
        chromosomes,
        offered.chromosomes(),
        offered.noneOn(),
        offered.chromosomes());
    if (fault == null && genes.named() != null) {
      check(
          "--genesFile",
          genes.named(),
          offered.idsAndNames(),
          "no gene of the %s is".formatted(offered.owner()),
          offered.ids());
    }
    if (fault == null) {
      check(
          "--geneTypes",
          genes.types(),
          offered.types(),
          "no gene of the %s is of type".formatted(offered.owner()),
          offered.types());
    }
    if (fault == null && !offered.selected()) {
      fault =
          "--genesFile and --geneTypes select no gene together: no listed gene of the %s is of type %s: leave out one of the two"
              .formatted(offered.owner(), names(genes.types()));
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
