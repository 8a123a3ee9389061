package org.splicebeam.transforms.validate;

import org.splicebeam.transforms.publish.VisibleText;

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
    String line = file + ": " + what;
    int codePoints = line.codePointCount(0, line.length());
    return VisibleText.of(
        line.substring(0, line.offsetByCodePoints(0, Math.min(codePoints, LONGEST))));
  }
}
