package org.splicebeam.schemas.scores;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;

/**
 * A gene with splice sites that is written down: on chromosome 1, forward, bases 101 to 120,
 * without sites unless said. Sites are said as positions from its 5' end.
 */
public final class HandMadeSitedGene {
  private final String id;
  private String chrom = "1";
  private Strand strand = Strand.FORWARD;
  private Span span = new Span(101, 120);
  private SpliceSites own = SpliceSites.NONE;
  private long[] othersDonors = {};
  private long[] othersAcceptors = {};

  private HandMadeSitedGene(String id) {
    this.id = id;
  }

  public static HandMadeSitedGene sited(String id) {
    return new HandMadeSitedGene(id);
  }

  /** Said before any site. */
  public HandMadeSitedGene at(String onChrom, Strand onStrand, long start, long end) {
    chrom = onChrom;
    strand = onStrand;
    span = new Span(start, end);
    return this;
  }

  /** Its own sites, all of transcript T. */
  public HandMadeSitedGene own(int[] donors, int[] acceptors) {
    return own(HandMadeSites.sitesOf("T", genomic(donors), genomic(acceptors)));
  }

  /** Its own sites, genomic. */
  public HandMadeSitedGene own(SpliceSites sites) {
    own = sites;
    return this;
  }

  /** Sites of other genes inside of it. */
  public HandMadeSitedGene others(int[] donors, int[] acceptors) {
    othersDonors = genomic(donors);
    othersAcceptors = genomic(acceptors);
    return this;
  }

  private long[] genomic(int[] positions) {
    return Arrays.stream(positions)
        .mapToLong(position -> span.absolutePosition(position, strand))
        .sorted()
        .toArray();
  }

  public SitedGene build() {
    return new SitedGene(
        id,
        chrom,
        strand,
        span,
        own,
        both(own.donors(), othersDonors),
        both(own.acceptors(), othersAcceptors));
  }

  private static long[] both(long[] some, long[] others) {
    return LongStream.concat(LongStream.of(some), LongStream.of(others))
        .sorted()
        .distinct()
        .toArray();
  }
}
