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
 * Some transcript and exon lines of one transcript: the block that crosses the shuffle.
 *
 * @param span hull of its transcript lines, null where it has none
 * @param exons of its exon lines, as they stand (a repeated one twice)
 * @param tag the best one
 * @param lines what they say of the gene, and where they stand
 */
@DefaultCoder(TranscriptLines.Coder.class)
public record TranscriptLines(
    Span span, List<Span> exons, TranscriptModel.Tag tag, AnnotationLines lines) {

  public TranscriptLines {
    exons = List.copyOf(exons);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<TranscriptLines> {
    private static final long serialVersionUID = 1L;
    private static final SpanCoder SPANS = new SpanCoder();
    private static final AnnotationLines.Coder LINES = new AnnotationLines.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(TranscriptLines.class), new Coder());
    }

    @Override
    public void write(TranscriptLines t, DataOutputStream out) throws IOException {
      SPANS.write(t.span, out);
      SPANS.writeAll(t.exons, out);
      out.writeByte(t.tag.ordinal());
      LINES.write(t.lines, out);
    }

    @Override
    public TranscriptLines read(DataInputStream in) throws IOException {
      return new TranscriptLines(
          SPANS.read(in),
          SPANS.readAll(in),
          TranscriptModel.Tag.values()[in.readByte()],
          LINES.read(in));
    }
  }
}
