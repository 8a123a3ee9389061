package org.splicebeam.transforms.lines;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;

/**
 * The bytes of a file of any Beam file system, decompressed as its name tells.
 *
 * <p>A BGZF file that lacks its last block is cut off, an {@link EOFException}.
 *
 * <p>A compressed file may be a bomb: a few kilobytes that unpack for hours. So a file may give
 * {@link #FREE_BYTES} whatever its size is; beyond that, more than {@link #mostTimes} its size is
 * an {@link UnpacksTooFarException}. Memory: the decompressor's.
 */
public final class PackedFile {
  /** What is wrong with a named pipe, a socket or a device; a clause without its name. */
  public static final String NO_REGULAR_FILE =
      "it is no file but a pipe, a socket or a device, as /dev/stdin and <(...) are, and inputs are"
          + " read more than once: write it to a file first";

  /** Unpacked at any ratio: a second's work. */
  static final long FREE_BYTES = 64L << 20;

  /**
   * Deflate reaches 1 030 on zeros. Tables of overlapping windows of a base a row, without any
   * score but 0, reach 130, one row again and again 190.
   */
  private static final int MOST_TIMES_DEFLATED = 500;

  /**
   * Formats with longer matches reach 30 000 and more on zeros; the same tables reach 4 200 as zstd
   * and 400 as bzip2.
   */
  private static final int MOST_TIMES = 10_000;

  private PackedFile() {}

  /** Opens one file; the path is taken as it is, not as a pattern. */
  public static InputStream open(String path) throws IOException {
    ReadableByteChannel stored = FileSystems.open(FileSystems.matchNewResource(path, false));
    try {
      Compression compression = Compression.detect(path);
      return compression == Compression.UNCOMPRESSED
          ? Channels.newInputStream(stored)
          : unpack(stored, compression);
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /**
   * How many bytes of a file, as stored, were read for the first bytes of a stream of {@link #open}
   * or {@link #openAt}; about, because a decompressor reads ahead.
   *
   * @param unpacked bytes of the stream
   */
  public static long storedBytes(InputStream in, long unpacked) {
    return in instanceof UnpackedBytes packed ? packed.stored.count : unpacked;
  }

  /** Opens one file as it is stored, whatever its name says. */
  static InputStream openStored(String path) throws IOException {
    return Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(path, false)));
  }

  /** Whether a file's name tells a compression, which has the name that Beam gives it. */
  static boolean isNamedAs(String compression, String path) {
    return Compression.detect(path).name().equals(compression);
  }

  /** Whether a stretch of the file can be read without what stands before it. */
  public static boolean hasPlaces(String path) {
    return Compression.detect(path) == Compression.UNCOMPRESSED;
  }

  /** Opens a file that {@link #hasPlaces}. */
  public static SeekableByteChannel openPlaces(String path) throws IOException {
    return (SeekableByteChannel) FileSystems.open(FileSystems.matchNewResource(path, false));
  }

  /** Opens a file that {@link #hasPlaces} at one of its bytes. */
  public static InputStream openAt(String path, long offset) throws IOException {
    SeekableByteChannel places = openPlaces(path);
    try {
      return Channels.newInputStream(places.position(offset));
    } catch (IOException e) {
      places.close();
      throw e;
    }
  }

  /** Decompresses what a channel gives. */
  static InputStream unpack(ReadableByteChannel stored, Compression compression)
      throws IOException {
    StoredBytes counted = new StoredBytes(stored);
    InputStream unpacked = Channels.newInputStream(compression.readDecompressed(counted));
    return new UnpackedBytes(unpacked, counted, mostTimes(compression));
  }

  private static int mostTimes(Compression compression) {
    return compression == Compression.GZIP || compression == Compression.DEFLATE
        ? MOST_TIMES_DEFLATED
        : MOST_TIMES;
  }

  /** Counts the bytes of the file. */
  private static final class StoredBytes implements ReadableByteChannel {
    private final ReadableByteChannel channel;
    private final BgzfEnd end = new BgzfEnd();
    private long count;

    StoredBytes(ReadableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      int from = into.position();
      int read = channel.read(into);
      count += Math.max(read, 0);
      end.take(into, from, into.position());
      return read;
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Counts what came of them. */
  private static final class UnpackedBytes extends FilterInputStream {
    private final StoredBytes stored;
    private final int mostTimes;
    private long count;

    UnpackedBytes(InputStream in, StoredBytes stored, int mostTimes) {
      super(in);
      this.stored = stored;
      this.mostTimes = mostTimes;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      counted(read < 0 ? -1 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = in.read(into, offset, length);
      counted(read);
      return read;
    }

    @Override
    public long skip(long length) throws IOException {
      long skipped = in.skip(length);
      counted(skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    /** Takes what a read returned: negative at the end. */
    private void counted(long bytes) throws IOException {
      if (bytes < 0 && stored.end.isMissing()) {
        throw new EOFException("its last BGZF block is missing");
      }
      count += Math.max(bytes, 0);
      if (count > FREE_BYTES && count / mostTimes > stored.count) {
        throw new UnpacksTooFarException(mostTimes);
      }
    }
  }
}
