package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.sampling.NegativeRank;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

class SamplingRuleTest {
  private static NegativeRank last(double share) {
    assertThat(SamplingRule.draw(share).probability(), equalTo(share));
    return SamplingRule.draw(share).last();
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
      NegativeRank last = last(share);
      assertThat(last, equalTo(NegativeRank.upTo(last.hash())));
      BigInteger in = new BigInteger(Long.toUnsignedString(last.hash()));
      assertThat(share + "", new BigDecimal(in).compareTo(limit) < 0);
      BigInteger out = in.add(BigInteger.ONE);
      assertThat(share + "", new BigDecimal(out).compareTo(limit) >= 0);
    }
    assertThat(last(0), nullValue());
    assertThat(last(1), equalTo(NegativeRank.upTo(-1)));
    assertThat(last(0x1p-64), equalTo(NegativeRank.upTo(0)));
    assertThat(last(0x1p-63), equalTo(NegativeRank.upTo(1)));
    // 0.1 is 0x1.999999999999ap-4: below 0x1999999999999a00.
    assertThat(last(0.1), equalTo(NegativeRank.upTo(0x19999999999999FFL)));
  }

  @Test
  void aSeedIsNotNegative() {
    assertThrows(
        IllegalArgumentException.class, () -> HandMadeRule.rule(Scope.GENE).seed(-1).build());
  }
}
