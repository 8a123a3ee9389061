package org.splicebeam.transforms.lines;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Line numbers of a file that was read in ranges. Memory: two numbers a range. */
public final class LineNumbers {
  /** How many lines stand before each range, by the offset at which it starts. */
  private final NavigableMap<Long, Long> before = new TreeMap<>();

  /**
   * @param linesByStart how many lines each range has, by the offset at which it starts
   */
  public LineNumbers(Map<Long, Long> linesByStart) {
    long lines = 0;
    for (var range : new TreeMap<>(linesByStart).entrySet()) {
      before.put(range.getKey(), lines);
      lines += range.getValue();
    }
  }

  /**
   * The number of a line in its file.
   *
   * @param byteOffset of the line in the file
   * @param lineInRange its number in the range that it belongs to, 1-based
   */
  public long of(long byteOffset, long lineInRange) {
    return before.floorEntry(byteOffset).getValue() + lineInRange;
  }
}
