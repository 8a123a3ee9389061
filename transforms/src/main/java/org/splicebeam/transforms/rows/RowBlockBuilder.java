package org.splicebeam.transforms.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.RowBlock;

/** Collects the full rows of one part, gene, chromosome and strand into a block of about 1 MB. */
public final class RowBlockBuilder {
  private static final int MOST_ROWS = 1_000;
  private static final int MOST_BYTES = 1 << 20;

  private final BlockKey key;
  private final InputColumns columns;
  private final long[] genePositions = new long[MOST_ROWS];
  private final byte[] predTypes = new byte[MOST_ROWS];
  private final byte[] spliceTypes = new byte[MOST_ROWS];
  private final byte[] keptAs = new byte[MOST_ROWS];
  private final double[] probabilities = new double[MOST_ROWS];
  private final String[] transcriptIds = new String[MOST_ROWS];
  private final Object[] values;
  private final BitSet[] nulls;
  private final PackedSequences.Builder windows = new PackedSequences.Builder();
  private int size;

  /** Bytes of the values so far: eight a number, a text's characters, not the windows. */
  private long valueBytes;

  public RowBlockBuilder(BlockKey key, InputColumns columns) {
    this.key = key;
    this.columns = columns;
    values = new Object[columns.size()];
    nulls = new BitSet[columns.size()];
    for (int c = 0; c < values.length; c++) {
      values[c] =
          switch (columns.get(c).kind()) {
            case INT, LONG -> new long[MOST_ROWS];
            case DOUBLE -> new double[MOST_ROWS];
            case TEXT -> new String[MOST_ROWS];
          };
      nulls[c] = new BitSet();
    }
  }

  int part() {
    return key.part();
  }

  /** Rows so far. */
  public int size() {
    return size;
  }

  /**
   * Returns whether the block is full now.
   *
   * @param kept the rule that keeps the row
   * @param probability the chance that such a row stays
   */
  public boolean add(RowCursor row, KeptAs kept, double probability) {
    genePositions[size] = row.genePosition();
    predTypes[size] = (byte) row.predType().ordinal();
    spliceTypes[size] = (byte) row.spliceType().ordinal();
    keptAs[size] = (byte) kept.ordinal();
    probabilities[size] = probability;
    transcriptIds[size] = row.transcriptId();
    valueBytes += Long.BYTES + length(row.transcriptId());
    for (int c = 0; c < values.length; c++) {
      valueBytes += Long.BYTES;
      if (row.isNull(c)) {
        nulls[c].set(size);
      } else if (values[c] instanceof double[] doubles) {
        doubles[size] = row.doubleValue(c);
      } else if (values[c] instanceof long[] longs) {
        longs[size] = row.longValue(c);
      } else {
        ((String[]) values[c])[size] = row.text(c);
        valueBytes += length(row.text(c));
      }
    }
    windows.add(row.window(), row.windowStart(), row.windowLength());
    size++;
    return size == MOST_ROWS || valueBytes + windows.bytes() >= MOST_BYTES;
  }

  private static int length(String text) {
    return text == null ? 0 : text.length();
  }

  /** The block of the rows so far. */
  public RowBlock build() {
    List<ColumnVector> vectors = new ArrayList<>(values.length);
    for (int c = 0; c < values.length; c++) {
      vectors.add(vector(columns.get(c), c));
    }
    return new RowBlock(
        key.geneId(),
        key.chrom(),
        key.strand(),
        Arrays.copyOf(genePositions, size),
        Arrays.copyOf(predTypes, size),
        Arrays.copyOf(spliceTypes, size),
        Arrays.copyOf(keptAs, size),
        Arrays.copyOf(probabilities, size),
        Arrays.copyOf(transcriptIds, size),
        vectors,
        windows.build());
  }

  private ColumnVector vector(InputColumn column, int c) {
    return switch (column.kind()) {
      case INT, LONG -> new ColumnVector.Longs(Arrays.copyOf((long[]) values[c], size), nulls[c]);
      case DOUBLE -> new ColumnVector.Doubles(Arrays.copyOf((double[]) values[c], size), nulls[c]);
      case TEXT -> new ColumnVector.Texts(Arrays.copyOf((String[]) values[c], size));
    };
  }
}
