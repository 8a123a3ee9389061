package org.splicebeam.pipeline.options;

import java.util.Locale;
import org.splicebeam.transforms.sampling.ByRules;
import org.splicebeam.transforms.sampling.ByStrata;
import org.splicebeam.transforms.sampling.Negatives;
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
      names = "--negatives",
      paramLabel = "HOW",
      description = {
        "Which TN stay: rules (hard, near and some easy ones) or strata (about as many of every",
        "height of score) (rules; with --scores strata)."
      })
  private String negatives;

  // Those of one kind of negatives are null where they are not given: beside the other kind each
  // is refused, whatever its value.

  @Option(
      names = "--hardThreshold",
      paramLabel = "SCORE",
      description = "rules: a TN with a donor or acceptor score of at least this stays (0.15).")
  private String hardThreshold;

  @Option(
      names = "--window",
      paramLabel = "BASES",
      description = "rules: a TN at most this far from a non-TN row of its gene is near (75).")
  private String window;

  @Option(
      names = "--nearRatio",
      paramLabel = "RATIO",
      description =
          "rules: near negatives that stay for each non-TN row, or all (all; with --scores 0.5).")
  private String nearRatio;

  @Option(
      names = "--easyRatio",
      paramLabel = "RATIO",
      description = "rules: easy negatives that stay for each non-TN row (0.5).")
  private String easyRatio;

  @Option(
      names = "--negativeRatio",
      paramLabel = "RATIO",
      description = "strata: negatives that stay for each non-TN row (8).")
  private String negativeRatio;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of every hash, 0 to 2147483647 (${DEFAULT-VALUE}).")
  private String seed;

  /** The kinds of negatives, as they are typed. */
  private enum Kind {
    RULES,
    STRATA
  }

  /**
   * The checked rule.
   *
   * @param ofScores whether rows come from scores, which hold all negatives
   */
  SamplingRule rule(boolean ofScores) {
    return new SamplingRule(
        OptionText.choice("--downsample", downsample, SamplingRule.Scope.class),
        negatives(ofScores),
        (int) OptionText.integer("--seed", seed, 0, Integer.MAX_VALUE));
  }

  private Negatives negatives(boolean ofScores) {
    String kind = OptionText.given(negatives, ofScores ? "strata" : "rules");
    if (OptionText.choice("--negatives", kind, Kind.class) == Kind.STRATA) {
      refuse("--hardThreshold", hardThreshold, Kind.RULES);
      refuse("--window", window, Kind.RULES);
      refuse("--nearRatio", nearRatio, Kind.RULES);
      refuse("--easyRatio", easyRatio, Kind.RULES);
      return new ByStrata(ratio("--negativeRatio", negativeRatio, "8"));
    }
    refuse("--negativeRatio", negativeRatio, Kind.STRATA);
    return new ByRules(
        ratio("--hardThreshold", hardThreshold, "0.15"),
        OptionText.integer("--window", OptionText.given(window, "75"), 0, 1L << 40),
        OptionText.decimalOrAll(
            "--nearRatio", OptionText.given(nearRatio, ofScores ? "0.5" : "all")),
        ratio("--easyRatio", easyRatio, "0.5"));
  }

  private static double ratio(String name, String text, String standard) {
    return OptionText.decimal(name, OptionText.given(text, standard), Double.MAX_VALUE);
  }

  private void refuse(String name, String text, Kind kind) {
    if (text != null) {
      String other = kind.name().toLowerCase(Locale.ROOT);
      throw new BadOptionException(
          "%s is an option of --negatives=%s, but the negatives are those of %s: leave it out, or say --negatives=%s"
              .formatted(
                  name,
                  other,
                  Kind.values()[1 - kind.ordinal()].name().toLowerCase(Locale.ROOT),
                  other));
    }
  }
}
