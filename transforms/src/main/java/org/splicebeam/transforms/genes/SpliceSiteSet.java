package org.splicebeam.transforms.genes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.SiteTranscripts;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;

/**
 * The splice sites of one gene seen so far: distinct genomic positions, 1-based, each with the
 * transcripts that have it. A transcript without id is null. The order in which sites come does not
 * matter, nor how often. Memory: the gene's distinct pairs of site and transcript, some ten
 * thousand at most in real annotations. As an element of a pipeline it is not changed any more.
 */
@DefaultCoder(SpliceSiteSet.Coder.class)
public final class SpliceSiteSet {
  private static final Comparator<String> NULL_FIRST =
      Comparator.nullsFirst(Chromosomes.BY_CODE_POINT);

  private final SortedMap<Long, SortedSet<String>> donors = new TreeMap<>();
  private final SortedMap<Long, SortedSet<String>> acceptors = new TreeMap<>();
  private int size;

  void addDonor(long position, String transcriptId) {
    add(position, transcriptId, donors);
  }

  void addAcceptor(long position, String transcriptId) {
    add(position, transcriptId, acceptors);
  }

  private void add(long position, String id, SortedMap<Long, SortedSet<String>> to) {
    size += to.computeIfAbsent(position, p -> new TreeSet<>(NULL_FIRST)).add(id) ? 1 : 0;
  }

  /** The intron's first base in transcription direction is a donor, its last one an acceptor. */
  void addIntron(Span intron, Strand strand, String transcriptId) {
    boolean forward = strand == Strand.FORWARD;
    addDonor(forward ? intron.start() : intron.end(), transcriptId);
    addAcceptor(forward ? intron.end() : intron.start(), transcriptId);
  }

  void add(SpliceSiteSet other) {
    other.donors.forEach((position, ids) -> ids.forEach(id -> addDonor(position, id)));
    other.acceptors.forEach((position, ids) -> ids.forEach(id -> addAcceptor(position, id)));
  }

  /** Number of sites, each counted for every transcript that has it. */
  int size() {
    return size;
  }

  SpliceSites sites() {
    return new SpliceSites(
        positions(donors), positions(acceptors), transcripts(donors), transcripts(acceptors));
  }

  private static long[] positions(SortedMap<Long, SortedSet<String>> sites) {
    return sites.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  private static SiteTranscripts transcripts(SortedMap<Long, SortedSet<String>> sites) {
    return new SiteTranscripts(
        sites.values().stream().map(SortedSet::first).toArray(String[]::new),
        sites.values().stream().mapToInt(SortedSet::size).toArray());
  }

  /** Deterministic coder: each id once, then its place among them for each site. */
  public static final class Coder extends ElementCoder<SpliceSiteSet> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(SpliceSiteSet.class), new Coder());
    }

    @Override
    protected void write(SpliceSiteSet set, DataOutputStream out) throws IOException {
      SortedMap<String, Integer> places = new TreeMap<>(NULL_FIRST);
      Stream.of(set.donors, set.acceptors)
          .flatMap(sites -> sites.values().stream().flatMap(SortedSet::stream))
          .forEach(id -> places.put(id, 0));
      int place = 0;
      for (var id : places.entrySet()) {
        id.setValue(place++);
      }
      writeTexts(new ArrayList<>(places.keySet()), out);
      for (var sites : List.of(set.donors, set.acceptors)) {
        writeNumber(sites.size(), out);
        for (var site : sites.entrySet()) {
          writeNumber(site.getKey(), out);
          writeNumbers(site.getValue().stream().mapToLong(places::get).toArray(), out);
        }
      }
    }

    @Override
    protected SpliceSiteSet read(DataInputStream in) throws IOException {
      SpliceSiteSet set = new SpliceSiteSet();
      List<String> ids = readTexts(in);
      for (var sites : List.of(set.donors, set.acceptors)) {
        for (int left = readCount(in); left > 0; left--) {
          long position = readNumber(in);
          for (long place : readNumbers(in)) {
            set.add(position, ids.get((int) place), sites);
          }
        }
      }
      return set;
    }
  }
}
