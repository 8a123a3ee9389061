package org.splicebeam.transforms.sampling;

import org.splicebeam.transforms.sampling.SamplingRule.Scope;

/** A sampling rule that is written down: the options' defaults unless said. */
public final class HandMadeRule {
  private final Scope scope;
  private double hardThreshold = 0.15;
  private long window = 75;
  private double nearRatio = ByRules.ALL_NEAR;
  private double easyRatio = 0.5;
  private Negatives negatives;
  private int seed = 42;

  private HandMadeRule(Scope scope) {
    this.scope = scope;
  }

  public static HandMadeRule rule(Scope scope) {
    return new HandMadeRule(scope);
  }

  public HandMadeRule hardFrom(double score) {
    hardThreshold = score;
    return this;
  }

  public HandMadeRule window(long bases) {
    window = bases;
    return this;
  }

  public HandMadeRule nearRatio(double ratio) {
    nearRatio = ratio;
    return this;
  }

  public HandMadeRule easyRatio(double ratio) {
    easyRatio = ratio;
    return this;
  }

  /** Strata in place of rules. */
  public HandMadeRule negativeRatio(double ratio) {
    negatives = new ByStrata(ratio);
    return this;
  }

  public HandMadeRule seed(int other) {
    seed = other;
    return this;
  }

  public SamplingRule build() {
    return new SamplingRule(
        scope,
        negatives == null ? new ByRules(hardThreshold, window, nearRatio, easyRatio) : negatives,
        seed);
  }
}
