package org.splicebeam.schemas.sampling;

import java.util.List;

/** The selection of a gene, written down: no row unless said. */
public final class HandMadeSelection {
  private final String geneId;
  private long[] nonTn = {};
  private NegativeRank lastEasy;
  private double easyProbability = 1;
  private List<Draw> draws;
  private List<NegativeRank> overruled = List.of();

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
  public HandMadeSelection easyUpTo(NegativeRank last) {
    lastEasy = last;
    return this;
  }

  /** The share of the easy negatives that stay. */
  public HandMadeSelection share(double probability) {
    easyProbability = probability;
    return this;
  }

  /** In place of those of near negatives, which are none, and easy ones. */
  public HandMadeSelection draws(List<Draw> ofEachPool) {
    draws = ofEachPool;
    return this;
  }

  public HandMadeSelection overruled(NegativeRank... ranks) {
    overruled = List.of(ranks);
    return this;
  }

  public GeneSelection build() {
    return new GeneSelection(
        geneId,
        nonTn,
        draws == null ? List.of(Draw.OF_NONE, new Draw(lastEasy, easyProbability)) : draws,
        overruled);
  }
}
