package org.splicebeam.schemas.genome;

import java.util.List;

/**
 * A gene that is written down: a test says what matters to it, all else is as here. On chromosome
 * 1, forward, bases 1 to 100, without name, type, overlaps, splice sites and transcripts.
 */
public final class HandMadeGene {
  private final String id;
  private String name;
  private String type;
  private String chrom = "1";
  private Strand strand = Strand.FORWARD;
  private Span span = new Span(1, 100);
  private int overlaps;
  private int donors;
  private int acceptors;
  private int sites;
  private List<TranscriptModel> transcripts = List.of();

  private HandMadeGene(String id) {
    this.id = id;
  }

  public static HandMadeGene gene(String id) {
    return new HandMadeGene(id);
  }

  /** A gene that differs from another one in what is said next. */
  public static HandMadeGene like(GeneModel other) {
    return gene(other.geneId())
        .named(other.name())
        .ofType(other.type())
        .at(other.chrom(), other.strand(), other.span())
        .overlapping(other.numOverlaps())
        .sites(other.donorSites(), other.acceptorSites(), other.spliceSites())
        .transcripts(other.transcripts().toArray(TranscriptModel[]::new));
  }

  /** Null for none. */
  public HandMadeGene named(String other) {
    name = other;
    return this;
  }

  /** Null for none. */
  public HandMadeGene ofType(String other) {
    type = other;
    return this;
  }

  public HandMadeGene at(String onChrom, Strand onStrand, long start, long end) {
    return at(onChrom, onStrand, new Span(start, end));
  }

  public HandMadeGene at(String onChrom, Strand onStrand, Span over) {
    chrom = onChrom;
    strand = onStrand;
    span = over;
    return this;
  }

  /** How many other genes lie over it. */
  public HandMadeGene overlapping(int others) {
    overlaps = others;
    return this;
  }

  /** True splice sites; an intron may begin where another one ends. */
  public HandMadeGene sites(int ofDonors, int ofAcceptors, int ofBoth) {
    donors = ofDonors;
    acceptors = ofAcceptors;
    sites = ofBoth;
    return this;
  }

  public HandMadeGene transcripts(TranscriptModel... all) {
    transcripts = List.of(all);
    return this;
  }

  public GeneModel build() {
    return new GeneModel(
        id, name, type, chrom, strand, span, overlaps, donors, acceptors, sites, transcripts);
  }
}
