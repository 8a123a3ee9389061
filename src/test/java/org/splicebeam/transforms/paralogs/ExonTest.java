package org.splicebeam.transforms.paralogs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.splicebeam.schemas.rows.SpliceType.ACCEPTOR;
import static org.splicebeam.schemas.rows.SpliceType.DONOR;
import static org.splicebeam.schemas.rows.SpliceType.NEITHER;

import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;

/** A gene of 100 bases: exons 0-19, 40-59 (or 40-63) and 80-99, from its 5' end. */
class ExonTest {
  private static final Span GENE = new Span(1_001, 1_100);

  private static final SpliceSites FORWARD =
      HandMadeSites.sites(new long[] {1_021, 1_061, 1_065}, new long[] {1_040, 1_080});

  private static final SpliceSites REVERSE =
      HandMadeSites.sites(new long[] {1_036, 1_040, 1_080}, new long[] {1_021, 1_061});

  private static void assertExons(Strand strand, SpliceSites sites) {
    assertThat(Exon.at(GENE, strand, sites, DONOR, 20), is(new Exon(0, 20)));
    assertThat(Exon.at(GENE, strand, sites, ACCEPTOR, 39), is(new Exon(40, 60)));
    assertThat(Exon.at(GENE, strand, sites, DONOR, 60), is(new Exon(40, 60)));
    assertThat(Exon.at(GENE, strand, sites, DONOR, 64), is(new Exon(40, 64)));
    assertThat(Exon.at(GENE, strand, sites, ACCEPTOR, 79), is(new Exon(80, 100)));
    // Of a site that the annotation lacks, two bases beside one that it has.
    assertThat(Exon.at(GENE, strand, sites, DONOR, 62), is(new Exon(40, 62)));
    assertThat(Exon.at(GENE, strand, sites, ACCEPTOR, 41), is(new Exon(42, 60)));
    assertThat(Exon.at(GENE, strand, sites, NEITHER, 20), is(new Exon(0, 0)));
    assertThat(Exon.at(GENE, strand, SpliceSites.NONE, DONOR, 60), is(new Exon(0, 60)));
    assertThat(Exon.at(GENE, strand, SpliceSites.NONE, ACCEPTOR, 39), is(new Exon(40, 100)));
  }

  @Test
  void anExonEndsAtTheNextSiteOfTheOtherType() {
    assertExons(Strand.FORWARD, FORWARD);
    assertExons(Strand.REVERSE, REVERSE);
  }

  @Test
  void sitesOutsideOfAGeneEndNoExonInIt() {
    SpliceSites outside = HandMadeSites.sites(new long[] {2_000}, new long[] {500});
    assertThat(Exon.at(GENE, Strand.FORWARD, outside, DONOR, 20), is(new Exon(0, 20)));
    assertThat(Exon.at(GENE, Strand.FORWARD, outside, ACCEPTOR, 20), is(new Exon(21, 100)));
    SpliceSites other = HandMadeSites.sites(new long[] {500}, new long[] {2_000});
    assertThat(Exon.at(GENE, Strand.REVERSE, other, DONOR, 20), is(new Exon(0, 20)));
    assertThat(Exon.at(GENE, Strand.REVERSE, other, ACCEPTOR, 20), is(new Exon(21, 100)));
  }

  @Test
  void nothingEndsTheExonOfAGeneThatIsNotAnnotated() {
    Exon before = Exon.at(null, Strand.FORWARD, SpliceSites.NONE, DONOR, 5_000);
    assertThat(before.firstIn(4_900, 201), is(0));
    assertThat(before.endIn(4_900, 201), is(100));
    Exon behind = Exon.at(null, Strand.FORWARD, SpliceSites.NONE, ACCEPTOR, 5_000);
    assertThat(behind.firstIn(4_900, 201), is(101));
    assertThat(behind.endIn(4_900, 201), is(201));
  }

  @Test
  void ofAWindowTheExonIsTaken() {
    Exon exon = new Exon(40, 60);
    assertThat(exon.firstIn(30, 40), is(10));
    assertThat(exon.endIn(30, 40), is(30));
    assertThat(exon.firstIn(45, 10), is(0));
    assertThat(exon.endIn(45, 10), is(10));
    // A window beside it has none of its bases.
    assertThat(exon.firstIn(70, 10), is(0));
    assertThat(exon.endIn(70, 10), is(0));
    assertThat(exon.firstIn(0, 10), is(10));
    assertThat(exon.endIn(0, 10), is(10));
  }

  @Test
  void aWindowBeginsWhereTheRowSaysSo() {
    assertThat(Exon.windowStart(17L, 20, 10, GENE), is(17L));
    assertThat(Exon.windowStart(20L, 20, 10, GENE), is(20L));
    assertThat(Exon.windowStart(10L, 20, 10, GENE), is(10L));
    // A start that leaves the position out of the window is no word on it.
    assertThat(Exon.windowStart(21L, 20, 10, GENE), is(15L));
    assertThat(Exon.windowStart(9L, 20, 10, GENE), is(15L));
    assertThat(Exon.windowStart(Long.MIN_VALUE, 20, 10, GENE), is(15L));
  }

  @Test
  void aWindowWithoutStartIsAroundItsPositionUnlessTheGeneEnds() {
    assertThat(Exon.windowStart(null, 50, 20, GENE), is(40L));
    assertThat(Exon.windowStart(null, 50, 21, GENE), is(40L));
    // Flanks of 10: 13 bases are left before the middle one at the 5' end, 15 at the 3' end.
    assertThat(Exon.windowStart(null, 3, 13, GENE), is(0L));
    assertThat(Exon.windowStart(null, 95, 15, GENE), is(85L));
    assertThat(Exon.windowStart(null, 10, 20, GENE), is(0L));
    assertThat(Exon.windowStart(null, 90, 20, GENE), is(80L));
    assertThat(Exon.windowStart(null, 50, 100, GENE), is(0L));
    assertThat(Exon.windowStart(null, 50, 20, null), is(40L));
    assertThat(Exon.windowStart(null, 3, 13, null), is(0L));
  }
}
