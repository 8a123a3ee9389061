package org.splicebeam.transforms.statistics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.splicebeam.schemas.parts.Split;

/**
 * What the rows of a data set say, as a whole and by split.
 *
 * @param all of every row
 * @param bySplit of the rows of each split; empty for a data set without splits
 */
public record SplitSummaries(RowSummary all, Map<Split, RowSummary> bySplit) {
  private static final int UNDIVIDED = -1;

  public SplitSummaries {
    bySplit = Collections.unmodifiableMap(bySplit);
  }

  /**
   * A number that stands for a split, by which summaries of parts are added up.
   *
   * @param split null for that of a data set without splits
   */
  public static int keyOf(Split split) {
    return split == null ? UNDIVIDED : split.ordinal();
  }

  /**
   * Of the summaries by their keys; there is one at least.
   *
   * @throws IllegalArgumentException where a part is in two of them
   */
  public static SplitSummaries of(Iterable<KV<Integer, RowSummary>> summaries) {
    RowSummary all = null;
    Map<Split, RowSummary> bySplit = new EnumMap<>(Split.class);
    for (KV<Integer, RowSummary> summary : summaries) {
      all = all == null ? summary.getValue() : all.plus(summary.getValue());
      if (summary.getKey() != UNDIVIDED) {
        bySplit.put(Split.values()[summary.getKey()], summary.getValue());
      }
    }
    return new SplitSummaries(all, bySplit);
  }
}
