package org.splicebeam.schemas.genome;

import java.util.Arrays;

/** Splice sites that are written down. */
public final class HandMadeSites {
  private HandMadeSites() {}

  /** Sites of one transcript that has no id. */
  public static SpliceSites sites(long[] donors, long[] acceptors) {
    return sitesOf(null, donors, acceptors);
  }

  /** Sites of one transcript. */
  public static SpliceSites sitesOf(String transcriptId, long[] donors, long[] acceptors) {
    return new SpliceSites(
        donors,
        acceptors,
        oneEach(transcriptId, donors.length),
        oneEach(transcriptId, acceptors.length));
  }

  /** For each of some sites the smallest id and how many have it, as {@code "T1 2"}. */
  public static SiteTranscripts transcripts(String... idsAndCounts) {
    return new SiteTranscripts(
        Arrays.stream(idsAndCounts).map(text -> text.split(" ")[0]).toArray(String[]::new),
        Arrays.stream(idsAndCounts)
            .mapToInt(text -> Integer.parseInt(text.split(" ")[1]))
            .toArray());
  }

  private static SiteTranscripts oneEach(String id, int sites) {
    String[] ids = new String[sites];
    int[] counts = new int[sites];
    Arrays.fill(ids, id);
    Arrays.fill(counts, 1);
    return new SiteTranscripts(ids, counts);
  }
}
