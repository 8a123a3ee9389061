package org.splicebeam.transforms.analysis;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import org.splicebeam.schemas.analysis.AnalysisFile;
import org.splicebeam.schemas.analysis.SiteRange;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.verdict.Verdict;
import org.splicebeam.transforms.verdict.VerdictException;

/**
 * The data lines of one analysis table, with the count and hash by which both passes see that they
 * read the same. A file that cannot be read ends the build with a sentence that names it.
 *
 * <p>Memory: one line.
 */
final class TableLines implements Closeable {
  private static final Hasher64 HASHER = Hashing.murmur3_128(0);

  private final AnalysisFile file;
  private final ReadableByteChannel channel;
  private LineReader lines;
  private final AnalysisHeader header;
  private long rows;
  private long lineHash;
  private long contentHash;

  private TableLines(AnalysisFile file, ReadableByteChannel channel, InputColumns columns)
      throws IOException, BadHeaderException {
    this.file = file;
    this.channel = channel;
    lines = new LineReader(Channels.newInputStream(channel), TableFormat.MOST_LINE_BYTES);
    header = AnalysisHeader.read(lines, columns);
  }

  /** Opens a table and reads its header. */
  static TableLines open(AnalysisFile file, InputColumns columns) {
    ReadableByteChannel channel = null;
    try {
      channel = AnalysisFiles.openChannel(file);
      return new TableLines(file, channel, columns);
    } catch (BadHeaderException e) {
      close(channel);
      throw new VerdictException(Verdict.badInput(file.name() + ", " + e.getMessage()));
    } catch (IOException e) {
      close(channel);
      throw new VerdictException(unreadable(file, e, 0));
    }
  }

  AnalysisHeader header() {
    return header;
  }

  /** Moves before the lines of a range; rows and hash count from there. */
  void moveTo(SiteRange range) {
    try {
      SeekableByteChannel places = (SeekableByteChannel) channel;
      if (places.size() != file.size()) {
        throw changed();
      }
      places.position(range.from());
    } catch (IOException e) {
      throw new VerdictException(unreadable(file, e, range.from()));
    }
    lines =
        LineReader.within(
            range.from(),
            range.to(),
            Channels.newInputStream(channel),
            TableFormat.MOST_LINE_BYTES);
    rows = 0;
    contentHash = 0;
  }

  /** Moves to the next line that is not empty; false at the end. */
  boolean next() {
    try {
      while (lines.next()) {
        if (lines.end() > lines.start() || lines.tooLong()) {
          rows++;
          lineHash =
              HASHER.hashBytesToLong(lines.bytes(), lines.start(), lines.end() - lines.start());
          contentHash += lineHash;
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new VerdictException(unreadable(file, e, lines.byteOffset()));
    }
  }

  byte[] bytes() {
    return lines.bytes();
  }

  int start() {
    return lines.start();
  }

  int end() {
    return lines.end();
  }

  boolean tooLong() {
    return lines.tooLong();
  }

  /** Data lines so far. */
  long rows() {
    return rows;
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

  /** That the table is not as pass 1 read it. */
  VerdictException changed() {
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
        start.substring(0, Math.min(start.length(), Reject.START_LENGTH)));
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(ReadableByteChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // Nothing was written through it, and what was to be read has been read.
        return;
      }
    }
  }

  private static Verdict unreadable(AnalysisFile file, IOException e, long offset) {
    if (e instanceof FileNotFoundException) {
      return Verdict.badInput(file.name() + " is not there any more, or may not be read");
    }
    String why = e.getMessage() == null ? "it ends too early" : e.getMessage();
    return Verdict.badInput(
        "%s cannot be read beyond byte %d (%s): the file is damaged or cut off; replace it or take"
                .formatted(file.name(), offset, why)
            + " it out of --input");
  }
}
