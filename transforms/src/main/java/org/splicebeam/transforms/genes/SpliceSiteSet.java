package org.splicebeam.transforms.genes;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;

/**
 * The splice sites of one gene seen so far: distinct genomic positions, 1-based. Memory: the gene's
 * sites, a few thousand at most in real annotations.
 */
final class SpliceSiteSet {
  private final SortedSet<Long> donors = new TreeSet<>();
  private final SortedSet<Long> acceptors = new TreeSet<>();

  void addDonor(long position) {
    donors.add(position);
  }

  void addAcceptor(long position) {
    acceptors.add(position);
  }

  /** The intron's first base in transcription direction is a donor, its last one an acceptor. */
  void addIntron(Span intron, Strand strand) {
    boolean forward = strand == Strand.FORWARD;
    addDonor(forward ? intron.start() : intron.end());
    addAcceptor(forward ? intron.end() : intron.start());
  }

  void add(SpliceSites sites) {
    for (long donor : sites.donors()) {
      donors.add(donor);
    }
    for (long acceptor : sites.acceptors()) {
      acceptors.add(acceptor);
    }
  }

  void add(SpliceSiteSet other) {
    donors.addAll(other.donors);
    acceptors.addAll(other.acceptors);
  }

  int size() {
    return donors.size() + acceptors.size();
  }

  SpliceSites sites() {
    return new SpliceSites(
        donors.stream().mapToLong(Long::longValue).toArray(),
        acceptors.stream().mapToLong(Long::longValue).toArray());
  }

  /** Deterministic coder. */
  static final class Coder extends ElementCoder<SpliceSiteSet> {
    private static final long serialVersionUID = 1L;
    private static final SpliceSites.Coder SITES = new SpliceSites.Coder();

    @Override
    protected void write(SpliceSiteSet set, DataOutputStream out) throws IOException {
      SITES.write(set.sites(), out);
    }

    @Override
    protected SpliceSiteSet read(DataInputStream in) throws IOException {
      SpliceSiteSet set = new SpliceSiteSet();
      set.add(SITES.read(in));
      return set;
    }
  }
}
