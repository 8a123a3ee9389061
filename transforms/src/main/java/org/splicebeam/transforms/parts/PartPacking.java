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

  private static final int LARGE_PART = 100_000;
  private static final long LARGE_DATASET = 1_000_000;

  private PartPacking() {}

  /**
   * The plan of a data set.
   *
   * @param tallies of the selected genes, in any order
   * @param partRows rows a part takes at most, or 0 for automatic
   */
  public static PartPlan pack(List<GeneTally> tallies, long partRows) {
    long kept = tallies.stream().mapToLong(GeneTally::kept).sum();
    long most = partRows > 0 ? partRows : kept <= LARGE_DATASET ? SMALL_PART : LARGE_PART;
    List<PlannedGene> genes = new ArrayList<>();
    List<Long> rowsOfPart = new ArrayList<>(List.of(0L));
    for (GeneTally tally : tallies.stream().sorted(GeneTally.GENOME_ORDER).toList()) {
      long[] partOfChunk = new long[tally.chunkRows().length];
      for (int i = 0; i < partOfChunk.length; i++) {
        long rows = tally.chunkRows()[i];
        int last = rowsOfPart.size() - 1;
        if (rowsOfPart.get(last) > 0 && rowsOfPart.get(last) + rows > most) {
          rowsOfPart.add(0L);
          last++;
        }
        rowsOfPart.set(last, rowsOfPart.get(last) + rows);
        partOfChunk[i] = rows == 0 ? -1 : last;
      }
      genes.add(new PlannedGene(tally, partOfChunk));
    }
    return new PartPlan(genes, rowsOfPart.stream().mapToLong(Long::longValue).toArray());
  }
}
