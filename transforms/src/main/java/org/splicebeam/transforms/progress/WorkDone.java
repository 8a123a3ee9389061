package org.splicebeam.transforms.progress;

import java.util.concurrent.atomic.LongAdder;

/**
 * How much work the steps have done in this process, summed over its threads, for the line that
 * shows people how far a command is. The data never depends on it: what is done twice, because a
 * runner repeats it, counts twice. Each step adds what it did once for a block of rows or lines. In
 * a process whose work is done by others all sums stay 0.
 *
 * <p>Memory: one counter a kind.
 */
public enum WorkDone {
  /** Bytes of the annotation, as stored, in the pass that folds its lines. */
  ANNOTATION_BYTES,
  /** Bytes of analysis tables, as stored, in the first pass. */
  TABLE_BYTES,
  /** Data lines of analysis tables in the first pass. */
  TABLE_ROWS,
  /** Genes whose scores are to be read, those that are read twice counted twice. */
  GENES_TO_SCORE,
  /** Genes whose scores were read. */
  GENES_SCORED,
  /** Plans that were recorded. */
  PLANS,
  /** Rows of parts that stood before this run. */
  ROWS_FOUND,
  /** Rows that were given to a part's writer. */
  ROWS_WRITTEN,
  /** Parts that a validation has read. */
  PARTS_CHECKED,
  /** Rows of these. */
  ROWS_CHECKED,
  /** Parts that a validation is to read. */
  PARTS_TO_CHECK,
  /** Genes that a simulation has written. */
  GENES_MADE;

  /** Lines after which a reader of lines tells how far it is. */
  public static final int EVERY_LINES = 4_096;

  private final LongAdder sum = new LongAdder();

  /** Adds to the sum; called once for many rows. */
  public void add(long amount) {
    sum.add(amount);
  }

  /** All that was added since the process began. */
  public long sum() {
    return sum.sum();
  }
}
