package org.splicebeam.transforms.parquet;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.splicebeam.schemas.EightBytes;

/** A growing byte array that numbers are written to in Parquet's byte order, little-endian. */
final class PageBuffer extends OutputStream {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1 << 16];
  private int size;

  /** The bytes written are the first {@link #size}; the array changes when the buffer grows. */
  byte[] array() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Sets the size after bytes were written to the array, or to give up bytes at the end. */
  void resize(int newSize) {
    size = newSize;
  }

  /** Makes room for so many bytes more. */
  void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, 1 << 30)));
    }
  }

  @Override
  public void write(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  @Override
  public void write(byte[] values, int from, int length) {
    reserve(length);
    System.arraycopy(values, from, bytes, size, length);
    size += length;
  }

  void writeInt(int value) {
    reserve(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void writeLong(long value) {
    reserve(Long.BYTES);
    EightBytes.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** The lowest so many bytes of the number, at most eight. */
  void writeLowest(long value, int length) {
    reserve(Long.BYTES);
    EightBytes.set(bytes, size, value);
    size += length;
  }

  /** An unsigned number in groups of seven bits, the lowest first. */
  void writeVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7F) != 0) {
      write(rest & 0x7F | 0x80);
      rest >>>= 7;
    }
    write(rest);
  }

  /** Overwrites the int at {@code at}. */
  void setInt(int at, int value) {
    INTS.set(bytes, at, value);
  }
}
