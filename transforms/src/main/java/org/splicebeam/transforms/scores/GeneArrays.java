package org.splicebeam.transforms.scores;

import java.io.IOException;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.arrays.ScoreArrays;

/** Scores of genes from an array under each gene's id. */
final class GeneArrays implements ModelScores {
  private final String path;
  private final ScoreArrays arrays;

  /**
   * @param path for people
   * @param arrays are closed with this
   */
  GeneArrays(String path, ScoreArrays arrays) {
    this.path = path;
    this.arrays = arrays;
  }

  @Override
  public Found read(
      String geneId, String chrom, Strand strand, Span span, float[] donor, float[] acceptor)
      throws IOException {
    int length = (int) span.length();
    return switch (arrays.read(geneId, length, donor, acceptor)) {
      case SCORES -> Found.of(donor, acceptor, length);
      case NO_ARRAY -> Found.NO_SCORES;
      case OTHER_LENGTH -> Found.LENGTH_MISMATCH;
    };
  }

  @Override
  public String placeOf(
      String geneId, String chrom, Strand strand, Span span, SpliceType type, int position) {
    return "%s: gene %s, position %s of its array (0-based)"
        .formatted(path, Excerpt.ofValue(geneId), position);
  }

  @Override
  public void close() throws IOException {
    arrays.close();
  }
}
