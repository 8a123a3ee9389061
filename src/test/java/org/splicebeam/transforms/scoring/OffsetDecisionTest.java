package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.Alignment;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class OffsetDecisionTest {
  private static final SitePeaks DONOR = peak(SpliceType.DONOR, Strand.FORWARD, 20, -1, 0.8);
  private static final SitePeaks DONOR_MINUS = peak(SpliceType.DONOR, Strand.REVERSE, 20, -1, 0.8);
  private static final SitePeaks ACCEPTOR = peak(SpliceType.ACCEPTOR, Strand.FORWARD, 20, 1, 0.8);

  private static SitePeaks peak(
      SpliceType type, Strand strand, long sites, int shift, double mean) {
    double[] means = new double[SitePeaks.SHIFTS];
    means[shift + SitePeaks.REACH] = mean;
    return new SitePeaks(type, strand, sites, means);
  }

  private static ScoreRules rules(Integer donorOffset, Integer acceptorOffset, boolean check) {
    return new ScoreRules(0.5, 2, 250, donorOffset, acceptorOffset, check);
  }

  private static final ScoreRules AUTO = rules(null, null, true);

  private static Alignment of(ScoreRules rules, SitePeaks... peaks) {
    return OffsetDecision.of(List.of(peaks), 0, 0, rules);
  }

  private static Verdict refused(ScoreRules rules, SitePeaks... peaks) {
    return refused(rules, 0, 0, peaks);
  }

  private static Verdict refused(ScoreRules rules, long sites, long canonical, SitePeaks... peaks) {
    Verdict verdict =
        assertThrows(
                VerdictException.class,
                () -> OffsetDecision.of(List.of(peaks), sites, canonical, rules))
            .verdict();
    assertThat(verdict.exitCode(), is(2));
    return verdict;
  }

  @Test
  void theOffsetMovesThePeakToTheSite() {
    assertThat(
        of(AUTO, DONOR, DONOR_MINUS, ACCEPTOR),
        is(new Alignment(1, -1, List.of(DONOR, DONOR_MINUS, ACCEPTOR), 0, 0)));
    for (int shift = -SitePeaks.REACH; shift <= SitePeaks.REACH; shift++) {
      SitePeaks donor = peak(SpliceType.DONOR, Strand.REVERSE, 20, shift, 0.1);
      SitePeaks acceptor = peak(SpliceType.ACCEPTOR, Strand.FORWARD, 900, -shift, 0.1);
      Alignment alignment = of(AUTO, donor, acceptor);
      assertThat(alignment.donorOffset(), is(-shift));
      assertThat(alignment.acceptorOffset(), is(shift));
    }
  }

  @Test
  void aStrandWithFewerThanTwentySitesSaysNothing() {
    SitePeaks few = peak(SpliceType.DONOR, Strand.REVERSE, 19, 4, 0.9);
    assertThat(of(AUTO, DONOR, few, ACCEPTOR).donorOffset(), is(1));
    assertThat(
        "nor against an offset that is told",
        of(rules(1, null, true), few, ACCEPTOR).donorOffset(),
        is(1));
  }

  @Test
  void whereNoStrandSaysAnythingBothOptionsAreNamedAndWhereTheyStand() {
    SitePeaks few = peak(SpliceType.DONOR, Strand.FORWARD, 19, 1, 0.9);
    assertThat(
        refused(AUTO, few, ACCEPTOR),
        is(
            Verdict.badInput(
                "--donorOffset=auto: no strand has 20 donor sites in scored genes, too few to"
                    + " measure by how many bases scores are off; tell --donorOffset and"
                    + " --acceptorOffset (dataset.json of the training set has them under"
                    + " offsets)")));
    assertThat(
        refused(AUTO, DONOR).sentence(),
        containsString("--acceptorOffset=auto: no strand has 20 acceptor sites"));
  }

  @Test
  void strandsThatDifferAndPeaksThatAreNotClearAreRefusedWithTheMeans() {
    SitePeaks other = peak(SpliceType.DONOR, Strand.REVERSE, 21, 0, 0.8);
    SitePeaks low = peak(SpliceType.DONOR, Strand.REVERSE, 21, -1, 0.05);
    for (SitePeaks peaks : new SitePeaks[] {other, low}) {
      Verdict verdict = refused(AUTO, DONOR, peaks, ACCEPTOR);
      assertThat(
          verdict.sentence(),
          is(
              "--donorOffset=auto: donor scores have no clear peak at one distance from the"
                  + " annotated donor sites: they are of another assembly or strand, or have an"
                  + " offset of their own; give the genome and annotation that they were made"
                  + " for, or tell the offset with --donorOffset"));
      assertThat(verdict.examples().size(), is(2));
    }
    assertThat(
        refused(AUTO, DONOR, peak(SpliceType.ACCEPTOR, Strand.FORWARD, 30, 2, 0.09)).examples(),
        contains(
            "acceptor scores on +, mean at 30 sites by distance from the site: -5 0.0000,"
                + " -4 0.0000, -3 0.0000, -2 0.0000, -1 0.0000, +0 0.0000, +1 0.0000, +2 0.0900,"
                + " +3 0.0000, +4 0.0000, +5 0.0000"));
  }

  @Test
  void anOffsetThatIsToldIsUsedUnlessAClearPeakAsksForAnother() {
    SitePeaks unclear = peak(SpliceType.DONOR, Strand.FORWARD, 50, -1, 0.05);
    assertThat(of(rules(-3, null, true), unclear, ACCEPTOR).donorOffset(), is(-3));
    assertThat(of(rules(1, -1, true), DONOR, ACCEPTOR).donorOffset(), is(1));
    Verdict verdict = refused(rules(null, -2, true), DONOR, ACCEPTOR);
    assertThat(
        verdict.sentence(),
        is(
            "--acceptorOffset is -2, but the clear peak of acceptor scores on the + strand asks"
                + " for -1; leave the option out, or tell both offsets and --offsetCheck=off to"
                + " use it all the same"));
    assertThat(verdict.examples(), is(not(empty())));
    assertThat(
        refused(rules(2, null, true), unclear, DONOR_MINUS, ACCEPTOR).sentence(),
        containsString("donor scores on the - strand asks for 1"));
  }

  @Test
  void lessThanHalfOfAHundredSitesWithTheirBasesAreOfAnotherAssembly() {
    SitePeaks[] peaks = {DONOR, ACCEPTOR};
    assertThat(OffsetDecision.of(List.of(peaks), 100, 50, AUTO).canonicalSites(), is(50L));
    assertThat(OffsetDecision.of(List.of(peaks), 99, 0, AUTO).checkedSites(), is(99L));
    assertThat(
        refused(AUTO, 100, 49, peaks),
        is(
            Verdict.badInput(
                "--fasta is of another assembly than --gtf: of 100 annotated splice sites 49 have"
                    + " GT or GC (donors) or AG (acceptors) there, and nearly all should; give the"
                    + " genome that the annotation was made for")));
    assertThat(
        "told offsets are no way around it",
        refused(rules(1, -1, true), 101, 50, peaks).sentence(),
        containsString("another assembly"));
  }

  @Test
  void withoutTheCheckWhatIsToldIsUsed() {
    SitePeaks[] peaks = {DONOR, ACCEPTOR};
    assertThat(
        OffsetDecision.of(List.of(peaks), 1_000, 0, rules(4, -4, false)),
        is(new Alignment(4, -4, List.of(peaks), 1_000, 0)));
  }

  @Test
  void numbersAreWrittenAlikeEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(
          refused(AUTO, peak(SpliceType.DONOR, Strand.FORWARD, 30, 2, 0.09)).examples().get(0),
          containsString("+2 0.0900"));
    } finally {
      Locale.setDefault(before);
    }
  }
}
