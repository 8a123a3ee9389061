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
    String source)
    implements Serializable {

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
