package org.splicebeam.transforms.gtf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.transforms.gtf.GtfLine.Feature;

/**
 * A block of a gene's lines that is not finished yet. Memory: one interval a line, the id of each
 * transcript, and the name and type of the gene, which can be as long as a line.
 */
final class OpenGene {
  private final GenePlace place;
  private final Map<String, OpenTranscript> transcripts = new LinkedHashMap<>();
  private Span span;
  private AnnotationLines geneLines;
  private AnnotationLines otherLines;

  /** The transcript of the last line. */
  private OpenTranscript last;

  OpenGene(GenePlace place) {
    this.place = place;
  }

  /**
   * Takes a line of this gene at this place.
   *
   * @param count 1, or 0 where the line is counted with another gene or transcript
   * @param first what the line says, where it is the first one of its kind
   */
  void add(GtfLine line, int count, Supplier<AnnotationLines> first) {
    if (line.feature() == Feature.GENE) {
      span = span == null ? line.span() : span.hull(line.span());
      geneLines = with(geneLines, line, count, first);
      return;
    }
    otherLines = with(otherLines, line, count, first);
    if (last == null || !last.transcriptId.equals(line.transcriptId())) {
      last = transcripts.computeIfAbsent(line.transcriptId(), OpenTranscript::new);
    }
    last.add(line);
  }

  private static AnnotationLines with(
      AnnotationLines lines, GtfLine line, int count, Supplier<AnnotationLines> first) {
    return lines == null ? first.get() : lines.plusLines(count, line.geneName(), line.geneType());
  }

  GeneLines block() {
    return new GeneLines(
        place,
        span,
        geneLines,
        otherLines,
        transcripts.values().stream().map(OpenTranscript::lines).toList());
  }

  private static final class OpenTranscript {
    private final String transcriptId;
    private final List<Span> exons = new ArrayList<>();
    private Span span;
    private Tag tag = Tag.NONE;

    OpenTranscript(String transcriptId) {
      this.transcriptId = transcriptId;
    }

    void add(GtfLine line) {
      if (line.feature() == Feature.EXON) {
        exons.add(line.span());
      } else {
        span = span == null ? line.span() : span.hull(line.span());
      }
      tag = line.tag().compareTo(tag) < 0 ? line.tag() : tag;
    }

    TranscriptLines lines() {
      return new TranscriptLines(transcriptId, span, exons, tag);
    }
  }
}
