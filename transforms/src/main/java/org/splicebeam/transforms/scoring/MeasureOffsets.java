package org.splicebeam.transforms.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.genes.GeneTable;
import org.splicebeam.transforms.sampling.KeyHash;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Measures how scores stand to splice sites, over 500 genes of the whole annotation, whatever genes
 * are selected: so that a data set of some genes has the offsets of one of all.
 *
 * <p>One worker does it. Memory: one gene, and the annotation's sites twice.
 */
final class MeasureOffsets extends PTransform<PCollection<GenomeFile>, PCollection<Alignment>> {
  private static final long serialVersionUID = 1L;
  private static final int GENES = 500;

  private final ScoreFiles files;
  private final ScoreRules rules;
  private final int seed;
  private final transient GeneTable genes;

  MeasureOffsets(ScoreFiles files, ScoreRules rules, int seed, GeneTable genes) {
    this.files = files;
    this.rules = rules;
    this.seed = seed;
    this.genes = genes;
  }

  @Override
  public PCollection<Alignment> expand(PCollection<GenomeFile> genome) {
    return genome.apply(
        "ReadSites",
        ParDo.of(new MeasureFn(files, rules, seed, genes))
            .withSideInputs(genes.byId(), genes.sitesById()));
  }

  private static final class MeasureFn extends DoFn<GenomeFile, Alignment> {
    private static final long serialVersionUID = 1L;
    private static final Comparator<Hashed> ORDER =
        ((Comparator<Hashed>) (a, b) -> Long.compareUnsigned(a.hash, b.hash))
            .thenComparing(some -> some.gene.geneId(), Chromosomes.BY_CODE_POINT);

    private final ScoreFiles files;
    private final ScoreRules rules;
    private final int seed;
    private final PCollectionView<Map<String, GeneModel>> genesById;
    private final PCollectionView<Map<String, SpliceSites>> sitesById;

    private record Hashed(long hash, GeneModel gene) {}

    MeasureFn(ScoreFiles files, ScoreRules rules, int seed, GeneTable genes) {
      this.files = files;
      this.rules = rules;
      this.seed = seed;
      genesById = genes.byId();
      sitesById = genes.sitesById();
    }

    @ProcessElement
    public void measure(ProcessContext context) throws IOException {
      files.folder().verdict().stopIfReached();
      try (GeneScores scores = GeneScores.open(files)) {
        SiteMeasure measure = new SiteMeasure(scores);
        Map<String, GeneModel> models = context.sideInput(genesById);
        SitesInGenes sites =
            new SitesInGenes(models.values(), context.sideInput(sitesById), files.aliases());
        for (Hashed some : ordered(models)) {
          if (measure.genes() == GENES) {
            break;
          }
          SitedGene gene = sites.of(some.gene);
          if (gene != null) {
            measure.add(gene);
          }
        }
        if (measure.genes() == 0) {
          // A later step says so, and what there is.
          context.output(new Alignment(0, 0, measure.peaks(), 0, 0));
          return;
        }
        if (measure.fault() != null) {
          throw new VerdictException(Verdict.badInput(measure.fault().sentence()));
        }
        context.output(
            OffsetDecision.of(
                measure.peaks(), measure.checkedSites(), measure.canonicalSites(), rules));
      } catch (VerdictException e) {
        throw files.folder().verdict().raise(e.verdict());
      }
    }

    private List<Hashed> ordered(Map<String, GeneModel> models) {
      List<Hashed> ordered = new ArrayList<>();
      for (GeneModel gene : models.values()) {
        ordered.add(new Hashed(new KeyHash(gene.geneId(), seed).ofOffset(), gene));
      }
      ordered.sort(ORDER);
      return ordered;
    }
  }
}
