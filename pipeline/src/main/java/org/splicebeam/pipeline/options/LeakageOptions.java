package org.splicebeam.pipeline.options;

import java.util.List;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.statistics.LeakageLimit;
import picocli.CommandLine.Option;

/** The options of what a build bears of features that give the label away. */
final class LeakageOptions {
  @Option(
      names = "--leakageLimit",
      paramLabel = "AUC",
      defaultValue = "0.95",
      description =
          "Ends a build where one feature of the gene, the transcript, a distance or another jar tells the label by itself: the lower 99%% bound of its AUC, 0.5 to 1 (${DEFAULT-VALUE}).")
  private String leakageLimit;

  @Option(
      names = "--allowLeak",
      paramLabel = "COLUMN,...",
      description = "Features that may tell the label.")
  private String allowLeak;

  /** The checked limit for a data set of these enrichers. */
  LeakageLimit limit(Enrichers enrichers) {
    double limit = OptionText.decimal("--leakageLimit", leakageLimit, Double.MAX_VALUE);
    if (limit < 0.5 || limit > 1) {
      throw new BadOptionException(
          "--leakageLimit is '%s'; it is a number from 0.5 to 1".formatted(leakageLimit));
    }
    List<String> allowed = OptionText.list("--allowLeak", allowLeak);
    if (!allowed.isEmpty()) {
      Columns columns = enrichers.columns();
      for (String name : allowed) {
        if (columns.indexOf(name) < 0) {
          throw new BadOptionException(
              "--allowLeak names '%s', which is no column of the data set: 'splicebeam schema' lists them"
                  .formatted(name));
        }
      }
    }
    return new LeakageLimit(limit, allowed);
  }
}
