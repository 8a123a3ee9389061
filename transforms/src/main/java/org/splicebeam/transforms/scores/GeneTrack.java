package org.splicebeam.transforms.scores;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.tracks.Track;

/** A track that is read gene by gene, with chromosomes as the annotation names them. */
final class GeneTrack implements Closeable {
  private final Track track;
  private final ChromosomeAliases aliases;

  /** The track's name of a chromosome, by the one that all its names have in common. */
  private final Map<String, String> names = new HashMap<>();

  /** A second name that the track has for a chromosome. */
  private final Map<String, String> secondNames = new HashMap<>();

  GeneTrack(Track track, ChromosomeAliases aliases) {
    this.track = track;
    this.aliases = aliases;
    for (String name : track.names()) {
      String common = aliases.common(name);
      if (names.putIfAbsent(common, name) != null) {
        secondNames.put(common, name);
      }
    }
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
    String common = aliases.common(chrom);
    String name = names.get(common);
    if (name == null) {
      return false;
    }
    if (secondNames.containsKey(common)) {
      throw new IOException(
          "%s has two names of one chromosome, %s and %s, which both match %s of the annotation; leave one of them out of the file"
              .formatted(
                  track.path(),
                  Excerpt.ofValue(name),
                  Excerpt.ofValue(secondNames.get(common)),
                  Excerpt.ofValue(chrom)));
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
   * @param base 1-based
   */
  String placeOf(String chrom, long base) {
    String name = names.getOrDefault(aliases.common(chrom), chrom);
    return "%s: %s, base %d".formatted(track.path(), Excerpt.ofValue(name), base);
  }

  @Override
  public void close() throws IOException {
    track.close();
  }
}
