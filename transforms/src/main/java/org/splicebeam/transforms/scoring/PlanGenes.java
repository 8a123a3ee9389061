package org.splicebeam.transforms.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.GeneBundle;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.progress.WorkDone;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The genes whose scores are to be read, in bundles of neighbours, before any score is read; and
 * what the others are counted as.
 *
 * <p>Memory: the annotation's sites twice, on one worker.
 */
final class PlanGenes extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  /** Bases from the start of a bundle's first gene to the end of its last, about. */
  private static final long BUNDLE_BASES = 4_000_000;

  private static final Comparator<GeneModel> GENOME_ORDER =
      Chromosomes.genomeOrder(GeneModel::chrom, gene -> gene.span().start(), GeneModel::geneId);

  static final TupleTag<GeneBundle> BUNDLES = new TupleTag<>() {};

  /** Genes that the options leave out. */
  static final TupleTag<GeneTally> UNSELECTED = new TupleTag<>() {};

  /** Counts of the genes that are in no bundle. */
  static final TupleTag<ScoreTally> TALLIES = new TupleTag<>() {};

  private final ScoreFiles files;
  private final GeneChoice choice;
  private final transient GeneTable genes;
  private final transient PCollectionView<Iterable<Long>> prepared;

  /**
   * @param prepared what scores are read by, for which this waits
   */
  PlanGenes(
      ScoreFiles files,
      GeneChoice choice,
      GeneTable genes,
      PCollectionView<Iterable<Long>> prepared) {
    this.files = files;
    this.choice = choice.byCommonNames(files.aliases());
    this.genes = genes;
    this.prepared = prepared;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return begin
        .apply("StartPlan", Create.of(true))
        .apply(
            "BundleGenes",
            ParDo.of(new PlanFn(files, choice, genes))
                .withSideInputs(genes.byId(), genes.sitesById(), prepared)
                .withOutputTags(BUNDLES, TupleTagList.of(UNSELECTED).and(TALLIES)));
  }

  private static final class PlanFn extends DoFn<Boolean, GeneBundle> {
    private static final long serialVersionUID = 1L;
    private final ScoreFiles files;
    private final GeneChoice choice;
    private final PCollectionView<Map<String, GeneModel>> genesById;
    private final PCollectionView<Map<String, SpliceSites>> sitesById;

    PlanFn(ScoreFiles files, GeneChoice choice, GeneTable genes) {
      this.files = files;
      this.choice = choice;
      genesById = genes.byId();
      sitesById = genes.sitesById();
    }

    @ProcessElement
    public void plan(ProcessContext context) throws IOException {
      Map<String, GeneModel> models = context.sideInput(genesById);
      SitesInGenes sites =
          new SitesInGenes(models.values(), context.sideInput(sitesById), files.aliases());
      Set<Strand> strands = EnumSet.noneOf(Strand.class);
      List<RowlessGene> without = new ArrayList<>();
      List<SitedGene> bundle = new ArrayList<>();
      long sitedGenes = 0;
      long unselected = 0;
      long unselectedBases = 0;
      for (GeneModel gene : models.values().stream().sorted(GENOME_ORDER).toList()) {
        if (!choice.takes(gene, files.aliases().common(gene.chrom()))) {
          unselected++;
          unselectedBases += gene.span().length();
          context.output(UNSELECTED, GeneTally.unselected(gene.geneId(), gene.span().length()));
          continue;
        }
        strands.add(gene.strand());
        SitedGene sited = sites.of(gene);
        if (sited == null) {
          without.add(
              new RowlessGene(
                  gene.geneId(), gene.chrom(), gene.span(), RowlessGene.Reason.NO_SITES));
          continue;
        }
        if (!bundle.isEmpty() && !fits(sited, bundle.get(0))) {
          context.output(new GeneBundle(bundle));
          bundle.clear();
        }
        bundle.add(sited);
        sitedGenes++;
      }
      if (!bundle.isEmpty()) {
        context.output(new GeneBundle(bundle));
      }
      // Where genes are counted first, their scores are read twice.
      boolean twice = choice.rule().scope() == SamplingRule.Scope.DATASET;
      WorkDone.GENES_TO_SCORE.add(twice ? 2 * sitedGenes : sitedGenes);
      requireTracks(strands);
      context.output(
          TALLIES, new ScoreTally(0, 0, 0, 0, unselected, unselectedBases, 0, without, null));
    }

    private static boolean fits(SitedGene gene, SitedGene first) {
      return gene.chrom().equals(first.chrom())
          && gene.span().end() - first.span().start() < BUNDLE_BASES;
    }

    private void requireTracks(Set<Strand> strands) throws IOException {
      try {
        files.scores().require(strands);
      } catch (VerdictException e) {
        throw files.folder().verdict().raise(e.verdict());
      }
    }
  }
}
