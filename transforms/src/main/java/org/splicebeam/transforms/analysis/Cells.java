package org.splicebeam.transforms.analysis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The cells of a tab-separated line as byte ranges, without their quotes (contract 1.1).
 *
 * <p>A cell wholly in double quotes loses them and {@code ""} inside it is one quote; any other
 * quote is a character, and none spans cells. A cell is null where it is then empty or {@code NA}.
 * The ranges are valid until the next {@link #split} and while the line's bytes stay as they are.
 * Memory: two numbers a cell, and a copy of the line while a cell has doubled quotes. Not
 * thread-safe.
 */
final class Cells {
  private static final byte QUOTE = '"';

  private final int[] starts;
  private final int[] ends;
  private byte[] bytes;

  /**
   * @param capacity how many cells of a line are kept; further ones are only counted
   */
  Cells(int capacity) {
    starts = new int[capacity];
    ends = new int[capacity];
  }

  /** Finds the cells of a line and returns their number, which may be more than are kept. */
  int split(byte[] line, int from, int to) {
    bytes = line;
    int count = 0;
    int start = from;
    boolean doubledQuotes = false;
    for (int i = from; i <= to; i++) {
      if (i < to && line[i] != '\t') {
        continue;
      }
      if (count < starts.length) {
        boolean quoted = i - start > 1 && line[start] == QUOTE && line[i - 1] == QUOTE;
        starts[count] = quoted ? start + 1 : start;
        ends[count] = quoted ? i - 1 : i;
        doubledQuotes |= quoted && hasDoubledQuote(start + 1, i - 1);
      }
      count++;
      start = i + 1;
    }
    if (doubledQuotes) {
      undouble(from, to, Math.min(count, starts.length));
    }
    return count;
  }

  /** Holds every cell; not always the line's own array. */
  byte[] bytes() {
    return bytes;
  }

  int start(int cell) {
    return starts[cell];
  }

  /** Behind the cell's last byte. */
  int end(int cell) {
    return ends[cell];
  }

  /** Whether the cell is empty or {@code NA}. */
  boolean isNull(int cell) {
    int start = starts[cell];
    int length = ends[cell] - start;
    return length == 0 || (length == 2 && bytes[start] == 'N' && bytes[start + 1] == 'A');
  }

  /** Whether the cell is this ASCII text. */
  boolean is(int cell, String ascii) {
    int start = starts[cell];
    if (ends[cell] - start != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[start + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The cell as text, with U+FFFD for what is not UTF-8. */
  String text(int cell) {
    return new String(bytes, starts[cell], ends[cell] - starts[cell], StandardCharsets.UTF_8);
  }

  private boolean hasDoubledQuote(int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (bytes[i] == QUOTE && bytes[i + 1] == QUOTE) {
        return true;
      }
    }
    return false;
  }

  /** Makes doubled quotes single, in a copy, because the line is not ours to change. */
  private void undouble(int from, int to, int cells) {
    bytes = Arrays.copyOfRange(bytes, from, to);
    for (int cell = 0; cell < cells; cell++) {
      starts[cell] -= from;
      ends[cell] -= from;
      boolean quoted = starts[cell] > 0 && bytes[starts[cell] - 1] == QUOTE;
      if (!quoted) {
        continue;
      }
      int end = starts[cell];
      for (int i = starts[cell]; i < ends[cell]; i++) {
        boolean doubled = bytes[i] == QUOTE && i + 1 < ends[cell] && bytes[i + 1] == QUOTE;
        bytes[end++] = bytes[i];
        i += doubled ? 1 : 0;
      }
      ends[cell] = end;
    }
  }
}
