package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.transforms.description.StrictJson;
import org.splicebeam.transforms.statistics.StatisticsJson;

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
  List<String> contradictions(byte[] statistics) throws StrictJson.NoJsonException {
    RightColumns right = new RightColumns();
    JsonNode json = StrictJson.parse(statistics, StatisticsJson.COLUMNS, right);
    List<String> sentences = new ArrayList<>();
    if (json.path("rows").asLong(-1) != rows) {
      sentences.add("rows are %s, the parts have %s".formatted(json.path("rows"), rows));
    }
    if (right.first < counts.length) {
      sentences.add(
          "column %s has another number of values than the parts, which have %s and %s nulls"
              .formatted(
                  columns.get(right.first).name(),
                  counts[right.first],
                  rows - counts[right.first]));
    } else if (right.others) {
      sentences.add("it has more columns than the parts, which have %s".formatted(counts.length));
    }
    return sentences;
  }

  /** Looks at the columns of statistics.json one by one, for there may be many. */
  private final class RightColumns implements Predicate<JsonNode> {
    /** So many from the first on say the same as the rows. */
    int first;

    /** Whether one behind them says something else. */
    boolean others;

    @Override
    public boolean test(JsonNode column) {
      others =
          others
              || first == counts.length
              || !column.path("name").asText().equals(columns.get(first).name())
              || column.path("all").path("count").asLong(-1) != counts[first]
              || column.path("all").path("nulls").asLong(-1) != rows - counts[first];
      first += others ? 0 : 1;
      return false;
    }
  }
}
