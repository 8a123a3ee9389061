package org.splicebeam.pipeline;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import org.splicebeam.transforms.publish.VisibleText;

/**
 * What a command says, on its way to a terminal: whatever of it stems from users, ids, cells, paths
 * or options, cannot steer the terminal ({@link VisibleText}). A printed line stays one line, and
 * so does each value of a format.
 */
final class TerminalWriter extends PrintWriter {
  TerminalWriter(PrintWriter terminal) {
    super(terminal, true);
  }

  @Override
  public void println(String line) {
    super.println(VisibleText.of(String.valueOf(line)));
  }

  @Override
  public PrintWriter format(String format, Object... values) {
    return super.format(format, visible(values));
  }

  @Override
  public PrintWriter format(Locale locale, String format, Object... values) {
    return super.format(locale, format, visible(values));
  }

  private static Object[] visible(Object[] values) {
    return Arrays.stream(values)
        .map(value -> value instanceof Number ? value : VisibleText.of(String.valueOf(value)))
        .toArray();
  }

  @Override
  public void write(int c) {
    write(Character.toString((char) c), 0, 1);
  }

  @Override
  public void write(char[] text, int from, int length) {
    write(new String(text, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) {
    String shown = VisibleText.ofLines(text.substring(from, from + length));
    super.write(shown, 0, shown.length());
  }
}
