package org.splicebeam.transforms.finish;

import java.io.Serializable;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.HiddenTables;
import org.splicebeam.transforms.statistics.LeakageLimit;

/**
 * What the launcher knows of a data set before its first row.
 *
 * @param options that shape the data
 * @param baseModel as the option tells it; may be empty
 * @param runJson a JSON object about this run: start, runner, versions, command
 * @param hidden tables that were passed over
 * @param aliases which names mean one chromosome
 * @param leakage what it bears of features that give the label away
 * @param about what its maker tells of it
 */
public record DatasetHeader(
    DatasetOptions options,
    String baseModel,
    String runJson,
    HiddenTables hidden,
    ChromosomeAliases aliases,
    LeakageLimit leakage,
    About about)
    implements Serializable {
  /** Raised when the same options and input begin to give other rows or values. */
  public static final int DATA_VERSION = 2;

  /** Of a build whose tables have not been looked for. */
  public DatasetHeader(DatasetOptions options, String baseModel, String runJson) {
    this(
        options,
        baseModel,
        runJson,
        HiddenTables.NONE,
        ChromosomeAliases.NONE,
        LeakageLimit.STANDARD,
        About.NOTHING);
  }

  /** The same where further names mean one chromosome. */
  public DatasetHeader withAliases(ChromosomeAliases others) {
    return new DatasetHeader(options, baseModel, runJson, hidden, others, leakage, about);
  }

  /** The same with another limit. */
  public DatasetHeader withLeakage(LeakageLimit other) {
    return new DatasetHeader(options, baseModel, runJson, hidden, aliases, other, about);
  }

  /** The same with the tables that were passed over. */
  public DatasetHeader withHidden(HiddenTables passedOver) {
    return new DatasetHeader(options, baseModel, runJson, passedOver, aliases, leakage, about);
  }

  /** The same with what its maker tells. */
  public DatasetHeader withAbout(About told) {
    return new DatasetHeader(options, baseModel, runJson, hidden, aliases, leakage, told);
  }
}
