package org.splicebeam.transforms.annotation;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.splicebeam.schemas.genome.ExonSummary;
import org.splicebeam.schemas.genome.TranscriptLines;

/**
 * Boils the lines of one transcript down to figures. The order and the cut of blocks do not show:
 * exons are a set, hulls, names and tags are extremes. Memory: the transcript's distinct exons.
 */
final class ExonSummaryFn extends CombineFn<TranscriptLines, TranscriptDraft, ExonSummary> {
  private static final long serialVersionUID = 1L;

  @Override
  public TranscriptDraft createAccumulator() {
    return new TranscriptDraft();
  }

  @Override
  public TranscriptDraft addInput(TranscriptDraft draft, TranscriptLines block) {
    draft.add(block);
    return draft;
  }

  @Override
  public TranscriptDraft mergeAccumulators(Iterable<TranscriptDraft> drafts) {
    TranscriptDraft all = new TranscriptDraft();
    drafts.forEach(all::add);
    return all;
  }

  @Override
  public ExonSummary extractOutput(TranscriptDraft draft) {
    return draft.summary();
  }

  @Override
  public Coder<TranscriptDraft> getAccumulatorCoder(
      CoderRegistry registry, Coder<TranscriptLines> inputCoder) {
    return new TranscriptDraft.Coder();
  }

  @Override
  public Coder<ExonSummary> getDefaultOutputCoder(
      CoderRegistry registry, Coder<TranscriptLines> inputCoder) {
    return new ExonSummary.Coder();
  }
}
