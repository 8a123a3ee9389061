package org.splicebeam.transforms.arrays;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Bytes of npy arrays, written from the format's description. */
public final class HandMadeNpy {
  private HandMadeNpy() {}

  /** A head of any text, and numbers behind it. */
  public static byte[] of(int version, String head, byte[] numbers) {
    byte[] text = head.getBytes(StandardCharsets.UTF_8);
    int before = version == 1 ? 10 : 12;
    ByteBuffer out =
        ByteBuffer.allocate(before + text.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) version).put((byte) 0);
    if (version == 1) {
      out.putShort((short) text.length);
    } else {
      out.putInt(text.length);
    }
    return out.put(text).put(numbers).array();
  }

  public static String head(String type, String shape) {
    String head = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
    return head + " ".repeat(63 - (head.length() + 10) % 64) + "\n";
  }

  public static byte[] of(String type, String shape, double... numbers) {
    return of(1, head(type, shape), numbers(type, numbers));
  }

  public static byte[] numbers(String type, double... numbers) {
    ByteBuffer out = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double number : numbers) {
      switch (type) {
        case "<f4" -> out.putFloat((float) number);
        case "<f8" -> out.putDouble(number);
        default -> out.putShort(half(number));
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    return bytes;
  }

  /** The half of a number that is one and is normal, 0 or NaN. */
  private static short half(double number) {
    if (number == 0) {
      return 0;
    }
    if (Double.isNaN(number)) {
      return 0x7E00;
    }
    int exponent = Math.getExponent(number);
    int fraction = (int) ((Math.abs(number) / Math.scalb(1.0, exponent) - 1) * 1024);
    return (short) ((number < 0 ? 0x8000 : 0) | exponent + 15 << 10 | fraction);
  }
}
