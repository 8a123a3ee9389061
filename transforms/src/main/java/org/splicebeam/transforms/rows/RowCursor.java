package org.splicebeam.transforms.rows;

import java.util.Arrays;
import java.util.List;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * One row of an analysis table: one position of one gene. Mutable and used again for every row, so
 * that parsing makes no objects; whoever keeps a row copies what it needs.
 *
 * <p>A reader fills ids, chromosome, strand, position, both types and the three scores first. The
 * other values and the window hold this row's values only after it has read the row whole. Values
 * are addressed by their place in {@link InputColumns#all}. Memory: one row; the window stays in
 * its line.
 */
public final class RowCursor {
  private static final InputColumns STANDARD = InputColumns.with(List.of());

  /** The scores' places among the input values. */
  public static final int DONOR = STANDARD.indexOf("donor_score");

  public static final int ACCEPTOR = STANDARD.indexOf("acceptor_score");
  public static final int NEITHER = STANDARD.indexOf("neither_score");

  /** The place of the score two bases before the position; those of the other three follow it. */
  static final int FIRST_CONTEXT = STANDARD.indexOf("context_score_m2");

  private String geneId;
  private String transcriptId;
  private String chrom;
  private Strand strand;
  private long genePosition;
  private PredType predType;
  private SpliceType spliceType;

  private final long[] longs;
  private final double[] doubles;
  private final String[] texts;
  private final boolean[] nulls;
  private byte[] window = {};
  private int windowStart;
  private int windowLength;

  public RowCursor(InputColumns columns) {
    longs = new long[columns.size()];
    doubles = new double[columns.size()];
    texts = new String[columns.size()];
    nulls = new boolean[columns.size()];
    Arrays.fill(nulls, true);
  }

  /** As written, or without version; the same object for a gene's consecutive rows. */
  public String geneId() {
    return geneId;
  }

  /** Null where the row has none. */
  public String transcriptId() {
    return transcriptId;
  }

  /** As written in the table. */
  public String chrom() {
    return chrom;
  }

  /** The row's, or its gene's where the row has none; never UNKNOWN. */
  public Strand strand() {
    return strand;
  }

  /** 0-based offset from the gene's 5' end, in transcription direction. */
  public long genePosition() {
    return genePosition;
  }

  public PredType predType() {
    return predType;
  }

  public SpliceType spliceType() {
    return spliceType;
  }

  /** In [0, 1], as the other two scores. */
  public double donorScore() {
    return doubles[DONOR];
  }

  public double acceptorScore() {
    return doubles[ACCEPTOR];
  }

  public double neitherScore() {
    return doubles[NEITHER];
  }

  /** Whether the row has no value for the column. */
  public boolean isNull(int column) {
    return nulls[column];
  }

  /** An INT or LONG column; 0 where it is null. */
  public long longValue(int column) {
    return longs[column];
  }

  /** A DOUBLE column; 0 where it is null. */
  public double doubleValue(int column) {
    return doubles[column];
  }

  /** A TEXT column; null where it is null. */
  public String text(int column) {
    return texts[column];
  }

  /**
   * Holds the window, in transcription direction, as the letters of the file, of either case. They
   * are the line's own bytes: valid as long as those.
   */
  public byte[] window() {
    return window;
  }

  /** Of the window's first letter. */
  public int windowStart() {
    return windowStart;
  }

  /** In bases, 1 to 65 535. */
  public int windowLength() {
    return windowLength;
  }

  /** Whether a value's place is that of one of the three scores. */
  public static boolean isScore(int column) {
    return column == DONOR || column == ACCEPTOR || column == NEITHER;
  }

  public void setGeneId(String geneId) {
    this.geneId = geneId;
  }

  public void setTranscriptId(String transcriptId) {
    this.transcriptId = transcriptId;
  }

  public void setChrom(String chrom) {
    this.chrom = chrom;
  }

  public void setStrand(Strand strand) {
    this.strand = strand;
  }

  public void setGenePosition(long genePosition) {
    this.genePosition = genePosition;
  }

  public void setPredType(PredType predType) {
    this.predType = predType;
  }

  public void setSpliceType(SpliceType spliceType) {
    this.spliceType = spliceType;
  }

  public void setNull(int column) {
    longs[column] = 0;
    doubles[column] = 0;
    texts[column] = null;
    nulls[column] = true;
  }

  public void setLong(int column, long value) {
    longs[column] = value;
    nulls[column] = false;
  }

  public void setDouble(int column, double value) {
    doubles[column] = value;
    nulls[column] = false;
  }

  public void setText(int column, String value) {
    texts[column] = value;
    nulls[column] = false;
  }

  public void setWindow(byte[] letters, int start, int length) {
    window = letters;
    windowStart = start;
    windowLength = length;
  }
}
