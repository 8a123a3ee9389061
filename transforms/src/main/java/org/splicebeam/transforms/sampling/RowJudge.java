package org.splicebeam.transforms.sampling;

import java.util.Arrays;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.sampling.EasyRank;
import org.splicebeam.schemas.sampling.GeneSelection;

/**
 * Says by which rule a row of one gene stays. Pass 1 counts with it and pass 2 filters with it.
 *
 * <p>All rows of a key get the winner's verdict: they share its hash and position, and no loser
 * scores above a negative winner.
 */
public final class RowJudge {
  private final SamplingRule rule;
  private final GeneSelection selection;
  private final KeyHash hash;

  public RowJudge(SamplingRule rule, GeneSelection selection) {
    this.rule = rule;
    this.selection = selection;
    this.hash = new KeyHash(selection.geneId(), rule.seed());
  }

  /** The sampling probability of the gene's easy negatives. */
  public double easyProbability() {
    return selection.easyProbability();
  }

  /** The rule that keeps the row, or null where it is sampled out. */
  public KeptAs judge(
      long genePosition, PredType predType, double topScore, String chrom, Strand strand) {
    KeptAs sure = sure(rule, selection.nonTnPositions(), genePosition, predType, topScore);
    if (sure != null) {
      return sure;
    }
    return draws(genePosition, chrom, strand) ? KeptAs.EASY : null;
  }

  /** Whether an easy negative is in the sample. */
  boolean draws(long genePosition, String chrom, Strand strand) {
    EasyRank last = selection.lastEasy();
    if (last == null) {
      return false;
    }
    long key = hash.ofPosition(genePosition);
    int order = Long.compareUnsigned(key, last.hash());
    return order < 0
        || (order == 0 && new EasyRank(key, chrom, strand, genePosition).compareTo(last) <= 0);
  }

  /** The rule that keeps a row in any case, or null for an easy negative. */
  static KeptAs sure(
      SamplingRule rule,
      long[] nonTnPositions,
      long genePosition,
      PredType predType,
      double topScore) {
    if (rule.scope() == SamplingRule.Scope.NONE) {
      return KeptAs.ALL;
    }
    if (predType != PredType.TN) {
      return KeptAs.NON_TN;
    }
    if (topScore >= rule.hardThreshold()) {
      return KeptAs.HARD;
    }
    return isNear(nonTnPositions, genePosition, rule.window()) ? KeptAs.NEAR : null;
  }

  private static boolean isNear(long[] sorted, long position, long window) {
    int found = Arrays.binarySearch(sorted, position);
    if (found >= 0) {
      return true;
    }
    int above = -found - 1;
    return (above < sorted.length && sorted[above] - position <= window)
        || (above > 0 && position - sorted[above - 1] <= window);
  }
}
