package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;

/**
 * Rows of one gene that were chosen while its scores were read (contract 8.9): all that a row is
 * made of but its sequence, which stands in the genome. The arrays belong to the element and are
 * not written to.
 *
 * @param strand + or -
 * @param span of the gene, genomic, 1-based
 * @param positions 0-based from the gene's 5' end, ascending
 * @param predTypes ordinals of {@link PredType}
 * @param spliceTypes ordinals of {@link SpliceType}
 * @param predictedPositions where the calls of TP and FP stand; -1 of other rows
 * @param keptAs ordinals of {@link KeptAs}
 * @param probabilities sampling probability of each row
 * @param transcriptIds of TP and FN the smallest id of the transcripts that have the site; null
 *     where none is named
 * @param transcriptCounts how many transcripts have the site
 * @param scores {@value #SCORES} a row: the donor's two bases before the position, at it, and two
 *     bases behind it, then the acceptor's; 0 outside of the gene
 */
public record ScoredStretch(
    Strand strand,
    Span span,
    int[] positions,
    byte[] predTypes,
    byte[] spliceTypes,
    int[] predictedPositions,
    byte[] keptAs,
    double[] probabilities,
    String[] transcriptIds,
    int[] transcriptCounts,
    float[] scores)
    implements Stretch {
  /** Scores of one type that a row has: from two bases before its position to two behind it. */
  public static final int AROUND = 5;

  /** Scores of a row. */
  public static final int SCORES = 2 * AROUND;

  /** Number of rows. */
  public int size() {
    return positions.length;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(strand.ordinal());
    ElementCoder.writeNumber(span.start(), out);
    ElementCoder.writeNumber(span.end(), out);
    ElementCoder.writeNumber(positions.length, out);
    int before = 0;
    for (int i = 0; i < positions.length; i++) {
      ElementCoder.writeNumber(positions[i] - before, out);
      before = positions[i];
      ElementCoder.writeNumber(transcriptCounts[i], out);
      ElementCoder.writeNumber(
          predictedPositions[i] < 0 ? Integer.MIN_VALUE : predictedPositions[i] - positions[i],
          out);
      out.writeDouble(probabilities[i]);
      ElementCoder.writeText(transcriptIds[i], out);
      writeScores(i * SCORES, out);
    }
    out.write(predTypes);
    out.write(spliceTypes);
    out.write(keptAs);
  }

  /** Most scores of most rows are 0, which takes a bit. */
  private void writeScores(int from, DataOutputStream out) throws IOException {
    int some = 0;
    for (int i = 0; i < SCORES; i++) {
      some |= Float.floatToRawIntBits(scores[from + i]) != 0 ? 1 << i : 0;
    }
    out.writeShort(some);
    for (int i = 0; i < SCORES; i++) {
      if ((some >> i & 1) != 0) {
        out.writeInt(Float.floatToRawIntBits(scores[from + i]));
      }
    }
  }

  static ScoredStretch read(DataInputStream in) throws IOException {
    Strand strand = Strand.values()[in.readByte()];
    Span span = new Span(ElementCoder.readNumber(in), ElementCoder.readNumber(in));
    int size = ElementCoder.readCount(in);
    int[] positions = new int[size];
    int[] predictedPositions = new int[size];
    int[] transcriptCounts = new int[size];
    double[] probabilities = new double[size];
    String[] transcriptIds = new String[size];
    float[] scores = new float[size * SCORES];
    int before = 0;
    for (int i = 0; i < size; i++) {
      before += ElementCoder.readCount(in);
      positions[i] = before;
      transcriptCounts[i] = ElementCoder.readCount(in);
      int fromPosition = ElementCoder.readCount(in);
      predictedPositions[i] = fromPosition == Integer.MIN_VALUE ? -1 : before + fromPosition;
      probabilities[i] = in.readDouble();
      transcriptIds[i] = ElementCoder.readText(in);
      readScores(scores, i * SCORES, in);
    }
    return new ScoredStretch(
        strand,
        span,
        positions,
        in.readNBytes(size),
        in.readNBytes(size),
        predictedPositions,
        in.readNBytes(size),
        probabilities,
        transcriptIds,
        transcriptCounts,
        scores);
  }

  private static void readScores(float[] into, int from, DataInputStream in) throws IOException {
    int some = in.readUnsignedShort();
    for (int i = 0; i < SCORES; i++) {
      if ((some >> i & 1) != 0) {
        into[from + i] = Float.intBitsToFloat(in.readInt());
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoredStretch o
        && strand == o.strand
        && span.equals(o.span)
        && Arrays.equals(positions, o.positions)
        && Arrays.equals(predTypes, o.predTypes)
        && Arrays.equals(spliceTypes, o.spliceTypes)
        && Arrays.equals(predictedPositions, o.predictedPositions)
        && Arrays.equals(keptAs, o.keptAs)
        && Arrays.equals(probabilities, o.probabilities)
        && Arrays.equals(transcriptIds, o.transcriptIds)
        && Arrays.equals(transcriptCounts, o.transcriptCounts)
        && Arrays.equals(scores, o.scores);
  }

  @Override
  public int hashCode() {
    return 31 * span.hashCode() + Arrays.hashCode(positions);
  }

  @Override
  public String toString() {
    return size() + " rows of a gene at " + span + strand.symbol();
  }
}
