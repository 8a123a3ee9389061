package org.splicebeam.transforms.tracks;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * The intervals of a bedGraph (contract 8.1), or of a range of one, one after another, in the
 * {@linkplain BedGraphOrder order} that they must have. Values are not held against [0, 1] here.
 *
 * <p>Errors: an {@link IOException} whose sentence names the file and the line. Memory: one line
 * and 8 bytes a chromosome.
 */
final class BedGraphFile implements Closeable {
  private final LineRange range;
  private final String shown;
  private final LineFile file;
  private final BedGraphLine line = new BedGraphLine();
  private final BedGraphOrder order;
  private byte[] name = {};
  private String chromosome;

  private BedGraphFile(LineRange range, String shown) throws IOException {
    this.range = range;
    this.shown = shown;
    file = LineFile.open(range);
    order = new BedGraphOrder(shown);
  }

  /**
   * Opens a range of a file of any Beam file system.
   *
   * @param shown the file that people know, where the range is of an unpacked copy of it
   */
  static BedGraphFile open(LineRange range, String shown) throws IOException {
    return new BedGraphFile(range, shown);
  }

  /**
   * Steps to the next interval, also to one of no base, which tells that the track has its
   * chromosome; false at the end.
   */
  boolean next() throws IOException {
    while (file.skim()) {
      try {
        if (line.parse(file.line())) {
          take();
          return true;
        }
      } catch (IOException e) {
        throw wrong(shown, lineNumber(), e);
      }
    }
    return false;
  }

  private void take() throws IOException {
    if (!line.isOn(name)) {
      name = line.name();
      chromosome = new String(name, StandardCharsets.UTF_8);
      order.begin(chromosome);
    }
    if (hasBases()) {
      order.take(start(), start(), end());
    }
  }

  /** The same object for all intervals of a chromosome. */
  String chromosome() {
    return chromosome;
  }

  /** 0-based. */
  int start() {
    return line.start();
  }

  /** Exclusive; not above {@link #start} where the interval has no base. */
  int end() {
    return line.end();
  }

  boolean hasBases() {
    return start() < end();
  }

  float value() {
    return line.value();
  }

  /** Where the current interval's line stands in the file, unpacked. */
  long byteOffset() {
    return file.line().byteOffset();
  }

  /** Behind the line and its end. */
  long nextOffset() {
    return file.line().nextOffset();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private long lineNumber() throws IOException {
    return range.from() == 0 ? file.lineNumber() : lineNumber(range.path(), byteOffset());
  }

  /**
   * The number of a line by its place.
   *
   * @param path of the file, unpacked
   */
  static long lineNumber(String path, long byteOffset) throws IOException {
    try (InputStream in = PackedFile.openAt(path, 0)) {
      LineReader before = LineReader.within(0, byteOffset, in, LineFile.MAX_LINE_LENGTH);
      while (before.next()) {
        // Lines are counted, whatever they are.
      }
      return before.lineNumber() + 1;
    }
  }

  /**
   * What is wrong with a line.
   *
   * @param clause what its message is
   */
  static IOException wrong(String shown, long lineNumber, IOException clause) {
    return new IOException(
        "%s, line %s %s".formatted(shown, lineNumber, clause.getMessage()), clause);
  }
}
