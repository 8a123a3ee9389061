package org.splicebeam.transforms.scoring;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.paralogs.GeneSketch;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.GeneBundle;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * Reads the scores of the genes of bundles, and labels their positions. Files are opened once for
 * all bundles of a worker's thread.
 */
abstract class LabelGenesFn<T> extends DoFn<GeneBundle, T> {
  private static final long serialVersionUID = 1L;
  private final ScoreSource source;
  private final PCollectionView<Iterable<Alignment>> alignment;

  /** Null until a bundle comes: opening waits for what is prepared. */
  private transient GeneScores scores;

  LabelGenesFn(ScoreSource source, PCollectionView<Iterable<Alignment>> alignment) {
    this.source = source;
    this.alignment = alignment;
  }

  /** Opens the files, before the first gene of a bundle; by which offsets scores are moved. */
  protected final Alignment open(ProcessContext context) throws IOException {
    if (scores == null) {
      try {
        scores = GeneScores.open(source.files());
      } catch (VerdictException e) {
        throw source.files().folder().verdict().raise(e.verdict());
      }
    }
    return context.sideInput(alignment).iterator().next();
  }

  /** The labels of a gene; null where it has no rows. */
  protected final GeneLabels label(SitedGene gene, Alignment by) {
    if (!scores.read(gene)) {
      return null;
    }
    scores.shift(gene.length(), by.donorOffset(), by.acceptorOffset());
    return new GeneLabels(gene, scores.donor(), scores.acceptor(), source.rules());
  }

  /** Whether genes are sketched. */
  protected final boolean isSketched() {
    return source.sketched();
  }

  /** The sketch of a gene. */
  protected final GeneSketch sketch(GeneLabels labels) throws IOException {
    try {
      return scores.sketch(labels, source.rules().sequenceFlank());
    } catch (IOException e) {
      throw source.files().folder().verdict().raise(GeneScores.unreadable("--fasta", e).verdict());
    }
  }

  /** What there is of the gene that was labelled last. */
  protected final GeneScores scores() {
    return scores;
  }

  /** By which rows stay. */
  protected final SamplingRule rule() {
    return source.choice().rule();
  }

  /** Kept rows of a gene that a part can take at most. */
  protected final long chunkRows() {
    return source.choice().chunkRows();
  }

  @Teardown
  public void close() throws IOException {
    if (scores != null) {
      scores.close();
    }
  }
}
