package org.splicebeam.transforms.tracks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

class TrackNamesTest {
  private static TrackNames of(String... names) {
    return TrackNames.of(Arrays.stream(names).map(name -> "in/" + name).toList(), "in");
  }

  private static List<String> files(TrackNames names) {
    return List.of(
        names.file(SpliceType.DONOR, Strand.FORWARD),
        names.file(SpliceType.DONOR, Strand.REVERSE),
        names.file(SpliceType.ACCEPTOR, Strand.FORWARD),
        names.file(SpliceType.ACCEPTOR, Strand.REVERSE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spliceAiDonorPlus.bw spliceAiDonorMinus.bw spliceAiAcceptorPlus.bw spliceAiAcceptorMinus.bw",
        "DONOR_PLUS.BIGWIG DONOR_MINUS.BIGWIG ACCEPTOR_PLUS.BIGWIG ACCEPTOR_MINUS.BIGWIG",
        "fwd.donor.bg rev.donor.bg.gz a-acceptor-pos.bedGraph neg_acceptor.bedgraph.gz",
        "donor forward.bw donor_reverse1.bw fwd1acceptor.bw acceptor.neg.bw"
      })
  void tellsWhichFileIsWhich(String names) {
    String[] four = names.replace("donor forward", "donor%forward").split(" ");
    List<String> paths = Arrays.stream(four).map(n -> "in/" + n.replace('%', ' ')).toList();
    TrackNames tracks = TrackNames.of(paths, "in");
    assertThat(files(tracks), is(paths));
    assertThat(tracks.ofBothStrands(), is(List.of()));
    tracks.require(Strand.FORWARD);
    tracks.require(Strand.REVERSE);
  }

  @Test
  void aNameWithoutAStrandServesBoth() {
    TrackNames tracks = of("acceptor.bw", "donor_position.bw", "notes.txt", "donor.bw.tbi");
    assertThat(
        files(tracks),
        is(
            List.of(
                "in/donor_position.bw",
                "in/donor_position.bw",
                "in/acceptor.bw",
                "in/acceptor.bw")));
    assertThat(tracks.ofBothStrands(), is(List.of("in/acceptor.bw", "in/donor_position.bw")));
  }

  @Test
  void foldersDoNotCount() {
    TrackNames tracks = TrackNames.of(List.of("minus/acceptor/donor_plus.bw"), "in");
    assertThat(tracks.file(SpliceType.DONOR, Strand.FORWARD), is("minus/acceptor/donor_plus.bw"));
    assertThat(tracks.file(SpliceType.DONOR, Strand.REVERSE), is(nullValue()));
  }

  @Test
  void takesFilesThatAreTold() {
    String told = "acceptor-:a,b.bw,donor+:gs://x/y.bg.gz,donor-:z.bw,acceptor+:z.bw";
    assertThat(TrackNames.isTold(told), is(true));
    assertThat(TrackNames.isTold("folder"), is(false));
    assertThat(TrackNames.isTold("/data/donor+:x"), is(false));
    assertThat(
        files(TrackNames.told(told)), is(List.of("gs://x/y.bg.gz", "z.bw", "z.bw", "a,b.bw")));
  }

  @Test
  void knowsABigWigByItsName() {
    assertThat(TrackNames.isBigWig("x.bw"), is(true));
    assertThat(TrackNames.isBigWig("x.BigWig"), is(true));
    assertThat(TrackNames.isBigWig("x.bedGraph.gz"), is(false));
  }

  private static void refuses(Executable build, String what, String more) {
    Verdict verdict = assertThrows(VerdictException.class, build).verdict();
    assertThat(verdict.exitCode(), is(Verdict.BAD_INPUT));
    assertThat(
        verdict.sentence(),
        allOf(
            startsWith("--scores: "),
            containsString(what),
            containsString(more),
            not(containsString("\n"))));
  }

  @ParameterizedTest
  @CsvSource({
    "donor_plus.bw donor_plus.bg, in/donor_plus.bg and in/donor_plus.bw, donor scores of the +",
    "donor.bw donor_minus.bw, in/donor.bw and in/donor_minus.bw, donor scores of the -",
    "DonorFwd.bw DonorRev.bw, are both, donor scores of the +",
    "scores_plus.bw, in/scores_plus.bw, donor or acceptor",
    "donor_acceptor_plus.bw, in/donor_acceptor_plus.bw, donor or acceptor",
    "donor_plus_rev.bw, in/donor_plus_rev.bw, both strands",
    "a.bw b.bw c.bw d.bw e.bw f.bw g.bw, 'in/d.bw, in/e.bw and 2 more', donor or acceptor",
    "readme.txt, in has no track, .bedGraph",
    "donor_plus.bw.gz, packed bigWig, unpack",
    "donor_plus.bg.bgz, .bgz, name it .gz"
  })
  void refusesNamesThatDoNotTell(String names, String what, String more) {
    refuses(() -> of(names.split(" ")), what, more);
  }

  @Test
  void refusesWhatIsToldWrong() {
    refuses(() -> TrackNames.told("donor+:a.bw,donor+:b.bw"), "a.bw and b.bw", "donor");
    refuses(() -> TrackNames.told("donor+:a.bw,donor-:"), "donor-:", "no file");
    refuses(() -> TrackNames.told("donor+:a.vcf"), "a.vcf", "no track");
  }

  @Test
  void refusesAStrandWithoutTracksOnlyWhereItIsNeeded() {
    TrackNames tracks = of("donor_plus.bw", "acceptor_plus.bw", "donor_minus.bw");
    tracks.require(Strand.FORWARD);
    refuses(() -> tracks.require(Strand.REVERSE), "acceptor scores", "- strand");
  }
}
