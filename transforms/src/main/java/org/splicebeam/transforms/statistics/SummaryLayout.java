package org.splicebeam.transforms.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Units;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.rows.ScoreColumns;

/**
 * What is counted of which column of a data set. It follows from the columns, so that a summary
 * holds figures only.
 *
 * <p>Memory: the list of columns.
 */
public final class SummaryLayout {
  private static final Set<String> OF_SCORES = Set.of("row", "derived");
  private static final String OF_SEQUENCE = "window";

  /** The group of the columns of k-mers, which no enricher declares. */
  static final String OF_KMERS = "kmers";

  private final Enrichers enrichers;
  private final Columns columns;
  private final int values;
  private final List<Integer> judged = new ArrayList<>();
  private final List<Integer> scores = new ArrayList<>();

  /**
   * Of the columns that enrichers make.
   *
   * @param columns those of the enrichers
   */
  public SummaryLayout(Enrichers enrichers, Columns columns) {
    this.enrichers = enrichers;
    this.columns = columns;
    this.values = Math.toIntExact(enrichers.count().values());
    for (int c = 0; c < values; c++) {
      if (isFeature(c) && isScore(c)) {
        scores.add(c);
      } else if (isFeature(c) && !group(c).equals(OF_SEQUENCE) && !isDeclared(c)) {
        judged.add(c);
      }
    }
  }

  private boolean isScore(int place) {
    return OF_SCORES.contains(group(place))
        || (isDeclared(place) && !columns.get(place).unit().equals(Units.CODE));
  }

  /** Whether it is a score of a neighbouring base, or a dinucleotide. */
  private boolean isDeclared(int place) {
    Column column = columns.get(place);
    InputColumn.Kind kind = InputColumn.Kind.valueOf(column.type().name());
    return ScoreColumns.declared(new InputColumn(column.name(), kind, false)).isPresent();
  }

  /** All columns. */
  Columns columns() {
    return columns;
  }

  /** How many columns are no k-mers; these come first. */
  int values() {
    return values;
  }

  /** How many columns are k-mers. */
  int kmers() {
    return columns.size() - values;
  }

  /** The place of a column that every data set has. */
  int placeOf(String name) {
    return columns.indexOf(name);
  }

  Column column(int place) {
    return columns.get(place);
  }

  /** The enricher that declares a column. */
  String group(int place) {
    return place < values ? enrichers.enricherOf(columns.get(place).name()) : OF_KMERS;
  }

  /** Whether a column is a number that a trainer may be given. */
  boolean isFeature(int place) {
    Column column = columns.get(place);
    return column.role() == Role.FEATURE && column.type() != ColumnType.TEXT;
  }

  boolean isText(int place) {
    return columns.get(place).type() == ColumnType.TEXT;
  }

  /** Whether the values of a column that is no text are whole numbers. */
  boolean isWhole(int place) {
    return columns.get(place).type() != ColumnType.DOUBLE;
  }

  /** How the values of a column that is no text are put into buckets. */
  BucketCounts.Kind kind(int place) {
    return isWhole(place) ? BucketCounts.Kind.WHOLE : BucketCounts.Kind.REAL;
  }

  /** The places of the features that must not know the label. */
  List<Integer> judged() {
    return judged;
  }

  /** The places of the features that are scores or come from them. */
  List<Integer> scores() {
    return scores;
  }
}
