package org.splicebeam.transforms.scoring;

import java.util.Arrays;
import java.util.function.Consumer;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ScoredStretch;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.labels.PositionScores;

/**
 * Takes the chosen positions of one gene, ascending, and gives them on in ranges of at most {@value
 * #MOST_ROWS} rows; none reaches over the border of two chunks. At the end it tells what it was
 * given.
 *
 * <p>Memory: one range.
 */
final class KeptRows implements PositionSampler.Taker {
  private static final int MOST_ROWS = 1_000;
  private static final int BEFORE = ScoredStretch.AROUND / 2;

  private final GeneLabels labels;
  private final long chunkRows;
  private final Consumer<RowRange> ranges;

  private final int[] positions = new int[MOST_ROWS];
  private final byte[] predTypes = new byte[MOST_ROWS];
  private final byte[] spliceTypes = new byte[MOST_ROWS];
  private final int[] predictedPositions = new int[MOST_ROWS];
  private final byte[] keptAs = new byte[MOST_ROWS];
  private final double[] probabilities = new double[MOST_ROWS];
  private final String[] transcriptIds = new String[MOST_ROWS];
  private final int[] transcriptCounts = new int[MOST_ROWS];
  private final float[] scores = new float[MOST_ROWS * ScoredStretch.SCORES];
  private int size;

  private final long[] keptByType = new long[PredType.values().length];
  private long kept;
  private long[] chunkStarts = {};

  KeptRows(GeneLabels labels, long chunkRows, Consumer<RowRange> ranges) {
    this.labels = labels;
    this.chunkRows = chunkRows;
    this.ranges = ranges;
  }

  @Override
  public void take(int position, KeptAs why, double probability) {
    boolean newChunk = kept > 0 && kept % chunkRows == 0;
    if (newChunk || size == MOST_ROWS) {
      giveRange();
    }
    if (newChunk) {
      chunkStarts = Arrays.copyOf(chunkStarts, chunkStarts.length + 1);
      chunkStarts[chunkStarts.length - 1] = position;
    }
    PredType predType = labels.predType(position);
    positions[size] = position;
    predTypes[size] = (byte) predType.ordinal();
    spliceTypes[size] = (byte) labels.spliceType(position).ordinal();
    predictedPositions[size] = labels.predictedPosition(position);
    keptAs[size] = (byte) why.ordinal();
    probabilities[size] = probability;
    transcriptIds[size] = labels.transcriptId(position);
    transcriptCounts[size] = labels.transcriptCount(position);
    int at = size * ScoredStretch.SCORES;
    putScores(labels.scores(SpliceType.DONOR), position, at);
    putScores(labels.scores(SpliceType.ACCEPTOR), position, at + ScoredStretch.AROUND);
    size++;
    kept++;
    keptByType[predType.ordinal()]++;
  }

  private void putScores(float[] of, int position, int at) {
    for (int i = 0; i < ScoredStretch.AROUND; i++) {
      scores[at + i] = PositionScores.at(of, labels.length(), position - BEFORE + i);
    }
  }

  private void giveRange() {
    SitedGene gene = labels.gene();
    ranges.accept(
        new RowRange(
            gene.geneId(),
            gene.chrom(),
            positions[0],
            positions[size - 1],
            new ScoredStretch(
                gene.strand(),
                gene.span(),
                Arrays.copyOf(positions, size),
                Arrays.copyOf(predTypes, size),
                Arrays.copyOf(spliceTypes, size),
                Arrays.copyOf(predictedPositions, size),
                Arrays.copyOf(keptAs, size),
                Arrays.copyOf(probabilities, size),
                Arrays.copyOf(transcriptIds, size),
                Arrays.copyOf(transcriptCounts, size),
                Arrays.copyOf(scores, size * ScoredStretch.SCORES))));
    size = 0;
  }

  /** Gives the last range; what became of the gene's rows. */
  GeneTally end() {
    if (size > 0) {
      giveRange();
    }
    SitedGene gene = labels.gene();
    long rows = labels.length() - labels.masked();
    return new GeneTally(
        gene.geneId(),
        gene.chrom(),
        gene.strand(),
        true,
        gene.span().start(),
        true,
        rows,
        rows,
        0,
        rows - kept,
        keptByType[PredType.TP.ordinal()],
        keptByType[PredType.FP.ordinal()],
        keptByType[PredType.FN.ordinal()],
        keptByType[PredType.TN.ordinal()],
        chunkStarts,
        chunks());
  }

  private long[] chunks() {
    long[] rows = new long[chunkStarts.length + 1];
    Arrays.fill(rows, chunkRows);
    rows[rows.length - 1] = kept - chunkStarts.length * chunkRows;
    return rows;
  }
}
