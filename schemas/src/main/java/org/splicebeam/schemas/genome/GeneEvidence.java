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
 * One piece of what an annotation says of a gene: a gene line, or a whole transcript at one place.
 *
 * @param place of the lines
 * @param hull of the lines
 * @param transcript null for a gene line
 * @param introns of the transcript, in genome order
 * @param lines what they say of the gene, and where they stand
 */
@DefaultCoder(GeneEvidence.Coder.class)
public record GeneEvidence(
    GenePlace place,
    Span hull,
    TranscriptModel transcript,
    List<Span> introns,
    AnnotationLines lines) {

  public GeneEvidence {
    introns = List.copyOf(introns);
  }

  public static GeneEvidence ofGeneLine(GenePlace place, Span span, AnnotationLines line) {
    return new GeneEvidence(place, span, null, List.of(), line);
  }

  public static GeneEvidence ofTranscript(TranscriptKey key, ExonSummary summary) {
    return new GeneEvidence(
        key.place(),
        summary.hull(),
        summary.model(key.transcriptId()),
        summary.introns(),
        summary.lines());
  }

  public boolean isGeneLine() {
    return transcript == null;
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneEvidence> {
    private static final long serialVersionUID = 1L;
    private static final GenePlace.Coder PLACE = new GenePlace.Coder();
    private static final TranscriptModel.Coder TRANSCRIPT = new TranscriptModel.Coder();
    private static final SpanCoder SPANS = new SpanCoder();
    private static final AnnotationLines.Coder LINES = new AnnotationLines.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneEvidence.class), new Coder());
    }

    @Override
    public void write(GeneEvidence e, DataOutputStream out) throws IOException {
      PLACE.write(e.place, out);
      SPANS.write(e.hull, out);
      LINES.write(e.lines, out);
      out.writeBoolean(e.isGeneLine());
      if (!e.isGeneLine()) {
        TRANSCRIPT.write(e.transcript, out);
        SPANS.writeAll(e.introns, out);
      }
    }

    @Override
    public GeneEvidence read(DataInputStream in) throws IOException {
      GenePlace place = PLACE.read(in);
      Span hull = SPANS.read(in);
      AnnotationLines lines = LINES.read(in);
      return in.readBoolean()
          ? ofGeneLine(place, hull, lines)
          : new GeneEvidence(place, hull, TRANSCRIPT.read(in), SPANS.readAll(in), lines);
    }
  }
}
