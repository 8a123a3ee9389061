package org.splicebeam.transforms.scoring;

import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ScoredStretch;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.fasta.Genome;
import org.splicebeam.transforms.labels.Bases;
import org.splicebeam.transforms.labels.PositionScores;
import org.splicebeam.transforms.rows.BlockKey;
import org.splicebeam.transforms.rows.DerivedFeatures;
import org.splicebeam.transforms.rows.RowBlockBuilder;
import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.rows.RowSource;
import org.splicebeam.transforms.rows.ScoreColumns;

/**
 * Makes the rows of one part (contract 8.5): what pass 1 kept of them, with their sequences from
 * the genome.
 *
 * <p>Memory: the bases of one range of a gene, and a block.
 */
final class GenomeRows implements RowSource.RangeReader {
  private static final KeptAs[] KEPT_AS = KeptAs.values();
  private static final PredType[] PRED_TYPES = PredType.values();
  private static final SpliceType[] SPLICE_TYPES = SpliceType.values();

  private final ScoreFiles files;
  private final int flank;
  private final int part;
  private final RowCursor row;
  private final DerivedFeatures features;
  private final HashStream64 hash = Hashing.xxh3_64().hashStream();
  private long sequenceHash;

  /** Of the rows that are being read, in UTF-8. */
  private byte[] geneId = {};

  /** Null until the first rows are read: a part that stands already needs none. */
  private Genome genome;

  private final int predictedPosition;
  private final int truePosition;
  private final int windowStart;
  private final int windowEnd;
  private final int transcriptCount;
  private final int score;

  GenomeRows(ScoreFiles files, int flank, int part) {
    this.files = files;
    this.flank = flank;
    this.part = part;
    row = new RowCursor(ScoreColumns.INPUT);
    features = new DerivedFeatures(ScoreColumns.INPUT, name -> false);
    predictedPosition = ScoreColumns.INPUT.indexOf("predicted_position");
    truePosition = ScoreColumns.INPUT.indexOf("true_position");
    windowStart = ScoreColumns.INPUT.indexOf("window_start");
    windowEnd = ScoreColumns.INPUT.indexOf("window_end");
    transcriptCount = ScoreColumns.INPUT.indexOf("transcript_count");
    score = ScoreColumns.INPUT.indexOf("score");
  }

  /** What a failing genome ends with: a verdict, unless the output folder is what fails. */
  private static RuntimeException unreadable(IOException e) {
    try {
      return GeneScores.unreadable("--fasta", e);
    } catch (IOException ofFolder) {
      return new UncheckedIOException(ofFolder);
    }
  }

  @Override
  public void read(List<RowRange> ofGene, Consumer<RowBlock> into) {
    ofGene.stream()
        .sorted(Comparator.comparingLong(RowRange::firstPosition))
        .forEach(range -> read(range, (ScoredStretch) range.where(), into));
  }

  private void read(RowRange range, ScoredStretch rows, Consumer<RowBlock> into) {
    int length = Math.toIntExact(rows.span().length());
    int from = Bases.windowStart((int) range.firstPosition() - 1, flank);
    int to = Bases.windowEnd((int) range.lastPosition() + 2, flank, length);
    byte[] bases = bases(range.chrom(), rows, from, to);
    row.setGeneId(range.geneId());
    geneId = range.geneId().getBytes(StandardCharsets.UTF_8);
    row.setChrom(range.chrom());
    row.setStrand(rows.strand());
    BlockKey key = new BlockKey(part, range.geneId(), range.chrom(), rows.strand());
    RowBlockBuilder block = new RowBlockBuilder(key, ScoreColumns.INPUT, rows.size());
    for (int i = 0; i < rows.size(); i++) {
      set(rows, i, bases, from, length);
      if (block.add(row, KEPT_AS[rows.keptAs()[i]], rows.probabilities()[i])) {
        into.accept(block.build());
        block = new RowBlockBuilder(key, ScoreColumns.INPUT, rows.size() - i);
      }
    }
    if (block.size() > 0) {
      into.accept(block.build());
    }
  }

  /** The gene's bases [from, to), from its 5' end. */
  private byte[] bases(String chrom, ScoredStretch rows, int from, int to) {
    try {
      if (genome == null) {
        genome = Genome.open(files.fasta(), files.folder(), files.aliases());
      }
      return genome.read(chrom, rows.span().part(from, to, rows.strand()), rows.strand());
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Fills the row.
   *
   * @param bases from position {@code from} on
   */
  private void set(ScoredStretch rows, int i, byte[] bases, int from, int length) {
    int position = rows.positions()[i];
    PredType predType = PRED_TYPES[rows.predTypes()[i]];
    row.setGenePosition(position);
    row.setPredType(predType);
    row.setSpliceType(SPLICE_TYPES[rows.spliceTypes()[i]]);
    row.setTranscriptId(rows.transcriptIds()[i]);
    setOrNull(predictedPosition, rows.predictedPositions()[i]);
    setOrNull(truePosition, predType == PredType.TP || predType == PredType.FN ? position : -1);
    int start = Bases.windowStart(position, flank);
    int end = Bases.windowEnd(position, flank, length);
    row.setLong(windowStart, start);
    row.setLong(windowEnd, end);
    row.setLong(transcriptCount, rows.transcriptCounts()[i]);
    setScores(rows.scores(), i * ScoredStretch.SCORES);
    row.setLong(ScoreColumns.DONOR_DINUCLEOTIDE, Bases.dinucleotide(bases, from, length, position));
    row.setLong(
        ScoreColumns.ACCEPTOR_DINUCLEOTIDE, Bases.dinucleotide(bases, from, length, position - 1));
    features.fillFromScores(row);
    row.setWindow(bases, start - from, end - start);
    addHash(position, bases, start - from, end - start);
  }

  private void setOrNull(int column, int position) {
    if (position < 0) {
      row.setNull(column);
    } else {
      row.setLong(column, position);
    }
  }

  private void setScores(float[] scores, int at) {
    int centre = ScoredStretch.AROUND / 2;
    double donor = scores[at + centre];
    double acceptor = scores[at + ScoredStretch.AROUND + centre];
    row.setDouble(score, Math.max(donor, acceptor));
    row.setDouble(RowCursor.DONOR, donor);
    row.setDouble(RowCursor.ACCEPTOR, acceptor);
    row.setDouble(RowCursor.NEITHER, PositionScores.neither(donor, acceptor));
    setContext(ScoreColumns.DONOR_CONTEXT, scores, at);
    setContext(ScoreColumns.ACCEPTOR_CONTEXT, scores, at + ScoredStretch.AROUND);
  }

  private void setContext(int first, float[] scores, int at) {
    row.setDouble(first, scores[at]);
    row.setDouble(first + 1, scores[at + 1]);
    row.setDouble(first + 2, scores[at + 3]);
    row.setDouble(first + 3, scores[at + 4]);
  }

  /** Of the gene's id, the position as text and the sequence, each but the last with a 0 behind. */
  private void addHash(int position, byte[] bases, int start, int length) {
    hash.reset();
    hash.putBytes(geneId);
    hash.putByte((byte) 0);
    hash.putBytes(Integer.toString(position).getBytes(StandardCharsets.US_ASCII));
    hash.putByte((byte) 0);
    hash.putBytes(bases, start, length);
    sequenceHash += hash.getAsLong();
  }

  @Override
  public long sequenceHash() {
    return sequenceHash;
  }

  @Override
  public void close() {
    try {
      if (genome != null) {
        genome.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
