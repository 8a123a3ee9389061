package org.splicebeam.transforms.annotation;

import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.splicebeam.schemas.genome.ExonSummary;
import org.splicebeam.schemas.genome.TranscriptKey;
import org.splicebeam.schemas.genome.TranscriptLines;

/**
 * One summary a transcript (and place): hull, number of distinct exons, their total and exact
 * median length in bases, introns.
 */
public final class SummarizeExons
    extends PTransform<
        PCollection<KV<TranscriptKey, TranscriptLines>>,
        PCollection<KV<TranscriptKey, ExonSummary>>> {
  private static final long serialVersionUID = 1L;

  private SummarizeExons() {}

  public static SummarizeExons perTranscript() {
    return new SummarizeExons();
  }

  @Override
  public PCollection<KV<TranscriptKey, ExonSummary>> expand(
      PCollection<KV<TranscriptKey, TranscriptLines>> blocks) {
    return blocks.apply("Combine blocks", Combine.perKey(new ExonSummaryFn()));
  }
}
