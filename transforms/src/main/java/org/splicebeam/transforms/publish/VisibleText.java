package org.splicebeam.transforms.publish;

import java.util.Locale;

/**
 * Texts of users, such as ids, cells and paths, for people to read. What would steer a terminal or
 * deceive its reader is shown as an escape: {@code \}{@code u001b} for the character that begins a
 * terminal's commands. These are the control characters (C0, DEL, C1), line and paragraph
 * separators, and the marks that turn the direction of writing.
 */
public final class VisibleText {
  private VisibleText() {}

  /** The text in one line. */
  public static String of(String text) {
    return escaped(text, "");
  }

  /** The text of several lines, which keeps its line feeds and tabs. */
  public static String ofLines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    if (text.chars().noneMatch(VisibleText::steers)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(
            c -> {
              if (steers(c) && kept.indexOf(c) < 0) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }

  private static boolean steers(int c) {
    return Character.isISOControl(c)
        || c == 0x2028 // line separator
        || c == 0x2029 // paragraph separator
        || c == 0x061c // Arabic letter mark
        || c == 0x200e // left-to-right mark
        || c == 0x200f // right-to-left mark
        || c >= 0x202a && c <= 0x202e // embeddings and overrides
        || c >= 0x2066 && c <= 0x2069; // isolates
  }
}
