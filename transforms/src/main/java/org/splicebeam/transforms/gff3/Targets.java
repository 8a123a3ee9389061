package org.splicebeam.transforms.gff3;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Distinct values of numbers that count from 0; nearly all have one at most. Memory: 8 bytes a
 * number, and a map of those with several.
 */
final class Targets {
  private static final long NONE = -1;

  private long[] firsts = {};
  private final Map<Integer, Set<Long>> others = new HashMap<>();

  /** Adds a value, not negative, unless it is there. */
  void add(int number, long value) {
    if (number >= firsts.length) {
      int before = firsts.length;
      firsts = Arrays.copyOf(firsts, Math.max(number + 1, before + (before >> 1)));
      Arrays.fill(firsts, before, firsts.length, NONE);
    }
    if (firsts[number] == NONE) {
      firsts[number] = value;
    } else if (firsts[number] != value) {
      others.computeIfAbsent(number, first -> new LinkedHashSet<>()).add(value);
    }
  }

  /** Whether a number, or -1 for none, has a value. */
  boolean has(int number) {
    return number >= 0 && number < firsts.length && firsts[number] != NONE;
  }

  /** Hands over the values of a number, or of -1 none, in the order in which they came. */
  void forEach(int number, LongConsumer sink) {
    if (has(number)) {
      sink.accept(firsts[number]);
      others.getOrDefault(number, Set.of()).forEach(sink::accept);
    }
  }
}
