package org.splicebeam.transforms.finish;

import java.io.Serializable;

/**
 * What the launcher knows of a data set before its first row.
 *
 * @param options that shape the data
 * @param baseModel as the option tells it; may be empty
 * @param runJson a JSON object about this run: start, runner, versions, command
 */
public record DatasetHeader(DatasetOptions options, String baseModel, String runJson)
    implements Serializable {
  /** Raised when the same options and input begin to give other rows or values. */
  public static final int DATA_VERSION = 2;
}
