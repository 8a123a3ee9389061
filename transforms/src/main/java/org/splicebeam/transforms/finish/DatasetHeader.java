package org.splicebeam.transforms.finish;

import java.io.Serializable;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.HiddenTables;

/**
 * What the launcher knows of a data set before its first row.
 *
 * @param options that shape the data
 * @param baseModel as the option tells it; may be empty
 * @param runJson a JSON object about this run: start, runner, versions, command
 * @param hidden tables that were passed over
 * @param aliases which names mean one chromosome
 */
public record DatasetHeader(
    DatasetOptions options,
    String baseModel,
    String runJson,
    HiddenTables hidden,
    ChromosomeAliases aliases)
    implements Serializable {
  /** Raised when the same options and input begin to give other rows or values. */
  public static final int DATA_VERSION = 2;

  /** Of a build whose tables have not been looked for. */
  public DatasetHeader(DatasetOptions options, String baseModel, String runJson) {
    this(options, baseModel, runJson, HiddenTables.NONE, ChromosomeAliases.NONE);
  }

  /** The same where further names mean one chromosome. */
  public DatasetHeader withAliases(ChromosomeAliases others) {
    return new DatasetHeader(options, baseModel, runJson, hidden, others);
  }

  /** The same with the tables that were passed over. */
  public DatasetHeader withHidden(HiddenTables passedOver) {
    return new DatasetHeader(options, baseModel, runJson, passedOver, aliases);
  }
}
