package org.splicebeam.transforms.rows;

import static org.splicebeam.schemas.columns.InputColumn.Kind.DOUBLE;
import static org.splicebeam.schemas.columns.InputColumn.Kind.INT;
import static org.splicebeam.schemas.columns.InputColumn.Kind.LONG;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.InputColumn;

/**
 * The values that a row carries from pass 2 to its part, in schema order: optional integers,
 * scores, the {@link DerivedFeatures derived columns}, the extra columns. Ids, labels and the
 * sequence are fields of their own. The place of a value is part of the bytes of a row, and the
 * order decides between rows of one key.
 */
public final class InputColumns implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Columns that every analysis table must have; {@code strand} may be missing. */
  public static final List<String> REQUIRED =
      List.of(
          "gene_id",
          "transcript_id",
          "position",
          "donor_score",
          "acceptor_score",
          "neither_score",
          "pred_type",
          "splice_type",
          "chrom",
          "sequence");

  private static final Set<String> FIXED_ELSEWHERE =
      Set.of(
          "gene_id",
          "transcript_id",
          "position",
          "pred_type",
          "splice_type",
          "chrom",
          "strand",
          "sequence");

  private static final List<InputColumn> STANDARD = standard();

  /** Where the extra columns begin. */
  public static final int FIRST_EXTRA = STANDARD.size();

  private final List<InputColumn> all;

  private InputColumns(List<InputColumn> all) {
    this.all = all;
  }

  /** The standard columns and the extra ones after them, in the order given. */
  public static InputColumns with(List<InputColumn> extra) {
    List<InputColumn> all = new ArrayList<>(STANDARD);
    all.addAll(extra);
    return new InputColumns(List.copyOf(all));
  }

  public List<InputColumn> all() {
    return all;
  }

  public InputColumn get(int index) {
    return all.get(index);
  }

  public int size() {
    return all.size();
  }

  public List<InputColumn> extra() {
    return all.subList(STANDARD.size(), all.size());
  }

  /** The column's place in {@link #all()}, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether an analysis table's column of this name is known to the schema. */
  public boolean isKnown(String name) {
    return FIXED_ELSEWHERE.contains(name) || indexOf(name) >= 0;
  }

  private static List<InputColumn> standard() {
    List<InputColumn> columns = new ArrayList<>();
    for (String name :
        List.of("predicted_position", "true_position", "window_start", "window_end")) {
      columns.add(new InputColumn(name, LONG, false));
    }
    columns.add(new InputColumn("transcript_count", INT, false));
    for (String name : List.of("score", "donor_score", "acceptor_score", "neither_score")) {
      columns.add(new InputColumn(name, DOUBLE, false));
    }
    for (Column column : DerivedFeatures.COLUMNS) {
      columns.add(
          new InputColumn(
              column.name(),
              InputColumn.Kind.valueOf(column.type().name()),
              !DerivedFeatures.CONTEXT.contains(column.name())));
    }
    return List.copyOf(columns);
  }
}
