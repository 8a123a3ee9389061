package org.splicebeam.transforms.gff3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.transforms.lines.LineReader;

/**
 * Distinct texts, each under a number that counts from 0. Memory: their bytes in one array, and 8
 * to 20 bytes each. At most 2 GiB of text: an {@link ArithmeticException} otherwise.
 */
final class TextPool {
  private static final int FIRST = 1 << 10;

  /** Of arrays. */
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[16 * FIRST];

  /** Where each text ends in {@link #bytes}. */
  private int[] ends = new int[FIRST];

  /** Numbers plus one at the places that hashes choose; 0 where there is none. */
  private int[] slots = new int[2 * FIRST];

  private int size;

  /** The number of a text, which is added where it is new. */
  int add(String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    int slot = slotOf(wanted);
    if (slots[slot] == 0) {
      append(wanted);
      slots[slot] = size;
      if (2 * size > slots.length) {
        makeRoom();
      }
      return size - 1;
    }
    return slots[slot] - 1;
  }

  /** The number of a text; -1 where it is not there. */
  int find(String text) {
    return slots[slotOf(text.getBytes(StandardCharsets.UTF_8))] - 1;
  }

  String text(int number) {
    int start = start(number);
    return new String(bytes, start, ends[number] - start, StandardCharsets.UTF_8);
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  /** Where a text is, or would be. */
  private int slotOf(byte[] wanted) {
    int slot = slotOf(wanted, 0, wanted.length);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (Arrays.equals(bytes, start(number), ends[number], wanted, 0, wanted.length)) {
        return slot;
      }
      slot = next(slot);
    }
    return slot;
  }

  private int slotOf(byte[] text, int from, int to) {
    return (int) LineReader.hash(text, from, to) & slots.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & slots.length - 1;
  }

  private void append(byte[] text) {
    int start = size == 0 ? 0 : ends[size - 1];
    int end = Math.addExact(start, text.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, end), LARGEST));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
    }
    System.arraycopy(text, 0, bytes, start, text.length);
    ends[size++] = end;
  }

  private void makeRoom() {
    slots = new int[2 * slots.length];
    for (int number = 0; number < size; number++) {
      int slot = slotOf(bytes, start(number), ends[number]);
      while (slots[slot] != 0) {
        slot = next(slot);
      }
      slots[slot] = number + 1;
    }
  }
}
