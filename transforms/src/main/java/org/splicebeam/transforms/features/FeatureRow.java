package org.splicebeam.transforms.features;

import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.transforms.rows.RowCursor;

/**
 * One row as a feature sees it: where it lies, its scores, its window, and what the annotation says
 * of its gene. It has no label (contract 2: what the position truly is, how the base model judged
 * it) and does not tell why the row was kept, so no feature can be made of them.
 *
 * <p>A cursor: it is moved from row to row, and what it returns is of the row where it stands. Who
 * keeps something beyond that copies it. Not safe for threads. Memory: 64 kB for a window.
 */
public final class FeatureRow {
  private final WindowStatistics statistics;
  private final byte[] codes = new byte[PackedSequences.LONGEST];
  private AnnotatedBlock block;
  private int row;
  private int place;
  private Split split;
  private AnnotatedBlock blockOfCodes;
  private int rowOfCodes;

  /**
   * A cursor that stands on no row yet.
   *
   * @param statistics of the windows, by the rows' places in their row group
   */
  FeatureRow(WindowStatistics statistics) {
    this.statistics = statistics;
  }

  /** A row of a block by itself, as a test of a feature needs it. */
  public static FeatureRow of(AnnotatedBlock block, int row) {
    WindowStatistics statistics = new WindowStatistics(1);
    FeatureRow alone = new FeatureRow(statistics);
    alone.move(block, row, 0);
    statistics.put(0, alone.windowCodes(), alone.windowLength());
    return alone;
  }

  /**
   * Goes to a row.
   *
   * @param nextPlace its place in the row group
   */
  void move(AnnotatedBlock nextBlock, int nextRow, int nextPlace) {
    block = nextBlock;
    row = nextRow;
    place = nextPlace;
  }

  /** Says what the rows that follow are for; null where the data set has no splits. */
  void ofSplit(Split ofRows) {
    split = ofRows;
  }

  /** What the row is for, as text; null where the data set has no splits. */
  String split() {
    return split == null ? null : split.text();
  }

  /** Forgets the row, so that nothing of its gene stays in memory. */
  void leave() {
    block = null;
    blockOfCodes = null;
  }

  /** The gene's id as written in the table, or without its version. */
  public String geneId() {
    return block.rows().geneId();
  }

  /** Null where the annotation has no such gene. */
  public GeneModel gene() {
    return block.gene();
  }

  /**
   * The transcript joined to the row, null where there is none: the gene's representative, or with
   * {@code transcriptJoin=row} the row's own. Then it leaks the label ({@link
   * org.splicebeam.schemas.columns.Leak#ROW_JOIN}).
   */
  public TranscriptModel transcript() {
    return block.transcript(row);
  }

  /** As the analysis table writes it. */
  public String chrom() {
    return block.rows().chrom();
  }

  /** Of the gene; never unknown. */
  public Strand strand() {
    return block.rows().strand();
  }

  /** 0-based offset from the gene's 5' end, in transcription direction. */
  public long genePosition() {
    return block.rows().genePositions()[row];
  }

  /** 1-based base on the chromosome; -1 where the gene is not annotated. */
  public long absolutePosition() {
    GeneModel gene = block.gene();
    return gene == null ? -1 : gene.span().absolutePosition(genePosition(), strand());
  }

  /** The base model's probability that the position is a donor, 0 to 1. */
  public double donorScore() {
    return score(RowCursor.DONOR);
  }

  /** The base model's probability that the position is an acceptor, 0 to 1. */
  public double acceptorScore() {
    return score(RowCursor.ACCEPTOR);
  }

  /** The base model's probability that the position is no splice site, 0 to 1. */
  public double neitherScore() {
    return score(RowCursor.NEITHER);
  }

  /** The length of the window around the position, in bases. */
  public int windowLength() {
    return block.rows().windows().length(row);
  }

  /**
   * The window, 5' to 3' on the gene's strand: the first {@link #windowLength} codes, 0 A, 1 C, 2
   * G, 3 T, 4 N. The array is the cursor's own and longer than the window; it is overwritten when
   * the window of another row is asked for.
   */
  public byte[] windowCodes() {
    if (block != blockOfCodes || row != rowOfCodes) {
      block.rows().windows().unpack(row, codes);
      blockOfCodes = block;
      rowOfCodes = row;
    }
    return codes;
  }

  /** The share of G and C among all symbols of the window, N included; 0 where it is empty. */
  public double gcContent() {
    return statistics.gcContent(place);
  }

  /** The Shannon entropy of the window's symbols A, C, G, T and N, in bits; 0 where it is empty. */
  public double complexity() {
    return statistics.complexity(place);
  }

  private double score(int input) {
    RowBlock rows = block.rows();
    return ((ColumnVector.Doubles) rows.values().get(input)).values()[row];
  }

  /**
   * The {@link SequenceStatistics} of the windows of a row group, computed once a row. Memory: 36
   * bytes a row.
   */
  static final class WindowStatistics {
    private final double[] gcContent;
    private final double[] complexity;
    private final int[] symbols;

    /**
     * @param capacity the most rows of a row group
     */
    WindowStatistics(int capacity) {
      gcContent = new double[capacity];
      complexity = new double[capacity];
      symbols = new int[capacity * SequenceStatistics.SYMBOLS];
    }

    /** Takes the window of the row at a place of the row group: the first so many codes. */
    void put(int place, byte[] codes, int length) {
      int[] counts = SequenceStatistics.counts(codes, 0, length);
      SequenceStatistics statistics = SequenceStatistics.of(counts, length);
      gcContent[place] = statistics.gcContent();
      complexity[place] = statistics.complexity();
      System.arraycopy(
          counts, 0, symbols, place * SequenceStatistics.SYMBOLS, SequenceStatistics.SYMBOLS);
    }

    double gcContent(int place) {
      return gcContent[place];
    }

    double complexity(int place) {
      return complexity[place];
    }

    int symbols(int place, int symbol) {
      return symbols[place * SequenceStatistics.SYMBOLS + symbol];
    }
  }
}
