package org.splicebeam.transforms.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.splicebeam.schemas.analysis.AnnotatedSites;
import org.splicebeam.schemas.analysis.Sites;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * The rows of one part in their final order, one row a key (contract 5 and 6), over the blocks that
 * brought them in any order.
 *
 * <p>Memory: the part's blocks and 16 bytes a row.
 */
final class PartRows {
  /** Genome order of blocks: those of one gene and chromosome are equal. */
  private static final Comparator<AnnotatedSites> GENOME_ORDER =
      Comparator.<AnnotatedSites, String>comparing(b -> b.sites().chrom(), Chromosomes.KARYOTYPE)
          .thenComparing(b -> b.gene() == null)
          .thenComparingLong(b -> b.gene() == null ? -1 : b.gene().span().start())
          .thenComparing(b -> b.sites().geneId(), Chromosomes.BY_CODE_POINT);

  private interface DoubleOrder {
    int compare(double a, double b);
  }

  /** The two zeros are one value; only where nothing else differs does the sign decide. */
  private static final DoubleOrder BY_VALUE = (a, b) -> a < b ? -1 : a > b ? 1 : 0;

  private static final Comparator<String> NULL_FIRST =
      Comparator.nullsFirst(Chromosomes.BY_CODE_POINT);

  private final AnnotatedSites[] blocks;
  private final int[] geneRanks;
  private final long[] order;

  private PartRows(AnnotatedSites[] blocks, int[] geneRanks, long[] order) {
    this.blocks = blocks;
    this.geneRanks = geneRanks;
    this.order = order;
  }

  /** Merges blocks, settles rows with one key, and sorts. */
  static PartRows of(List<AnnotatedSites> unordered) {
    AnnotatedSites[] blocks = unordered.toArray(AnnotatedSites[]::new);
    TreeMap<AnnotatedSites, Integer> ranks = new TreeMap<>(GENOME_ORDER);
    for (AnnotatedSites block : blocks) {
      ranks.put(block, 0);
    }
    int rank = 0;
    for (var entry : ranks.entrySet()) {
      entry.setValue(rank++);
    }
    int[] geneRanks = Arrays.stream(blocks).mapToInt(ranks::get).toArray();
    List<Long> rows = new ArrayList<>();
    for (int b = 0; b < blocks.length; b++) {
      for (int i = 0; i < blocks[b].sites().size(); i++) {
        rows.add((long) b << 32 | i);
      }
    }
    PartRows all = new PartRows(blocks, geneRanks, new long[0]);
    rows.sort(all.byKey().thenComparing(all.bestFirst()));
    List<Long> unique = new ArrayList<>(rows.size());
    for (Long row : rows) {
      if (unique.isEmpty() || all.byKey().compare(unique.get(unique.size() - 1), row) != 0) {
        unique.add(row);
      }
    }
    unique.sort(all.inPart());
    return new PartRows(blocks, geneRanks, unique.stream().mapToLong(Long::longValue).toArray());
  }

  int size() {
    return order.length;
  }

  /** The block of the row at a place in the part. */
  AnnotatedSites block(int at) {
    return blocks[(int) (order[at] >>> 32)];
  }

  /** The row's index in its block. */
  int row(int at) {
    return (int) order[at];
  }

  private Sites sites(long row) {
    return blocks[(int) (row >>> 32)].sites();
  }

  private Comparator<Long> byKey() {
    return Comparator.<Long>comparingInt(r -> geneRanks[(int) (r >>> 32)])
        .thenComparingLong(r -> sites(r).genePositions()[(int) (long) r])
        .thenComparing(r -> sites(r).strand())
        .thenComparing(r -> sites(r).chrom(), Chromosomes.BY_CODE_POINT);
  }

  /** Position, strand, transcript, type; the chromosome's spelling settles what is left. */
  private Comparator<Long> inPart() {
    return Comparator.<Long>comparingInt(r -> geneRanks[(int) (r >>> 32)])
        .thenComparingLong(r -> sites(r).genePositions()[(int) (long) r])
        .thenComparing(r -> sites(r).strand())
        .thenComparing(r -> sites(r).transcriptIds()[(int) (long) r], NULL_FIRST)
        .thenComparingInt(r -> sites(r).spliceTypes()[(int) (long) r])
        .thenComparing(r -> sites(r).chrom(), Chromosomes.BY_CODE_POINT);
  }

  /** Which of the rows with one key stays: contract 5, down to the last input value. */
  private Comparator<Long> bestFirst() {
    return Comparator.<Long>comparingInt(r -> sites(r).predTypes()[(int) (long) r])
        .thenComparing(this::topScore, Comparator.reverseOrder())
        .thenComparing(r -> sites(r).transcriptIds()[(int) (long) r], NULL_FIRST)
        .thenComparingInt(r -> sites(r).spliceTypes()[(int) (long) r])
        .thenComparing((a, b) -> compareValues(a, b, BY_VALUE))
        .thenComparing((a, b) -> compareValues(a, b, Double::compare));
  }

  private double topScore(long row) {
    double donor = score(row, SiteColumns.DONOR_SCORE);
    double acceptor = score(row, SiteColumns.ACCEPTOR_SCORE);
    return Math.max(donor, acceptor);
  }

  private double score(long row, int column) {
    return ((ColumnVector.Doubles) sites(row).values().get(column)).values()[(int) row];
  }

  /** Value by value in schema order, null first: the window stands before the extra columns. */
  private int compareValues(long a, long b, DoubleOrder order) {
    Sites x = sites(a);
    Sites y = sites(b);
    for (int c = 0; c < x.values().size(); c++) {
      if (c == SiteColumns.FIRST_EXTRA) {
        int byWindow = compareWindows(x, (int) a, y, (int) b);
        if (byWindow != 0) {
          return byWindow;
        }
      }
      int byValue = compare(x.values().get(c), (int) a, y.values().get(c), (int) b, order);
      if (byValue != 0) {
        return byValue;
      }
    }
    return x.values().size() > SiteColumns.FIRST_EXTRA ? 0 : compareWindows(x, (int) a, y, (int) b);
  }

  private static int compareWindows(Sites x, int i, Sites y, int j) {
    return x.windows().text(i).compareTo(y.windows().text(j));
  }

  private static int compare(ColumnVector x, int i, ColumnVector y, int j, DoubleOrder order) {
    if (x instanceof ColumnVector.Texts texts) {
      return NULL_FIRST.compare(texts.values()[i], ((ColumnVector.Texts) y).values()[j]);
    }
    if (x instanceof ColumnVector.Longs longs) {
      ColumnVector.Longs others = (ColumnVector.Longs) y;
      int byNull = Boolean.compare(!longs.nulls().get(i), !others.nulls().get(j));
      return byNull != 0 ? byNull : Long.compare(longs.values()[i], others.values()[j]);
    }
    ColumnVector.Doubles doubles = (ColumnVector.Doubles) x;
    ColumnVector.Doubles others = (ColumnVector.Doubles) y;
    int byNull = Boolean.compare(!doubles.nulls().get(i), !others.nulls().get(j));
    return byNull != 0 ? byNull : order.compare(doubles.values()[i], others.values()[j]);
  }
}
