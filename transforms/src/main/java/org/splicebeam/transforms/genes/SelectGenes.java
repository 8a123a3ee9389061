package org.splicebeam.transforms.genes;

import java.util.Map;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Keys;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.GeneModel;

/**
 * The ids of the genes to build, each once: those of the analysis tables that a policy selects.
 *
 * <p>Memory: nothing beside the gene table.
 */
public final class SelectGenes
    extends PTransform<PCollection<KV<String, Packed>>, PCollection<String>> {
  private static final long serialVersionUID = 1L;

  private final GenePolicy policy;
  private final PCollectionView<Map<String, GeneModel>> genesById;

  private SelectGenes(GenePolicy policy, PCollectionView<Map<String, GeneModel>> genesById) {
    this.policy = policy;
    this.genesById = genesById;
  }

  public static SelectGenes by(
      GenePolicy policy, PCollectionView<Map<String, GeneModel>> genesById) {
    return new SelectGenes(policy, genesById);
  }

  @Override
  public PCollection<String> expand(PCollection<KV<String, Packed>> calls) {
    return calls
        .apply("TakeGeneIds", Keys.create())
        .apply("EachOnce", Distinct.create())
        .apply("ApplyPolicy", ParDo.of(new SelectFn()).withSideInputs(genesById));
  }

  private final class SelectFn extends DoFn<String, String> {
    private static final long serialVersionUID = 1L;
    private transient Map<String, GeneModel> genes;

    @StartBundle
    public void start() {
      genes = null;
    }

    @ProcessElement
    public void select(ProcessContext context) {
      if (genes == null) {
        genes = context.sideInput(genesById);
      }
      String geneId = context.element();
      if (policy.selects(geneId, genes.get(geneId))) {
        context.output(geneId);
      }
    }
  }
}
