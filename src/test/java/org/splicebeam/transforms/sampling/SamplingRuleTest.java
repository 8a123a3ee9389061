package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.sampling.EasyRank;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

class SamplingRuleTest {
  /** Its hash is 0x3373fd4f087b4bae: u is 0.2009... */
  private static final KeyHash TP53 = new KeyHash("ENSG00000141510", 42);

  private static SamplingRule ratio(double easyRatio) {
    return HandMadeRule.rule(Scope.GENE).easyRatio(easyRatio).build();
  }

  @Test
  void theGenesOwnNumberRounds() {
    assertThat(ratio(0.5).easyToKeep(100, 0, TP53), equalTo(0L));
    assertThat(ratio(0.5).easyToKeep(100, 1, TP53), equalTo(0L)); // 0.70
    assertThat(ratio(0.79).easyToKeep(100, 1, TP53), equalTo(0L)); // 0.99
    assertThat(ratio(0.8).easyToKeep(100, 1, TP53), equalTo(1L)); // 1.0009
    assertThat(ratio(0.5).easyToKeep(100, 7, TP53), equalTo(3L)); // 3.70
    assertThat(ratio(0.5).easyToKeep(100, 8, TP53), equalTo(4L));
    assertThat(ratio(0).easyToKeep(100, 8, TP53), equalTo(0L));
  }

  @Test
  void neverMoreThanThereAre() {
    assertThat(ratio(0.5).easyToKeep(3, 100, TP53), equalTo(3L));
    assertThat(ratio(0.5).easyToKeep(0, 100, TP53), equalTo(0L));
    assertThat(ratio(Double.MAX_VALUE).easyToKeep(7, 100, TP53), equalTo(7L));
    assertThat(ratio(Double.MAX_VALUE).easyToKeep(7, 0, TP53), equalTo(0L));
  }

  @Test
  void genesWithOneErrorKeepTheirRatioOnAverage() {
    int genes = 4_000;
    for (double easyRatio : new double[] {0.01, 0.5, 0.9, 2.25}) {
      double kept = 0;
      for (int gene = 0; gene < genes; gene++) {
        kept += ratio(easyRatio).easyToKeep(1_000, 1, new KeyHash("GENE" + gene, 42));
      }
      // Three standard deviations of a mean of so many roundings.
      assertThat(kept / genes, closeTo(easyRatio, 3 * 0.5 / Math.sqrt(genes)));
    }
  }

  @Test
  void theShareIsAtMostAll() {
    SamplingRule rule = ratio(0.5);
    assertThat(rule.easyShare(100, 20), equalTo(0.1));
    assertThat(rule.easyShare(3, 2), equalTo(1 / 3.0));
    assertThat(rule.easyShare(10, 21), equalTo(1.0));
    assertThat(rule.easyShare(100, 0), equalTo(0.0));
    assertThat(rule.easyShare(0, 20), equalTo(0.0));
    assertThat(ratio(Double.MAX_VALUE).easyShare(10, 20), equalTo(1.0));
  }

  @Test
  void aHashBelowTheShareOfTwoTo64IsIn() {
    BigInteger twoTo64 = BigInteger.TWO.pow(64);
    double[] shares = {
      1,
      Math.nextDown(1.0),
      0.1,
      0.5,
      1 / 3.0,
      1e-3,
      0x1p-63,
      0x1.8p-64,
      0x1p-64,
      0x1p-65,
      Double.MIN_VALUE
    };
    for (double share : shares) {
      BigDecimal limit = new BigDecimal(share).multiply(new BigDecimal(twoTo64));
      EasyRank last = SamplingRule.lastEasyOf(share);
      assertThat(last, equalTo(EasyRank.upTo(last.hash())));
      BigInteger in = new BigInteger(Long.toUnsignedString(last.hash()));
      assertThat(share + "", new BigDecimal(in).compareTo(limit) < 0);
      BigInteger out = in.add(BigInteger.ONE);
      assertThat(share + "", new BigDecimal(out).compareTo(limit) >= 0);
    }
    assertThat(SamplingRule.lastEasyOf(0), nullValue());
    assertThat(SamplingRule.lastEasyOf(1), equalTo(EasyRank.upTo(-1)));
    assertThat(SamplingRule.lastEasyOf(0x1p-64), equalTo(EasyRank.upTo(0)));
    assertThat(SamplingRule.lastEasyOf(0x1p-63), equalTo(EasyRank.upTo(1)));
    // 0.1 is 0x1.999999999999ap-4: below 0x1999999999999a00.
    assertThat(SamplingRule.lastEasyOf(0.1), equalTo(EasyRank.upTo(0x19999999999999FFL)));
  }

  @Test
  void valuesOutsideTheirRangeAreRefused() {
    assertRefused(-0.1, 75, 0.5, 42);
    assertRefused(Double.NaN, 75, 0.5, 42);
    assertRefused(Double.POSITIVE_INFINITY, 75, 0.5, 42);
    assertRefused(0.15, -1, 0.5, 42);
    assertRefused(0.15, 75, -0.5, 42);
    assertRefused(0.15, 75, Double.NaN, 42);
    assertRefused(0.15, 75, Double.POSITIVE_INFINITY, 42);
    assertRefused(0.15, 75, 0.5, -1);
  }

  private static void assertRefused(double threshold, long window, double easyRatio, int seed) {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            HandMadeRule.rule(Scope.GENE)
                .hardFrom(threshold)
                .window(window)
                .easyRatio(easyRatio)
                .seed(seed)
                .build());
  }
}
