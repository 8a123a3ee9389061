package org.splicebeam.transforms.sampling;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Map;
import org.splicebeam.schemas.sampling.Draw;
import org.splicebeam.schemas.sampling.NegativeRank;

/**
 * How true negatives are sampled down (contract 4).
 *
 * @param scope where the ratios hold
 * @param negatives which of them stay
 * @param seed of every hash, 0 to 2^31-1
 */
public record SamplingRule(Scope scope, Negatives negatives, int seed) implements Serializable {

  /** Over which rows the ratio of negatives to others is held. */
  public enum Scope {
    GENE,
    DATASET,
    NONE
  }

  /** Stands for the rows that are no TN where rows are counted by pool. */
  public static final int NON_TN = -1;

  private static final BigDecimal TWO_TO_64 = new BigDecimal(BigInteger.ONE.shiftLeft(64));

  public SamplingRule {
    if (seed < 0) {
      throw new IllegalArgumentException("seed is not negative");
    }
  }

  /**
   * The shares of all genes' negatives that stay in the scope {@code dataset}.
   *
   * @param counts the selected genes' negatives by pool, and their other rows as {@link #NON_TN}; a
   *     pool that has none may be missing
   */
  public double[] shares(Map<Integer, Long> counts) {
    long[] available = new long[negatives.pools()];
    Arrays.setAll(available, pool -> counts.getOrDefault(pool, 0L));
    return negatives.shares(available, counts.getOrDefault(NON_TN, 0L));
  }

  /** The rows whose unsigned hash is below {@code share * 2^64}, exactly. */
  public static Draw draw(double share) {
    BigInteger above =
        new BigDecimal(share)
            .multiply(TWO_TO_64)
            .setScale(0, RoundingMode.CEILING)
            .toBigIntegerExact();
    NegativeRank last =
        above.signum() == 0 ? null : NegativeRank.upTo(above.subtract(BigInteger.ONE).longValue());
    return new Draw(last, share);
  }
}
