package org.splicebeam.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array as one {@code long}, the first byte lowest: for loops that look at every
 * byte of an input and find most of them to be nothing special.
 */
public final class EightBytes {
  /** A 1 in each byte; times a byte it is that byte eight times. */
  public static final long ONES = 0x0101010101010101L;

  /** The top bit of each byte. */
  public static final long TOP_BITS = 0x80 * ONES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private EightBytes() {}

  /** The bytes {@code at} to {@code at + 7}. */
  public static long get(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /** Overwrites the bytes {@code at} to {@code at + 7}. */
  public static void set(byte[] bytes, int at, long eight) {
    LONGS.set(bytes, at, eight);
  }
}
