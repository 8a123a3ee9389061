package org.splicebeam.transforms.publish;

import java.util.regex.Pattern;

/**
 * Cells of a CSV or TSV file that a spreadsheet program takes for texts and never for formulas: one
 * that begins with {@code = + - @}, tab or carriage return gets an apostrophe in front. Numbers and
 * the strands {@code +} and {@code -} stay as they are. A cell that already has an apostrophe in
 * front of such a character gets a second one, so every cell is read back as it was.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
 */
public final class SpreadsheetCell {
  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r]");
  private static final Pattern GUARDED = Pattern.compile("'+[=+\\-@\\t\\r]");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]|[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private SpreadsheetCell() {}

  /** The text as a cell. */
  public static String of(String text) {
    return FORMULA.matcher(text).lookingAt() && !NUMBER.matcher(text).matches() ? "'" + text : text;
  }

  /** The text that was made a cell. */
  public static String read(String cell) {
    return GUARDED.matcher(cell).lookingAt() ? cell.substring(1) : cell;
  }
}
