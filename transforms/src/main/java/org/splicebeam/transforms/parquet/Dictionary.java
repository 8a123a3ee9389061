package org.splicebeam.transforms.parquet;

import java.util.Optional;

/**
 * Distinct values in order of first appearance, and each value's place among them.
 *
 * @param entries the distinct values
 * @param places one of each value of the column
 */
record Dictionary(PlainValues entries, int[] places) {
  /** The most bytes of a dictionary page. */
  static final int MAX_BYTES = 1 << 20;

  /** The dictionary, if together with the places it is smaller than the values themselves. */
  static Optional<Dictionary> ifSmaller(PlainValues entries, int[] places, PlainValues values) {
    long placeBytes = ((long) places.length * width(entries.size()) + 7) / 8;
    return entries.bytes() + placeBytes < values.bytes()
        ? Optional.of(new Dictionary(entries, places))
        : Optional.empty();
  }

  /** Bits of a place. */
  int width() {
    return width(entries.size());
  }

  private static int width(int entries) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(entries - 1);
  }
}
