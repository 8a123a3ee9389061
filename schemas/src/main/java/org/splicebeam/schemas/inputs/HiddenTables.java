package org.splicebeam.schemas.inputs;

import java.io.Serializable;
import java.util.Collection;
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

  public static HiddenTables of(Collection<String> names) {
    return names.stream()
        .min(Chromosomes.BY_CODE_POINT)
        .map(first -> new HiddenTables(names.size(), first))
        .orElse(NONE);
  }
}
