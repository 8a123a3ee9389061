package org.splicebeam.transforms.scores;

import java.io.Closeable;
import java.io.IOException;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.ChromosomeNames;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.tracks.Track;

/** A track that is read gene by gene, with chromosomes as the annotation names them. */
final class GeneTrack implements Closeable {
  private final Track track;
  private final ChromosomeNames names;

  GeneTrack(Track track, ChromosomeAliases aliases) {
    this.track = track;
    names = new ChromosomeNames(track.path(), track.names(), aliases);
  }

  /**
   * Reads the values of a gene's bases in transcription direction; NaN where there is none.
   *
   * @param strand + or -
   * @param span genomic, 1-based
   * @param scores takes them from 0 on
   * @return whether the track has the chromosome
   */
  boolean read(String chrom, Strand strand, Span span, float[] scores) throws IOException {
    String name = names.of(chrom);
    if (name == null) {
      return false;
    }
    track.read(name, span.start() - 1, span.end(), scores);
    if (strand == Strand.REVERSE) {
      reverse(scores, (int) span.length());
    }
    return true;
  }

  private static void reverse(float[] scores, int length) {
    for (int i = 0, j = length - 1; i < j; i++, j--) {
      float score = scores[i];
      scores[i] = scores[j];
      scores[j] = score;
    }
  }

  /**
   * Where a base's value stands, for people.
   *
   * @param chrom one that the track has
   * @param base 1-based
   */
  String placeOf(String chrom, long base) throws IOException {
    return "%s: %s, base %s".formatted(track.path(), Excerpt.ofValue(names.of(chrom)), base);
  }

  @Override
  public void close() throws IOException {
    track.close();
  }
}
