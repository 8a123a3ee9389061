package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * Some lines that an annotation has of one gene at one place: the block that crosses the shuffle. A
 * gene may have several, in any order.
 *
 * @param place of the lines
 * @param span hull of its gene lines, null where it has none
 * @param geneLines what those say, null where it has none
 * @param otherLines what its transcript and exon lines say of the gene, null where it has none
 * @param transcripts their other content, each transcript_id once
 */
@DefaultCoder(GeneLines.Coder.class)
public record GeneLines(
    GenePlace place,
    Span span,
    AnnotationLines geneLines,
    AnnotationLines otherLines,
    List<TranscriptLines> transcripts) {

  public GeneLines {
    transcripts = List.copyOf(transcripts);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneLines> {
    private static final long serialVersionUID = 1L;
    private static final GenePlace.Coder PLACE = new GenePlace.Coder();
    private static final SpanCoder SPANS = new SpanCoder();
    private static final AnnotationLines.Coder LINES = new AnnotationLines.Coder();
    private static final TranscriptLines.Coder TRANSCRIPTS = new TranscriptLines.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneLines.class), new Coder());
    }

    @Override
    public void write(GeneLines g, DataOutputStream out) throws IOException {
      PLACE.write(g.place, out);
      SPANS.write(g.span, out);
      writeLines(g.geneLines, out);
      writeLines(g.otherLines, out);
      writeNumber(g.transcripts.size(), out);
      for (TranscriptLines transcript : g.transcripts) {
        TRANSCRIPTS.write(transcript, out);
      }
    }

    @Override
    public GeneLines read(DataInputStream in) throws IOException {
      GenePlace place = PLACE.read(in);
      Span span = SPANS.read(in);
      AnnotationLines geneLines = readLines(in);
      AnnotationLines otherLines = readLines(in);
      int size = readCount(in);
      List<TranscriptLines> transcripts = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        transcripts.add(TRANSCRIPTS.read(in));
      }
      return new GeneLines(place, span, geneLines, otherLines, transcripts);
    }

    private static void writeLines(AnnotationLines lines, DataOutputStream out) throws IOException {
      out.writeBoolean(lines != null);
      if (lines != null) {
        LINES.write(lines, out);
      }
    }

    private static AnnotationLines readLines(DataInputStream in) throws IOException {
      return in.readBoolean() ? LINES.read(in) : null;
    }
  }
}
