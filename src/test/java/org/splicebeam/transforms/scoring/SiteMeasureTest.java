package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.schemas.scores.SitedGene;

class SiteMeasureTest {
  private static final int[] NONE = {};

  @TempDir private Path folder;
  private SmallGenome genome;

  @BeforeEach
  void makeGenome() {
    //                                             position 0123456789
    genome = new SmallGenome(folder).contig("1", "NNNNNAGGTAGCNAGAACTTTTT");
  }

  private SiteMeasure measure(SitedGene... genes) throws IOException {
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      SiteMeasure measure = new SiteMeasure(scores);
      for (SitedGene gene : genes) {
        measure.add(gene);
      }
      return measure;
    }
  }

  private static SitePeaks peaks(SpliceType type, Strand strand, long sites, Object... means) {
    double[] byShift = new double[SitePeaks.SHIFTS];
    for (int i = 0; i < means.length; i += 2) {
      byShift[(Integer) means[i] + SitePeaks.REACH] = (Double) means[i + 1];
    }
    return new SitePeaks(type, strand, sites, byShift);
  }

  @Test
  void donorsAreToldBeforeAcceptorsAndPlusBeforeMinus() throws IOException {
    SitedGene gene = sited("G").at("1", Strand.FORWARD, 1, 9).own(new int[] {4}, NONE).build();
    genome.gene(gene, new double[9], new double[9]);
    assertThat(
        measure().peaks(),
        is(
            List.of(
                peaks(SpliceType.DONOR, Strand.FORWARD, 0),
                peaks(SpliceType.DONOR, Strand.REVERSE, 0),
                peaks(SpliceType.ACCEPTOR, Strand.FORWARD, 0),
                peaks(SpliceType.ACCEPTOR, Strand.REVERSE, 0))));
  }

  /** What lies outside of a gene is 0, and foreign sites say nothing. */
  @Test
  void meansAreOverTheSitesOfAStrandInDirectionOfTranscription() throws IOException {
    SitedGene plus =
        sited("P")
            .at("1", Strand.FORWARD, 1, 9)
            .own(new int[] {0, 4}, new int[] {8})
            .others(new int[] {6}, NONE)
            .build();
    SitedGene minus = sited("M").at("1", Strand.REVERSE, 1, 9).own(new int[] {4}, NONE).build();
    double[] donor = SmallGenome.scores(9, Map.of(0, 0.5, 3, 0.25, 4, 0.125));
    double[] acceptor = SmallGenome.scores(9, Map.of(3, 1.0, 7, 0.75));
    genome.gene(plus, donor, acceptor).gene(minus, donor, acceptor);
    assertThat(
        measure(plus, minus).peaks(),
        is(
            List.of(
                peaks(
                    SpliceType.DONOR,
                    Strand.FORWARD,
                    2,
                    -4,
                    0.25,
                    -1,
                    0.125,
                    0,
                    0.3125,
                    3,
                    0.125,
                    4,
                    0.0625),
                peaks(SpliceType.DONOR, Strand.REVERSE, 1, -4, 0.5, -1, 0.25, 0, 0.125),
                peaks(SpliceType.ACCEPTOR, Strand.FORWARD, 1, -5, 1.0, -1, 0.75),
                peaks(SpliceType.ACCEPTOR, Strand.REVERSE, 0))));
  }

  /** Halves go to the even whole number of billionths. */
  @Test
  void scoresAreSummedAsWholeBillionths() throws IOException {
    SitedGene gene =
        sited("G").at("1", Strand.FORWARD, 1, 9).own(new int[] {4}, new int[] {5}).build();
    double small = 0x1p-31;
    genome.gene(
        gene, SmallGenome.scores(9, Map.of(4, small)), SmallGenome.scores(9, Map.of(5, 0.1)));
    List<SitePeaks> peaks = measure(gene).peaks();
    assertThat(small * 1e9 < 0.5, is(true));
    assertThat(peaks.get(0).mean(0), is(0.0));
    assertThat(peaks.get(2).mean(0), is(100_000_001 / 1e9));
  }

  /** GT and GC from the donor on, AG up to the acceptor: on both strands, and at a gene's ends. */
  @Test
  void canonicalSitesAreCounted() throws IOException {
    // Genome, 1-based: 6 AGGTAGCNAGAACTTTTT
    SitedGene plus =
        sited("P")
            .at("1", Strand.FORWARD, 6, 20)
            .own(new int[] {2, 5, 3, 14}, new int[] {0, 1, 5, 8})
            .build();
    // Its 5' end is base 19: AGTTCTNGCTACCT.
    SitedGene minus =
        sited("M").at("1", Strand.REVERSE, 6, 19).own(new int[] {1, 7}, new int[] {1, 2}).build();
    genome.gene(plus, new double[15], new double[15]).gene(minus, new double[14], new double[14]);
    SiteMeasure ofPlus = measure(plus);
    assertThat(ofPlus.checkedSites(), is(8L));
    assertThat(ofPlus.canonicalSites(), is(4L)); // donors 2 GT, 5 GC; acceptors 1 AG, 5 AG
    SiteMeasure ofMinus = measure(minus);
    assertThat(ofMinus.checkedSites(), is(4L));
    assertThat(ofMinus.canonicalSites(), is(3L)); // donors 1 GT, 7 GC; acceptor 1 AG
  }

  @Test
  void genesWithoutScoresAreNotCounted() throws IOException {
    int[] site = {0};
    SitedGene unscored = sited("U").at("1", Strand.FORWARD, 1, 2).own(site, NONE).build();
    SitedGene longer = sited("L").at("1", Strand.FORWARD, 1, 2).own(site, NONE).build();
    SitedGene lost = sited("N").at("2", Strand.FORWARD, 1, 2).own(site, NONE).build();
    genome
        .gene(unscored)
        .gene(longer, new double[3], new double[3])
        .gene(lost, new double[] {0.5, 0}, new double[2]);
    SiteMeasure measure = measure(unscored, longer, lost);
    assertThat("a gene without bases is measured", measure.genes(), is(1));
    assertThat(measure.peaks().get(0), is(peaks(SpliceType.DONOR, Strand.FORWARD, 1, 0, 0.5)));
    assertThat(measure.checkedSites(), is(0L));
  }

  @Test
  void aGeneThatIsTooLongToBeReadIsPassedOver() throws IOException {
    SitedGene some = sited("A").at("1", Strand.FORWARD, 1, 2).own(new int[] {1}, NONE).build();
    SitedGene huge =
        sited("H").at("2", Strand.FORWARD, 1, 5_000_000_000L).own(new int[] {1}, NONE).build();
    genome.gene(some, new double[] {0, 0.5}, new double[2]);
    SiteMeasure measure = measure(some, huge);
    assertThat(measure.genes(), is(1));
    assertThat(measure.peaks().get(0), is(peaks(SpliceType.DONOR, Strand.FORWARD, 1, 0, 0.5)));
  }

  @Test
  void theFirstFaultInGenomeOrderIsTold() throws IOException {
    int[] site = {0};
    SitedGene second = sited("A").at("10", Strand.FORWARD, 1, 1).own(site, NONE).build();
    SitedGene first = sited("B").at("1", Strand.FORWARD, 5, 5).own(site, NONE).build();
    SitedGene good = sited("C").at("1", Strand.FORWARD, 1, 1).own(site, NONE).build();
    double[] bad = {2};
    genome
        .gene(first, bad, bad)
        .gene(second, bad, bad)
        .gene(good, new double[] {0.5}, new double[1]);
    assertThat(measure(second, first, good).fault().geneId(), is("B"));
    assertThat(measure(good, first, second).fault().geneId(), is("B"));
    assertThat(measure(good).fault(), is(nullValue()));
  }
}
