package org.splicebeam.transforms.rows;

import java.util.function.IntPredicate;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.transforms.sampling.RowJudge;

/**
 * Takes the chosen rows of a source, in blocks by part: a source asks {@link #wants} of each row,
 * completes those that are wanted, and adds them.
 *
 * <p>Memory: the blocks that are open (at most 32 of about 1 MB).
 */
public final class RowSelector {
  private final SelectedGenes genes;
  private final IntPredicate wantedParts;
  private final OpenBlocks<BlockKey, RowBlockBuilder> blocks;

  // Of the last row's gene and chromosome, because the next row mostly has the same.
  private String lastGene;
  private String lastChrom;
  private RowJudge judge;

  /** Null where pass 1 kept no row of the gene on the chromosome. */
  private PlannedGene place;

  // Of the row that was wanted last.
  private KeptAs keptAs;
  private double probability;
  private int part;

  /** Takes a block of a part. */
  @FunctionalInterface
  public interface Taker {
    void take(int part, RowBlock block);
  }

  /**
   * @param columns the values of a row
   * @param genes what is selected
   * @param wantedParts the parts whose rows are taken
   * @param taker gets each block that is full, and those that are not by {@link #giveBlocks}
   */
  public RowSelector(
      InputColumns columns, SelectedGenes genes, IntPredicate wantedParts, Taker taker) {
    this.genes = genes;
    this.wantedParts = wantedParts;
    blocks =
        new OpenBlocks<>(
            key -> new RowBlockBuilder(key, columns),
            full -> taker.take(full.part(), full.build()));
  }

  /**
   * Whether a row was chosen and is of a part that is wanted. The row needs its ids, its position,
   * its label and its scores.
   */
  public boolean wants(RowCursor row) {
    if (!row.geneId().equals(lastGene) || !row.chrom().equals(lastChrom)) {
      lastGene = row.geneId();
      lastChrom = row.chrom();
      judge = genes.judge(lastGene);
      place = genes.place(lastGene, lastChrom);
    }
    if (judge == null) {
      return false;
    }
    double topScore = Math.max(row.donorScore(), row.acceptorScore());
    keptAs = judge.judge(row.genePosition(), row.predType(), topScore, row.chrom(), row.strand());
    if (keptAs == null) {
      return false;
    }
    probability = judge.probability(keptAs, topScore);
    // -1 where pass 1 kept no row here: the source has changed, and its hash check will say so.
    part = place == null ? -1 : place.partOf(row.genePosition());
    return part >= 0 && wantedParts.test(part);
  }

  /** Adds the row that was wanted last. */
  public void add(RowCursor row) {
    BlockKey key = new BlockKey(part, row.geneId(), row.chrom(), row.strand());
    if (blocks.of(key).add(row, keptAs, probability)) {
      blocks.close(key);
    }
  }

  /** Gives the blocks that are not full. */
  public void giveBlocks() {
    blocks.closeAll();
  }
}
