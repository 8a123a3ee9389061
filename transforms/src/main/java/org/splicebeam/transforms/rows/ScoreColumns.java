package org.splicebeam.transforms.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Steps;
import org.splicebeam.schemas.columns.Units;

/**
 * The ten columns that rows from a base model's scores have where other data sets have their extra
 * columns (contract 8.5): the donor and the acceptor scores of the two bases before the position
 * and the two after it, and the dinucleotides that a donor and an acceptor have there. An extra
 * column of an analysis table that has such a name and type is the same column, so that a data set
 * of such a table has the schema of one from scores.
 */
public final class ScoreColumns {
  private static final String DONOR = "donor";
  private static final String ACCEPTOR = "acceptor";

  private static final List<Column> DECLARED =
      Stream.of(
              contexts(DONOR),
              contexts(ACCEPTOR),
              List.of(
                  dinucleotide(DONOR, "at the position and one base after it", "GT is 11"),
                  dinucleotide(ACCEPTOR, "one base before the position and at it", "AG is 2")))
          .flatMap(List::stream)
          .toList();

  /** As input columns, in order. */
  public static final List<InputColumn> COLUMNS =
      DECLARED.stream()
          .map(c -> new InputColumn(c.name(), InputColumn.Kind.valueOf(c.type().name()), false))
          .toList();

  /** All values of a row from scores. */
  public static final InputColumns INPUT = InputColumns.with(COLUMNS);

  /** The place of the donor score two bases before the position; the other three follow. */
  public static final int DONOR_CONTEXT = INPUT.indexOf("donor_context_m2");

  /** The place of the acceptor score two bases before the position; the other three follow. */
  public static final int ACCEPTOR_CONTEXT = INPUT.indexOf("acceptor_context_m2");

  /** The places of the dinucleotides. */
  public static final int DONOR_DINUCLEOTIDE = INPUT.indexOf("donor_dinucleotide");

  public static final int ACCEPTOR_DINUCLEOTIDE = INPUT.indexOf("acceptor_dinucleotide");

  private ScoreColumns() {}

  /** What an input column is; empty where it is none of the ten. */
  public static Optional<Column> declared(InputColumn column) {
    int place = COLUMNS.indexOf(column);
    return place < 0 ? Optional.empty() : Optional.of(DECLARED.get(place));
  }

  private static List<Column> contexts(String type) {
    List<Column> columns = new ArrayList<>();
    String[] names = {"m2", "m1", "p1", "p2"};
    String[] places = {"two bases before", "one base before", "one base after", "two bases after"};
    for (int i = 0; i < names.length; i++) {
      columns.add(
          column(
              type + "_context_" + names[i],
              ColumnType.DOUBLE,
              Units.PROBABILITY,
              "base model's scores",
              "The base model's %s score %s the position; 0 outside the gene."
                  .formatted(type, places[i])));
    }
    return columns;
  }

  private static Column dinucleotide(String type, String where, String example) {
    return column(
        type + "_dinucleotide",
        ColumnType.INT,
        Units.CODE,
        "genome (FASTA)",
        ("The gene's bases %s: 0 to 15 in the order AA, AC, AG, AT, CA to TT (%s); -1 where one is N or"
                + " outside the gene.")
            .formatted(where, example));
  }

  private static Column column(
      String name, ColumnType type, String unit, String source, String meaning) {
    return new Column(
            name,
            type,
            true,
            unit,
            Role.FEATURE,
            Steps.READ_SITES,
            "",
            meaning,
            "analysis table, option extraColumns")
        .ofScores(meaning, source);
  }
}
