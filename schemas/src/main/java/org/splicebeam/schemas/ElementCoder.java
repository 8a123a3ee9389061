package org.splicebeam.schemas;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.util.VarInt;

/**
 * The base of every element's coder: deterministic, self-delimiting, written field by field into an
 * array that is handed to the stream in frames.
 *
 * <p>Texts are UTF-8 with a length; {@code null} is length -1 (one byte). Integers are zig-zag
 * variable-length, doubles eight bytes. Memory: one element, and one frame of at most 64 KiB.
 *
 * @param <T> the element
 */
public abstract class ElementCoder<T> extends AtomicCoder<T> {
  private static final long serialVersionUID = 1L;

  /** Writes one element; must read nothing but {@code value}. */
  protected abstract void write(T value, DataOutputStream out) throws IOException;

  /** Reads what {@link #write} wrote, and not a byte more. */
  protected abstract T read(DataInputStream in) throws IOException;

  @Override
  public final void encode(T value, OutputStream stream) throws IOException {
    if (stream instanceof ElementOutput part) { // of another element
      write(value, part);
      return;
    }
    ElementOutput out = new ElementOutput(stream);
    write(value, out);
    out.end();
  }

  @Override
  public final T decode(InputStream stream) throws IOException {
    if (stream instanceof ElementInput part) {
      return read(part);
    }
    ElementInput in = new ElementInput(stream);
    T value = read(in);
    in.end();
    return value;
  }

  public static void writeNumber(long value, DataOutputStream out) throws IOException {
    long zigZag = (value << 1) ^ (value >> 63);
    if (out instanceof ElementOutput element) {
      element.writeVarInt(zigZag);
    } else {
      VarInt.encode(zigZag, out);
    }
  }

  public static long readNumber(DataInputStream in) throws IOException {
    long zigZag = in instanceof ElementInput element ? element.readVarInt() : VarInt.decodeLong(in);
    return (zigZag >>> 1) ^ -(zigZag & 1);
  }

  public static int readCount(DataInputStream in) throws IOException {
    return Math.toIntExact(readNumber(in));
  }

  public static void writeText(String text, DataOutputStream out) throws IOException {
    if (text == null) {
      writeNumber(-1, out);
      return;
    }
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  public static String readText(DataInputStream in) throws IOException {
    int length = readCount(in);
    return length < 0 ? null : new String(readFully(in, length), StandardCharsets.UTF_8);
  }

  public static void writeTexts(List<String> texts, DataOutputStream out) throws IOException {
    writeNumber(texts.size(), out);
    for (String text : texts) {
      writeText(text, out);
    }
  }

  public static List<String> readTexts(DataInputStream in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = readCount(in); i > 0; i--) {
      texts.add(readText(in));
    }
    return texts;
  }

  public static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
    writeNumber(bytes.length, out);
    out.write(bytes);
  }

  public static byte[] readBytes(DataInputStream in) throws IOException {
    return readFully(in, readCount(in));
  }

  public static void writeNumbers(long[] values, DataOutputStream out) throws IOException {
    writeNumber(values.length, out);
    for (long value : values) {
      writeNumber(value, out);
    }
  }

  public static long[] readNumbers(DataInputStream in) throws IOException {
    long[] values = new long[readCount(in)];
    for (int i = 0; i < values.length; i++) {
      values[i] = readNumber(in);
    }
    return values;
  }

  private static byte[] readFully(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("an element ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }
}
