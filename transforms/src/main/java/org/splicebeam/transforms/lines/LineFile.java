package org.splicebeam.transforms.lines;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.splicebeam.schemas.parts.InputFile;
import org.splicebeam.schemas.reject.Excerpt;
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

  private static final Hasher64 HASHER = Hashing.murmur3_128(0);

  private final String path;
  private final InputStream in;
  private final LineReader line;
  private final long bytes;
  private long contentHash;

  private LineFile(String path, InputStream in, long bytes) {
    this.path = path;
    this.in = in;
    this.line = new LineReader(in, MAX_LINE_LENGTH);
    this.bytes = bytes;
  }

  /** Opens one file; the path is taken as it is, not as a pattern. */
  public static LineFile open(String path) throws IOException {
    try {
      long bytes = sizeOf(FileSystems.matchNewResource(path, false));
      return new LineFile(path, PackedFile.open(path), bytes);
    } catch (FileNotFoundException | NoSuchFileException e) {
      throw new IOException(path + ": there is no such file, or it may not be read", e);
    } catch (IOException e) {
      throw new IOException(path + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** Steps to the next line; false where there is none. */
  public boolean next() throws IOException {
    try {
      if (!line.next()) {
        return false;
      }
      if (line.end() > line.start() && line.bytes()[line.start()] != '#') {
        contentHash +=
            HASHER.hashBytesToLong(line.bytes(), line.start(), line.end() - line.start());
      }
      return true;
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

  /** The file as a data set names it; its hash is that of the lines read so far. */
  public InputFile identity(Reject.Input input) {
    return new InputFile(input, name(), bytes, contentHash);
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
    return Excerpt.ofLine(textOf(Math.min(line.end() - line.start(), most)));
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

  private static long sizeOf(ResourceId file) throws IOException {
    return FileSystems.matchResources(List.of(file)).get(0).metadata().get(0).sizeBytes();
  }

  private String textOf(int length) {
    return new String(line.bytes(), line.start(), length, StandardCharsets.UTF_8);
  }
}
