package org.splicebeam.transforms.tables;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.TableStretch;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.lines.UnpacksTooFarException;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The data lines of one analysis table, or of stretches of it, with the count and hash by which
 * both passes see that they read the same. A file that cannot be read, or changes between its
 * pieces, ends the build with a sentence that names it.
 *
 * <p>Memory: one line.
 */
public final class TableLines implements Closeable {
  private static final String GONE = "it is not there any more, or may not be read";

  private final TableFile file;
  private final InputStream in;
  private final SeekableByteChannel places;
  private final TableHeader header;
  private LineReader lines;

  /** Null where the table is not read in pieces. */
  private LineRange piece;

  private long rows;
  private long lineHash;
  private long contentHash;

  private TableLines(
      TableFile file, InputStream in, SeekableByteChannel places, InputColumns columns)
      throws IOException, BadHeaderException {
    this.file = file;
    this.in = in;
    this.places = places;
    lines = new LineReader(in, TableFormat.MOST_LINE_BYTES);
    header = TableHeader.read(lines, columns);
  }

  /** Opens a table and reads its header. */
  public static TableLines open(TableFile file, InputColumns columns) {
    return open(file, columns, false);
  }

  /** Opens a piece of a table, whose header it reads, too. */
  public static TableLines open(TablePiece piece, InputColumns columns) {
    if (piece.range().isWhole()) {
      return open(piece.file(), columns);
    }
    TableLines lines = openRanges(piece.file(), columns);
    try {
      lines.moveTo(piece.range());
      return lines;
    } catch (VerdictException e) {
      lines.close();
      throw e;
    }
  }

  /** Opens a table that is not compressed to read ranges of it, and reads its header. */
  static TableLines openRanges(TableFile file, InputColumns columns) {
    return open(file, columns, true);
  }

  private static TableLines open(TableFile file, InputColumns columns, boolean ranges) {
    InputStream in = null;
    try {
      SeekableByteChannel places = ranges ? PackedFile.openPlaces(file.path()) : null;
      in = ranges ? Channels.newInputStream(places) : TableFiles.open(file);
      return new TableLines(file, in, places, columns);
    } catch (BadHeaderException e) {
      close(in);
      throw badHeader(file, e);
    } catch (IOException e) {
      close(in);
      throw unopened(file, e);
    }
  }

  /**
   * Reads a table's header, and no more of its first line than may be one.
   *
   * @throws VerdictException where it is no analysis table
   */
  static TableHeader header(TableFile file, InputColumns columns) {
    long most = TableFormat.MOST_LINE_BYTES + 2L; // and its CRLF
    try (InputStream in = TableFiles.open(file)) {
      return TableHeader.read(LineReader.within(0, most, in, TableFormat.MOST_LINE_BYTES), columns);
    } catch (BadHeaderException e) {
      throw badHeader(file, e);
    } catch (IOException e) {
      throw unopened(file, e);
    }
  }

  private static VerdictException badHeader(TableFile file, BadHeaderException e) {
    String foreign = foreign(file);
    return new VerdictException(
        Verdict.badInput(file.name() + (foreign == null ? ", " + e.getMessage() : " " + foreign)));
  }

  private static VerdictException unopened(TableFile file, IOException e) {
    String foreign = foreign(file);
    return new VerdictException(
        foreign == null ? unreadable(file, e, 0) : Verdict.badInput(file.name() + " " + foreign));
  }

  /**
   * What the file is instead of a table, a clause without its name; null where that is not seen.
   */
  private static String foreign(TableFile file) {
    try {
      return ForeignFormat.ofFile(file.path(), ForeignFormat.TABLES)
          .map(format -> format.phrase("--input"))
          .orElse(null);
    } catch (IOException unreadable) {
      return null; // Which is what the caller tells.
    }
  }

  /**
   * Reads a table through to its end.
   *
   * @return why that cannot be done, a clause without the table's name; null where it can
   */
  static String fault(TableFile file, InputColumns columns) {
    InputStream in = null;
    try {
      in = TableFiles.open(file);
      TableHeader.read(new LineReader(in, TableFormat.MOST_LINE_BYTES), columns);
      in.transferTo(OutputStream.nullOutputStream());
      return null;
    } catch (BadHeaderException e) {
      return Objects.requireNonNullElse(foreign(file), e.getMessage());
    } catch (FileNotFoundException | NoSuchFileException e) {
      return GONE;
    } catch (UnpacksTooFarException e) {
      return e.getMessage();
    } catch (IOException e) {
      return "it is damaged or cut off (%s)".formatted(why(e));
    } finally {
      close(in);
    }
  }

  public TableHeader header() {
    return header;
  }

  /** Moves before the lines of a range; rows and hash count from there. */
  void moveTo(TableStretch range) {
    try {
      if (places.size() != file.size()) {
        throw changed();
      }
      places.position(range.from());
    } catch (IOException e) {
      throw new VerdictException(unreadable(file, e, range.from()));
    }
    lines = LineReader.within(range.from(), range.to(), in, TableFormat.MOST_LINE_BYTES);
    rows = 0;
    contentHash = 0;
  }

  /** Moves before the data lines that start in a piece; line numbers count from its first line. */
  private void moveTo(LineRange range) {
    try {
      piece = range;
      checkUnchanged();
      places.position(Math.max(range.from() - 1, 0));
      lines = LineReader.startingWithin(range.from(), range.to(), in, TableFormat.MOST_LINE_BYTES);
      if (range.from() == 0) {
        lines.next(); // the header
      }
    } catch (IOException e) {
      throw new VerdictException(unreadable(file, e, range.from()));
    }
  }

  private void checkUnchanged() throws IOException {
    if (piece != null && !piece.isUnchanged()) {
      throw changed();
    }
  }

  /** Moves to the next line that is not empty; false at the end. */
  public boolean next() {
    try {
      while (lines.next()) {
        if (lines.end() > lines.start() || lines.tooLong()) {
          rows++;
          lineHash = lines.hash();
          contentHash += lineHash;
          return true;
        }
      }
      checkUnchanged();
      return false;
    } catch (IOException e) {
      throw new VerdictException(unreadable(file, e, lines.byteOffset()));
    }
  }

  public byte[] bytes() {
    return lines.bytes();
  }

  public int start() {
    return lines.start();
  }

  public int end() {
    return lines.end();
  }

  public boolean tooLong() {
    return lines.tooLong();
  }

  /** Lines so far in the table or piece, the header and empty ones among them. */
  long lines() {
    return lines.lineNumber();
  }

  /** Data lines so far. */
  long rows() {
    return rows;
  }

  /** Bytes of the table or piece, as stored, that were read so far, about. */
  long storedBytes() {
    return PackedFile.storedBytes(in, nextOffset() - (piece == null ? 0 : piece.from()));
  }

  /** Sum of the hashes of the data lines so far, modulo 2^64. */
  long contentHash() {
    return contentHash;
  }

  /** Sum of the hashes of the data lines before this one. */
  long hashBefore() {
    return contentHash - lineHash;
  }

  /** Offset of the line's first byte. */
  long byteOffset() {
    return lines.byteOffset();
  }

  /** Offset behind the line's end. */
  long nextOffset() {
    return lines.nextOffset();
  }

  /** Checks, at the end of the lines, that they are those of pass 1. */
  void requireSame(long headerHash, long itsRows, long itsContentHash) {
    if (header.hash() != headerHash || rows != itsRows || contentHash != itsContentHash) {
      throw changed();
    }
  }

  private VerdictException changed() {
    return new VerdictException(
        Verdict.buildFailed(
            file.name()
                + " changed while it was being read;"
                + " build again when nothing writes to the input"));
  }

  /** The current line as a reject. */
  Reject reject(Reject.Reason reason, String detail) {
    int length = Math.min(lines.end() - lines.start(), 4 * Reject.START_LENGTH);
    String start = new String(lines.bytes(), lines.start(), length, StandardCharsets.UTF_8);
    return new Reject(
        Reject.Input.ANALYSIS,
        file.name(),
        lines.byteOffset(),
        lines.lineNumber(),
        reason,
        detail,
        Excerpt.ofLine(start));
  }

  @Override
  public void close() {
    close(in);
  }

  private static void close(InputStream in) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        // Nothing was written through it, and what was to be read has been read.
        return;
      }
    }
  }

  private static Verdict unreadable(TableFile file, IOException e, long offset) {
    if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
      return Verdict.badInput(file.name() + ": " + GONE);
    }
    if (e instanceof UnpacksTooFarException) {
      return Verdict.badInput(file.name() + ": " + e.getMessage());
    }
    return Verdict.badInput(
        "%s cannot be read beyond byte %s (%s): the file is damaged or cut off; replace it, or"
                .formatted(file.name(), offset, why(e))
            + " leave it out with --onBadFile=skip");
  }

  /** A compressed file that is cut off says nothing. */
  private static String why(IOException e) {
    return e.getMessage() == null ? "it ends too early" : e.getMessage();
  }
}
