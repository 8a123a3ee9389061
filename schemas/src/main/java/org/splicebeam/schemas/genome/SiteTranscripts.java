package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.ElementCoder;

/**
 * The transcripts that have the splice sites of one type of a gene: site by site, in the order of
 * the sites. The arrays belong to the element and are not written to. Memory: an id that several
 * sites have is one object, also where it was read.
 *
 * @param smallestIds of the transcripts that have a site, by code point; null where one of them has
 *     no id, as a line of a table may say of a site
 * @param counts of the transcripts that have a site, at least 1; all that have no id count as one
 */
public record SiteTranscripts(String[] smallestIds, int[] counts) {
  public static final SiteTranscripts NONE = new SiteTranscripts(new String[0], new int[0]);

  public SiteTranscripts {
    if (smallestIds.length != counts.length) {
      throw new IllegalArgumentException(
          "%s sites with ids and %s with counts".formatted(smallestIds.length, counts.length));
    }
  }

  /** Those of some sites that follow one another. */
  public SiteTranscripts range(int from, int to) {
    return new SiteTranscripts(
        Arrays.copyOfRange(smallestIds, from, to), Arrays.copyOfRange(counts, from, to));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SiteTranscripts that
        && Arrays.equals(smallestIds, that.smallestIds)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(smallestIds) + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return Arrays.toString(smallestIds) + " of " + Arrays.toString(counts);
  }

  /** Each id once, then its place among them and the count for each site. */
  void write(DataOutputStream out) throws IOException {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (String id : smallestIds) {
      places.putIfAbsent(id, places.size());
    }
    ElementCoder.writeNumber(places.size(), out);
    for (String id : places.keySet()) {
      ElementCoder.writeText(id, out);
    }
    ElementCoder.writeNumber(counts.length, out);
    for (int i = 0; i < counts.length; i++) {
      ElementCoder.writeNumber(places.get(smallestIds[i]), out);
      ElementCoder.writeNumber(counts[i], out);
    }
  }

  static SiteTranscripts read(DataInputStream in) throws IOException {
    List<String> ids = ElementCoder.readTexts(in);
    int size = ElementCoder.readCount(in);
    String[] smallestIds = new String[size];
    int[] counts = new int[size];
    for (int i = 0; i < size; i++) {
      smallestIds[i] = ids.get(ElementCoder.readCount(in));
      counts[i] = ElementCoder.readCount(in);
    }
    return new SiteTranscripts(smallestIds, counts);
  }
}
