package org.splicebeam.schemas.columns;

import java.io.Serializable;
import java.util.List;

/**
 * One column of the data set, as the data dictionary tells it. What it means and where it comes
 * from may differ in data sets whose rows come from scores; all else, and the Avro schema, is the
 * same in both.
 *
 * @param name as in the Parquet file
 * @param type its type
 * @param nullable whether a row may lack a value; others are required fields
 * @param unit of the values, with the coordinate frame where it is a position
 * @param role what a trainer may do with it
 * @param step the step of the graph that fills it
 * @param fill what stands where the joined value is missing (contract 2.6); empty where nothing is
 *     filled in
 * @param ofTables what it is where rows come from tables
 * @param ofScores what it is where rows come from scores
 * @param leaks how it gives away what is to be learnt, where the data set is built so that it does;
 *     they are of one kind
 */
public record Column(
    String name,
    ColumnType type,
    boolean nullable,
    String unit,
    Role role,
    String step,
    String fill,
    Wording ofTables,
    Wording ofScores,
    List<Leak> leaks)
    implements Serializable {

  /**
   * A column in words.
   *
   * @param meaning one or two sentences
   * @param source where the value comes from
   */
  public record Wording(String meaning, String source) implements Serializable {}

  public Column {
    leaks = List.copyOf(leaks);
  }

  /** A column that gives nothing away, but for what its role says: a label is one. */
  public Column(
      String name,
      ColumnType type,
      boolean nullable,
      String unit,
      Role role,
      String step,
      String fill,
      String meaning,
      String source) {
    this(
        name,
        type,
        nullable,
        unit,
        role,
        step,
        fill,
        new Wording(meaning, source),
        new Wording(meaning, source),
        List.of());
  }

  /** The column with another nullability and fill. */
  public Column filled(boolean isNullable, String newFill) {
    return new Column(name, type, isNullable, unit, role, step, newFill, ofTables, ofScores, leaks);
  }

  /** The column that gives away the label in these ways, which are of one kind. */
  public Column leaking(Leak... ways) {
    return new Column(
        name, type, nullable, unit, role, step, fill, ofTables, ofScores, List.of(ways));
  }

  /** The column that is something else where rows come from scores. */
  public Column ofScores(String meaning, String source) {
    Wording other = new Wording(meaning, source);
    return new Column(name, type, nullable, unit, role, step, fill, ofTables, other, leaks);
  }

  /** One or two sentences, and how it gives away the label. */
  public String meaning(RowsFrom rows) {
    StringBuilder told = new StringBuilder(wording(rows).meaning());
    for (Leak way : leaks) {
      if (way.isOf(rows)) {
        told.append(' ').append(way.sentence());
      }
    }
    return told.toString();
  }

  /** Where the value comes from. */
  public String source(RowsFrom rows) {
    return wording(rows).source();
  }

  /** How it gives away the label; that a label is one goes without saying of a way. */
  public Leak.Kind leak(RowsFrom rows) {
    if (role == Role.LABEL) {
      return Leak.Kind.LABEL;
    }
    return leaks.stream()
        .filter(way -> way.isOf(rows))
        .map(Leak::kind)
        .findFirst()
        .orElse(Leak.Kind.NONE);
  }

  private Wording wording(RowsFrom rows) {
    return rows == RowsFrom.TABLES ? ofTables : ofScores;
  }

  /** Whether a trainer takes it as categories: its numbers have no order. */
  public boolean categorical() {
    return role == Role.FEATURE && unit.equals(Units.CODE);
  }

  /**
   * The column's field name in Avro, whose names hold only letters, digits and underscores and do
   * not begin with a digit: {@code 6mer_ACGTAC} is {@code _6mer_ACGTAC} there, with the column's
   * name as an alias, by which parquet-avro finds it.
   */
  public String avroName() {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (digit && i == 0) {
        safe.append('_');
      }
      if (digit || c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        safe.append(c);
      } else {
        safe.append("_x").append(Integer.toHexString(c));
      }
    }
    return safe.toString();
  }
}
