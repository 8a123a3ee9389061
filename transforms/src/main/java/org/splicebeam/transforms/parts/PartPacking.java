package org.splicebeam.transforms.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * Packs genes into parts in genome order, those of each split by themselves. A part takes genes
 * until the next would bring it over its rows; a gene with more rows comes in chunks, cut by
 * position.
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

  /** The running number of the first part. */
  private final int first;

  private final Split split;
  private final List<Long> rowsOfPart = new ArrayList<>(List.of(0L));

  private PartPacking(long mostRows, int first, Split split) {
    this.mostRows = mostRows;
    this.first = first;
    this.split = split;
  }

  /**
   * The plan of a data set without splits.
   *
   * @param tallies of the selected genes, in any order
   * @param partRows rows a part takes at most, or 0 for automatic
   */
  public static PartPlan pack(List<GeneTally> tallies, long partRows) {
    PartPacking all = new PartPacking(mostRows(partRows, kept(tallies)), 0, null);
    return new PartPlan(all.placed(tallies), all.rows());
  }

  /**
   * The plan of a data set with splits; a gene that is left out has no place in it.
   *
   * @param tallies of the selected genes, in any order
   * @param partRows rows a part takes at most, or 0 for automatic, by all rows of the data set
   */
  public static PartPlan pack(List<GeneTally> tallies, long partRows, GeneSplits splits) {
    Map<Split, List<GeneTally>> bySplit = new EnumMap<>(Split.class);
    for (GeneTally tally : tallies) {
      Split split = splits.of(tally.geneId());
      if (split != null) {
        bySplit.computeIfAbsent(split, none -> new ArrayList<>()).add(tally);
      }
    }
    long mostRows =
        mostRows(partRows, bySplit.values().stream().mapToLong(PartPacking::kept).sum());
    List<PlannedGene> genes = new ArrayList<>();
    long[] rows = {};
    int[] parts = new int[Split.values().length];
    for (Split split : Split.values()) {
      PartPacking packing = new PartPacking(mostRows, rows.length, split);
      genes.addAll(packing.placed(bySplit.getOrDefault(split, List.of())));
      rows = LongStream.concat(Arrays.stream(rows), Arrays.stream(packing.rows())).toArray();
      parts[split.ordinal()] = packing.rowsOfPart.size();
    }
    genes.sort(Comparator.comparing(PlannedGene::tally, GeneTally.GENOME_ORDER));
    return new PartPlan(genes, rows, PartLayout.ofSplits(parts[0], parts[1], parts[2]));
  }

  private static long kept(List<GeneTally> tallies) {
    return tallies.stream().mapToLong(GeneTally::kept).sum();
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

  private List<PlannedGene> placed(List<GeneTally> tallies) {
    return tallies.stream().sorted(GeneTally.GENOME_ORDER).map(this::place).toList();
  }

  private long[] rows() {
    return rowsOfPart.stream().mapToLong(Long::longValue).toArray();
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
    return new PlannedGene(gene, partOfChunk, split);
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
    return first + last;
  }
}
