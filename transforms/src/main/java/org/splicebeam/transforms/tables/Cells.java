package org.splicebeam.transforms.tables;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.EightBytes;
import org.splicebeam.transforms.lines.RepeatedText;

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

  private static final long EIGHT_TABS = '\t' * EightBytes.ONES;
  private static final long ALL_BUT_TOP = ~EightBytes.TOP_BITS;

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
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long differences = EightBytes.get(line, i) ^ EIGHT_TABS;
      // The top bit of each byte that is a tab, and no other bit.
      long tabs = ~((differences & ALL_BUT_TOP) + ALL_BUT_TOP | differences | ALL_BUT_TOP);
      for (; tabs != 0; tabs &= tabs - 1) {
        int tab = i + Long.numberOfTrailingZeros(tabs) / Byte.SIZE;
        keep(count++, start, tab);
        start = tab + 1;
      }
    }
    for (; i < to; i++) {
      if (line[i] == '\t') {
        keep(count++, start, i);
        start = i + 1;
      }
    }
    keep(count++, start, to);
    unquote(Math.min(count, starts.length), from, to);
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

  /** The cell as the text that it repeats. */
  String text(int cell, RepeatedText texts) {
    return texts.of(bytes, starts[cell], ends[cell]);
  }

  private void keep(int cell, int start, int end) {
    if (cell < starts.length) {
      starts[cell] = start;
      ends[cell] = end;
    }
  }

  private void unquote(int count, int from, int to) {
    boolean doubledQuotes = false;
    for (int cell = 0; cell < count; cell++) {
      int start = starts[cell];
      int end = ends[cell];
      if (end - start > 1 && bytes[start] == QUOTE && bytes[end - 1] == QUOTE) {
        starts[cell] = start + 1;
        ends[cell] = end - 1;
        doubledQuotes |= hasDoubledQuote(start + 1, end - 1);
      }
    }
    if (doubledQuotes) {
      undouble(count, from, to);
    }
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
  private void undouble(int count, int from, int to) {
    bytes = Arrays.copyOfRange(bytes, from, to);
    for (int cell = 0; cell < count; cell++) {
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
