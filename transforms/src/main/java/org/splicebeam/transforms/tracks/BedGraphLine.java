package org.splicebeam.transforms.tracks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.NumberCell;

/**
 * A line of a bedGraph: a chromosome, a start (0-based), an end (exclusive) and the value of each
 * base between, apart by blanks or tabs. Lines that begin with {@code #}, with the word {@code
 * track} or {@code browser}, and empty ones are none.
 *
 * <p>A value is the float nearest to its text, ties to even; {@code NaN} is missing. One line at a
 * time, without making objects. Errors: an {@link IOException} whose message is a clause, to stand
 * behind the line's place. Not thread-safe.
 */
final class BedGraphLine {
  private static final int CELLS = 4;
  private static final byte[] TRACK = "track".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BROWSER = "browser".getBytes(StandardCharsets.US_ASCII);

  private final NumberCell number = new NumberCell();

  /** Where the line's cells start and end. */
  private final int[] from = new int[CELLS];

  private final int[] to = new int[CELLS];

  private LineReader line;
  private int start;
  private int end;
  private float value;

  /** Reads a line; false where it is no interval. */
  boolean parse(LineReader some) throws IOException {
    line = some;
    int cells = split();
    if (cells == 0 || isHeading()) {
      return false;
    }
    if (line.tooLong()) {
      throw new IOException("is longer than %s bytes".formatted(LineFile.MAX_LINE_LENGTH));
    }
    if (cells != CELLS) {
      throw new IOException(
          "has %s %s where a bedGraph has 4: a chromosome, a start, an end and a number"
              .formatted(cells, cells == 1 ? "cell" : "cells"));
    }
    start = place(1, "start");
    end = place(2, "end");
    value = number();
    return true;
  }

  /** Whether the line is of the chromosome of this name. */
  boolean isOn(byte[] name) {
    return Arrays.equals(line.bytes(), from[0], to[0], name, 0, name.length);
  }

  /** The chromosome's name in UTF-8. */
  byte[] name() {
    return Arrays.copyOfRange(line.bytes(), from[0], to[0]);
  }

  /** 0-based. */
  int start() {
    return start;
  }

  /** Exclusive; not above {@link #start} where the interval has no base. */
  int end() {
    return end;
  }

  float value() {
    return value;
  }

  /** Finds the first cells of the line; how many there are in all. */
  private int split() {
    byte[] bytes = line.bytes();
    int behind = line.end();
    int cells = 0;
    for (int i = line.start(); i < behind; ) {
      if (isBlank(bytes[i])) {
        i++;
        continue;
      }
      int first = i;
      while (i < behind && !isBlank(bytes[i])) {
        i++;
      }
      if (cells < CELLS) {
        from[cells] = first;
        to[cells] = i;
      }
      cells++;
    }
    return cells;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  private boolean isHeading() {
    return line.bytes()[line.start()] == '#' || isFirst(TRACK) || isFirst(BROWSER);
  }

  private boolean isFirst(byte[] word) {
    return from[0] == line.start() && isOn(word);
  }

  private int place(int cell, String what) throws IOException {
    if (!number.isInteger32(line.bytes(), from[cell], to[cell]) || number.integer() < 0) {
      throw new IOException(
          "has the %s \"%s\", which is no number of bases from 0 to %s"
              .formatted(what, text(cell), Integer.MAX_VALUE));
    }
    return (int) number.integer();
  }

  private float number() throws IOException {
    int cell = CELLS - 1;
    if (number.isReal(line.bytes(), from[cell], to[cell])) {
      return number.nearestFloat();
    }
    if (text(cell).equalsIgnoreCase("nan")) {
      return Float.NaN;
    }
    throw new IOException("has the value \"%s\", which is no number".formatted(text(cell)));
  }

  private String text(int cell) {
    return Excerpt.ofValue(
        new String(line.bytes(), from[cell], to[cell] - from[cell], StandardCharsets.UTF_8));
  }
}
