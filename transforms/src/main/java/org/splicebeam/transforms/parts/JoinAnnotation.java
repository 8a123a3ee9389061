package org.splicebeam.transforms.parts;

import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.TranscriptJoin;

/**
 * Joins blocks of rows with their gene and transcripts: a left join on unique keys, one look-up a
 * block, never a row more or less. What it gives is an input of its part.
 *
 * <p>Memory: the gene table (a side input) and one block.
 */
public final class JoinAnnotation
    extends PTransform<PCollection<KV<Integer, RowBlock>>, PCollection<KV<Integer, PartInput>>> {
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
  public PCollection<KV<Integer, PartInput>> expand(PCollection<KV<Integer, RowBlock>> blocks) {
    return blocks.apply("LookUpGenes", ParDo.of(new JoinFn()).withSideInputs(genesById));
  }

  private final class JoinFn extends DoFn<KV<Integer, RowBlock>, KV<Integer, PartInput>> {
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
      RowBlock rows = context.element().getValue();
      AnnotatedBlock joined = AnnotatedBlock.join(rows, genes.get(rows.geneId()), join);
      context.output(KV.of(context.element().getKey(), new PartInput.Block(joined)));
    }
  }
}
