package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Role;

/** How many rows have a value in each column. */
final class ColumnValues {
  private final Columns columns;

  /** By column; those of k-mers have one in every row. */
  private final long[] counts;

  private long rows;

  ColumnValues(Columns columns) {
    this.columns = columns;
    counts = new long[columns.size()];
  }

  /** Looks at the next rows of a part. */
  void add(GroupRows group) {
    rows += group.size();
    for (int i = 0; i < counts.length; i++) {
      Column column = columns.get(i);
      counts[i] +=
          column.type() == ColumnType.COUNT
              ? group.size()
              : values(group.columns().get(column.name()));
    }
  }

  private static long values(ColumnVector vector) {
    if (vector instanceof ColumnVector.Longs longs) {
      return longs.size() - longs.nulls().cardinality();
    }
    if (vector instanceof ColumnVector.Doubles doubles) {
      return doubles.size() - doubles.nulls().cardinality();
    }
    return Arrays.stream(((ColumnVector.Texts) vector).values()).filter(Objects::nonNull).count();
  }

  /**
   * The features that are null in every row, in the order of the schema; none where there are no
   * rows.
   */
  List<String> nullFeatures() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      Column column = columns.get(i);
      if (rows > 0 && counts[i] == 0 && column.role() == Role.FEATURE) {
        names.add(column.name());
      }
    }
    return names;
  }

  /** Where statistics.json says something else than the rows, of which none is missing. */
  List<String> contradictions(JsonNode statistics) {
    List<String> sentences = new ArrayList<>();
    if (statistics.path("rows").asLong(-1) != rows) {
      sentences.add("rows are %s, the parts have %s".formatted(statistics.path("rows"), rows));
    }
    for (int i = 0; i < counts.length; i++) {
      JsonNode column = statistics.path("columns").path(i);
      JsonNode all = column.path("all");
      if (!column.path("name").asText().equals(columns.get(i).name())
          || all.path("count").asLong(-1) != counts[i]
          || all.path("nulls").asLong(-1) != rows - counts[i]) {
        sentences.add(
            "column %s has another number of values than the parts, which have %s and %s nulls"
                .formatted(columns.get(i).name(), counts[i], rows - counts[i]));
        return sentences;
      }
    }
    return sentences;
  }
}
