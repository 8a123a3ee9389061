package org.splicebeam.transforms.sampling;

import java.io.Serializable;
import org.splicebeam.schemas.rows.KeptAs;

/**
 * Which true negatives of a gene stay for certain, and in which pools the others lie of which a
 * sample stays. Pools and grades have numbers from 0 on, below 15.
 */
public sealed interface Negatives extends Serializable permits ByRules, ByStrata {
  /** In place of a pool: of these rows all stay. */
  int ALL_STAY = 15;

  /** How many pools there are. */
  int pools();

  /** What the score alone says of a negative: of a higher score the number is no larger. */
  int grade(double topScore);

  /**
   * The rule by which a negative stays, if it stays.
   *
   * @param nonTnPositions of the gene's non-TN rows, ascending
   */
  KeptAs why(int grade, long genePosition, long[] nonTnPositions);

  /** The pool of a negative, or {@link #ALL_STAY}. */
  int pool(KeptAs why, int grade);

  /** Whether it matters where the gene's non-TN rows are. */
  boolean looksAround();

  /** Bases from a non-TN row to the farthest negative for which it matters, inclusive. */
  long reach();

  /**
   * How many negatives of each pool a gene keeps.
   *
   * @param available the gene's negatives of each pool
   * @param nonTn its other rows
   * @param hash of the gene
   */
  long[] toKeep(long[] available, long nonTn, KeyHash hash);

  /** Whether the scope {@code dataset} keeps a share of all genes' rows of a pool. */
  boolean isShared(int pool);

  /**
   * The shares of all genes' negatives that stay in the scope {@code dataset}, 0 to 1.
   *
   * @param available the selected genes' negatives of each pool
   * @param nonTn their other rows
   */
  double[] shares(long[] available, long nonTn);

  /** {@code ratio * nonTn}, rounded without bias by a hash, and never more than there are. */
  static long rounded(double ratio, long nonTn, long hash, long available) {
    double u = (hash >>> 11) * 0x1p-53;
    return (long) Math.min(available, Math.floor(ratio * nonTn + u));
  }

  /** Makes sure that a ratio, or a threshold, is one. */
  static void requireUsable(double number) {
    if (!Double.isFinite(number) || number < 0) {
      throw new IllegalArgumentException("threshold and ratios are finite and not negative");
    }
  }
}
