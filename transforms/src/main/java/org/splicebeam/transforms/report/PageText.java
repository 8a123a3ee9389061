package org.splicebeam.transforms.report;

import org.splicebeam.transforms.publish.VisibleText;

/**
 * Texts of users, such as ids, cells and paths, for a page. What has no shape of its own is shown
 * as an escape, as on a terminal ({@link VisibleText}), here also marks of no width and marks that
 * pile up on one letter. A text that is too long loses its middle. Escaping for HTML is the
 * templates' work.
 */
final class PageText {
  /** Letters of some languages carry as many; more would climb over other lines. */
  private static final int MOST_MARKS = 2;

  private PageText() {}

  /**
   * The text in one line.
   *
   * @param most characters, the ellipsis included
   */
  static String of(String text, int most) {
    StringBuilder shown = new StringBuilder();
    int marks = 0;
    for (int c : VisibleText.of(text).codePoints().toArray()) {
      int type = Character.getType(c);
      boolean isMark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
      marks = isMark ? marks + 1 : 0;
      if (type == Character.FORMAT
          || type == Character.SURROGATE
          || type == Character.PRIVATE_USE
          || type == Character.UNASSIGNED
          || marks > MOST_MARKS) {
        shown.append("\\u").append(hex(c));
      } else {
        shown.appendCodePoint(c);
      }
    }
    return shortened(shown.toString(), most);
  }

  private static String hex(int codePoint) {
    String hex = Integer.toHexString(codePoint);
    return "0".repeat(Math.max(0, 4 - hex.length())) + hex;
  }

  private static String shortened(String text, int most) {
    int length = text.codePointCount(0, text.length());
    if (length <= most) {
      return text;
    }
    int tail = most / 3;
    int head = most - tail - 1;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -tail));
  }
}
