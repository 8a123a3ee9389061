package org.splicebeam.transforms.join;

import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.analysis.Sites;
import org.splicebeam.schemas.analysis.TranscriptJoin;
import org.splicebeam.schemas.genome.GeneModel;

/**
 * Joins blocks of rows with their gene and transcripts: a left join on unique keys, one look-up a
 * block, never a row more or less.
 *
 * <p>Memory: the gene table (a side input) and one block.
 */
public final class JoinAnnotation
    extends PTransform<PCollection<KV<Integer, Sites>>, PCollection<KV<Integer, AnnotatedSites>>> {
  private static final long serialVersionUID = 1L;

  private final PCollectionView<Map<String, GeneModel>> genesById;
  private final TranscriptJoin join;

  private JoinAnnotation(PCollectionView<Map<String, GeneModel>> genesById, TranscriptJoin join) {
    this.genesById = genesById;
    this.join = join;
  }

  public static JoinAnnotation with(
      PCollectionView<Map<String, GeneModel>> genesById, TranscriptJoin join) {
    return new JoinAnnotation(genesById, join);
  }

  @Override
  public PCollection<KV<Integer, AnnotatedSites>> expand(PCollection<KV<Integer, Sites>> sites) {
    return sites.apply("LookUpGenes", ParDo.of(new JoinFn()).withSideInputs(genesById));
  }

  private final class JoinFn extends DoFn<KV<Integer, Sites>, KV<Integer, AnnotatedSites>> {
    private static final long serialVersionUID = 1L;
    private transient Map<String, GeneModel> genes;

    @StartBundle
    public void start() {
      genes = null;
    }

    @ProcessElement
    public void join(ProcessContext context) {
      if (genes == null) {
        genes = context.sideInput(genesById);
      }
      Sites sites = context.element().getValue();
      GeneModel gene = genes.get(sites.geneId());
      context.output(KV.of(context.element().getKey(), AnnotatedSites.join(sites, gene, join)));
    }
  }
}
