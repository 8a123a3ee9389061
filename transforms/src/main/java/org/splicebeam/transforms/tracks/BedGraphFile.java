package org.splicebeam.transforms.tracks;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.NumberCell;

/**
 * The intervals of a bedGraph (contract 8.1), one after another: a chromosome, a start (0-based),
 * an end (exclusive) and the value of each base between, apart by blanks or tabs. Lines that begin
 * with {@code #}, with the word {@code track} or {@code browser}, and empty ones are none.
 *
 * <p>A value is the float nearest to its text, ties to even; {@code NaN} is missing. Values are not
 * held against [0, 1] here.
 *
 * <p>Errors: an {@link IOException} whose sentence names the file and the line, where the cells are
 * not these four, where starts go down within a chromosome, a chromosome comes again after another
 * or a base has two values. Memory: one line and 8 bytes a chromosome.
 */
public final class BedGraphFile implements Closeable {
  /** More than any assembly has. */
  private static final int MOST_CHROMOSOMES = 1 << 20;

  private static final int CELLS = 4;
  private static final byte[] TRACK = "track".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BROWSER = "browser".getBytes(StandardCharsets.US_ASCII);

  private final LineFile file;
  private final LineReader line;
  private final NumberCell number = new NumberCell();

  /** Where the line's cells start and end. */
  private final int[] from = new int[CELLS];

  private final int[] to = new int[CELLS];

  /** Hashes of the chromosomes' names so far. */
  private final Set<Long> chromosomes = new HashSet<>();

  private byte[] name = {};
  private String chromosome;
  private int start;
  private int end;
  private float value;

  /** Of the chromosome's last interval that has bases. */
  private int lastStart;

  private int lastEnd;

  private BedGraphFile(LineFile file) {
    this.file = file;
    line = file.line();
  }

  /** Opens a file of any Beam file system, decompressed as its name tells. */
  public static BedGraphFile open(String path) throws IOException {
    return new BedGraphFile(LineFile.open(path));
  }

  /** Opens a range of one; order is checked within it. */
  public static BedGraphFile open(LineRange range) throws IOException {
    return new BedGraphFile(LineFile.open(range));
  }

  /**
   * Steps to the next interval, also to one of no base, which tells that the track has its
   * chromosome; false at the end.
   */
  public boolean next() throws IOException {
    while (file.skim()) {
      int cells = split();
      if (cells > 0 && !isHeading()) {
        take(cells);
        return true;
      }
    }
    return false;
  }

  /** The same object for all intervals of a chromosome. */
  public String chromosome() {
    return chromosome;
  }

  /** 0-based. */
  public int start() {
    return start;
  }

  /** Exclusive; not above {@link #start} where the interval has no base. */
  public int end() {
    return end;
  }

  public float value() {
    return value;
  }

  /** Where the current interval's line stands in the file, unpacked. */
  public long byteOffset() {
    return line.byteOffset();
  }

  @Override
  public void close() throws IOException {
    file.close();
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
    return from[0] == line.start()
        && Arrays.equals(line.bytes(), from[0], to[0], word, 0, word.length);
  }

  private void take(int cells) throws IOException {
    if (line.tooLong()) {
      throw wrong("is longer than %d bytes".formatted(LineFile.MAX_LINE_LENGTH));
    }
    if (cells != CELLS) {
      throw wrong(
          "has %d %s where a bedGraph has 4: a chromosome, a start, an end and a number"
              .formatted(cells, cells == 1 ? "cell" : "cells"));
    }
    boolean isNew = !Arrays.equals(line.bytes(), from[0], to[0], name, 0, name.length);
    if (isNew) {
      startChromosome();
    }
    start = place(1, "start");
    end = place(2, "end");
    value = number();
    if (start < end) {
      requireOrder();
      lastStart = start;
      lastEnd = end;
    }
  }

  private void startChromosome() throws IOException {
    String before = chromosome;
    name = Arrays.copyOfRange(line.bytes(), from[0], to[0]);
    chromosome = new String(name, StandardCharsets.UTF_8);
    if (!chromosomes.add(LineReader.hash(name, 0, name.length))) {
      throw unsorted(
          "has %s again, after %s: the lines of a chromosome must stand together"
              .formatted(Excerpt.ofValue(chromosome), Excerpt.ofValue(before)));
    }
    if (chromosomes.size() > MOST_CHROMOSOMES) {
      throw wrong("has one more than %d chromosomes".formatted(MOST_CHROMOSOMES));
    }
    lastStart = 0;
    lastEnd = 0;
  }

  private int place(int cell, String what) throws IOException {
    if (!number.isInteger32(line.bytes(), from[cell], to[cell]) || number.integer() < 0) {
      throw wrong(
          "has the %s \"%s\", which is no number of bases from 0 to %d"
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
    throw wrong("has the value \"%s\", which is no number".formatted(text(cell)));
  }

  private void requireOrder() throws IOException {
    if (start < lastStart) {
      throw unsorted(
          "has start %d of %s after %d: lines must be sorted by start within a chromosome"
              .formatted(start, Excerpt.ofValue(chromosome), lastStart));
    }
    if (start < lastEnd) {
      throw wrong(
          "gives %s, base %d a value, which has one already: a base twice; leave one value of it"
              .formatted(Excerpt.ofValue(chromosome), start + 1L));
    }
  }

  private String text(int cell) {
    return Excerpt.ofValue(
        new String(line.bytes(), from[cell], to[cell] - from[cell], StandardCharsets.UTF_8));
  }

  private IOException unsorted(String what) {
    String path = file.path();
    String sort = "LC_ALL=C sort -k1,1 -k2,2n";
    String command =
        path.endsWith(".gz")
            ? "gzip -dc %s | %s | gzip > sorted.bedGraph.gz".formatted(path, sort)
            : "%s %s > sorted.bedGraph".formatted(sort, path);
    return wrong(what + "; sort it: " + command);
  }

  private IOException wrong(String what) {
    return new IOException("%s, line %d %s".formatted(file.path(), file.lineNumber(), what));
  }
}
