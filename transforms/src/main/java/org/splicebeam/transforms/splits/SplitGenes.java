package org.splicebeam.transforms.splits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * The split of each gene, one element: of all genes of the annotation, selected or not, and of the
 * selected ones that it lacks. It takes the verdict on the selection, so that it works on no input
 * that will not do.
 *
 * <p>Memory: the gene models and the tallies of all genes on one worker, and about 100 bytes a
 * gene.
 */
public final class SplitGenes extends PTransform<PCollection<Boolean>, PCollection<GeneSplits>> {
  private static final long serialVersionUID = 1L;

  private static final Comparator<String> FIRST_CHROMOSOME =
      Chromosomes.KARYOTYPE.thenComparing(Chromosomes.BY_CODE_POINT);

  private final SplitChoice choice;
  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final PCollectionView<Iterable<GeneTally>> geneTallies;

  /**
   * The splits of genes.
   *
   * @param genesById the annotation
   * @param geneTallies of all genes with rows
   */
  public SplitGenes(
      SplitChoice choice,
      PCollectionView<Map<String, GeneModel>> genesById,
      PCollectionView<Iterable<GeneTally>> geneTallies) {
    this.choice = choice;
    this.genesById = genesById;
    this.geneTallies = geneTallies;
  }

  @Override
  public PCollection<GeneSplits> expand(PCollection<Boolean> accepted) {
    return accepted.apply(
        "ChooseSplits", ParDo.of(new SplitFn()).withSideInputs(genesById, geneTallies));
  }

  private final class SplitFn extends DoFn<Boolean, GeneSplits> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void split(ProcessContext context) {
      context.output(
          choice.of(spans(context.sideInput(genesById), context.sideInput(geneTallies))));
    }
  }

  /** A gene that the annotation lacks lies where it has rows: on the first of its chromosomes. */
  static List<GeneSpan> spans(Map<String, GeneModel> genesById, Iterable<GeneTally> tallies) {
    List<GeneSpan> spans = new ArrayList<>();
    for (GeneModel gene : genesById.values()) {
      spans.add(new GeneSpan(gene.geneId(), gene.chrom(), gene.span()));
    }
    Map<String, String> chromOfUnknown = new HashMap<>();
    for (GeneTally tally : tallies) {
      if (tally.selected() && !genesById.containsKey(tally.geneId())) {
        chromOfUnknown.merge(
            tally.geneId(), tally.chrom(), (a, b) -> FIRST_CHROMOSOME.compare(a, b) <= 0 ? a : b);
      }
    }
    chromOfUnknown.forEach((geneId, chrom) -> spans.add(new GeneSpan(geneId, chrom, null)));
    return spans;
  }
}
