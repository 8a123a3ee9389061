package org.splicebeam.transforms.analysis;

import java.util.Arrays;
import org.splicebeam.schemas.analysis.SiteCalls;

/** Collects the thin rows of one gene, chromosome and strand into a block. */
final class SiteCallsBuilder {
  /** Rows of a full block. */
  static final int MOST_ROWS = 1_000;

  private final BlockKey key;
  private final long[] genePositions = new long[MOST_ROWS];
  private final byte[] predTypes = new byte[MOST_ROWS];
  private final double[] topScores = new double[MOST_ROWS];
  private int size;

  SiteCallsBuilder(BlockKey key) {
    this.key = key;
  }

  /** Returns whether the block is full now. */
  boolean add(AnalysisRow row) {
    genePositions[size] = row.genePosition();
    predTypes[size] = (byte) row.predType().ordinal();
    topScores[size] = Math.max(row.donorScore(), row.acceptorScore());
    return ++size == MOST_ROWS;
  }

  SiteCalls build() {
    return new SiteCalls(
        key.geneId(),
        key.chrom(),
        key.strand(),
        Arrays.copyOf(genePositions, size),
        Arrays.copyOf(predTypes, size),
        Arrays.copyOf(topScores, size));
  }
}
