package org.splicebeam.schemas.columns;

import java.io.Serializable;

/**
 * One column of the data set, as the data dictionary tells it.
 *
 * @param name as in the Parquet file
 * @param type its type
 * @param nullable whether a row may lack a value; others are required fields
 * @param unit of the values, with the coordinate frame where it is a position
 * @param role what a trainer may do with it
 * @param step the step of the graph that fills it
 * @param fill what stands where the joined value is missing (contract 2.6); empty where nothing is
 *     filled in
 * @param meaning one or two sentences, including what the column gives away
 * @param source where the value comes from
 * @param leak how it gives away what is to be learnt, where the data set is built so that it does
 */
public record Column(
    String name,
    ColumnType type,
    boolean nullable,
    String unit,
    Role role,
    String step,
    String fill,
    String meaning,
    String source,
    Leak.Kind leak)
    implements Serializable {

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
        meaning,
        source,
        role == Role.LABEL ? Leak.Kind.LABEL : Leak.Kind.NONE);
  }

  /** The column with another nullability and fill. */
  public Column filled(boolean isNullable, String newFill) {
    return new Column(name, type, isNullable, unit, role, step, newFill, meaning, source, leak);
  }

  /** The column that gives away the label in these ways, which are of one kind. */
  public Column leaking(Leak... leaks) {
    StringBuilder told = new StringBuilder(meaning);
    for (Leak way : leaks) {
      told.append(' ').append(way.sentence());
    }
    return new Column(
        name,
        type,
        nullable,
        unit,
        role,
        step,
        fill,
        told.toString(),
        source,
        leaks.length == 0 ? leak : leaks[0].kind());
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
