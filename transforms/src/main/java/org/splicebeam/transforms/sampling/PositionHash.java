package org.splicebeam.transforms.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The hashes of a gene's positions: the first 64-bit word of MurmurHash3 x64 128 (A. Appleby) over
 * gene id, tab, position, two tabs. A genome has a thousand million of them, so what all of a
 * gene's have in common is hashed once, and of the next position only the last digits are written.
 *
 * <p>For one gene; not thread-safe. Fastest for positions that ascend one by one.
 */
final class PositionHash {
  private static final long C1 = 0x87c37b91114253d5L;
  private static final long C2 = 0x4cf5ad432745937fL;
  private static final int BLOCK = 16;
  private static final int LONGEST_NUMBER = 20;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The state behind the blocks that all positions have in common. */
  private final long h1;

  private final long h2;

  /** What stands behind these blocks, then zeros. */
  private final byte[] rest = new byte[4 * BLOCK];

  /** Bytes of the blocks in common. */
  private final int before;

  /** Where the position's digits begin in the rest. */
  private final int firstDigit;

  private int behindDigits;

  /** The position whose digits stand in the rest; -1 for none. */
  private long written = -1;

  PositionHash(byte[] gene, int seed) {
    byte[] prefix = Arrays.copyOf(gene, gene.length + 1);
    prefix[gene.length] = '\t';
    before = prefix.length / BLOCK * BLOCK;
    long a = seed;
    long b = seed;
    for (int at = 0; at < before; at += BLOCK) {
      a = mixFirst(a, b, (long) LONGS.get(prefix, at));
      b = mixSecond(a, b, (long) LONGS.get(prefix, at + Long.BYTES));
    }
    h1 = a;
    h2 = b;
    firstDigit = prefix.length - before;
    System.arraycopy(prefix, before, rest, 0, firstDigit);
  }

  private static long mixFirst(long h1, long h2, long k1) {
    return (Long.rotateLeft(h1 ^ scrambledFirst(k1), 27) + h2) * 5 + 0x52dce729;
  }

  private static long mixSecond(long h1, long h2, long k2) {
    return (Long.rotateLeft(h2 ^ scrambledSecond(k2), 31) + h1) * 5 + 0x38495ab5;
  }

  private static long scrambledFirst(long k1) {
    return Long.rotateLeft(k1 * C1, 31) * C2;
  }

  private static long scrambledSecond(long k2) {
    return Long.rotateLeft(k2 * C2, 33) * C1;
  }

  /** The hash of a position, which is not negative. */
  long of(long position) {
    write(position);
    int length = behindDigits + 2;
    long a = h1;
    long b = h2;
    int at = 0;
    for (; at + BLOCK <= length; at += BLOCK) {
      a = mixFirst(a, b, (long) LONGS.get(rest, at));
      b = mixSecond(a, b, (long) LONGS.get(rest, at + Long.BYTES));
    }
    // Zeros behind the end change nothing.
    a ^= scrambledFirst((long) LONGS.get(rest, at));
    b ^= scrambledSecond((long) LONGS.get(rest, at + Long.BYTES));
    a ^= before + length;
    b ^= before + length;
    a += b;
    b += a;
    return avalanche(a) + avalanche(b);
  }

  private static long avalanche(long hash) {
    long h = hash;
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    return h ^ h >>> 33;
  }

  /** Writes the position's digits and the two tabs. */
  private void write(long position) {
    if (position != written + 1 || position == 0 || !increment()) {
      writeAll(position);
    }
    written = position;
  }

  /** Adds one to the number that is written; false where it gets a digit more. */
  private boolean increment() {
    int at = behindDigits - 1;
    while (rest[at] == '9') {
      if (at == firstDigit) {
        return false;
      }
      rest[at--] = '0';
    }
    rest[at]++;
    return true;
  }

  private void writeAll(long position) {
    int digits = 1;
    for (long left = position; left >= 10; left /= 10) {
      digits++;
    }
    behindDigits = firstDigit + digits;
    long left = position;
    for (int at = behindDigits - 1; at >= firstDigit; at--) {
      rest[at] = (byte) ('0' + left % 10);
      left /= 10;
    }
    rest[behindDigits] = '\t';
    rest[behindDigits + 1] = '\t';
    Arrays.fill(rest, behindDigits + 2, firstDigit + LONGEST_NUMBER + 2, (byte) 0);
  }
}
