package org.splicebeam.transforms.statistics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers in an array of bytes, seven bits a byte, those near 0 in few. Summaries are written and
 * read some hundred times a build: a loop over a stream would be compiled for longer than it runs.
 *
 * <p>Memory: the array, which grows by doubling.
 */
final class Packing {
  /** Of a number. */
  private static final int MOST_BYTES = 10;

  private byte[] bytes;
  private int at;

  /** To put into. */
  Packing() {
    this(new byte[1 << 14]);
  }

  /** To take from what {@link #toBytes} gave. */
  Packing(byte[] bytes) {
    this.bytes = bytes;
  }

  void put(long number) {
    if (bytes.length - at < MOST_BYTES) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length + MOST_BYTES);
    }
    long rest = number << 1 ^ number >> Long.SIZE - 1;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
  }

  long take() {
    long zigZag = 0;
    int shift = 0;
    byte next;
    do {
      next = bytes[at++];
      zigZag |= (next & 0x7FL) << shift;
      shift += 7;
    } while (next < 0);
    return zigZag >>> 1 ^ -(zigZag & 1);
  }

  int takeCount() {
    return Math.toIntExact(take());
  }

  void putAll(long[] numbers) {
    put(numbers.length);
    for (long number : numbers) {
      put(number);
    }
  }

  long[] takeAll() {
    long[] numbers = new long[takeCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = take();
    }
    return numbers;
  }

  /** Low bits first: a round number is as short as any. */
  void putReal(double number) {
    put(Long.reverse(Double.doubleToRawLongBits(number)));
  }

  double takeReal() {
    return Double.longBitsToDouble(Long.reverse(take()));
  }

  void putText(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    put(utf8.length);
    while (bytes.length - at < utf8.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length + MOST_BYTES);
    }
    System.arraycopy(utf8, 0, bytes, at, utf8.length);
    at += utf8.length;
  }

  String takeText() {
    int length = takeCount();
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  /** What was put. */
  byte[] toBytes() {
    return Arrays.copyOf(bytes, at);
  }
}
