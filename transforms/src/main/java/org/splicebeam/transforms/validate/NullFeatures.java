package org.splicebeam.transforms.validate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Role;

/** The features that are null in every row of all parts. */
final class NullFeatures {
  /** Those without a value so far; null before the first row. */
  private Set<String> names;

  /** Looks at the next rows of a part. */
  void add(GroupRows rows, Columns columns) {
    if (rows.size() == 0) {
      return;
    }
    if (names == null) {
      names = new LinkedHashSet<>();
      columns.all().stream()
          .filter(column -> column.nullable() && column.role() == Role.FEATURE)
          .map(Column::name)
          .forEach(names::add);
    }
    names.removeIf(name -> hasValue(rows.columns().get(name)));
  }

  private static boolean hasValue(ColumnVector vector) {
    if (vector instanceof ColumnVector.Longs longs) {
      return longs.nulls().nextClearBit(0) < longs.size();
    }
    if (vector instanceof ColumnVector.Doubles doubles) {
      return doubles.nulls().nextClearBit(0) < doubles.size();
    }
    return Arrays.stream(((ColumnVector.Texts) vector).values()).anyMatch(Objects::nonNull);
  }

  /** In the order of the schema; none where there are no rows. */
  List<String> names() {
    return names == null ? List.of() : List.copyOf(names);
  }
}
