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
  private final int capacity;
  private final long[] genePositions;
  private final byte[] predTypes;
  private final byte[] spliceTypes;
  private final byte[] keptAs;
  private final double[] probabilities;
  private final String[] transcriptIds;
  private final Object[] values;
  private final BitSet[] nulls;
  private final PackedSequences.Builder windows = new PackedSequences.Builder();
  private int size;

  /** Bytes of the values so far: eight a number, a text's characters, not the windows. */
  private long valueBytes;

  /** A builder of a block whose rows are not counted before. */
  RowBlockBuilder(BlockKey key, InputColumns columns) {
    this(key, columns, MOST_ROWS);
  }

  /**
   * A builder of a block.
   *
   * @param expectedRows that will come, at least 1; a full block may have fewer
   */
  public RowBlockBuilder(BlockKey key, InputColumns columns, int expectedRows) {
    this.key = key;
    this.columns = columns;
    capacity = Math.min(expectedRows, MOST_ROWS);
    genePositions = new long[capacity];
    predTypes = new byte[capacity];
    spliceTypes = new byte[capacity];
    keptAs = new byte[capacity];
    probabilities = new double[capacity];
    transcriptIds = new String[capacity];
    values = new Object[columns.size()];
    nulls = new BitSet[columns.size()];
    for (int c = 0; c < values.length; c++) {
      values[c] =
          switch (columns.get(c).kind()) {
            case INT, LONG -> new long[capacity];
            case DOUBLE -> new double[capacity];
            case TEXT -> new String[capacity];
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
    return size == capacity || valueBytes + windows.bytes() >= MOST_BYTES;
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
