package org.splicebeam.schemas;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import org.apache.beam.sdk.util.VarInt;

/**
 * Where an {@link ElementCoder} reads an element's fields: the frames of an {@link ElementOutput},
 * one at a time, and not a byte behind the last one. Memory: one frame.
 */
final class ElementInput extends DataInputStream {
  private static final int LONGEST_VAR_INT = 10;
  private static final int LARGEST_SHIFT = 63;

  private final Frame frame;

  ElementInput(InputStream stream) {
    this(new Frame(stream));
  }

  private ElementInput(Frame frame) {
    super(frame);
    this.frame = frame;
  }

  /** As {@link VarInt} reads it. */
  long readVarInt() throws IOException {
    return frame.readVarInt();
  }

  /**
   * To be called when the element has been read.
   *
   * @throws StreamCorruptedException where there is more of it
   */
  void end() throws IOException {
    if (frame.next()) {
      throw new StreamCorruptedException("an element is longer than what is read of it");
    }
  }

  private static final class Frame extends InputStream {
    private static final byte[] NONE = {};

    private final InputStream stream;
    private byte[] bytes = NONE;
    private int position;
    private boolean more = true;

    Frame(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public int read() throws IOException {
      return next() ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!next()) {
        return -1;
      }
      int some = Math.min(length, bytes.length - position);
      System.arraycopy(bytes, position, into, offset, some);
      position += some;
      return some;
    }

    long readVarInt() throws IOException {
      if (bytes.length - position < LONGEST_VAR_INT) {
        return VarInt.decodeLong(this);
      }
      byte[] from = bytes;
      int at = position;
      long value = 0;
      int shift = 0;
      byte b;
      do {
        if (shift > LARGEST_SHIFT) {
          throw new StreamCorruptedException("a number is longer than any");
        }
        b = from[at++];
        value |= (b & 0x7FL) << shift;
        shift += 7;
      } while (b < 0);
      position = at;
      return value;
    }

    /** Whether there is a byte; the next frame's where this one has none. */
    boolean next() throws IOException {
      while (position == bytes.length && more) {
        int header = VarInt.decodeInt(stream);
        more = (header & 1) != 0;
        bytes = stream.readNBytes(header >>> 1);
        position = 0;
        if (bytes.length < header >>> 1) {
          throw new EOFException(
              "an element ends after %s of %s bytes".formatted(bytes.length, header >>> 1));
        }
      }
      return position < bytes.length;
    }
  }
}
