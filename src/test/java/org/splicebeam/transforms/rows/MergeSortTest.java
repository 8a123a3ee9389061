package org.splicebeam.transforms.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MergeSortTest {
  @Test
  void sortsLikeTheJdkAndStably() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      long[] values = random.longs(random.nextInt(70), -50, 50).toArray();
      long[] expected =
          Arrays.stream(values)
              .boxed()
              .sorted(Comparator.comparingLong(v -> v / 10))
              .mapToLong(v -> v)
              .toArray();
      MergeSort.sort(values, values.length, (a, b) -> Long.compare(a / 10, b / 10));
      assertThat("seed " + seed, values, is(expected));
    }
  }

  @Test
  void whatStandsBehindIsLeftAlone() {
    long[] values = {3, 2, 1, 0};
    MergeSort.sort(values, 3, Long::compare);
    assertThat(values, is(new long[] {1, 2, 3, 0}));
  }

  @Test
  void whatIsInOrderTakesOneComparisonANumber() {
    int[] comparisons = {0};
    long[] values = LongStream.range(0, 10_000).toArray();
    MergeSort.sort(
        values,
        values.length,
        (a, b) -> {
          comparisons[0]++;
          return Long.compare(a, b);
        });
    assertThat(comparisons[0], lessThan(10_000));
  }
}
