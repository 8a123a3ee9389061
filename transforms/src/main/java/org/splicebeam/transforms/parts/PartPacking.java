package org.splicebeam.transforms.parts;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * Packs genes into parts in genome order. A part takes genes until the next would bring it over its
 * rows; a gene with more rows comes in chunks, cut by position.
 *
 * <p>Memory: the tallies of the selected genes.
 */
public final class PartPacking {
  /** Rows of a part up to a million kept rows, and the size of a large gene's chunks. */
  public static final int SMALL_PART = 25_000;

  /** Rows of a part beyond that. */
  public static final int LARGE_PART = 100_000;

  private static final long LARGE_DATASET = 1_000_000;

  private final long mostRows;
  private final List<Long> rowsOfPart = new ArrayList<>(List.of(0L));

  private PartPacking(long mostRows) {
    this.mostRows = mostRows;
  }

  /**
   * The plan of a data set.
   *
   * @param tallies of the selected genes, in any order
   * @param partRows rows a part takes at most, or 0 for automatic
   */
  public static PartPlan pack(List<GeneTally> tallies, long partRows) {
    long kept = tallies.stream().mapToLong(GeneTally::kept).sum();
    PartPacking packing = new PartPacking(mostRows(partRows, kept));
    List<PlannedGene> genes =
        tallies.stream().sorted(GeneTally.GENOME_ORDER).map(packing::place).toList();
    return new PartPlan(genes, packing.rowsOfPart.stream().mapToLong(Long::longValue).toArray());
  }

  /**
   * The most rows of a part that holds whole genes.
   *
   * @param partRows as asked for, or 0 for automatic
   * @param kept rows of the data set
   */
  public static long mostRows(long partRows, long kept) {
    return partRows > 0 ? partRows : kept <= LARGE_DATASET ? SMALL_PART : LARGE_PART;
  }

  /**
   * The most rows of one gene that have to stay together.
   *
   * @param partRows as asked for, or 0 for automatic
   */
  public static long chunkRows(long partRows) {
    return partRows > 0 ? partRows : SMALL_PART;
  }

  /** Chunks are smaller than a part may be: they divide a gene only where no part holds it. */
  private PlannedGene place(GeneTally gene) {
    boolean stayTogether = gene.kept() <= mostRows;
    if (stayTogether) {
      makeRoom(gene.kept());
    }
    long[] partOfChunk = new long[gene.chunkRows().length];
    for (int i = 0; i < partOfChunk.length; i++) {
      long rows = gene.chunkRows()[i];
      if (!stayTogether) {
        makeRoom(rows);
      }
      partOfChunk[i] = rows == 0 ? -1 : add(rows);
    }
    return new PlannedGene(gene, partOfChunk);
  }

  /** Begins a part, unless the last one is empty or holds these rows too. */
  private void makeRoom(long rows) {
    long already = rowsOfPart.get(rowsOfPart.size() - 1);
    if (rows > 0 && already > 0 && already + rows > mostRows) {
      rowsOfPart.add(0L);
    }
  }

  private int add(long rows) {
    int last = rowsOfPart.size() - 1;
    rowsOfPart.set(last, rowsOfPart.get(last) + rows);
    return last;
  }
}
