package org.splicebeam.transforms.genes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.schemas.inputs.SiteAgreement.Count;
import org.splicebeam.schemas.inputs.SiteAgreement.StrayRow;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/** Of a gene at 1001 to 2000. */
class CountAgreementTest {
  private static final SpliceSites SITES =
      HandMadeSites.sites(new long[] {1101, 1111}, new long[] {1901});

  private static GeneModel gene(Strand strand) {
    return HandMadeGene.gene("G").at("1", strand, 1001, 2000).build();
  }

  private static SiteAgreement one(
      Strand strand, SpliceType type, long position, Long truePosition) {
    CountAgreement count = new CountAgreement();
    count.add(gene(strand), SITES, PredType.TP, type, position, truePosition);
    return count.counted();
  }

  @Test
  void onlyRowsThatTellOfATrueSiteCount() {
    for (PredType predType : PredType.values()) {
      for (SpliceType type : SpliceType.values()) {
        boolean tells = predType == PredType.TP || predType == PredType.FN;
        assertThat(CountAgreement.counts(predType, type), is(tells && type != SpliceType.NEITHER));
      }
    }
  }

  /** A donor at offset 100 and 110, an acceptor at 900. */
  @ParameterizedTest
  @CsvSource({
    "DONOR, 100, , 1, 1",
    "DONOR, 98, , 1, 0",
    "DONOR, 97, , 0, 0",
    "DONOR, 102, , 1, 0",
    "DONOR, 103, , 0, 0",
    "DONOR, 108, , 1, 0",
    "DONOR, 900, , 0, 0",
    "ACCEPTOR, 100, , 0, 0",
    "ACCEPTOR, 900, , 1, 1",
    "DONOR, 500, 100, 1, 1",
    "DONOR, 500, 101, 1, 0",
    "DONOR, 100, 500, 1, 0",
    "DONOR, -1, 100, 0, 0",
    "DONOR, 1000, 100, 0, 0",
    "ACCEPTOR, 999, 900, 1, 1",
    "DONOR, 500, 9223372036854775807, 0, 0",
  })
  void agreesWithinTwoBasesOfASiteOfItsType(
      SpliceType type, long position, Long truePosition, long agreeing, long exact) {
    Count all = one(Strand.FORWARD, type, position, truePosition).all();
    assertThat(all, is(new Count("all", 1, agreeing, exact)));
  }

  /** The donor at 1101 is 899 bases from the 5' end, which is 2000. */
  @ParameterizedTest
  @CsvSource({"899, 1, 1", "897, 1, 0", "896, 0, 0", "100, 0, 0"})
  void onTheReverseStrandPositionsCountDown(long position, long agreeing, long exact) {
    SiteAgreement counted = one(Strand.REVERSE, SpliceType.DONOR, position, null);
    assertThat(counted.counts().get(1), is(new Count("donors on -", 1, agreeing, exact)));
  }

  @Test
  void aRowThatDoesNotAgreeIsNamedWithItsNearestSite() {
    assertThat(
        one(Strand.FORWARD, SpliceType.DONOR, 105, null).strays(),
        is(List.of(new StrayRow("G", 105, "TP donor", 1106, 1101L))));
    assertThat(
        one(Strand.FORWARD, SpliceType.DONOR, 106, null).strays(),
        is(List.of(new StrayRow("G", 106, "TP donor", 1107, 1111L))));
    CountAgreement count = new CountAgreement();
    SpliceSites donorsOnly = HandMadeSites.sites(new long[] {1101}, new long[0]);
    GeneModel gene = gene(Strand.FORWARD);
    for (long position : new long[] {40, 30, 20, 10}) {
      count.add(gene, donorsOnly, PredType.FN, SpliceType.ACCEPTOR, position, null);
    }
    assertThat(
        count.counted().strays(),
        is(
            List.of(
                new StrayRow("G", 10, "FN acceptor", 1011, null),
                new StrayRow("G", 20, "FN acceptor", 1021, null),
                new StrayRow("G", 30, "FN acceptor", 1031, null))));
  }
}
