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
 * Some transcript and exon lines of one transcript of a gene at one place.
 *
 * @param transcriptId as written (or without version), known within its gene only
 * @param span hull of its transcript lines, null where it has none
 * @param exons of its exon lines, as they stand (a repeated one twice)
 * @param tag the best one
 */
@DefaultCoder(TranscriptLines.Coder.class)
public record TranscriptLines(
    String transcriptId, Span span, List<Span> exons, TranscriptModel.Tag tag) {

  public TranscriptLines {
    exons = List.copyOf(exons);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<TranscriptLines> {
    private static final long serialVersionUID = 1L;
    private static final SpanCoder SPANS = new SpanCoder();
    private static final TranscriptModel.Tag[] TAGS = TranscriptModel.Tag.values();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(TranscriptLines.class), new Coder());
    }

    @Override
    public void write(TranscriptLines t, DataOutputStream out) throws IOException {
      writeText(t.transcriptId, out);
      SPANS.write(t.span, out);
      SPANS.writeAll(t.exons, out);
      out.writeByte(t.tag.ordinal());
    }

    @Override
    public TranscriptLines read(DataInputStream in) throws IOException {
      return new TranscriptLines(
          readText(in), SPANS.read(in), SPANS.readAll(in), TAGS[in.readByte()]);
    }
  }
}
