package org.splicebeam.transforms.rows;

import java.util.function.IntPredicate;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.transforms.sampling.RowJudge;
import org.splicebeam.transforms.tables.RowParser;
import org.splicebeam.transforms.tables.TableFormat;
import org.splicebeam.transforms.tables.TableHeader;
import org.splicebeam.transforms.tables.TableLines;

/**
 * Takes the selected rows from lines of a table, in blocks by part.
 *
 * <p>Memory: the blocks that are open (at most 32 of about 1 MB).
 */
public final class RowSelector {
  private final TableFormat format;
  private final SelectedGenes genes;
  private final IntPredicate wanted;
  private final RowParser parser;
  private final RowCursor row;
  private final OpenBlocks<BlockKey, RowBlockBuilder> blocks;

  // Of the last row's gene and chromosome, because the next row mostly has the same.
  private String lastGene;
  private String lastChrom;
  private RowJudge judge;

  /** Null where pass 1 kept no row of the gene on the chromosome. */
  private PlannedGene place;

  /** Takes a block of a part. */
  @FunctionalInterface
  public interface Taker {
    void take(int part, RowBlock block);
  }

  /**
   * @param format how the table is read
   * @param header of the table
   * @param genes what is selected
   * @param wanted the parts whose rows are taken
   * @param taker gets each block that is full, and those that are not by {@link #giveBlocks}
   */
  public RowSelector(
      TableFormat format,
      TableHeader header,
      SelectedGenes genes,
      IntPredicate wanted,
      Taker taker) {
    this.format = format;
    this.genes = genes;
    this.wanted = wanted;
    parser = new RowParser(format.columns(), header, format.stripIdVersions(), genes::model);
    row = new RowCursor(format.columns());
    blocks =
        new OpenBlocks<>(
            key -> new RowBlockBuilder(key, judge.easyProbability(), format.columns()),
            full -> taker.take(full.part(), full.build()));
  }

  /** Reads lines to their end. */
  public void read(TableLines lines) {
    while (lines.next()) {
      if (lines.tooLong() || !parser.begin(lines.bytes(), lines.start(), lines.end(), row)) {
        continue;
      }
      if (!row.geneId().equals(lastGene) || !row.chrom().equals(lastChrom)) {
        lastGene = row.geneId();
        lastChrom = row.chrom();
        judge = genes.judge(lastGene);
        place = genes.place(lastGene, lastChrom);
      }
      if (judge == null || !format.takes(row.chrom())) {
        continue;
      }
      KeptAs kept =
          judge.judge(
              row.genePosition(),
              row.predType(),
              Math.max(row.donorScore(), row.acceptorScore()),
              row.chrom(),
              row.strand());
      if (kept == null) {
        continue;
      }
      int part = place == null ? -1 : place.partOf(row.genePosition());
      // Pass 1 kept no row here, so the file has changed; its hash check will say so.
      if (part < 0 || !wanted.test(part) || !parser.finish(row)) {
        continue;
      }
      BlockKey key = new BlockKey(part, row.geneId(), row.chrom(), row.strand());
      if (blocks.of(key).add(row, kept)) {
        blocks.close(key);
      }
    }
  }

  /** Gives the blocks that are not full. */
  public void giveBlocks() {
    blocks.closeAll();
  }
}
