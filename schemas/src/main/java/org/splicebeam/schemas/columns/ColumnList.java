package org.splicebeam.schemas.columns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects columns in order; step and source hold for all that follow. */
final class ColumnList {
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private String step;
  private String source;

  ColumnList from(String nextStep, String nextSource) {
    step = nextStep;
    source = nextSource;
    return this;
  }

  ColumnList required(Role role, String name, ColumnType type, String unit, String meaning) {
    return add(new Column(name, type, false, unit, role, step, "", meaning, source));
  }

  ColumnList nullable(Role role, String name, ColumnType type, String unit, String meaning) {
    return add(new Column(name, type, true, unit, role, step, "", meaning, source));
  }

  /** A required column whose joined value may be missing; {@code fill} says what stands there. */
  ColumnList filled(
      Role role, String name, ColumnType type, String unit, String fill, String meaning) {
    return add(new Column(name, type, false, unit, role, step, fill, meaning, source));
  }

  List<Column> toList() {
    return List.copyOf(columns.values());
  }

  private ColumnList add(Column column) {
    if (columns.putIfAbsent(column.name(), column) != null) {
      throw new IllegalArgumentException(
          "column " + column.name() + " is already in the data set: give the extra column once");
    }
    return this;
  }
}
