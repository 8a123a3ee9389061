package org.splicebeam.transforms.tracks;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * The bytes of a bigWig by their places, each held against the file's length before memory is taken
 * for it. Errors: an {@link IOException} whose sentence names the file. Not thread-safe.
 */
final class BigWigBytes implements Closeable {
  private static final int BIG_WIG = 0x888FFC26;
  private static final int BIG_BED = 0x8789F2EB;

  private final String path;
  private final SeekableByteChannel channel;
  private final long size;
  private final ByteOrder order;

  /** Takes the order of bytes from the file's first four. */
  BigWigBytes(String path, SeekableByteChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    size = channel.size();
    if (size == 0) {
      throw new IOException(path + " is empty, no bigWig; give it again");
    }
    order = order(read(0, Math.min(size, Integer.BYTES), "start", ByteOrder.LITTLE_ENDIAN));
  }

  private ByteOrder order(ByteBuffer start) throws IOException {
    int magic = start.remaining() < Integer.BYTES ? 0 : start.getInt();
    int swapped = Integer.reverseBytes(magic);
    if (magic == BIG_BED || swapped == BIG_BED) {
      throw new IOException(
          path + " is a bigBed, which has no scores of bases; give the bigWig of the scores");
    }
    if (magic != BIG_WIG && swapped != BIG_WIG) {
      throw new IOException(
          path + " is no bigWig by its first bytes; give a bigWig, or name the file as what it is");
    }
    return magic == BIG_WIG ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
  }

  long size() {
    return size;
  }

  ByteOrder order() {
    return order;
  }

  /**
   * A stretch of the file, in its order of bytes.
   *
   * @param what stands there, for people
   */
  ByteBuffer read(long offset, long length, String what) throws IOException {
    return read(offset, length, what, order);
  }

  private ByteBuffer read(long offset, long length, String what, ByteOrder itsOrder)
      throws IOException {
    requireInside(offset, length, what);
    byte[] bytes = new byte[Math.toIntExact(length)];
    readInto(offset, bytes, bytes.length, what);
    return ByteBuffer.wrap(bytes).order(itsOrder);
  }

  /** Reads the stretch to the front of {@code into}, which is long enough for it. */
  void readInto(long offset, byte[] into, int length, String what) throws IOException {
    requireInside(offset, length, what);
    ByteBuffer bytes = ByteBuffer.wrap(into, 0, length);
    try {
      channel.position(offset);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("it became shorter");
        }
      }
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read at byte %s, its %s: %s".formatted(path, offset, what, e.getMessage()),
          e);
    }
  }

  void requireInside(long offset, long length, String what) throws IOException {
    if (offset < 0 || length < 0 || offset > size - length) {
      throw damaged(
          "its %s would be the %s bytes at %s, and it has %s bytes"
              .formatted(what, Long.toUnsignedString(length), Long.toUnsignedString(offset), size));
    }
  }

  /**
   * @param clause what was found
   */
  IOException damaged(String clause) {
    return new IOException(
        "%s is damaged or cut off: %s; replace it by a whole one".formatted(path, clause));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
