package org.splicebeam.schemas.columns;

import java.io.Serializable;

/**
 * A column that a row takes from its analysis table, or that is computed where the table lacks it.
 *
 * @param name as in the table's header and in the data set
 * @param kind its type
 * @param derived whether a formula of contract 2.2 fills it where the file has no such column
 */
public record InputColumn(String name, Kind kind, boolean derived) implements Serializable {

  /** The types a value of an analysis table can have. */
  public enum Kind {
    INT,
    LONG,
    DOUBLE,
    TEXT
  }
}
