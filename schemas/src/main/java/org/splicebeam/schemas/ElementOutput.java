package org.splicebeam.schemas;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.beam.sdk.util.VarInt;

/**
 * Where an {@link ElementCoder} writes an element's fields: an array, handed on in frames. A
 * runner's stream takes microseconds for a field that is written by itself, and the methods that
 * this class overrides take a lock for each byte.
 *
 * <p>A frame is its number of bytes, doubled, plus one where another frame follows, as a
 * variable-length integer; then the bytes. Memory: {@value #MOST} bytes.
 */
final class ElementOutput extends DataOutputStream {
  private static final int FIRST = 1 << 8;
  private static final int MOST = 1 << 16;
  private static final int LONGEST_VAR_INT = 10;

  private final Frame frame;

  ElementOutput(OutputStream stream) {
    this(new Frame(stream));
  }

  private ElementOutput(Frame frame) {
    super(frame);
    this.frame = frame;
  }

  @Override
  public void write(int value) throws IOException {
    frame.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    frame.write(bytes, offset, length);
  }

  /** As {@link VarInt} writes it. */
  void writeVarInt(long value) throws IOException {
    frame.writeVarInt(value);
  }

  /** Hands on what is left: the element is whole. */
  void end() throws IOException {
    frame.handOn(false);
  }

  private static final class Frame extends OutputStream {
    private final OutputStream stream;
    private byte[] bytes = new byte[FIRST];
    private int count;

    Frame(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int value) throws IOException {
      if (count == bytes.length) {
        makeRoom(1);
      }
      bytes[count++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        if (count == bytes.length) {
          makeRoom(length - done);
        }
        int some = Math.min(length - done, bytes.length - count);
        System.arraycopy(from, offset + done, bytes, count, some);
        count += some;
        done += some;
      }
    }

    void writeVarInt(long value) throws IOException {
      if (bytes.length - count < LONGEST_VAR_INT) {
        VarInt.encode(value, this);
        return;
      }
      byte[] to = bytes;
      int at = count;
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        to[at++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      to[at++] = (byte) rest;
      count = at;
    }

    private void makeRoom(int wanted) throws IOException {
      if (count < MOST) {
        bytes =
            Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * count, count + (long) wanted), MOST));
      } else {
        handOn(true);
      }
    }

    void handOn(boolean more) throws IOException {
      VarInt.encode(2 * count + (more ? 1 : 0), stream);
      stream.write(bytes, 0, count);
      count = 0;
    }
  }
}
