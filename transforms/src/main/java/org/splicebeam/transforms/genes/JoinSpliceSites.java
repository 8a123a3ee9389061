package org.splicebeam.transforms.genes;

import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;

/**
 * Counts the given splice sites of each gene, in place of those of its introns; a gene without any
 * has none. Sites of genes that the annotation does not have are left out. Memory: one gene's sites
 * and the transcripts that have them.
 */
public final class JoinSpliceSites
    extends PTransform<PCollection<KV<String, GeneModel>>, PCollectionTuple> {
  /** Exactly one element a gene_id. */
  public static final TupleTag<KV<String, GeneModel>> GENES = new TupleTag<>() {};

  /** One element a gene that has any, by gene_id. */
  public static final TupleTag<KV<String, SpliceSites>> SITES = new TupleTag<>() {};

  private static final TupleTag<GeneModel> MODEL = new TupleTag<>() {};
  private static final TupleTag<SpliceSites> OF_MODEL = new TupleTag<>() {};
  private static final long serialVersionUID = 1L;

  private final transient PCollection<KV<String, SpliceSiteSet>> blocks;

  private JoinSpliceSites(PCollection<KV<String, SpliceSiteSet>> blocks) {
    this.blocks = blocks;
  }

  /** With sites by gene_id, several blocks a gene. */
  public static JoinSpliceSites of(PCollection<KV<String, SpliceSiteSet>> blocks) {
    return new JoinSpliceSites(blocks);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, GeneModel>> genes) {
    return KeyedPCollectionTuple.of(MODEL, genes)
        .and(OF_MODEL, blocks.apply("CombineSites", Combine.perKey(new SpliceSitesFn())))
        .apply("GroupByGene", CoGroupByKey.create())
        .apply("Count", ParDo.of(new CountFn()).withOutputTags(GENES, TupleTagList.of(SITES)));
  }

  private static final class CountFn extends DoFn<KV<String, CoGbkResult>, KV<String, GeneModel>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void processElement(@Element KV<String, CoGbkResult> gene, MultiOutputReceiver out) {
      GeneModel model = gene.getValue().getOnly(MODEL, null);
      SpliceSites sites = gene.getValue().getOnly(OF_MODEL, null);
      if (model != null) {
        out.get(GENES)
            .output(
                KV.of(
                    gene.getKey(),
                    withSpliceSites(model, sites == null ? SpliceSites.NONE : sites)));
        if (sites != null) {
          out.get(SITES).output(KV.of(gene.getKey(), sites));
        }
      }
    }
  }

  private static GeneModel withSpliceSites(GeneModel g, SpliceSites sites) {
    return new GeneModel(
        g.geneId(),
        g.name(),
        g.type(),
        g.chrom(),
        g.strand(),
        g.span(),
        g.numOverlaps(),
        sites.donors().length,
        sites.acceptors().length,
        sites.numPositions(),
        g.transcripts());
  }
}
