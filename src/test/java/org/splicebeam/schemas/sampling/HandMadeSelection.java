package org.splicebeam.schemas.sampling;

/** The selection of a gene, written down: no row unless said. */
public final class HandMadeSelection {
  private final String geneId;
  private long[] nonTn = {};
  private EasyRank lastEasy;
  private double easyProbability = 1;

  private HandMadeSelection(String geneId) {
    this.geneId = geneId;
  }

  public static HandMadeSelection of(String geneId) {
    return new HandMadeSelection(geneId);
  }

  public HandMadeSelection nonTn(long... positions) {
    nonTn = positions;
    return this;
  }

  /** The last easy negative that stays; null where none does. */
  public HandMadeSelection easyUpTo(EasyRank last) {
    lastEasy = last;
    return this;
  }

  /** The share of the easy negatives that stay. */
  public HandMadeSelection share(double probability) {
    easyProbability = probability;
    return this;
  }

  public GeneSelection build() {
    return new GeneSelection(geneId, nonTn, lastEasy, easyProbability);
  }
}
