package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * What a row takes from a transcript (contract 2.4); lengths in bases.
 *
 * @param transcriptId as written (or without version), known within its gene only
 * @param span the transcript line's interval, else the hull of its exons
 * @param tag the best tag of its lines
 * @param numExons distinct exons, 0 where the annotation has none
 * @param totalExonLength sum over distinct exons
 * @param medianExonLength exact; the mean of the middle two of an even number; 0 without exons
 * @param totalIntronLength bases of the span that no exon covers; 0 without exons
 */
@DefaultCoder(TranscriptModel.Coder.class)
public record TranscriptModel(
    String transcriptId,
    Span span,
    Tag tag,
    int numExons,
    long totalExonLength,
    double medianExonLength,
    long totalIntronLength) {

  /** How much an annotation recommends a transcript, best first. */
  public enum Tag {
    MANE_SELECT,
    ENSEMBL_CANONICAL,
    NONE
  }

  /**
   * The order in which a gene's representative is chosen, without looking at any row: tag, then
   * greatest total exon length, greatest span, smallest id. The first of a gene's transcripts
   * represents it.
   */
  public static final Comparator<TranscriptModel> REPRESENTATIVE_FIRST =
      Comparator.comparing(TranscriptModel::tag)
          .thenComparing(TranscriptModel::totalExonLength, Comparator.reverseOrder())
          .thenComparing(t -> t.span().length(), Comparator.reverseOrder())
          .thenComparing(TranscriptModel::transcriptId, Chromosomes.BY_CODE_POINT);

  /** Mean exon length in bases; 0 without exons. */
  public double avgExonLength() {
    return numExons == 0 ? 0 : (double) totalExonLength / numExons;
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<TranscriptModel> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(TranscriptModel.class), new Coder());
    }

    @Override
    public void write(TranscriptModel t, DataOutputStream out) throws IOException {
      writeText(t.transcriptId, out);
      writeNumber(t.span.start(), out);
      writeNumber(t.span.end(), out);
      out.writeByte(t.tag.ordinal());
      writeNumber(t.numExons, out);
      writeNumber(t.totalExonLength, out);
      out.writeDouble(t.medianExonLength);
      writeNumber(t.totalIntronLength, out);
    }

    @Override
    public TranscriptModel read(DataInputStream in) throws IOException {
      return new TranscriptModel(
          readText(in),
          new Span(readNumber(in), readNumber(in)),
          Tag.values()[in.readByte()],
          readCount(in),
          readNumber(in),
          in.readDouble(),
          readNumber(in));
    }
  }
}
