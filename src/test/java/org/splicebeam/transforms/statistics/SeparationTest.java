package org.splicebeam.transforms.statistics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/** AUC against every pair of rows, and its bound against the equation that it solves. */
class SeparationTest {
  private static final int TP = RowClass.of(PredType.TP, SpliceType.DONOR);
  private static final int TN = RowClass.of(PredType.TN, SpliceType.NEITHER);
  private static final double Z = 2.326347874;

  private static Separation of(int[] positives, int[] negatives, boolean isOrdered) {
    BucketCounts.Builder counts = new BucketCounts.Builder(BucketCounts.Kind.WHOLE);
    for (int value : positives) {
      counts.addWholes(value, HandMadeClasses.of(TP), 0, 1);
    }
    for (int value : negatives) {
      counts.addWholes(value, HandMadeClasses.of(TN), 0, 1);
    }
    return Separation.of(counts.build(), Question.SITE, isOrdered);
  }

  private static double pairs(int[] positives, int[] negatives) {
    double won = 0;
    for (int some : positives) {
      for (int other : negatives) {
        won += some > other ? 1 : some == other ? 0.5 : 0;
      }
    }
    return won / positives.length / negatives.length;
  }

  @Test
  void theAucIsTheShareOfPairs() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int[] positives = random.ints(1 + random.nextInt(30), 0, 12).toArray();
      int[] negatives = random.ints(1 + random.nextInt(30), 2, 15).toArray();
      Separation separation = of(positives, negatives, true);
      assertThat(separation.auc(), closeTo(pairs(positives, negatives), 1e-12));
      assertThat(separation.positives(), is((long) positives.length));
      assertThat(separation.negatives(), is((long) negatives.length));
      assertThat(separation.better(), is(Math.max(separation.auc(), 1 - separation.auc())));
    }
  }

  /** 2 and 7 are true sites, 1 and 4 are none: no order of the numbers shows it. */
  @Test
  void codesHaveTheirBestOrder() {
    int[] positives = {2, 2, 7, 7, 4};
    int[] negatives = {1, 4, 4, 4, 1};
    assertThat(of(positives, negatives, false).auc(), is(0.94));
    assertThat(of(positives, negatives, true).auc(), is(0.7));
  }

  @Test
  void theLowerBoundSolvesItsEquation() {
    Random random = new Random(4);
    for (int round = 0; round < 200; round++) {
      int[] positives = random.ints(2 + random.nextInt(300), 0, 20).toArray();
      int[] negatives = random.ints(2 + random.nextInt(300), -random.nextInt(15), 15).toArray();
      Separation separation = of(positives, negatives, true);
      double m = positives.length;
      double n = negatives.length;
      double low = separation.lower();
      double variance =
          low
              * (1 - low)
              / (m * n)
              * (1 + ((m + n) / 2 - 1) * ((1 - low) / (2 - low) + low / (1 + low)));
      assertThat(separation.better() - low, closeTo(Z * Math.sqrt(variance), 1e-7));
    }
  }

  /** What separates 50 rows from 50 without a fault is not sure to do so by 95 %. */
  @Test
  void fewRowsThatAreSeparatedExactlyAreNotCertain() {
    List<Double> bounds = new ArrayList<>();
    for (int rows : new int[] {50, 60, 100, 1_000}) {
      int[] ones = new int[rows];
      Arrays.fill(ones, 1);
      assertThat(of(ones, new int[rows], true).auc(), is(1.0));
      assertThat(of(new int[rows], ones, true).lower(), is(of(ones, new int[rows], true).lower()));
      bounds.add(of(ones, new int[rows], true).lower());
    }
    assertThat(bounds.get(0), lessThan(0.95));
    assertThat(bounds.get(0), closeTo(0.94402, 1e-5));
    assertThat(bounds.get(1) > 0.95 && bounds.get(2) > bounds.get(1), is(true));
    assertThat(bounds.get(3), closeTo(0.997, 1e-3));
  }

  @Test
  void eachQuestionHasItsRows() {
    BucketCounts.Builder counts = new BucketCounts.Builder(BucketCounts.Kind.WHOLE);
    for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
      for (int row = 0; row < 1 << rowClass; row++) {
        counts.addWholes(0, HandMadeClasses.of(rowClass), 0, 1);
      }
    }
    // By TP, FP, FN, TN, and in each by donor, acceptor, neither.
    assertRows(counts, Question.SITE, 0b000_111_000_111, 0b111_000_111_000);
    assertRows(counts, Question.NEGATIVE, 0b111_000_000_000, 0b000_111_111_111);
    assertRows(counts, Question.TRUE_POSITIVE, 0b000_000_000_111, 0b000_111_000_000);
    assertRows(counts, Question.DONOR, 0b001_001_001_001, 0b010_010_010_010);
  }

  private static void assertRows(
      BucketCounts.Builder counts, Question question, long positives, long negatives) {
    assertThat(
        Separation.of(counts.build(), question, true),
        is(new Separation(positives, negatives, 0.5)));
  }
}
