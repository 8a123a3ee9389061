package org.splicebeam.pipeline.graph;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.splicebeam.transforms.annotation.CachedAnnotation;
import org.splicebeam.transforms.annotation.ReadAnnotation;
import org.splicebeam.transforms.finish.DatasetHeader;
import org.splicebeam.transforms.publish.OutputFolder;

/**
 * What gene models come from.
 *
 * @param gtf the annotation
 * @param spliceSites the sites' file, or null for the introns
 * @param cache the folder that keeps gene models, or null for none
 * @param stripIdVersions whether ids lose their version
 */
public record AnnotationSettings(
    String gtf, String spliceSites, String cache, boolean stripIdVersions) implements Serializable {

  /**
   * Reads the annotation, or takes it from the cache.
   *
   * @param allTranscripts whether genes keep all their transcripts
   * @param run the folder that takes the run's verdict and notices
   */
  PTransform<PBegin, PCollectionTuple> read(boolean allTranscripts, OutputFolder run) {
    ReadAnnotation read = reading(run).withAllTranscripts(allTranscripts);
    return cache == null ? read : cached(read, run);
  }

  /** Reads the annotation to fill the cache. */
  public PTransform<PBegin, PCollectionTuple> fillCache(OutputFolder run) {
    return cached(reading(run).withAllTranscripts(true), run).forCache();
  }

  private ReadAnnotation reading(OutputFolder run) {
    return ReadAnnotation.from(gtf)
        .withSpliceSites(spliceSites)
        .withStripIdVersions(stripIdVersions)
        .withVerdictFile(run.verdict());
  }

  private CachedAnnotation cached(ReadAnnotation read, OutputFolder run) {
    return CachedAnnotation.of(read, cache, DatasetHeader.DATA_VERSION, run);
  }
}
