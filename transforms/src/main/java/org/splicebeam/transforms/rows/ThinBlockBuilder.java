package org.splicebeam.transforms.rows;

import java.util.Arrays;
import org.splicebeam.schemas.rows.ThinBlock;

/** Collects the thin rows of one gene, chromosome and strand into a block. */
public final class ThinBlockBuilder {
  /** Rows of a full block. */
  static final int MOST_ROWS = 1_000;

  private final BlockKey key;
  private final long[] genePositions = new long[MOST_ROWS];
  private final byte[] predTypes = new byte[MOST_ROWS];
  private final double[] topScores = new double[MOST_ROWS];
  private int size;

  public ThinBlockBuilder(BlockKey key) {
    this.key = key;
  }

  /** Returns whether the block is full now. */
  public boolean add(RowCursor row) {
    genePositions[size] = row.genePosition();
    predTypes[size] = (byte) row.predType().ordinal();
    topScores[size] = Math.max(row.donorScore(), row.acceptorScore());
    return ++size == MOST_ROWS;
  }

  public ThinBlock build() {
    return new ThinBlock(
        key.geneId(),
        key.chrom(),
        key.strand(),
        Arrays.copyOf(genePositions, size),
        Arrays.copyOf(predTypes, size),
        Arrays.copyOf(topScores, size));
  }
}
