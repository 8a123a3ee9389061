package org.splicebeam.schemas.columns;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

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
    INT("int"),
    LONG("long"),
    DOUBLE("double"),
    TEXT("string");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The type as people write it. */
    public String text() {
      return text;
    }

    /** The type that is written so; empty for none. */
    public static Optional<Kind> of(String text) {
      return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }
  }
}
