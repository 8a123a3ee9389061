package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.splicebeam.schemas.EightBytes;
import org.splicebeam.schemas.ElementCoder;

/**
 * The windows of a block's rows at two bits a base, with a list of the stretches of N.
 *
 * <p>Symbols are codes: 0 A, 1 C, 2 G, 3 T, 4 N. Each window starts at a byte. Memory: a quarter of
 * a byte a base and 8 bytes a stretch of N.
 */
public final class PackedSequences {
  /** The longest window, in bases: lengths are kept in 16 bits. */
  public static final int LONGEST = 65_535;

  /** The code of a base that is not A, C, G or T. */
  private static final byte N = 4;

  private static final char[] LETTERS = {'A', 'C', 'G', 'T', 'N'};
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final int[] lengths;
  private final int[] offsets;
  private final byte[] bases;

  /** Start and length of each stretch of N, row after row; {@code unknownFrom} is by row. */
  private final int[] unknown;

  private final int[] unknownFrom;

  private PackedSequences(int[] lengths, byte[] bases, int[] unknown, int[] unknownFrom) {
    this.lengths = lengths;
    this.bases = bases;
    this.unknown = unknown;
    this.unknownFrom = unknownFrom;
    this.offsets = new int[lengths.length];
    for (int i = 1; i < lengths.length; i++) {
      offsets[i] = offsets[i - 1] + packedLength(lengths[i - 1]);
    }
  }

  public int size() {
    return lengths.length;
  }

  /** The length of a row's window in bases. */
  public int length(int row) {
    return lengths[row];
  }

  /** Writes a row's codes to the front of {@code codes}, which must hold them, and its length. */
  public int unpack(int row, byte[] codes) {
    int length = lengths[row];
    int at = offsets[row];
    int i = 0;
    for (; i <= length - EightBases.COUNT; i += EightBases.COUNT) {
      EightBytes.set(codes, i, EightBases.unpack((short) SHORTS.get(bases, at)));
      at += Short.BYTES;
    }
    for (int rest = i; i < length; i++) {
      codes[i] = (byte) (bases[at + (i - rest) / 4] >>> 2 * (i & 3) & 3);
    }
    for (int n = unknownFrom[row]; n < unknownFrom[row + 1]; n += 2) {
      Arrays.fill(codes, unknown[n], unknown[n] + unknown[n + 1], N);
    }
    return length;
  }

  /** A row's window as upper-case letters. */
  public String text(int row) {
    byte[] codes = codes(row);
    char[] letters = new char[codes.length];
    for (int i = 0; i < codes.length; i++) {
      letters[i] = LETTERS[codes[i]];
    }
    return new String(letters);
  }

  /** Compares a row's window with one of another block as their texts compare. */
  public int compare(int row, PackedSequences other, int otherRow) {
    byte[] codes = codes(row);
    byte[] others = other.codes(otherRow);
    int at = Arrays.mismatch(codes, others);
    boolean oneEnds = at == Math.min(codes.length, others.length);
    return at < 0
        ? 0
        : oneEnds
            ? Integer.compare(codes.length, others.length)
            : Character.compare(LETTERS[codes[at]], LETTERS[others[at]]);
  }

  private byte[] codes(int row) {
    byte[] codes = new byte[lengths[row]];
    unpack(row, codes);
    return codes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedSequences o
        && Arrays.equals(lengths, o.lengths)
        && Arrays.equals(bases, o.bases)
        && Arrays.equals(unknown, o.unknown)
        && Arrays.equals(unknownFrom, o.unknownFrom);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(lengths) + Arrays.hashCode(bases);
  }

  private static int packedLength(int length) {
    return (length + 3) / 4;
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeNumber(lengths.length, out);
    for (int length : lengths) {
      ElementCoder.writeNumber(length, out);
    }
    ElementCoder.writeBytes(bases, out);
    for (int row = 0; row < lengths.length; row++) {
      ElementCoder.writeNumber(unknownFrom[row + 1] - unknownFrom[row], out);
      for (int i = unknownFrom[row]; i < unknownFrom[row + 1]; i++) {
        ElementCoder.writeNumber(unknown[i], out);
      }
    }
  }

  static PackedSequences read(DataInputStream in) throws IOException {
    int[] lengths = new int[ElementCoder.readCount(in)];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = ElementCoder.readCount(in);
    }
    byte[] bases = ElementCoder.readBytes(in);
    int[] unknownFrom = new int[lengths.length + 1];
    int[] unknown = new int[0];
    for (int row = 0; row < lengths.length; row++) {
      int count = ElementCoder.readCount(in);
      unknownFrom[row + 1] = unknownFrom[row] + count;
      if (count > 0) {
        unknown = holding(unknown, unknownFrom[row + 1]);
        for (int i = unknownFrom[row]; i < unknownFrom[row + 1]; i++) {
          unknown[i] = ElementCoder.readCount(in);
        }
      }
    }
    return new PackedSequences(
        lengths, bases, Arrays.copyOf(unknown, unknownFrom[lengths.length]), unknownFrom);
  }

  /** The array, or a copy of at least twice its length that holds so many. */
  private static int[] holding(int[] some, int size) {
    return size <= some.length ? some : Arrays.copyOf(some, Math.max(size, 2 * some.length));
  }

  /** Whether {@code text[from..to)} is all ASCII letters, of either case. */
  public static boolean areLetters(byte[] text, int from, int to) {
    int i = from;
    for (; i <= to - EightBases.COUNT; i += EightBases.COUNT) {
      if (!EightBases.areLetters(EightBytes.get(text, i))) {
        return false;
      }
    }
    for (; i < to; i++) {
      int lower = text[i] | 0x20;
      if (lower < 'a' || lower > 'z') {
        return false;
      }
    }
    return true;
  }

  /** Collects the windows of a block, one by one. */
  public static final class Builder {
    private byte[] bases = new byte[1 << 12];
    private int basesSize;
    private int[] lengths = new int[16];
    private int[] unknown = new int[0];
    private int[] unknownFrom = new int[17];
    private int unknownTo;
    private int size;

    /**
     * Adds the window {@code text[from..from + length)} of ASCII letters; any but A, C, G and T, of
     * either case, is an N.
     */
    public void add(byte[] text, int from, int length) {
      if (size == lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * size);
        unknownFrom = Arrays.copyOf(unknownFrom, 2 * size + 1);
      }
      int end = basesSize + packedLength(length);
      if (end > bases.length) {
        bases = Arrays.copyOf(bases, Math.max(end, 2 * bases.length));
      }
      int i = 0;
      for (; i <= length - EightBases.COUNT; i += EightBases.COUNT) {
        long letters = EightBytes.get(text, from + i);
        long codes = EightBases.codes(letters);
        if (EightBases.areBases(letters, codes)) {
          SHORTS.set(bases, basesSize, EightBases.pack(codes));
          basesSize += Short.BYTES;
        } else {
          addOneByOne(text, from, i, i + EightBases.COUNT);
        }
      }
      addOneByOne(text, from, i, length);
      lengths[size] = length;
      unknownFrom[++size] = unknownTo;
    }

    /** The letters of a window from one to another, the first of which has a byte of its own. */
    private void addOneByOne(byte[] text, int from, int first, int behind) {
      int four = 0;
      for (int i = first; i < behind; i++) {
        switch (text[from + i]) {
          case 'A', 'a' -> {}
          case 'C', 'c' -> four |= 1 << 2 * (i & 3);
          case 'G', 'g' -> four |= 2 << 2 * (i & 3);
          case 'T', 't' -> four |= 3 << 2 * (i & 3);
          default -> addUnknown(i);
        }
        if ((i & 3) == 3 || i == behind - 1) {
          bases[basesSize++] = (byte) four;
          four = 0;
        }
      }
    }

    private void addUnknown(int place) {
      boolean continues =
          unknownTo > unknownFrom[size] && unknown[unknownTo - 2] + unknown[unknownTo - 1] == place;
      if (continues) {
        unknown[unknownTo - 1]++;
      } else {
        unknown = holding(unknown, unknownTo + 2);
        unknown[unknownTo++] = place;
        unknown[unknownTo++] = 1;
      }
    }

    /** Bytes that the block's windows take so far, bases and stretches of N. */
    public int bytes() {
      return basesSize + Integer.BYTES * unknownTo;
    }

    public PackedSequences build() {
      return new PackedSequences(
          Arrays.copyOf(lengths, size),
          Arrays.copyOf(bases, basesSize),
          Arrays.copyOf(unknown, unknownTo),
          Arrays.copyOf(unknownFrom, size + 1));
    }
  }
}
