package org.splicebeam.schemas.columns;

import static org.splicebeam.schemas.columns.InputColumn.Kind.DOUBLE;
import static org.splicebeam.schemas.columns.InputColumn.Kind.INT;
import static org.splicebeam.schemas.columns.InputColumn.Kind.LONG;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that a row carries from pass 2 to its part, in schema order: optional integers,
 * scores, the derived columns of contract 2.2, the extra columns. Ids, labels and the sequence are
 * fields of their own.
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

  /** The features of one score (donor or acceptor) against its neighbours, without the prefix. */
  public static final List<String> SIDED =
      List.of(
          "diff_m1",
          "diff_m2",
          "diff_p1",
          "diff_p2",
          "surge_ratio",
          "is_local_peak",
          "weighted_context",
          "peak_height_ratio",
          "second_derivative",
          "signal_strength",
          "context_diff_ratio");

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
    List<String> derived =
        new ArrayList<>(
            List.of(
                "relative_donor_probability",
                "splice_probability",
                "donor_acceptor_diff",
                "splice_neither_diff",
                "donor_acceptor_logodds",
                "splice_neither_logodds",
                "probability_entropy",
                "context_score_m2",
                "context_score_m1",
                "context_score_p1",
                "context_score_p2",
                "context_neighbor_mean",
                "context_asymmetry",
                "context_max"));
    for (String site : List.of("donor", "acceptor")) {
      derived.addAll(SIDED.stream().map(f -> site + "_" + f).collect(Collectors.toList()));
    }
    derived.addAll(
        List.of(
            "donor_acceptor_peak_ratio",
            "type_signal_difference",
            "score_difference_ratio",
            "signal_strength_ratio"));
    for (String name : derived) {
      columns.add(
          new InputColumn(
              name,
              name.endsWith("is_local_peak") ? INT : DOUBLE,
              !name.startsWith("context_score_")));
    }
    return List.copyOf(columns);
  }
}
