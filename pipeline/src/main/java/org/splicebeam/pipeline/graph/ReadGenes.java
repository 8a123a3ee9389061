package org.splicebeam.pipeline.graph;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.annotation.ReadAnnotation;
import org.splicebeam.transforms.annotation.TellLosses;
import org.splicebeam.transforms.genes.GeneTable;

/** The annotation's genes, read or taken from the cache. */
final class ReadGenes extends PTransform<PBegin, GeneTable> {
  private static final long serialVersionUID = 1L;
  private final BuildSettings settings;

  private ReadGenes(BuildSettings settings) {
    this.settings = settings;
  }

  static ReadGenes of(BuildSettings settings) {
    return new ReadGenes(settings);
  }

  @Override
  public GeneTable expand(PBegin begin) {
    boolean allTranscripts = settings.options().transcriptJoin() == TranscriptJoin.ROW;
    PCollectionTuple annotation =
        begin.apply(
            "SummarizeLines",
            settings.annotation().read(allTranscripts, settings.output().folder()));
    PCollectionView<Iterable<AnnotationTally>> tallies =
        annotation.get(ReadAnnotation.TALLIES).apply("ViewTallies", View.asIterable());
    begin.apply("TellLosses", TellLosses.of(tallies, settings.output().folder(), true));
    return new GeneTable(
        annotation.get(ReadAnnotation.GENES).apply("ViewGenes", View.asMap()),
        annotation.get(ReadAnnotation.SITES).apply("ViewSites", View.asMap()),
        annotation.get(ReadAnnotation.REJECTS),
        tallies,
        annotation.get(ReadAnnotation.FILES).apply("ViewFiles", View.asIterable()));
  }
}
