package org.splicebeam.pipeline.simulate;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A base model's raw scores at every base of its genes, in two forms that hold the same signal:
 * tracks and arrays. A gene that the model did not score is in neither.
 */
final class ScoreFiles implements Closeable {
  private final ScoreTracks tracks;
  private final ScoreArchive archive;

  ScoreFiles(SimulatedFiles files, Path trackFolder, Path archiveFile) throws IOException {
    tracks = new ScoreTracks(files, trackFolder);
    archive = new ScoreArchive(files.create(archiveFile));
  }

  /** Takes genes in genome order. */
  void write(MadeUpGene gene, BaseModelScores scores) throws IOException {
    if (gene.geneCase().isScored()) {
      tracks.write(gene, scores);
      archive.write(gene, scores);
    }
  }

  @Override
  public void close() throws IOException {
    try (tracks;
        archive) {}
  }
}
