package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.NumberCell;

/**
 * A line of OpenSpliceAI's BED6: chromosome, start (0-based), end (exclusive), name, score, strand.
 *
 * <p>One line at a time, without making objects. Errors: an {@link IOException} whose message is a
 * clause without the file's name.
 */
final class PredictionLine {
  private static final int CELLS = 6;
  private static final byte[][] NO_SCORES = {ascii("#"), ascii("track"), ascii("browser")};

  private final boolean donors;
  private final NumberCell number = new NumberCell();
  private final int[] starts = new int[CELLS + 1];
  private LineReader line;
  private long start;
  private long end;
  private float score;
  private Strand strand;

  /**
   * @param donors whether an interval's score is that of its 5'-most base, else the 3'-most
   */
  PredictionLine(boolean donors) {
    this.donors = donors;
  }

  /** Reads a line; false where it is a comment or empty. */
  boolean parse(LineReader some) throws IOException {
    line = some;
    if (line.start() == line.end() || startsWithOne(NO_SCORES)) {
      return false;
    }
    if (line.tooLong()) {
      throw bad("it is longer than any line of BED");
    }
    int cells = 1;
    starts[0] = line.start();
    for (int i = line.start(); i < line.end(); i++) {
      if (line.bytes()[i] == '\t') {
        if (cells < CELLS) {
          starts[cells] = i + 1;
        }
        cells++;
      }
    }
    if (cells != CELLS) {
      throw bad(cells + (cells == 1 ? " cell" : " cells") + " where BED6 has 6, with tabs");
    }
    starts[CELLS] = line.end() + 1;
    start = place(1, "start");
    end = place(2, "end");
    if (end < start) {
      throw bad("its end is before its start");
    }
    if (!number.isReal(line.bytes(), starts[4], cellEnd(4))) {
      throw bad("its score " + Excerpt.ofValue(text(4)) + " is no number");
    }
    score = number.nearestFloat();
    byte symbol = cellEnd(5) - starts[5] == 1 ? line.bytes()[starts[5]] : 0;
    if (symbol != '+' && symbol != '-') {
      throw bad("its strand " + Excerpt.ofValue(text(5)) + " is neither + nor -");
    }
    strand = symbol == '+' ? Strand.FORWARD : Strand.REVERSE;
    return true;
  }

  /** Whether the interval has a base. */
  boolean hasBase() {
    return start < end;
  }

  /** That the score belongs to; genomic, 1-based. */
  long base() {
    return donors == (strand == Strand.FORWARD) ? start + 1 : end;
  }

  float score() {
    return score;
  }

  Strand strand() {
    return strand;
  }

  String chrom() {
    return text(0);
  }

  /** Whether the line is of the chromosome of this name. */
  boolean isOn(byte[] chrom) {
    return cellEnd(0) - starts[0] == chrom.length && startsWith(chrom);
  }

  private boolean startsWithOne(byte[][] words) {
    for (byte[] word : words) {
      if (startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsWith(byte[] word) {
    int from = line.start();
    int to = Math.min(from + word.length, line.end());
    return Arrays.equals(line.bytes(), from, to, word, 0, word.length);
  }

  private long place(int cell, String name) throws IOException {
    if (!number.isInteger(line.bytes(), starts[cell], cellEnd(cell)) || number.integer() < 0) {
      throw bad("its %s %s is no place".formatted(name, Excerpt.ofValue(text(cell))));
    }
    return number.integer();
  }

  private int cellEnd(int cell) {
    return starts[cell + 1] - 1;
  }

  private String text(int cell) {
    int from = starts[cell];
    return new String(line.bytes(), from, cellEnd(cell) - from, StandardCharsets.UTF_8);
  }

  private static IOException bad(String found) {
    return new IOException(found + ": it is to be as openspliceai predict wrote it");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
