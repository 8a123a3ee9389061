package org.splicebeam.transforms.lines;

import java.util.Locale;

/**
 * What an input says, made fit to be shown: a control character of it can neither break a table nor
 * steer a terminal. Memory: the text.
 */
public final class VisibleText {
  private VisibleText() {}

  /** A line for people: control characters are escapes such as {@code \u001b}. */
  public static String line(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars().forEach(c -> append((char) c, shown));
    return shown.toString();
  }

  /** A cell of a tab-separated table, from which the text can be had again. */
  public static String cell(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '\t' -> shown.append("\\t");
                case '\\' -> shown.append("\\\\");
                default -> append((char) c, shown);
              }
            });
    return shown.toString();
  }

  private static void append(char c, StringBuilder shown) {
    if (Character.isISOControl(c)) {
      shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
    } else {
      shown.append(c);
    }
  }
}
