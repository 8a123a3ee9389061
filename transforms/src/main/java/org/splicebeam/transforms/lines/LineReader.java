package org.splicebeam.transforms.lines;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.splicebeam.schemas.EightBytes;

/**
 * The lines of a text file as byte ranges, with the place of each.
 *
 * <p>A line ends at LF or CRLF, which are no part of it; the last one needs no end. A byte order
 * mark at the very start of the stream is no part of the first line, yet counts in its offset. The
 * range of a line is valid until {@link #next} is called again. Memory: one buffer of at most the
 * greatest line length plus 64 KiB; a longer line is cut, and its rest is skipped. The stream is
 * not closed here.
 */
public final class LineReader {
  private static final int CHUNK = 1 << 16;
  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private static final long EIGHT_LINE_FEEDS = '\n' * EightBytes.ONES;
  private static final long EIGHT_CARRIAGE_RETURNS = '\r' * EightBytes.ONES;

  private final InputStream in;
  private final int maxLineLength;

  /** The first offset at which no line of these may start. */
  private final long startsBefore;

  /** Whether the next byte is the file's first, where a byte order mark may stand. */
  private boolean atFileStart;

  /** Bytes of the stream that are still to be read, at most. */
  private long rest;

  private byte[] buffer = new byte[CHUNK];
  private int limit;

  /** Where the next line starts in the buffer. */
  private int position;

  /** Offset in the stream of the byte at {@link #position}. */
  private long positionOffset;

  /** Offset in the stream before which no CR stands in the lines still to be asked for. */
  private long clearUpTo;

  private int start;
  private int end;
  private long byteOffset;
  private long lineNumber;
  private boolean tooLong;

  /**
   * @param in text in any encoding that keeps ASCII, decompressed
   * @param maxLineLength in bytes, without the line's end
   */
  public LineReader(InputStream in, int maxLineLength) {
    this(in, maxLineLength, 0, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private LineReader(InputStream in, int maxLineLength, long from, long to, long startsBefore) {
    if (maxLineLength < 1) {
      throw new IllegalArgumentException("no line fits " + maxLineLength + " bytes");
    }
    this.in = in;
    this.maxLineLength = maxLineLength;
    this.startsBefore = startsBefore;
    positionOffset = from;
    atFileStart = from == 0;
    rest = to - from;
  }

  /**
   * The lines of a stretch of a file.
   *
   * @param in stands at {@code from}
   * @param from offset of a line's first byte
   * @param to offset behind the end of the last line
   */
  public static LineReader within(long from, long to, InputStream in, int maxLineLength) {
    return new LineReader(in, maxLineLength, from, to, Long.MAX_VALUE);
  }

  /**
   * The lines of a file whose first byte lies in a stretch of it, to their ends; their numbers
   * count from there.
   *
   * @param in stands at the byte before {@code from}, because that may be the end of a line; at the
   *     file's start where {@code from} is 0
   * @param from offset of the first byte that may begin a line
   * @param to offset behind the last such byte
   */
  public static LineReader startingWithin(long from, long to, InputStream in, int maxLineLength)
      throws IOException {
    LineReader lines = new LineReader(in, maxLineLength, Math.max(from - 1, 0), Long.MAX_VALUE, to);
    if (from > 0) {
      lines.next();
      lines.lineNumber = 0;
    }
    return lines;
  }

  /** Steps to the next line; false where there is none. */
  public boolean next() throws IOException {
    if (positionOffset >= startsBefore) {
      return false;
    }
    if (atFileStart) {
      atFileStart = false;
      skipByteOrderMark();
    }
    start = position;
    byteOffset = positionOffset;
    int scanned = position;
    int lineFeed;
    while ((lineFeed = indexOfLineFeed(scanned)) < 0) {
      scanned = limit - start;
      if (scanned > maxLineLength + 1) { // one more for the CR of a line that just fits
        readOver();
        return true;
      }
      moveToFront();
      if (!fill()) {
        return endAt(limit, limit);
      }
    }
    return endAt(lineFeed, lineFeed + 1);
  }

  /** Holds the line from {@link #start} to {@link #end}, exclusive; never to be written to. */
  public byte[] bytes() {
    return buffer;
  }

  public int start() {
    return start;
  }

  /** Behind the line's last byte; a line that is {@link #tooLong} is cut here. */
  public int end() {
    return end;
  }

  /** Of the line's first byte in the stream. */
  public long byteOffset() {
    return byteOffset;
  }

  /** Of the first byte behind the line and its end. */
  public long nextOffset() {
    return positionOffset;
  }

  /** 1-based. */
  public long lineNumber() {
    return lineNumber;
  }

  /** XXH3 of the line's bytes (64 bits), without its end. */
  public long hash() {
    return hash(buffer, start, end);
  }

  /** The hash of a line that stands in {@code bytes[from..to)}. */
  public static long hash(byte[] bytes, int from, int to) {
    return HASHER.hashBytesToLong(bytes, from, to - from);
  }

  /** Whether the line is longer than allowed; its first bytes are there. */
  public boolean tooLong() {
    return tooLong;
  }

  private void skipByteOrderMark() throws IOException {
    boolean more = true;
    while (limit < 3 && more) {
      more = fill();
    }
    if (limit >= 3
        && buffer[0] == (byte) 0xEF
        && buffer[1] == (byte) 0xBB
        && buffer[2] == (byte) 0xBF) {
      position = 3;
      positionOffset = 3;
    }
  }

  /** The line's end without any CR that stands before it. */
  public int endBeforeCarriageReturns() {
    int last = end;
    while (last > start && buffer[last - 1] == '\r') {
      last--;
    }
    return last;
  }

  /** Whether a CR stands in the line before a place of it. */
  public boolean hasCarriageReturn(int behind) {
    if (byteOffset + behind - start <= clearUpTo) {
      return false;
    }
    // All that is there is looked at: mostly no line of a file has any.
    int to = tooLong ? behind : limit;
    int at = indexOf(EIGHT_CARRIAGE_RETURNS, start, to);
    clearUpTo = byteOffset + (at < 0 ? to : at) - start;
    return at >= 0 && at < behind;
  }

  private int indexOfLineFeed(int from) {
    return indexOf(EIGHT_LINE_FEEDS, from, limit);
  }

  /** Where a byte, which stands in {@code eight} eight times, comes first; -1 where it does not. */
  private int indexOf(long eight, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      long differences = EightBytes.get(buffer, i) ^ eight;
      // The top bit of the first byte that is the wanted one, perhaps of others behind it too.
      long found = differences - EightBytes.ONES & ~differences & EightBytes.TOP_BITS;
      if (found != 0) {
        return i + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
    }
    for (; i < to; i++) {
      if (buffer[i] == (byte) eight) {
        return i;
      }
    }
    return -1;
  }

  private void moveToFront() {
    System.arraycopy(buffer, start, buffer, 0, limit - start);
    limit -= start;
    position -= start;
    start = 0;
  }

  /** Appends what the stream has; false at its end. */
  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * limit, maxLineLength + CHUNK));
    }
    int most = (int) Math.min(buffer.length - limit, rest);
    int read = most == 0 ? -1 : in.read(buffer, limit, most);
    limit += Math.max(read, 0);
    rest -= Math.max(read, 0);
    return read >= 0;
  }

  /** Ends the line before {@code behind}, and the next one starts at {@code next}. */
  private boolean endAt(int behind, int next) {
    if (start == next) {
      return false;
    }
    end = behind > start && buffer[behind - 1] == '\r' ? behind - 1 : behind;
    tooLong = end - start > maxLineLength;
    end = Math.min(end, start + maxLineLength);
    positionOffset += next - start;
    position = next;
    lineNumber++;
    return true;
  }

  /** Keeps the start of a line that is too long, and reads up to its end. */
  private void readOver() throws IOException {
    moveToFront();
    end = maxLineLength;
    tooLong = true;
    lineNumber++;
    int lineFeed = -1;
    do {
      positionOffset += limit - position;
      limit = maxLineLength;
      position = limit;
    } while (fill() && (lineFeed = indexOfLineFeed(position)) < 0);
    positionOffset += lineFeed < 0 ? 0 : lineFeed + 1 - position;
    position = lineFeed < 0 ? limit : lineFeed + 1;
  }
}
