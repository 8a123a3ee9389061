package org.splicebeam.schemas.inputs;

import java.io.Serializable;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * Names of analysis tables that were passed over because they, or a folder on their way, are hidden
 * (contract 1.1): stale copies, and what an archiver adds.
 *
 * @param count of the names
 * @param first of them in order of names, below the {@code --input} option's; null where there is
 *     none
 */
public record HiddenTables(int count, String first) implements Serializable {
  public static final HiddenTables NONE = new HiddenTables(0, null);

  /** These and one more. */
  public HiddenTables plus(String name) {
    return plus(new HiddenTables(1, name));
  }

  /** Both together. */
  public HiddenTables plus(HiddenTables others) {
    if (count == 0 || others.count == 0) {
      return count == 0 ? others : this;
    }
    boolean isFirst = Chromosomes.BY_CODE_POINT.compare(first, others.first) <= 0;
    return new HiddenTables(count + others.count, isFirst ? first : others.first);
  }
}
