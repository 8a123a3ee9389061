package org.splicebeam.transforms.checks;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.transforms.genes.GenePolicy;
import org.splicebeam.transforms.publish.VerdictFile;
import org.splicebeam.transforms.rows.ScannedRows;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * The verdict on a selection that selects nothing, and on one of a gene whose chromosome the tables
 * name in two ways, after that on the input, which it takes and gives on: one {@code true};
 * otherwise the build ends here.
 *
 * <p>Memory: the tallies of all genes on one worker.
 */
public final class CheckSelection extends PTransform<PCollection<Boolean>, PCollection<Boolean>> {
  private static final long serialVersionUID = 1L;
  private static final int NAMES = 5;

  private final GenePolicy genes;
  private final Set<String> chromosomes;
  private final ScannedRows.Figures figures;
  private final PCollectionView<Iterable<GeneTally>> geneTallies;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final VerdictFile verdictFile;

  public CheckSelection(
      GenePolicy genes,
      Set<String> chromosomes,
      ScannedRows.Figures figures,
      PCollectionView<Iterable<GeneTally>> geneTallies,
      PCollectionView<Map<String, GeneModel>> genesById,
      VerdictFile verdictFile) {
    this.genes = genes;
    this.chromosomes = chromosomes;
    this.figures = figures;
    this.geneTallies = geneTallies;
    this.genesById = genesById;
    this.verdictFile = verdictFile;
  }

  @Override
  public PCollection<Boolean> expand(PCollection<Boolean> inputAccepted) {
    return inputAccepted.apply(
        "JudgeSelection",
        ParDo.of(new CheckFn())
            .withSideInputs(figures.views())
            .withSideInputs(geneTallies, genesById));
  }

  /**
   * One sentence where annotated genes have rows under two names of their chromosome that only
   * aliases tell to be one, so that they are not whole in genome order; null where none has. No
   * valid row of an annotated gene is on another chromosome than the gene.
   */
  static String twoNames(Iterable<GeneTally> tallies) {
    Map<String, Set<String>> namesById = new TreeMap<>(Chromosomes.BY_CODE_POINT);
    for (GeneTally tally : tallies) {
      if (tally.annotated()) {
        namesById
            .computeIfAbsent(tally.geneId(), id -> new TreeSet<>(Chromosomes.KARYOTYPE))
            .add(tally.chrom());
      }
    }
    namesById.values().removeIf(names -> names.size() == 1);
    if (namesById.isEmpty()) {
      return null;
    }
    Map.Entry<String, Set<String>> first = namesById.entrySet().iterator().next();
    int more = namesById.size() - 1;
    return ("--input has rows of gene %s%s under %s names that --chromAliases tells of one"
            + " chromosome, %s: write one of them in all tables")
        .formatted(
            first.getKey(),
            more == 0 ? "" : " and of %s more".formatted(more),
            first.getValue().size(),
            first.getValue().stream().limit(NAMES).collect(Collectors.joining(" and ")));
  }

  private final class CheckFn extends DoFn<Boolean, Boolean> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void check(ProcessContext context) throws IOException {
      Selectors selection =
          Selectors.of(genes, chromosomes, figures, geneTallies, genesById, context::sideInput);
      String fault =
          selection.fault() != null ? selection.fault() : twoNames(context.sideInput(geneTallies));
      if (fault != null) {
        throw verdictFile.raise(Verdict.badInput(fault));
      }
      context.output(context.element());
    }
  }
}
