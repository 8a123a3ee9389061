package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.tracks.Track;
import org.splicebeam.transforms.tracks.TrackNames;

/**
 * Scores of genes from tracks along the genome. Memory: that of the tracks, each of which is open
 * once.
 */
final class TrackScores implements ModelScores {
  private final TrackNames names;
  private final Map<String, GeneTrack> byPath = new HashMap<>();

  private TrackScores(TrackNames names) {
    this.names = names;
  }

  /**
   * Opens all tracks.
   *
   * @param folder where those that need it were prepared
   */
  static TrackScores open(TrackNames names, ChromosomeAliases aliases, OutputFolder folder)
      throws IOException {
    TrackScores scores = new TrackScores(names);
    try {
      for (String path : names.all()) {
        scores.byPath.put(path, new GeneTrack(Track.open(path, folder), aliases));
      }
      return scores;
    } catch (IOException | RuntimeException e) {
      scores.close();
      throw e;
    }
  }

  @Override
  public Found read(
      String geneId, String chrom, Strand strand, Span span, float[] donor, float[] acceptor)
      throws IOException {
    GeneTrack donors = track(SpliceType.DONOR, strand);
    GeneTrack acceptors = track(SpliceType.ACCEPTOR, strand);
    boolean areThere =
        donors != null
            && acceptors != null
            && donors.read(chrom, strand, span, donor)
            && acceptors.read(chrom, strand, span, acceptor);
    return areThere ? Found.of(donor, acceptor, (int) span.length()) : Found.NO_SCORES;
  }

  @Override
  public String placeOf(
      String geneId, String chrom, Strand strand, Span span, SpliceType type, int position)
      throws IOException {
    return track(type, strand).placeOf(chrom, span.absolutePosition(position, strand));
  }

  /** Null where there is none. */
  private GeneTrack track(SpliceType type, Strand strand) {
    return byPath.get(names.file(type, strand));
  }

  @Override
  public void close() throws IOException {
    for (GeneTrack track : byPath.values()) {
      track.close();
    }
  }
}
