package org.splicebeam.transforms.sampling;

import java.util.Collections;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.NegativeRank;

/**
 * Says by which rule a row of one gene stays. Pass 1 counts with it and pass 2 filters with it.
 *
 * <p>All rows of a key get the winner's verdict: they share its hash and position, no loser scores
 * above a negative winner, and the selection names those whose loser would have stayed alone.
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

  /** The rule that keeps the row, or null where it is sampled out. */
  public KeptAs judge(
      long genePosition, PredType predType, double topScore, String chrom, Strand strand) {
    int grade = rule.negatives().grade(topScore);
    KeptAs why = why(rule, selection.nonTnPositions(), genePosition, predType, grade);
    int pool = pool(rule, why, grade);
    return pool == Negatives.ALL_STAY || draws(pool, genePosition, chrom, strand) ? why : null;
  }

  /** The chance that a row stays which stays by this rule. */
  public double probability(KeptAs why, double topScore) {
    int pool = pool(rule, why, rule.negatives().grade(topScore));
    return pool == Negatives.ALL_STAY ? 1 : selection.draws().get(pool).probability();
  }

  /** Whether a negative of a pool is in the sample. */
  boolean draws(int pool, long genePosition, String chrom, Strand strand) {
    NegativeRank last = selection.draws().get(pool).last();
    if (last == null) {
      return false;
    }
    long key = hash.ofPosition(genePosition);
    int order = Long.compareUnsigned(key, last.hash());
    if (order > 0 || (order < 0 && selection.overruled().isEmpty())) {
      return order < 0;
    }
    NegativeRank rank = new NegativeRank(key, chrom, strand, genePosition);
    return rank.compareTo(last) <= 0 && Collections.binarySearch(selection.overruled(), rank) < 0;
  }

  /** The rule by which a row stays, if it stays. */
  static KeptAs why(
      SamplingRule rule, long[] nonTnPositions, long genePosition, PredType predType, int grade) {
    if (rule.scope() == SamplingRule.Scope.NONE) {
      return KeptAs.ALL;
    }
    return predType == PredType.TN
        ? rule.negatives().why(grade, genePosition, nonTnPositions)
        : KeptAs.NON_TN;
  }

  /** The pool of a row, or {@link Negatives#ALL_STAY}. */
  static int pool(SamplingRule rule, KeptAs why, int grade) {
    return why == KeptAs.ALL || why == KeptAs.NON_TN
        ? Negatives.ALL_STAY
        : rule.negatives().pool(why, grade);
  }
}
