package org.splicebeam.transforms.genes;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.reject.Reject;

/**
 * Makes one model of each gene, at one place: the first in karyotype order, gene lines before
 * others, {@code +} before {@code -}. Lines of other places become one {@link Reject} a place, and
 * move from used to rejected in the tally. Its splice sites are those of its introns; {@link
 * JoinSpliceSites} and {@link CountOverlaps} fill in the rest. Memory: the exons of one gene.
 */
public final class SummarizeGenes
    extends PTransform<PCollection<KV<String, Packed>>, PCollectionTuple> {
  /** Exactly one element a gene_id. */
  public static final TupleTag<KV<String, GeneModel>> GENES = new TupleTag<>() {};

  /** One element a gene that has any, by gene_id. */
  public static final TupleTag<KV<String, SpliceSites>> SITES = new TupleTag<>() {};

  /** One element a gene and place that is not used. */
  public static final TupleTag<Reject> REJECTS = new TupleTag<>() {};

  /** Corrections of what the reader counted as used. */
  public static final TupleTag<AnnotationTally> TALLIES = new TupleTag<>() {};

  private static final long serialVersionUID = 1L;

  private final String file;
  private final boolean allTranscripts;

  private SummarizeGenes(String file, boolean allTranscripts) {
    this.file = file;
    this.allTranscripts = allTranscripts;
  }

  /**
   * Of the {@link GeneLines} of one annotation; keeps each gene's representative transcript only.
   */
  public static SummarizeGenes perGene() {
    return new SummarizeGenes("", false);
  }

  /** Under which name rejects refer to the annotation. */
  public SummarizeGenes ofFile(String name) {
    return new SummarizeGenes(name, allTranscripts);
  }

  /** Whether genes keep all their transcripts, the representative first. */
  public SummarizeGenes withAllTranscripts(boolean all) {
    return new SummarizeGenes(file, all);
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<String, Packed>> blocks) {
    PCollectionTuple settled =
        blocks
            .apply("GroupByGene", GroupByKey.create())
            .apply(
                "SettlePlace",
                ParDo.of(new SettleFn(file, allTranscripts))
                    .withOutputTags(GENES, TupleTagList.of(SITES).and(TALLIES)));
    PCollection<Reject> rejects =
        settled
            .get(TALLIES)
            .apply(
                "ReportOtherPlaces",
                MapElements.into(TypeDescriptor.of(Reject.class))
                    .via(AnnotationTally::firstUnused));
    return settled.and(REJECTS, rejects);
  }

  private static final class SettleFn
      extends DoFn<KV<String, Iterable<Packed>>, KV<String, GeneModel>> {
    private static final GeneLines.Coder CODER = new GeneLines.Coder();
    private static final long serialVersionUID = 1L;

    private final String file;
    private final boolean allTranscripts;

    SettleFn(String file, boolean allTranscripts) {
      this.file = file;
      this.allTranscripts = allTranscripts;
    }

    @ProcessElement
    public void processElement(
        @Element KV<String, Iterable<Packed>> gene, MultiOutputReceiver out) {
      GeneDraft draft = new GeneDraft(gene.getKey());
      gene.getValue().forEach(block -> draft.add(block.unpacked(CODER)));
      GeneDraft.Settled settled = draft.settled(allTranscripts);
      out.get(GENES).output(KV.of(gene.getKey(), settled.model()));
      if (settled.model().spliceSites() > 0) {
        out.get(SITES).output(KV.of(gene.getKey(), settled.sites()));
      }
      draft
          .otherPlaces()
          .forEach(
              (place, lines) -> {
                String detail =
                    "gene %s is taken from %s; lines at %s: %s"
                        .formatted(gene.getKey(), draft.place(), place, lines.count());
                Reject first =
                    new Reject(
                        Reject.Input.ANNOTATION,
                        file,
                        lines.byteOffset(),
                        lines.line(),
                        Reject.Reason.OTHER_PLACE,
                        detail,
                        lines.start());
                out.get(TALLIES).output(AnnotationTally.usedToUnused(first, lines.count()));
              });
    }
  }
}
