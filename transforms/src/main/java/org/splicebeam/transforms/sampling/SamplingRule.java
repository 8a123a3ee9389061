package org.splicebeam.transforms.sampling;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.splicebeam.schemas.sampling.EasyRank;

/**
 * How true negatives are sampled down (contract 4).
 *
 * @param scope where the ratio holds
 * @param hardThreshold a TN with a donor or acceptor score of at least this stays
 * @param window a TN within this many bases of a non-TN row of its gene stays
 * @param easyRatio easy negatives kept for each non-TN row
 * @param seed of every hash, 0 to 2^31-1
 */
public record SamplingRule(
    Scope scope, double hardThreshold, long window, double easyRatio, int seed)
    implements Serializable {

  /** Over which rows the ratio of easy negatives to others is held. */
  public enum Scope {
    GENE,
    DATASET,
    NONE
  }

  private static final BigDecimal TWO_TO_64 = new BigDecimal(BigInteger.ONE.shiftLeft(64));

  public SamplingRule {
    boolean usable =
        Double.isFinite(hardThreshold)
            && hardThreshold >= 0
            && window >= 0
            && Double.isFinite(easyRatio)
            && easyRatio >= 0
            && seed >= 0;
    if (!usable) {
      throw new IllegalArgumentException(
          "threshold, window, ratio and seed are finite and not negative");
    }
  }

  /**
   * How many of a gene's easy negatives stay: the ratio's share, rounded without bias by the gene's
   * own number in [0, 1).
   */
  public long easyToKeep(long easy, long nonTn, KeyHash hash) {
    double u = (hash.ofGene() >>> 11) * 0x1p-53;
    return (long) Math.min(easy, Math.floor(easyRatio * nonTn + u));
  }

  /** The share of all easy negatives that stays in dataset scope. */
  public double easyShare(long easy, long nonTn) {
    return easy == 0 ? 0 : Math.min(1, easyRatio * nonTn / easy);
  }

  /**
   * The largest rank whose unsigned hash is below {@code share * 2^64}, exactly; null where none
   * is.
   */
  public static EasyRank lastEasyOf(double share) {
    BigInteger above =
        new BigDecimal(share)
            .multiply(TWO_TO_64)
            .setScale(0, RoundingMode.CEILING)
            .toBigIntegerExact();
    return above.signum() == 0 ? null : EasyRank.upTo(above.subtract(BigInteger.ONE).longValue());
  }
}
