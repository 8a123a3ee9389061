package org.splicebeam.transforms.gtf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneEvidence;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.TranscriptKey;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine.Feature;
import org.splicebeam.transforms.lines.LineFile;

/**
 * Reads a GTF from its first line to its last and folds consecutive lines of one transcript into a
 * block. In the usual order of lines that is one block a transcript; any other order gives more and
 * smaller ones. Memory: one line and one block of at most {@value #MAX_LINES} lines.
 */
public final class GtfReader {
  /** Lines of a block; a longer transcript comes as several. */
  static final int MAX_LINES = 1000;

  /** Takes what is read, in the order of the file. */
  public interface Sink {
    void geneLine(String geneId, GeneEvidence line);

    void transcriptLines(TranscriptKey key, TranscriptLines block);

    void reject(Reject reject);
  }

  private final LineFile file;
  private final GtfParser parser;
  private final Sink sink;

  private long blank;
  private long otherFeatures;
  private long used;
  private long rejected;

  /** The block under way, null before the first. */
  private TranscriptKey key;

  private Span span;
  private List<Span> exons;
  private Tag tag;
  private AnnotationLines lines;

  private GtfReader(LineFile file, GtfParser parser, Sink sink) {
    this.file = file;
    this.parser = parser;
    this.sink = sink;
  }

  /** Hands over all of a file and tells what became of its lines. */
  public static AnnotationTally read(LineFile file, boolean stripIdVersions, Sink sink)
      throws IOException {
    return new GtfReader(file, new GtfParser(stripIdVersions), sink).readAll();
  }

  private AnnotationTally readAll() throws IOException {
    while (file.next()) {
      var line = file.line();
      take(parser.parse(line.bytes(), line.start(), line.end(), !line.tooLong()));
    }
    endBlock();
    return new AnnotationTally(
        Reject.Input.ANNOTATION, file.line().lineNumber(), blank, otherFeatures, used, rejected);
  }

  private void take(GtfContent content) {
    if (content == Skipped.BLANK) {
      blank++;
    } else if (content == Skipped.OTHER_FEATURE) {
      otherFeatures++;
    } else if (content instanceof Unusable unusable) {
      rejected++;
      sink.reject(file.reject(Reject.Input.ANNOTATION, unusable.reason(), unusable.detail()));
    } else if (content instanceof GtfLine line) {
      used++;
      takeUsed(line);
    }
  }

  private void takeUsed(GtfLine line) {
    if (line.feature() == Feature.GENE) {
      sink.geneLine(
          line.geneId(), GeneEvidence.ofGeneLine(line.place(), line.span(), linesOf(line)));
      return;
    }
    TranscriptKey itsKey = new TranscriptKey(line.geneId(), line.transcriptId(), line.place());
    if (!itsKey.equals(key) || lines.count() == MAX_LINES) {
      endBlock();
      key = itsKey;
      span = null;
      exons = new ArrayList<>();
      tag = line.tag();
      lines = linesOf(line);
    } else {
      tag = line.tag().compareTo(tag) < 0 ? line.tag() : tag;
      lines = lines.merge(linesOf(line));
    }
    if (line.feature() == Feature.EXON) {
      exons.add(line.span());
    } else {
      span = span == null ? line.span() : span.hull(line.span());
    }
  }

  private void endBlock() {
    if (key != null) {
      sink.transcriptLines(key, new TranscriptLines(span, exons, tag, lines));
    }
  }

  private AnnotationLines linesOf(GtfLine line) {
    return new AnnotationLines(
        line.geneName(),
        line.geneType(),
        1,
        file.line().byteOffset(),
        file.line().lineNumber(),
        file.startOfLine());
  }
}
