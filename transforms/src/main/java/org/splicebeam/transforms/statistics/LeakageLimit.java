package org.splicebeam.transforms.statistics;

import java.io.Serializable;
import java.util.List;

/**
 * What a build bears of features that give the label away. It shapes no data.
 *
 * @param limit the largest lower bound of an AUC, 0.5 to 1, that a feature may not reach
 * @param allowed the names of features that may
 */
public record LeakageLimit(double limit, List<String> allowed) implements Serializable {
  /** Of a build that says nothing of it. */
  public static final LeakageLimit STANDARD = new LeakageLimit(0.95, List.of());

  public LeakageLimit {
    allowed = List.copyOf(allowed);
  }
}
