package org.splicebeam.pipeline.options;

import org.splicebeam.transforms.paralogs.ParalogMode;
import org.splicebeam.transforms.paralogs.ParalogRule;
import picocli.CommandLine.Option;

/** The options that keep copies of genes from standing in different splits. */
public final class ParalogOptions {
  private static final String PARALOGS = "--paralogs";
  private static final String CONTAINMENT = "--paralogContainment";

  // Null where they are not given: without splits each is refused, whatever its value.

  @Option(
      names = PARALOGS,
      paramLabel = "WHAT",
      description = {
        "With --splits: genes in different splits that are alike in their exons are listed (report), go together",
        "to the first of their splits (move), or are left out of the later one (drop) (report)."
      })
  private String paralogs;

  @Option(
      names = CONTAINMENT,
      paramLabel = "SHARE",
      description = {
        "With --splits: two genes are alike where so much of what is known of the smaller one's exons is in the",
        "other's, above 0 up to 1 (" + ParalogRule.CONTAINMENT + ")."
      })
  private String containment;

  /**
   * The checked rule; null without splits.
   *
   * @param hasSplits whether the build makes any
   */
  ParalogRule rule(boolean hasSplits) {
    if (!hasSplits) {
      refuse(PARALOGS, paralogs);
      refuse(CONTAINMENT, containment);
      return null;
    }
    return new ParalogRule(
        paralogs == null
            ? ParalogMode.REPORT
            : OptionText.choice(PARALOGS, paralogs, ParalogMode.class),
        containment == null ? ParalogRule.CONTAINMENT : share());
  }

  private double share() {
    double share = OptionText.decimal(CONTAINMENT, containment, 1);
    if (share == 0) {
      throw new BadOptionException(
          "%s is '%s'; it is a number above 0 up to 1".formatted(CONTAINMENT, containment));
    }
    return share;
  }

  private static void refuse(String name, String value) {
    if (value != null) {
      throw new BadOptionException(
          "%s is given, but --splits is none: say how genes are split, or leave it out"
              .formatted(name));
    }
  }
}
