package org.splicebeam.transforms.rows;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.RowBlock;

/**
 * The rows of one gene on one chromosome in their final order, one row a key (contract 5 and 6),
 * over the blocks that brought them in any order.
 *
 * <p>Memory: the gene's blocks and 12 bytes a row.
 */
public final class GeneRows {
  private interface DoubleOrder {
    int compare(double a, double b);
  }

  /** The two zeros are one value; only where nothing else differs does the sign decide. */
  private static final DoubleOrder BY_VALUE = (a, b) -> a < b ? -1 : a > b ? 1 : 0;

  private static final Comparator<String> NULL_FIRST =
      Comparator.nullsFirst(Chromosomes.BY_CODE_POINT);

  private final AnnotatedBlock[] blocks;

  /** The rows in their order, the block above and the index in it below; then what is not used. */
  private final long[] rows;

  private int size;

  private GeneRows(AnnotatedBlock[] blocks) {
    this.blocks = blocks;
    rows = new long[Arrays.stream(blocks).mapToInt(b -> b.rows().size()).sum()];
    for (int b = 0; b < blocks.length; b++) {
      for (int i = 0; i < blocks[b].rows().size(); i++) {
        rows[size++] = (long) b << 32 | i;
      }
    }
  }

  /** Merges blocks, settles rows with one key, and sorts. */
  public static GeneRows of(List<AnnotatedBlock> unordered) {
    GeneRows gene = new GeneRows(unordered.toArray(AnnotatedBlock[]::new));
    MergeSort.sort(gene.rows, gene.size, gene::bestOfKeyFirst);
    gene.keepFirstOfKey();
    MergeSort.sort(gene.rows, gene.size, gene::inPart);
    return gene;
  }

  private void keepFirstOfKey() {
    int kept = 0;
    for (int at = 0; at < size; at++) {
      if (kept == 0 || byKey(rows[kept - 1], rows[at]) != 0) {
        rows[kept++] = rows[at];
      }
    }
    size = kept;
  }

  public int size() {
    return size;
  }

  /** The block of the row at a place in this order. */
  public AnnotatedBlock block(int at) {
    return blocks[(int) (rows[at] >>> 32)];
  }

  /** The row's index in its block. */
  public int row(int at) {
    return (int) rows[at];
  }

  private RowBlock rowsOf(long row) {
    return blocks[(int) (row >>> 32)].rows();
  }

  private int byPlace(long a, long b) {
    RowBlock x = rowsOf(a);
    RowBlock y = rowsOf(b);
    int byPosition = Long.compare(x.genePositions()[(int) a], y.genePositions()[(int) b]);
    return byPosition != 0 ? byPosition : x.strand().compareTo(y.strand());
  }

  private int byKey(long a, long b) {
    int byPlace = byPlace(a, b);
    return byPlace != 0 ? byPlace : bySpelling(a, b);
  }

  private int bySpelling(long a, long b) {
    return Chromosomes.BY_CODE_POINT.compare(rowsOf(a).chrom(), rowsOf(b).chrom());
  }

  /** Position, strand, transcript, type; the chromosome's spelling settles what is left. */
  private int inPart(long a, long b) {
    int byPlace = byPlace(a, b);
    if (byPlace != 0) {
      return byPlace;
    }
    int byTranscript = byTranscriptAndType(a, b);
    return byTranscript != 0 ? byTranscript : bySpelling(a, b);
  }

  /** Which of the rows with one key stays: contract 5, down to the last input value. */
  private int bestOfKeyFirst(long a, long b) {
    int byKey = byKey(a, b);
    if (byKey != 0) {
      return byKey;
    }
    int byLabel = Byte.compare(rowsOf(a).predTypes()[(int) a], rowsOf(b).predTypes()[(int) b]);
    if (byLabel != 0) {
      return byLabel;
    }
    int byScore = Double.compare(topScore(b), topScore(a));
    if (byScore != 0) {
      return byScore;
    }
    int byTranscript = byTranscriptAndType(a, b);
    if (byTranscript != 0) {
      return byTranscript;
    }
    int byValue = compareValues(a, b, BY_VALUE);
    return byValue != 0 ? byValue : compareValues(a, b, Double::compare);
  }

  private int byTranscriptAndType(long a, long b) {
    RowBlock x = rowsOf(a);
    RowBlock y = rowsOf(b);
    int byTranscript = NULL_FIRST.compare(x.transcriptIds()[(int) a], y.transcriptIds()[(int) b]);
    return byTranscript != 0
        ? byTranscript
        : Byte.compare(x.spliceTypes()[(int) a], y.spliceTypes()[(int) b]);
  }

  private double topScore(long row) {
    return Math.max(score(row, RowCursor.DONOR), score(row, RowCursor.ACCEPTOR));
  }

  private double score(long row, int column) {
    return ((ColumnVector.Doubles) rowsOf(row).values().get(column)).values()[(int) row];
  }

  /** Value by value in schema order, null first: the window stands before the extra columns. */
  private int compareValues(long a, long b, DoubleOrder order) {
    RowBlock x = rowsOf(a);
    RowBlock y = rowsOf(b);
    for (int c = 0; c < x.values().size(); c++) {
      if (c == InputColumns.FIRST_EXTRA) {
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
    return x.values().size() > InputColumns.FIRST_EXTRA
        ? 0
        : compareWindows(x, (int) a, y, (int) b);
  }

  private static int compareWindows(RowBlock x, int i, RowBlock y, int j) {
    return x.windows().compare(i, y.windows(), j);
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
