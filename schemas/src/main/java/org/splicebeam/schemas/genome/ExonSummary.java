package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * All lines of a transcript at one place, its exons boiled down to figures; lengths in bases.
 *
 * @param span hull of its transcript lines, else of its exons
 * @param hull of all its lines
 * @param tag the best one
 * @param numExons distinct exons, 0 where the annotation has none
 * @param totalExonLength sum over distinct exons
 * @param medianExonLength exact; the mean of the middle two of an even number; 0 without exons
 * @param introns the gaps between its exons, in genome order; exons that touch or overlap have none
 * @param lines what they say of the gene, and where they stand
 */
@DefaultCoder(ExonSummary.Coder.class)
public record ExonSummary(
    Span span,
    Span hull,
    TranscriptModel.Tag tag,
    int numExons,
    long totalExonLength,
    double medianExonLength,
    List<Span> introns,
    AnnotationLines lines) {

  public ExonSummary {
    introns = List.copyOf(introns);
  }

  /** The transcript as a row meets it. */
  public TranscriptModel model(String transcriptId) {
    return new TranscriptModel(
        transcriptId, span, tag, numExons, totalExonLength, medianExonLength);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<ExonSummary> {
    private static final long serialVersionUID = 1L;
    private static final SpanCoder SPANS = new SpanCoder();
    private static final AnnotationLines.Coder LINES = new AnnotationLines.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(ExonSummary.class), new Coder());
    }

    @Override
    public void write(ExonSummary s, DataOutputStream out) throws IOException {
      SPANS.write(s.span, out);
      SPANS.write(s.hull, out);
      out.writeByte(s.tag.ordinal());
      writeNumber(s.numExons, out);
      writeNumber(s.totalExonLength, out);
      out.writeDouble(s.medianExonLength);
      SPANS.writeAll(s.introns, out);
      LINES.write(s.lines, out);
    }

    @Override
    public ExonSummary read(DataInputStream in) throws IOException {
      return new ExonSummary(
          SPANS.read(in),
          SPANS.read(in),
          TranscriptModel.Tag.values()[in.readByte()],
          readCount(in),
          readNumber(in),
          in.readDouble(),
          SPANS.readAll(in),
          LINES.read(in));
    }
  }
}
