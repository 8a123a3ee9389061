package org.splicebeam.transforms.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.analysis.Sites;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.TranscriptModel;

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

  /** A block with what the annotation says of its rows; {@code gene} may be null. */
  public static AnnotatedSites join(Sites sites, GeneModel gene, TranscriptJoin join) {
    int[] transcriptOfRow = new int[sites.size()];
    if (gene == null) {
      Arrays.fill(transcriptOfRow, -1);
      return new AnnotatedSites(sites, null, transcriptOfRow);
    }
    if (join == TranscriptJoin.REPRESENTATIVE) {
      Arrays.fill(transcriptOfRow, gene.transcripts().isEmpty() ? -1 : 0);
      return new AnnotatedSites(
          sites, gene.withTranscripts(gene.representative().stream().toList()), transcriptOfRow);
    }
    Map<String, TranscriptModel> byId = new HashMap<>();
    gene.transcripts().forEach(t -> byId.put(t.transcriptId(), t));
    Map<String, Integer> used = new HashMap<>();
    List<TranscriptModel> some = new ArrayList<>();
    for (int i = 0; i < transcriptOfRow.length; i++) {
      TranscriptModel transcript = byId.get(sites.transcriptIds()[i]);
      if (transcript == null) {
        transcriptOfRow[i] = -1;
      } else {
        transcriptOfRow[i] =
            used.computeIfAbsent(
                transcript.transcriptId(),
                id -> {
                  some.add(transcript);
                  return some.size() - 1;
                });
      }
    }
    return new AnnotatedSites(sites, gene.withTranscripts(some), transcriptOfRow);
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
      context.output(KV.of(context.element().getKey(), JoinAnnotation.join(sites, gene, join)));
    }
  }
}
