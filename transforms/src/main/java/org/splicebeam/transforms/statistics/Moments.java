package org.splicebeam.transforms.statistics;

/**
 * Number, mean and sum of squared differences from the mean of some values.
 *
 * <p>Doubles are added in a fixed order: within a row group by four sums that take every fourth
 * value, or run by run where whole numbers repeat, then row group by row group and part by part
 * (Chan, Golub and LeVeque 1979). So the same rows in the same parts give the same bits on every
 * runner.
 *
 * @param count of the values
 * @param mean 0 where there is none
 * @param squares 0 where there is none
 */
record Moments(long count, double mean, double squares) {
  static final Moments NONE = new Moments(0, 0, 0);

  /** Of the first so many values. */
  static Moments of(double[] values, int count) {
    if (count == 0) {
      return NONE;
    }
    double mean = sum(values, count) / count;
    return new Moments(count, mean, squares(values, count, mean));
  }

  private static double sum(double[] values, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    double rest = 0;
    for (; i < count; i++) {
      rest += values[i];
    }
    return a + b + (c + d) + rest;
  }

  private static double squares(double[] values, int count, double mean) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += (values[i] - mean) * (values[i] - mean);
      b += (values[i + 1] - mean) * (values[i + 1] - mean);
      c += (values[i + 2] - mean) * (values[i + 2] - mean);
      d += (values[i + 3] - mean) * (values[i + 3] - mean);
    }
    double rest = 0;
    for (; i < count; i++) {
      rest += (values[i] - mean) * (values[i] - mean);
    }
    return a + b + (c + d) + rest;
  }

  /**
   * Of runs of equal values.
   *
   * @param lengths of the runs
   * @param runs how many there are
   */
  static Moments ofRuns(double[] values, int[] lengths, int runs) {
    long count = 0;
    double sum = 0;
    for (int run = 0; run < runs; run++) {
      count += lengths[run];
      sum += values[run] * lengths[run];
    }
    if (count == 0) {
      return NONE;
    }
    double mean = sum / count;
    double squares = 0;
    for (int run = 0; run < runs; run++) {
      squares += (values[run] - mean) * (values[run] - mean) * lengths[run];
    }
    return new Moments(count, mean, squares);
  }

  /** Of these values and, after them, of others. */
  Moments then(Moments next) {
    if (count == 0 || next.count == 0) {
      return count == 0 ? next : this;
    }
    long both = count + next.count;
    double difference = next.mean - mean;
    double share = (double) next.count / both;
    return new Moments(
        both,
        mean + difference * share,
        squares + next.squares + difference * difference * count * share);
  }
}
