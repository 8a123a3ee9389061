package org.splicebeam.transforms.features;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.RowsFrom;

/**
 * A column and how its value follows from a row. It is declared once, in one sentence:
 *
 * <pre>{@code
 * Origin gene = Feature.from(Steps.JOIN_ANNOTATION, "annotation, gene");
 * gene.whole(Role.FEATURE, "gene_length", Units.BASES, "gene_end - gene_start + 1.")
 *     .filled("-1")
 *     .by(row -> row.gene() == null ? -1 : row.gene().span().length());
 * }</pre>
 *
 * <p>The schema, the data dictionary, docs/columns.md and the memory budget follow from it. Where
 * the source of the rows gives a column of this name, its values stand there and the feature's are
 * not computed.
 *
 * <p>Values are computed column by column for many rows, by one thread. So a value makes no objects
 * where it can do without.
 */
public final class Feature {
  /** Makes what fills the column, for row groups of at most so many rows. */
  interface Filler {
    ColumnFill fill(FeatureRow row, int capacity);
  }

  private final Column column;
  private final Filler filler;

  private Feature(Column column, Filler filler) {
    this.column = column;
    this.filler = filler;
  }

  /**
   * Begins features that one step fills from one source.
   *
   * @param step the step of the pipeline, one of {@link org.splicebeam.schemas.columns.Steps}
   * @param source where the values come from, in the words of the data dictionary
   */
  public static Origin from(String step, String source) {
    return new Origin(step, source, source);
  }

  /** Begins features whose source is another one where rows come from a base model's scores. */
  static Origin from(String step, String source, String sourceOfScores) {
    return new Origin(step, source, sourceOfScores);
  }

  /** A column that only the source of the rows fills. */
  static Feature given(Column column) {
    return new Feature(column, null);
  }

  /** What the column is. */
  public Column column() {
    return column;
  }

  /**
   * What fills the column where the source does not.
   *
   * @param row is moved from row to row and shared by all features
   */
  ColumnFill fill(FeatureRow row, int capacity) {
    if (filler == null) {
      throw new IllegalStateException("nothing fills column " + column.name());
    }
    return filler.fill(row, capacity);
  }

  /**
   * The step and the source of some features. Each method begins to declare one, which is required
   * unless told otherwise.
   *
   * <p>{@code role} says what a trainer may do with it; {@code name} has letters, digits and
   * underscores; {@code unit} is one of {@link org.splicebeam.schemas.columns.Units} or in its
   * manner; {@code meaning} is one or two sentences.
   */
  public static final class Origin {
    private final String step;
    private final String source;
    private final String sourceOfScores;

    private Origin(String step, String source, String sourceOfScores) {
      this.step = step;
      this.source = source;
      this.sourceOfScores = sourceOfScores;
    }

    /** A text. */
    public Declaration<Function<FeatureRow, String>> text(
        Role role, String name, String unit, String meaning) {
      return new Declaration<>(
          column(role, name, ColumnType.TEXT, unit, meaning),
          (value, missing) -> (row, capacity) -> ColumnFill.texts(row, value, missing, capacity));
    }

    /** A whole number of 32 bits: a count or a flag. */
    public Declaration<ToIntFunction<FeatureRow>> integer(
        Role role, String name, String unit, String meaning) {
      return new Declaration<>(
          column(role, name, ColumnType.INT, unit, meaning),
          (value, missing) ->
              (row, capacity) -> ColumnFill.integers(row, value, missing, capacity));
    }

    /** A whole number of 64 bits: a position or a length. */
    public Declaration<ToLongFunction<FeatureRow>> whole(
        Role role, String name, String unit, String meaning) {
      return new Declaration<>(
          column(role, name, ColumnType.LONG, unit, meaning),
          (value, missing) -> (row, capacity) -> ColumnFill.wholes(row, value, missing, capacity));
    }

    /** A number, an IEEE double. */
    public Declaration<ToDoubleFunction<FeatureRow>> real(
        Role role, String name, String unit, String meaning) {
      return new Declaration<>(
          column(role, name, ColumnType.DOUBLE, unit, meaning),
          (value, missing) -> (row, capacity) -> ColumnFill.reals(row, value, missing, capacity));
    }

    private Column column(Role role, String name, ColumnType type, String unit, String meaning) {
      return new Column(name, type, false, unit, role, step, "", meaning, source)
          .ofScores(meaning, sourceOfScores);
    }
  }

  /** Joins a value and where it is missing. */
  private interface Binder<V> {
    Filler bind(V value, Predicate<FeatureRow> missing);
  }

  /**
   * What is declared of a feature so far; {@link #by} ends it. Immutable.
   *
   * @param <V> the kind of function that computes the value
   */
  public static final class Declaration<V> {
    private final Column column;
    private final Binder<V> binder;
    private final Predicate<FeatureRow> missing;

    private Declaration(Column column, Binder<V> binder) {
      this(column, binder, null);
    }

    private Declaration(Column column, Binder<V> binder, Predicate<FeatureRow> missing) {
      this.column = column;
      this.binder = binder;
      this.missing = missing;
    }

    /** Says what stands where nothing is joined; the value sees to it that it does. */
    public Declaration<V> filled(String fill) {
      return with(column.filled(column.nullable(), fill), missing);
    }

    /** Tells, behind the meaning, how the column gives the label away. */
    public Declaration<V> leaks(Leak... leaks) {
      return with(column.leaking(leaks), missing);
    }

    /** Says what it means where rows come from a base model's scores. */
    Declaration<V> ofScores(String meaning) {
      return with(column.ofScores(meaning, column.source(RowsFrom.SCORES)), missing);
    }

    /** A column that may be null: a text whose value is null, or what the source gives. */
    public Declaration<V> nullable() {
      return with(column.filled(true, column.fill()), missing);
    }

    /** A column that is null for these rows, for which no value is computed. */
    public Declaration<V> nullWhere(Predicate<FeatureRow> rows) {
      return with(column.filled(true, column.fill()), rows);
    }

    /** The feature with this value. */
    public Feature by(V value) {
      return new Feature(column, binder.bind(value, missing));
    }

    /** The feature, filled in another way than row by row from a {@link FeatureRow}. */
    Feature filledBy(Filler filler) {
      return new Feature(column, filler);
    }

    /** A column that only the source of the rows fills. */
    Feature given() {
      return Feature.given(column);
    }

    private Declaration<V> with(Column now, Predicate<FeatureRow> nowMissing) {
      return new Declaration<>(now, binder, nowMissing);
    }
  }
}
