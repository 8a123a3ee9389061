package org.splicebeam.transforms.arrays;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.splicebeam.schemas.reject.Excerpt;

/**
 * The head of an npy array of NumPy, versions 1 to 3: a text that is a dictionary of Python.
 *
 * <p>Errors: what is no array of three scores a base is an {@link IOException} whose message is a
 * clause that says what is there and what to do. Memory: at most {@value #MOST_TEXT} bytes.
 *
 * @param type of its numbers
 * @param basesFirst whether a base's three scores stand together, as in shape [L,3]
 * @param bases how many it has, L
 * @param bytes of the head, behind which the numbers stand
 */
record NpyHeader(Type type, boolean basesFirst, long bases, int bytes) {
  /** Scores of a base: neither, acceptor, donor. */
  static final int SCORES = 3;

  /** NumPy itself reads 10 000 bytes. */
  private static final int MOST_TEXT = 1 << 16;

  /** No array has more numbers along one side: a product with the largest type still fits. */
  private static final long MOST_ALONG_SIDE = 1L << 50;

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int PICKLE = 0x80;

  /** Numbers of IEEE 754, little-endian. */
  enum Type {
    F2(Short.BYTES),
    F4(Float.BYTES),
    F8(Double.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  /** Of the head and all numbers. */
  long fileBytes() {
    return bytes + SCORES * bases * type.bytes();
  }

  /** Reads a head, and nothing behind it. */
  static NpyHeader read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    try {
      byte[] magic = data.readNBytes(MAGIC.length);
      if (magic.length > 0 && (magic[0] & 0xFF) == PICKLE) {
        throw new IOException(
            "it is a pickle, which is not read because a pickle can run programs:"
                + " write its numbers with numpy.save");
      }
      if (!Arrays.equals(magic, MAGIC)) {
        throw new IOException("it is no npy array: write it with numpy.save");
      }
      int version = data.readUnsignedByte();
      data.readUnsignedByte();
      if (version < 1 || version > 3) {
        throw new IOException(
            "it is an npy array of version " + version + ", not 1 to 3: write it with numpy.save");
      }
      long length = Short.toUnsignedLong(Short.reverseBytes(data.readShort()));
      int before = MAGIC.length + 2 + Short.BYTES;
      if (version > 1) {
        length |= Short.toUnsignedLong(Short.reverseBytes(data.readShort())) << Short.SIZE;
        before += Short.BYTES;
      }
      if (length > MOST_TEXT) {
        throw damaged("its head tells of " + length + " bytes");
      }
      byte[] text = new byte[(int) length];
      data.readFully(text);
      // Nothing but ASCII is of use; other characters are shown as they are in version 3.
      return new Text(new String(text, StandardCharsets.UTF_8)).header(before + text.length);
    } catch (EOFException e) {
      throw new IOException("it is cut off in its head: copy or write it again", e);
    }
  }

  private static IOException damaged(String found) {
    return new IOException("%s: write it again with numpy.save".formatted(found));
  }

  /** The dictionary: {@code {'descr': '<f4', 'fortran_order': False, 'shape': (9, 3), }}. */
  private static final class Text {
    private final String text;
    private int at;
    private String type;
    private Boolean fortran;
    private List<Long> shape;

    Text(String text) {
      this.text = text;
    }

    NpyHeader header(int bytes) throws IOException {
      expect('{');
      while (!has('}')) {
        String key = quoted();
        expect(':');
        switch (key) {
          case "descr" -> type = type();
          case "fortran_order" -> fortran = bool();
          case "shape" -> shape = numbers();
          default -> throw unreadable();
        }
        if (!has(',')) {
          expect('}');
          break;
        }
      }
      skipBlanks();
      if (at < text.length() || type == null || fortran == null || shape == null) {
        throw unreadable();
      }
      Type known = known();
      if (fortran) {
        throw new IOException(
            "it is in Fortran order: write numpy.ascontiguousarray of it with numpy.save");
      }
      return shaped(known, bytes);
    }

    private Type known() throws IOException {
      return switch (type) {
        case "<f2" -> Type.F2;
        case "<f4" -> Type.F4;
        case "<f8" -> Type.F8;
        case "|O" ->
            throw new IOException(
                "it holds objects (a pickle), which are not read because a pickle can run programs:"
                    + " write its numbers as float32");
        case ">f2", ">f4", ">f8" ->
            throw new IOException(
                "its numbers are big-endian (%s): write it with astype('<%s')"
                    .formatted(type, type.substring(1)));
        default ->
            throw new IOException(
                "it holds %s where <f2, <f4 or <f8 belongs: write its scores with astype('<f4')"
                    .formatted(Excerpt.ofValue(type)));
      };
    }

    private NpyHeader shaped(Type known, int bytes) throws IOException {
      int sides = shape.size();
      // Three bases: each has its three scores together.
      if (sides == 2 && shape.get(1) == SCORES) {
        return new NpyHeader(known, true, shape.get(0), bytes);
      }
      if (sides == 2 && shape.get(0) == SCORES) {
        return new NpyHeader(known, false, shape.get(1), bytes);
      }
      if (sides == 3 && shape.get(0) == 1 && shape.get(2) == SCORES) {
        return new NpyHeader(known, true, shape.get(1), bytes);
      }
      throw new IOException(
          ("its shape is %s where [L,3], [3,L] or [1,L,3] belongs, L the gene's length: write"
                  + " neither, acceptor and donor of each base")
              .formatted(Excerpt.ofValue(shape.toString().replace(" ", ""))));
    }

    /** A quoted type, or what stands there for a type of several fields. */
    private String type() throws IOException {
      skipBlanks();
      if (at < text.length() && text.charAt(at) == '[') {
        throw new IOException(
            "it has several fields where one number belongs: write its scores with astype('<f4')");
      }
      return quoted();
    }

    private boolean bool() throws IOException {
      skipBlanks();
      for (String word : List.of("False", "True")) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw unreadable();
    }

    /** Of a tuple: {@code ()}, {@code (3,)} or {@code (3, 9)}; Python 2 writes {@code 9L}. */
    private List<Long> numbers() throws IOException {
      List<Long> numbers = new ArrayList<>();
      expect('(');
      while (!has(')')) {
        numbers.add(number());
        if (!has(',')) {
          expect(')');
          break;
        }
      }
      return numbers;
    }

    private long number() throws IOException {
      skipBlanks();
      long number = 0;
      int first = at;
      for (; at < text.length() && '0' <= text.charAt(at) && text.charAt(at) <= '9'; at++) {
        number = 10 * number + text.charAt(at) - '0';
        if (number > MOST_ALONG_SIDE) {
          throw damaged("its shape is larger than any array");
        }
      }
      if (at == first) {
        throw unreadable();
      }
      if (at < text.length() && text.charAt(at) == 'L') {
        at++;
      }
      return number;
    }

    private String quoted() throws IOException {
      skipBlanks();
      char quote = at < text.length() ? text.charAt(at) : 0;
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw unreadable();
      }
      String inside = text.substring(at + 1, end);
      at = end + 1;
      return inside;
    }

    private void expect(char wanted) throws IOException {
      if (!has(wanted)) {
        throw unreadable();
      }
    }

    /** Steps over a character where it is the next one. */
    private boolean has(char wanted) {
      skipBlanks();
      boolean isThere = at < text.length() && text.charAt(at) == wanted;
      at += isThere ? 1 : 0;
      return isThere;
    }

    private void skipBlanks() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
        at++;
      }
    }

    private IOException unreadable() {
      return damaged("its head cannot be understood");
    }
  }
}
