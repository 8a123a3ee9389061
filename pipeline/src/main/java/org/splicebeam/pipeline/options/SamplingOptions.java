package org.splicebeam.pipeline.options;

import org.splicebeam.transforms.sampling.SamplingRule;
import picocli.CommandLine.Option;

/** The options that say which rows stay. */
public final class SamplingOptions {
  @Option(
      names = "--downsample",
      paramLabel = "SCOPE",
      defaultValue = "gene",
      description = "Scope of true-negative sampling: gene, dataset or none (${DEFAULT-VALUE}).")
  private String downsample;

  @Option(
      names = "--hardThreshold",
      paramLabel = "SCORE",
      defaultValue = "0.15",
      description =
          "A TN with a donor or acceptor score of at least this stays (${DEFAULT-VALUE}).")
  private String hardThreshold;

  @Option(
      names = "--window",
      paramLabel = "BASES",
      defaultValue = "75",
      description = "A TN at most this far from a non-TN row of its gene stays (${DEFAULT-VALUE}).")
  private String window;

  @Option(
      names = "--easyRatio",
      paramLabel = "RATIO",
      defaultValue = "0.5",
      description = "Easy negatives that stay for each non-TN row (${DEFAULT-VALUE}).")
  private String easyRatio;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of every hash, 0 to 2147483647 (${DEFAULT-VALUE}).")
  private String seed;

  /** The checked rule. */
  SamplingRule rule() {
    return new SamplingRule(
        OptionText.choice("--downsample", downsample, SamplingRule.Scope.class),
        OptionText.decimal("--hardThreshold", hardThreshold, Double.MAX_VALUE),
        OptionText.integer("--window", window, 0, 1L << 40),
        OptionText.decimal("--easyRatio", easyRatio, Double.MAX_VALUE),
        (int) OptionText.integer("--seed", seed, 0, Integer.MAX_VALUE));
  }
}
