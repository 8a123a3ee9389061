package org.splicebeam.transforms.scoring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.ScoreFault;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.labels.Bases;

/**
 * What scores and the genome's bases are around splice sites (contract 8.3), summed over genes.
 * Sums are whole numbers, so that the order of the genes changes nothing.
 */
final class SiteMeasure {
  private static final double SCALE = 1e9;
  private static final int GT = Bases.code('G', 'T');
  private static final int GC = Bases.code('G', 'C');
  private static final int AG = Bases.code('A', 'G');

  private static final class Sums {
    private long sites;
    private final long[] byShift = new long[SitePeaks.SHIFTS];
  }

  private final Map<SpliceType, Map<Strand, Sums>> sums = new EnumMap<>(SpliceType.class);
  private final GeneScores scores;
  private int genes;
  private long checkedSites;
  private long canonicalSites;

  /** The first in genome order. */
  private ScoreFault fault;

  SiteMeasure(GeneScores scores) {
    this.scores = scores;
    for (SpliceType type : List.of(SpliceType.DONOR, SpliceType.ACCEPTOR)) {
      Map<Strand, Sums> byStrand = new EnumMap<>(Strand.class);
      byStrand.put(Strand.FORWARD, new Sums());
      byStrand.put(Strand.REVERSE, new Sums());
      sums.put(type, byStrand);
    }
  }

  /** Adds a gene, where it is scored. */
  void add(SitedGene gene) throws IOException {
    scores.read(gene);
    ScoreFault found = scores.fault();
    if (found != null) {
      fault = fault == null || found.compareTo(fault) < 0 ? found : fault;
      genes++;
      return;
    }
    if (!scores.isScored()) {
      return;
    }
    genes++;
    add(gene, gene.own().donors(), scores.donor(), of(SpliceType.DONOR, gene));
    add(gene, gene.own().acceptors(), scores.acceptor(), of(SpliceType.ACCEPTOR, gene));
    if (scores.reason() == null) {
      addBases(gene);
    }
  }

  private Sums of(SpliceType type, SitedGene gene) {
    return sums.get(type).get(gene.strand());
  }

  private static void add(SitedGene gene, long[] sites, float[] raw, Sums into) {
    int length = gene.length();
    for (long site : sites) {
      int from = gene.position(site) - SitePeaks.REACH;
      for (int i = 0; i < SitePeaks.SHIFTS; i++) {
        int at = from + i;
        into.byShift[i] += 0 <= at && at < length ? (long) Math.rint(SCALE * raw[at]) : 0;
      }
    }
    into.sites += sites.length;
  }

  private void addBases(SitedGene gene) throws IOException {
    byte[] bases = scores.bases(gene);
    int length = gene.length();
    for (long donor : gene.own().donors()) {
      int code = Bases.dinucleotide(bases, 0, length, gene.position(donor));
      canonicalSites += code == GT || code == GC ? 1 : 0;
    }
    for (long acceptor : gene.own().acceptors()) {
      int code = Bases.dinucleotide(bases, 0, length, gene.position(acceptor) - 1);
      canonicalSites += code == AG ? 1 : 0;
    }
    checkedSites += gene.own().donors().length + gene.own().acceptors().length;
  }

  /** How many scored genes were added. */
  int genes() {
    return genes;
  }

  /** The first fault in genome order; null where there is none. */
  ScoreFault fault() {
    return fault;
  }

  long checkedSites() {
    return checkedSites;
  }

  long canonicalSites() {
    return canonicalSites;
  }

  /** What was measured, donors first, + before -. */
  List<SitePeaks> peaks() {
    List<SitePeaks> peaks = new ArrayList<>();
    sums.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
        .forEach(
            type ->
                type.getValue()
                    .forEach(
                        (strand, some) -> {
                          double[] means = new double[SitePeaks.SHIFTS];
                          for (int i = 0; i < means.length; i++) {
                            means[i] = some.byShift[i] / SCALE / Math.max(1, some.sites);
                          }
                          peaks.add(new SitePeaks(type.getKey(), strand, some.sites, means));
                        }));
    return peaks;
  }
}
