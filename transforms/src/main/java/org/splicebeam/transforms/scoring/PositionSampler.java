package org.splicebeam.transforms.scoring;

import java.util.Arrays;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.sampling.Draw;
import org.splicebeam.transforms.sampling.KeyHash;
import org.splicebeam.transforms.sampling.Negatives;
import org.splicebeam.transforms.sampling.SamplingRule;
import org.splicebeam.transforms.sampling.SmallestHashes;

/**
 * Chooses among the positions of one gene (contract 4, 4.1 and 8.6): they are counted by pool, then
 * hashed, and never listed.
 *
 * <p>Memory: 8 bytes for each position that is no TN, 12 for each that may be kept.
 */
final class PositionSampler {
  private static final int KEPT_AS = 4;
  private static final int POSITION = 8;
  private static final int LOW = 15;
  private static final KeptAs[] KEPT = KeptAs.values();

  private final GeneLabels labels;
  private final SamplingRule rule;
  private final Negatives negatives;

  /** Ascending; empty where it does not matter where they are. */
  private final long[] nonTn;

  private final long[] available;

  /** Why the position that was looked at last stays, if it does. */
  private KeptAs why;

  /** Takes the positions that stay, ascending. */
  interface Taker {
    void take(int position, KeptAs keptAs, double probability);
  }

  PositionSampler(GeneLabels labels, SamplingRule rule) {
    this.labels = labels;
    this.rule = rule;
    negatives = rule.negatives();
    nonTn = negatives.looksAround() ? nonTnPositions() : new long[0];
    available = new long[negatives.pools()];
    for (int position = 0; position < labels.length(); position++) {
      if (isNegative(position)) {
        int pool = pool(position);
        if (pool != Negatives.ALL_STAY) {
          available[pool]++;
        }
      }
    }
  }

  private long[] nonTnPositions() {
    long[] positions = new long[labels.nonTn()];
    int size = 0;
    for (int position = 0; position < labels.length(); position++) {
      if (!labels.isMasked(position) && labels.predType(position) != PredType.TN) {
        positions[size++] = position;
      }
    }
    return positions;
  }

  private boolean isNegative(int position) {
    return labels.predType(position) == PredType.TN && !labels.isMasked(position);
  }

  /** The pool of a negative; notes why it stays. */
  private int pool(int position) {
    int grade = negatives.grade(labels.topScore(position));
    why = negatives.why(grade, position, nonTn);
    return negatives.pool(why, grade);
  }

  /** The negatives of each pool. */
  long[] available() {
    return available;
  }

  /**
   * Gives the positions that stay.
   *
   * @param shares of each pool of all genes, of which those that the data set shares are used; null
   *     where the gene chooses by itself
   */
  void choose(double[] shares, Taker taker) {
    KeyHash hash = new KeyHash(labels.gene().geneId(), rule.seed());
    long[] keep = negatives.toKeep(available, labels.nonTn(), hash);
    SmallestHashes[] smallest = new SmallestHashes[keep.length];
    Draw[] draws = new Draw[keep.length];
    double[] probabilities = new double[LOW + 1];
    probabilities[Negatives.ALL_STAY] = 1;
    for (int pool = 0; pool < keep.length; pool++) {
      if (shares != null && negatives.isShared(pool)) {
        draws[pool] = SamplingRule.draw(shares[pool]);
        probabilities[pool] = shares[pool];
      } else {
        smallest[pool] = new SmallestHashes(Math.toIntExact(keep[pool]));
        probabilities[pool] = (double) keep[pool] / Math.max(1, available[pool]);
      }
    }
    Kept kept = new Kept();
    for (int position = 0; position < labels.length(); position++) {
      if (labels.isMasked(position)) {
        continue;
      }
      if (labels.predType(position) != PredType.TN) {
        kept.add(position, KeptAs.NON_TN, Negatives.ALL_STAY);
        continue;
      }
      int pool = pool(position);
      if (pool == Negatives.ALL_STAY) {
        kept.add(position, why, pool);
      } else if (draws[pool] != null) {
        if (isDrawn(hash, position, draws[pool])) {
          kept.add(position, why, pool);
        }
      } else if (smallest[pool].isOpen()) {
        smallest[pool].add(hash.ofPosition(position), position);
      }
    }
    for (int pool = 0; pool < keep.length; pool++) {
      if (smallest[pool] != null) {
        for (int position : smallest[pool].heldRows()) {
          pool(position);
          kept.add(position, why, pool);
        }
      }
    }
    kept.giveTo(taker, probabilities);
  }

  private static boolean isDrawn(KeyHash hash, int position, Draw draw) {
    return draw.last() != null
        && Long.compareUnsigned(hash.ofPosition(position), draw.last().hash()) <= 0;
  }

  /** Positions that stay, each packed with its rule and its pool. */
  private static final class Kept {
    private long[] packed = new long[256];
    private int size;

    void add(int position, KeptAs keptAs, int pool) {
      if (size == packed.length) {
        packed = Arrays.copyOf(packed, 2 * size);
      }
      packed[size++] = (long) position << POSITION | keptAs.ordinal() << KEPT_AS | pool;
    }

    void giveTo(Taker taker, double[] probabilities) {
      Arrays.sort(packed, 0, size);
      for (int i = 0; i < size; i++) {
        taker.take(
            (int) (packed[i] >>> POSITION),
            KEPT[(int) (packed[i] >>> KEPT_AS) & LOW],
            probabilities[(int) packed[i] & LOW]);
      }
    }
  }
}
