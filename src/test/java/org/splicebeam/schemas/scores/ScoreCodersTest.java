package org.splicebeam.schemas.scores;

import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.RowlessGene.Reason;

class ScoreCodersTest {
  private static final int[] NONE = {};

  private static GeneBundle bundle(HandMadeSitedGene... genes) {
    return new GeneBundle(Arrays.stream(genes).map(HandMadeSitedGene::build).toList());
  }

  @Test
  void bundlesComeBackAndEveryFieldTellsThemApart() throws Exception {
    int[] one = {3};
    CoderLaws.hold(
        GeneBundle.class,
        List.of(
            bundle(),
            bundle(sited("G")),
            bundle(sited("Ĝ")),
            bundle(sited("G"), sited("G")),
            bundle(sited("G").at("chr1", Strand.FORWARD, 101, 120)),
            bundle(sited("G").at("1", Strand.REVERSE, 101, 120)),
            bundle(sited("G").at("1", Strand.FORWARD, 100, 120)),
            bundle(sited("G").at("1", Strand.FORWARD, 101, 5_000_000_000L)),
            bundle(sited("G").own(one, NONE)),
            bundle(sited("G").own(NONE, one)),
            bundle(sited("G").own(HandMadeSites.sitesOf(null, new long[] {104}, new long[0]))),
            bundle(sited("G").own(one, NONE).others(new int[] {4}, NONE)),
            bundle(sited("G").own(one, NONE).others(NONE, new int[] {4}))));
  }

  private static SitePeaks peaks(SpliceType type, Strand strand, long sites, double last) {
    double[] means = new double[SitePeaks.SHIFTS];
    means[0] = 1 / 3.0;
    means[SitePeaks.SHIFTS - 1] = last;
    return new SitePeaks(type, strand, sites, means);
  }

  @Test
  void alignmentsComeBackAndEveryFieldTellsThemApart() throws Exception {
    SitePeaks some = peaks(SpliceType.DONOR, Strand.FORWARD, 20, 0);
    CoderLaws.hold(
        Alignment.class,
        List.of(
            new Alignment(1, -1, List.of(), 7, 6),
            new Alignment(-5, -1, List.of(), 7, 6),
            new Alignment(1, 5, List.of(), 7, 6),
            new Alignment(1, -1, List.of(), 1L << 40, 6),
            new Alignment(1, -1, List.of(), 7, 7),
            new Alignment(1, -1, List.of(some), 7, 6),
            new Alignment(1, -1, List.of(some, some), 7, 6),
            new Alignment(1, -1, List.of(peaks(SpliceType.ACCEPTOR, Strand.FORWARD, 20, 0)), 7, 6),
            new Alignment(1, -1, List.of(peaks(SpliceType.DONOR, Strand.REVERSE, 20, 0)), 7, 6),
            new Alignment(1, -1, List.of(peaks(SpliceType.DONOR, Strand.FORWARD, 21, 0)), 7, 6),
            new Alignment(1, -1, List.of(peaks(SpliceType.DONOR, Strand.FORWARD, 20, 1)), 7, 6)));
  }

  private static ScoreTally without(RowlessGene... genes) {
    return new ScoreTally(0, 0, 0, 0, 0, 0, 0, List.of(genes), null);
  }

  private static ScoreTally faulty(String gene, String chrom, long start, String sentence) {
    return new ScoreTally(
        0, 0, 0, 0, 0, 0, 0, List.of(), new ScoreFault(gene, chrom, start, sentence));
  }

  @Test
  void talliesComeBackAndEveryFieldTellsThemApart() throws Exception {
    Span span = new Span(5, 9);
    CoderLaws.hold(
        ScoreTally.class,
        List.of(
            ScoreTally.NONE,
            new ScoreTally(1, 0, 0, 0, 0, 0, 0, List.of(), null),
            new ScoreTally(0, 1L << 40, 0, 0, 0, 0, 0, List.of(), null),
            new ScoreTally(0, 0, 1, 0, 0, 0, 0, List.of(), null),
            new ScoreTally(0, 0, 0, 1, 0, 0, 0, List.of(), null),
            new ScoreTally(0, 0, 0, 0, 1, 0, 0, List.of(), null),
            new ScoreTally(0, 0, 0, 0, 0, 1, 0, List.of(), null),
            new ScoreTally(0, 0, 0, 0, 0, 0, Long.MIN_VALUE, List.of(), null),
            without(new RowlessGene("G", "1", span, Reason.NO_SITES)),
            without(new RowlessGene("G", "1", span, Reason.OUTSIDE_CONTIG)),
            without(new RowlessGene("G", "chr1", span, Reason.NO_SITES)),
            without(new RowlessGene("H", "1", span, Reason.NO_SITES)),
            without(new RowlessGene("G", "1", new Span(5, 1L << 40), Reason.NO_SITES)),
            faulty("G", "1", 5, "said"),
            faulty("H", "1", 5, "said"),
            faulty("G", "2", 5, "said"),
            faulty("G", "1", 1L << 40, "said"),
            faulty("G", "1", 5, "säid")));
  }
}
