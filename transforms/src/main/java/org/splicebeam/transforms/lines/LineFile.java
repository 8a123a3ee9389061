package org.splicebeam.transforms.lines;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;
import org.splicebeam.schemas.reject.Reject;

/**
 * A text file of any Beam file system, read whole and line by line, decompressed as its name tells.
 *
 * <p>Errors: every failure to read is an {@link IOException} whose message names the file, after
 * which line it failed, and why. Memory: one line.
 */
public final class LineFile implements Closeable {
  /** A longer line is no line of an annotation. */
  public static final int MAX_LINE_LENGTH = 1 << 20;

  /** A character of UTF-8 has at most so many bytes. */
  private static final int MAX_CHARACTER_LENGTH = 4;

  private final String path;
  private final InputStream in;
  private final LineReader line;

  private LineFile(String path, InputStream in) {
    this.path = path;
    this.in = in;
    this.line = new LineReader(in, MAX_LINE_LENGTH);
  }

  /** Opens one file; the path is taken as it is, not as a pattern. */
  public static LineFile open(String path) throws IOException {
    try {
      ReadableByteChannel raw = FileSystems.open(FileSystems.matchNewResource(path, false));
      try {
        ReadableByteChannel text = Compression.detect(path).readDecompressed(raw);
        return new LineFile(path, Channels.newInputStream(text));
      } catch (IOException e) {
        raw.close();
        throw e;
      }
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IOException(path + ": there is no such file, or it may not be read", e);
    } catch (IOException e) {
      throw new IOException(path + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Steps to the next line; false where there is none. */
  public boolean next() throws IOException {
    try {
      return line.next();
    } catch (IOException e) {
      // A compressed file that is cut off says nothing.
      String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
      throw new IOException(
          "%s cannot be read after line %d: %s".formatted(path, line.lineNumber(), why), e);
    }
  }

  /** The current line and its place. */
  public LineReader line() {
    return line;
  }

  public String path() {
    return path;
  }

  /** The path's last name. */
  public String name() {
    return nameOf(path);
  }

  /** The current line as a whole. */
  public String text() {
    return textOf(line.end() - line.start());
  }

  /** The current line's first characters, as a {@link Reject} keeps them. */
  public String startOfLine() {
    int most = Reject.START_LENGTH * MAX_CHARACTER_LENGTH;
    String text = textOf(Math.min(line.end() - line.start(), most));
    return text.substring(0, Math.min(text.length(), Reject.START_LENGTH));
  }

  /** Why the current line is not used. */
  public Reject reject(Reject.Input input, Reject.Reason reason, String detail) {
    return new Reject(
        input, name(), line.byteOffset(), line.lineNumber(), reason, detail, startOfLine());
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
