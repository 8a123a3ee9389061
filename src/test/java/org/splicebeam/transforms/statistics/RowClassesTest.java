package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RowClassesTest {
  @Test
  void anyStretchIsCountedAsRowByRow() {
    Random random = new Random(3);
    int[] classes = random.ints(100, 0, RowClass.COUNT).toArray();
    RowClasses rows = HandMadeClasses.of(classes);
    for (int from = 0; from <= classes.length; from++) {
      for (int to = from; to <= classes.length; to++) {
        long[] expected = random.longs(RowClass.COUNT + 2).toArray();
        long[] sums = expected.clone();
        for (int row = from; row < to; row++) {
          expected[1 + classes[row]]++;
        }
        rows.addTo(sums, 1, from, to);
        assertThat(sums, is(expected));
      }
    }
  }

  @Test
  void theNextRowGroupBeginsAnew() {
    RowClasses rows = new RowClasses(40);
    for (int group = 0; group < 3; group++) {
      rows.clear();
      for (int row = 0; row < 40; row++) {
        rows.add(group);
      }
      long[] expected = new long[RowClass.COUNT];
      expected[group] = 40;
      long[] sums = new long[RowClass.COUNT];
      rows.addTo(sums, 0, 0, rows.size());
      assertThat(sums, is(expected));
    }
  }
}
