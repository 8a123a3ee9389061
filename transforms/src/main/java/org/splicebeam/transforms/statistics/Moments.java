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
  private static final int FOURS = 4;

  /**
   * So many values give a number near the mean, from which differences are taken. The mean of m of
   * n values is at most sqrt(n / m) deviations off, so no more than some digits are lost.
   */
  private static final int FIRST = 256;

  static final Moments NONE = new Moments(0, 0, 0);

  /** Of the first so many values. */
  static Moments of(double[] values, int count) {
    if (count == 0) {
      return NONE;
    }
    double near = 0;
    int first = Math.min(FIRST, count);
    for (int i = 0; i < first; i++) {
      near += values[i] / first;
    }
    double[] sums = new double[FOURS];
    double[] squares = new double[FOURS];
    int fours = count / FOURS * FOURS;
    addFours(values, fours, near, sums, squares);
    for (int i = fours; i < count; i++) {
      double difference = values[i] - near;
      sums[0] += difference;
      squares[0] += difference * difference;
    }
    double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
    double square = squares[0] + squares[1] + (squares[2] + squares[3]);
    return new Moments(count, near + sum / count, Math.max(0, square - sum * (sum / count)));
  }

  private static void addFours(
      double[] values, int count, double near, double[] sums, double[] squares) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    double aa = 0;
    double bb = 0;
    double cc = 0;
    double dd = 0;
    for (int i = 0; i < count; i += FOURS) {
      double w = values[i] - near;
      double x = values[i + 1] - near;
      double y = values[i + 2] - near;
      double z = values[i + 3] - near;
      a += w;
      b += x;
      c += y;
      d += z;
      aa += w * w;
      bb += x * x;
      cc += y * y;
      dd += z * z;
    }
    sums[0] = a;
    sums[1] = b;
    sums[2] = c;
    sums[3] = d;
    squares[0] = aa;
    squares[1] = bb;
    squares[2] = cc;
    squares[3] = dd;
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
