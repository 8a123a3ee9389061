package org.splicebeam.transforms.rows;

/**
 * The scores of the two bases before a position and of the two after it: m2, m1, p1 and p2 of
 * contract 2.2. Each may be null, and is 0 then. Used again for every row.
 */
final class ScoreContext {
  private double m2;
  private double m1;
  private double p1;
  private double p2;
  private boolean hasM2;
  private boolean hasM1;
  private boolean hasP1;
  private boolean hasP2;

  /**
   * Takes the scores of a row.
   *
   * @param first the place of m2, which those of m1, p1 and p2 follow
   */
  void take(RowCursor row, int first) {
    m2 = row.doubleValue(first);
    m1 = row.doubleValue(first + 1);
    p1 = row.doubleValue(first + 2);
    p2 = row.doubleValue(first + 3);
    hasM2 = !row.isNull(first);
    hasM1 = !row.isNull(first + 1);
    hasP1 = !row.isNull(first + 2);
    hasP2 = !row.isNull(first + 3);
  }

  /** Gives a row the scores, none of which is null. */
  void put(RowCursor row, int first) {
    row.setDouble(first, m2);
    row.setDouble(first + 1, m1);
    row.setDouble(first + 2, p1);
    row.setDouble(first + 3, p2);
  }

  double m2() {
    return m2;
  }

  double m1() {
    return m1;
  }

  double p1() {
    return p1;
  }

  double p2() {
    return p2;
  }

  boolean hasM2() {
    return hasM2;
  }

  boolean hasM1() {
    return hasM1;
  }

  boolean hasP1() {
    return hasP1;
  }

  boolean hasP2() {
    return hasP2;
  }

  /** Whether none of the scores is null; the figures below are those of such a context. */
  boolean isWhole() {
    return hasM2 && hasM1 && hasP1 && hasP2;
  }

  double mean() {
    return (m2 + m1 + p1 + p2) / 4;
  }

  double asymmetry() {
    return (m1 + m2) - (p1 + p2);
  }

  double max() {
    return Math.max(Math.max(m2, m1), Math.max(p1, p2));
  }
}
