package org.splicebeam.transforms.lines;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject;

/**
 * A text file of any Beam file system, or a range of one, read line by line, decompressed as its
 * name tells.
 *
 * <p>Errors: every failure to read is an {@link IOException} whose message names the file, after
 * which line (in a range: byte) it failed, and why. Memory: one line.
 */
public final class LineFile implements Closeable {
  /** A longer line is no line of an annotation. */
  public static final int MAX_LINE_LENGTH = 1 << 20;

  /** A character of UTF-8 has at most so many bytes. */
  private static final int MAX_CHARACTER_LENGTH = 4;

  private final LineRange range;
  private final InputStream in;
  private final LineReader line;
  private long contentHash;

  private LineFile(LineRange range, InputStream in, LineReader line) {
    this.range = range;
    this.in = in;
    this.line = line;
  }

  /** Opens one file; the path is taken as it is, not as a pattern. */
  public static LineFile open(String path) throws IOException {
    return open(LineRange.whole(path));
  }

  /**
   * Opens a range of a file. One of several is that of the file that was cut, to the end of its
   * lines; a file that changed since then cannot be opened or read.
   */
  public static LineFile open(LineRange range) throws IOException {
    InputStream in = null;
    try {
      requireUnchanged(range);
      in =
          range.from() == 0
              ? PackedFile.open(range.path())
              : PackedFile.openAt(range.path(), range.from() - 1);
      LineReader line = LineReader.startingWithin(range.from(), range.to(), in, MAX_LINE_LENGTH);
      return new LineFile(range, in, line);
    } catch (IOException e) {
      if (in != null) {
        in.close();
      }
      throw unopened(range.path(), e);
    }
  }

  private static void requireUnchanged(LineRange range) throws IOException {
    if (!range.isUnchanged()) {
      throw new IOException("it changed while it was being read");
    }
  }

  /** A failure to find or open a file, in words. */
  public static IOException unopened(String path, IOException e) {
    return e instanceof FileNotFoundException || e instanceof NoSuchFileException
        ? new IOException(path + ": there is no such file, or it may not be read", e)
        : new IOException(path + " cannot be opened: " + e.getMessage(), e);
  }

  /** Steps to the next line; false where there is none. */
  public boolean next() throws IOException {
    boolean isThere = skim();
    if (isThere) {
      countInHash();
    }
    return isThere;
  }

  /** Counts the current line, which was skimmed, in the content's hash if it is a data line. */
  public void countInHash() {
    if (line.end() > line.start() && line.bytes()[line.start()] != '#') {
      contentHash += line.hash();
    }
  }

  /** As {@link #next}, but the line does not count in the content's hash by itself. */
  public boolean skim() throws IOException {
    try {
      if (!line.next()) {
        requireUnchanged(range);
        return false;
      }
      return true;
    } catch (IOException e) {
      // A compressed file that is cut off says nothing.
      String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
      String place = range.from() == 0 ? "line " + lineNumber() : "byte " + line.nextOffset();
      throw new IOException(
          "%s cannot be read after %s: %s".formatted(range.path(), place, why), e);
    }
  }

  /** The current line and its place. */
  public LineReader line() {
    return line;
  }

  /** Of the current line, or how many there were, in the range; 1-based. */
  public long lineNumber() {
    return line.lineNumber();
  }

  /** Bytes of the file or range, as stored, that were read so far, about. */
  public long storedBytes() {
    return PackedFile.storedBytes(in, line.nextOffset() - range.from());
  }

  /** Sum (modulo 2^64) of the hashes of the lines counted, without comments and empty ones. */
  public long contentHash() {
    return contentHash;
  }

  /** The file as a data set names it; its hash is that of the lines read so far. */
  public InputFile identity(Reject.Input input) {
    return new InputFile(input, name(), range.bytes(), contentHash);
  }

  public String path() {
    return range.path();
  }

  /** The path's last name. */
  public String name() {
    return nameOf(range.path());
  }

  /** The current line as a whole. */
  public String text() {
    return textOf(line.end() - line.start());
  }

  /** The current line's first characters, as a {@link Reject} keeps them. */
  public String startOfLine() {
    int most = Reject.START_LENGTH * MAX_CHARACTER_LENGTH;
    return Excerpt.ofLine(textOf(Math.min(line.end() - line.start(), most)));
  }

  /** Why the current line is not used. */
  public Reject reject(Reject.Input input, Reject.Reason reason, String detail) {
    return new Reject(
        input, name(), line.byteOffset(), lineNumber(), reason, detail, startOfLine());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** The last name of a path. */
  public static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private String textOf(int length) {
    return new String(line.bytes(), line.start(), length, StandardCharsets.UTF_8);
  }
}
