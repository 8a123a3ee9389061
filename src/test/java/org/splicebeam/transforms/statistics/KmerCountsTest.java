package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.ColumnVector;

/** Thirty-two counts at a time against one by one. */
class KmerCountsTest {
  private static final int[] MOST = {1, 2, 4, 5, 300};

  @Test
  void figuresAreThoseOfEveryCount() {
    Random random = new Random(6);
    KmerCounts kmers = new KmerCounts();
    for (int round = 0; round < 300; round++) {
      int size = 1 + random.nextInt(200);
      int offset = random.nextInt(9);
      int least = random.nextInt(4) == 0 ? 1 : 0;
      int most = MOST[round % MOST.length] + least;
      int[] classes = new int[size];
      byte[] matrix = new byte[offset + size + 64];
      random.nextBytes(matrix); // Behind the last row there may be anything.
      Map<Integer, Integer> overflow = new HashMap<>();
      long[] expected = {0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0, 0};
      for (int row = 0; row < size; row++) {
        classes[row] = random.nextInt(RowClass.COUNT);
        int count = least + random.nextInt(most - least);
        matrix[offset + row] = (byte) Math.min(count, 255);
        if (count > 255) {
          overflow.put(row, count);
        }
        expected[0] += count == 0 ? 1 : 0;
        expected[1] = Math.min(expected[1], count);
        expected[2] = Math.max(expected[2], count);
        expected[3] += count;
        expected[4] += (long) count * count;
        expected[5] += RowClass.isSite(classes[row]) ? count : 0;
      }
      long[] found = {7, 7, 7, 0, Long.MAX_VALUE, Long.MIN_VALUE, 0, 0, 0};
      kmers.begin(HandMadeClasses.of(classes));
      kmers.count(new ColumnVector.Counts(matrix, offset, size, overflow), found, 3);
      long[] whole = new long[9];
      Arrays.fill(whole, 0, 3, 7);
      System.arraycopy(expected, 0, whole, 3, 6);
      assertThat(found, is(whole));
    }
  }
}
