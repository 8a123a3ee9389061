package org.splicebeam.transforms.sampling;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a gene's kept rows into chunks that a part can take; rows at one position stay together.
 *
 * @param starts positions at which the second and later chunks begin
 * @param rows of each chunk, one entry more than {@code starts}
 */
record Chunks(long[] starts, long[] rows) {

  /**
   * Chunks of at most {@code most} rows each (more only where one position has more).
   *
   * @param positions ascending, the first {@code count} of them
   */
  static Chunks of(long[] positions, int count, long most) {
    List<Long> starts = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    int from = 0;
    while (count - from > most) {
      int to = from + (int) most;
      while (to > from && positions[to] == positions[to - 1]) {
        to--;
      }
      if (to == from) {
        to = from + 1;
        while (to < count && positions[to] == positions[from]) {
          to++;
        }
      }
      if (to == count) {
        break;
      }
      rows.add((long) to - from);
      starts.add(positions[to]);
      from = to;
    }
    rows.add((long) count - from);
    return new Chunks(
        starts.stream().mapToLong(Long::longValue).toArray(),
        rows.stream().mapToLong(Long::longValue).toArray());
  }
}
