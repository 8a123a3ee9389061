package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    assertThat(BucketCounts.NULL, lessThan((long) BucketCounts.ofReal(-Double.MAX_VALUE)));
    assertThat(BucketCounts.NULL, lessThan((long) BucketCounts.ofWhole(Long.MIN_VALUE + 1)));
  }

  /** 6 binary digits after the first. */
  @Test
  void largeValuesShareABucketWithTheirNeighbours() {
    assertThat(BucketCounts.ofWhole(8_192), is(BucketCounts.ofWhole(8_192 + 127)));
    assertThat(BucketCounts.ofWhole(8_192 + 128), is(BucketCounts.ofWhole(8_192) + 1));
    assertThat(BucketCounts.ofReal(1), is(BucketCounts.ofReal(1 + 0.99 / 64)));
    assertThat(BucketCounts.ofReal(1 + 1.0 / 64), is(BucketCounts.ofReal(1) + 1));
  }

  /** Rows of each class, bucket after bucket. */
  private static List<List<Long>> rows(BucketCounts counts) {
    List<List<Long>> rows = new ArrayList<>();
    for (int place = 0; place < counts.size(); place++) {
      if (counts.begins(place)) {
        rows.add(new ArrayList<>(Collections.nCopies(RowClass.COUNT, 0L)));
      }
      assertThat(rows.get(rows.size() - 1).set(counts.rowClass(place), counts.rows(place)), is(0L));
    }
    return rows;
  }

  /** A value that is shared is known by the one of its bucket that is nearest to 0. */
  private static double cut(double value, boolean isWhole) {
    if (value == Double.NEGATIVE_INFINITY || isWhole && Math.abs(value) <= 1_024) {
      return value;
    }
    double unit = Math.ulp(value) * (1L << 46);
    return Math.abs(value) < 1e-300
        ? value
        : (value < 0 ? -1 : 1) * Math.floor(Math.abs(value) / unit) * unit;
  }

  /** However rows are divided; null stands for -Infinity. */
  @ParameterizedTest
  @CsvSource({"WHOLE, 40", "WHOLE, 1000", "WHOLE, 30000", "REAL, 40", "REAL, 1000", "REAL, 30000"})
  void sumsAreThoseOfAllRows(BucketCounts.Kind kind, int values) {
    Random random = new Random(values);
    boolean isWhole = kind == BucketCounts.Kind.WHOLE;
    for (int round = 0; round < 10; round++) {
      List<BucketCounts.Builder> parts = new ArrayList<>();
      for (int part = 0; part < 7; part++) {
        parts.add(new BucketCounts.Builder(kind));
      }
      Map<Double, long[]> expected = new TreeMap<>();
      for (int row = 2 * random.nextInt(values); row >= 0; row--) {
        int number = random.nextInt(values) - values / 3;
        double value = isWhole ? number * 7.0 : 1e6 + number * 1e-3;
        int[] classes = random.ints(1 + random.nextInt(3), 0, RowClass.COUNT).toArray();
        BucketCounts.Builder part = parts.get(random.nextInt(7) * random.nextInt(2));
        if (random.nextInt(50) == 0) {
          value = Double.NEGATIVE_INFINITY;
          part.addNulls(HandMadeClasses.of(classes), 0, classes.length);
        } else if (isWhole) {
          part.addWholes((long) value, HandMadeClasses.of(classes), 0, classes.length);
        } else {
          for (int rowClass : classes) {
            part.addReal(value, rowClass);
          }
        }
        long[] ofValue = expected.computeIfAbsent(value, none -> new long[RowClass.COUNT]);
        for (int rowClass : classes) {
          ofValue[rowClass]++;
        }
      }
      boolean isShared = expected.size() > 1_024;
      if (isShared) {
        Map<Double, long[]> byValue = Map.copyOf(expected);
        expected.clear();
        byValue.forEach(
            (value, rows) -> {
              long[] sum =
                  expected.computeIfAbsent(cut(value, isWhole), none -> new long[RowClass.COUNT]);
              Arrays.setAll(sum, i -> sum[i] + rows[i]);
            });
      }
      List<BucketCounts> built =
          new ArrayList<>(parts.stream().map(BucketCounts.Builder::build).toList());
      BucketCounts inOrder = built.stream().reduce(BucketCounts.none(kind), BucketCounts::plus);
      Collections.shuffle(built, random);
      BucketCounts otherwise =
          built.get(0).plus(built.get(1)).plus(built.get(2).plus(built.get(3)));
      assertThat(built.get(6).plus(built.get(5)).plus(otherwise.plus(built.get(4))), is(inOrder));
      assertThat(inOrder.isShared(), is(isShared));
      assertThat(
          rows(inOrder),
          is(expected.values().stream().map(of -> Arrays.stream(of).boxed().toList()).toList()));
    }
  }

  /** A column such as a date or a running number is not hidden by its size. */
  @Test
  void fewValuesAreToldApartHoweverCloseTheyAre() {
    BucketCounts.Builder counts = new BucketCounts.Builder(BucketCounts.Kind.REAL);
    BucketCounts.Builder wholes = new BucketCounts.Builder(BucketCounts.Kind.WHOLE);
    for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
      counts.addReal(RowClass.isSite(rowClass) ? Math.nextUp(1e9) : 1e9, rowClass);
      long whole = RowClass.isSite(rowClass) ? Long.MAX_VALUE : Long.MAX_VALUE - 1;
      wholes.addWholes(whole, HandMadeClasses.of(rowClass), 0, 1);
    }
    assertThat(Separation.of(counts.build(), Question.SITE, true).auc(), is(1.0));
    assertThat(Separation.of(wholes.build(), Question.SITE, true).auc(), is(1.0));
  }
}
