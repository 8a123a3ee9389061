package org.splicebeam.transforms.validate;

import java.util.Locale;

/**
 * One thing that is wrong with a data set.
 *
 * @param file its name below the data set's folder
 * @param what is wrong with it; it may quote the file's content
 */
public record Finding(String file, String what) {
  private static final int LONGEST = 400;

  /** One line for a terminal: control characters are shown as escapes, a long text is cut. */
  public String line() {
    StringBuilder shown = new StringBuilder();
    (file + ": " + what)
        .codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              if (Character.isISOControl(c)) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }
}
