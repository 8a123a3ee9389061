package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Buckets against counts one by one. */
class BucketCountsTest {
  @Test
  void wholeNumbersUpTo1024HaveABucketEach() {
    for (long value = -1_024; value <= 1_024; value++) {
      assertThat(BucketCounts.ofWhole(value), is((int) value));
    }
  }

  @Test
  void bucketsAreInTheOrderOfTheirValues() {
    long value = 1_024;
    int bucket = BucketCounts.ofWhole(value);
    for (; value < 1L << 40; value += 1 + value / 1_000) {
      int next = BucketCounts.ofWhole(value);
      assertThat(next >= bucket, is(true));
      assertThat(BucketCounts.ofWhole(-value), is(-next));
      bucket = next;
    }
    assertThat(BucketCounts.ofWhole(Long.MAX_VALUE), greaterThan(bucket));
    double[] ascending = {-1e300, -2, -1, -1e-300, 0, 1e-300, 0.1, 0.102, 1, 1.016, 2, 1e300};
    for (int i = 1; i < ascending.length; i++) {
      assertThat(
          BucketCounts.ofReal(ascending[i - 1]), lessThan(BucketCounts.ofReal(ascending[i])));
    }
    assertThat(BucketCounts.ofReal(-0.0), is(BucketCounts.ofReal(0.0)));
    assertThat(BucketCounts.ofReal(Double.NaN), greaterThan(BucketCounts.ofReal(1e300)));
    assertThat(BucketCounts.NULL, lessThan(BucketCounts.ofReal(-Double.MAX_VALUE)));
    assertThat(BucketCounts.NULL, lessThan(BucketCounts.ofWhole(Long.MIN_VALUE + 1)));
  }

  /** 6 binary digits after the first. */
  @Test
  void largeValuesShareABucketWithTheirNeighbours() {
    assertThat(BucketCounts.ofWhole(8_192), is(BucketCounts.ofWhole(8_192 + 127)));
    assertThat(BucketCounts.ofWhole(8_192 + 128), is(BucketCounts.ofWhole(8_192) + 1));
    assertThat(BucketCounts.ofReal(1), is(BucketCounts.ofReal(1 + 0.99 / 64)));
    assertThat(BucketCounts.ofReal(1 + 1.0 / 64), is(BucketCounts.ofReal(1) + 1));
  }

  @Test
  void sumsAreThoseOfAllRows() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      BucketCounts.Builder some = new BucketCounts.Builder();
      BucketCounts.Builder others = new BucketCounts.Builder();
      Map<Integer, long[]> expected = new TreeMap<>();
      int values = 1 + random.nextInt(2_000);
      for (int row = random.nextInt(3_000); row > 0; row--) {
        int bucket = random.nextInt(10) == 0 ? BucketCounts.NULL : random.nextInt(values) - 20;
        int rowClass = random.nextInt(RowClass.COUNT);
        (random.nextBoolean() ? some : others).add(bucket, rowClass);
        expected.computeIfAbsent(bucket, none -> new long[RowClass.COUNT])[rowClass]++;
      }
      BucketCounts sum = some.build().plus(others.build());
      assertThat(
          sum,
          is(
              new BucketCounts(
                  expected.keySet().stream().mapToInt(Integer::intValue).toArray(),
                  expected.values().stream().flatMapToLong(Arrays::stream).toArray())));
    }
  }
}
