package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.scores.SitedGene;

class SitesInGenesTest {
  private static final long[] NONE = {};

  private static GeneModel gene(String id, String chrom, Strand strand, long start, long end) {
    return HandMadeGene.gene(id).at(chrom, strand, start, end).build();
  }

  private static GeneModel gene(String id, long start, long end) {
    return gene(id, "1", Strand.FORWARD, start, end);
  }

  private static long[] at(long... positions) {
    return positions;
  }

  @Test
  void aSiteAtEitherEndOfItsGeneIsOneAndOutsideOfItNone() {
    GeneModel gene = gene("G", 10, 20);
    SpliceSites sites =
        new SpliceSites(
            at(9, 10, 20, 21),
            at(9, 10, 20, 21),
            HandMadeSites.transcripts("A 1", "B 2", "C 3", "D 4"),
            HandMadeSites.transcripts("E 5", "F 6", "G 7", "H 8"));
    SitedGene sited =
        new SitesInGenes(List.of(gene), Map.of("G", sites), ChromosomeAliases.NONE).of(gene);
    assertThat(
        sited,
        is(
            new SitedGene(
                "G",
                "1",
                Strand.FORWARD,
                new Span(10, 20),
                new SpliceSites(
                    at(10, 20),
                    at(10, 20),
                    HandMadeSites.transcripts("B 2", "C 3"),
                    HandMadeSites.transcripts("F 6", "G 7")),
                at(10, 20),
                at(10, 20))));
  }

  @Test
  void aGeneWithoutSitesInsideOfItHasNone() {
    GeneModel bare = gene("BARE", 10, 20);
    GeneModel outside = gene("OUTSIDE", 10, 20);
    GeneModel one = gene("ONE", 15, 15);
    SitesInGenes sites =
        new SitesInGenes(
            List.of(bare, outside, one),
            Map.of(
                "OUTSIDE",
                HandMadeSites.sites(at(9), at(21)),
                "ONE",
                HandMadeSites.sites(at(15), NONE)),
            ChromosomeAliases.NONE);
    assertThat(sites.of(bare), is(nullValue()));
    assertThat("its only sites lie outside", sites.of(outside), is(nullValue()));
    assertThat(sites.of(one).donorsInside(), is(at(15)));
    assertThat(sites.of(one).acceptorsInside(), is(NONE));
  }

  /** Sites of others count where they lie in the gene, by chromosome and strand. */
  @Test
  void sitesOfOverlappingGenesOnTheSameStrandAreInside() {
    GeneModel gene = gene("G", 10, 20);
    GeneModel same = gene("SAME", "chr1", Strand.FORWARD, 5, 25);
    GeneModel alias = gene("ALIAS", "NC_1", Strand.FORWARD, 20, 20);
    GeneModel other = gene("OTHER", "1", Strand.REVERSE, 5, 25);
    GeneModel elsewhere = gene("ELSEWHERE", "2", Strand.FORWARD, 5, 25);
    GeneModel stray = gene("STRAY", 30, 40);
    SitesInGenes sites =
        new SitesInGenes(
            List.of(gene, same, alias, other, elsewhere, stray),
            Map.of(
                "G", HandMadeSites.sites(at(12), at(14)),
                "SAME", HandMadeSites.sites(at(9, 10, 12, 21), at(11, 14)),
                "ALIAS", HandMadeSites.sites(at(20), at(20)),
                "OTHER", HandMadeSites.sites(at(13), at(13)),
                "ELSEWHERE", HandMadeSites.sites(at(16), at(16)),
                // It does not lie in the gene that names it, so it is nobody's site.
                "STRAY", HandMadeSites.sites(at(17, 35), NONE)),
            new ChromosomeAliases(Map.of("NC_1", "1")));
    SitedGene sited = sites.of(gene);
    assertThat(sited.own(), is(HandMadeSites.sites(at(12), at(14))));
    assertThat(sited.donorsInside(), is(at(10, 12, 20)));
    assertThat(sited.acceptorsInside(), is(at(11, 14, 20)));
    assertThat(sites.of(other).donorsInside(), is(at(13)));
    assertThat(sites.of(alias).donorsInside(), is(at(20)));
    assertThat("the name is as written", sites.of(alias).chrom(), is("NC_1"));
  }
}
