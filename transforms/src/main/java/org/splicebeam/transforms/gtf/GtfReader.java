package org.splicebeam.transforms.gtf;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine.Feature;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.OpenTally;

/**
 * Reads a GTF, or a range of one, from its first line to its last and folds the lines of a gene
 * into a block. In the usual order of lines, and in any that keeps a gene's lines near one another,
 * that is one block a gene, or two; any other order gives more and smaller ones. Memory: one line,
 * and the intervals, ids, names and types of {@value #MOST_LINES} lines, or of fewer that have
 * {@value #MOST_BYTES} bytes together.
 */
public final class GtfReader {
  /** So many lines are folded; then all blocks are handed over. */
  static final int MOST_LINES = 2_000;

  /**
   * Or lines of so many bytes: the length of a name has no other bound than that of its line. 4 kB
   * a line are far more than real annotations have.
   */
  static final int MOST_BYTES = 8 << 20;

  private static final Unusable CARRIAGE_RETURN =
      new Unusable(
          Reject.Reason.BAD_VALUE, "a CR inside of the line, where lines end with LF or CRLF");

  /** Takes what is read. */
  public interface Sink {
    void geneLines(String geneId, GeneLines block);

    /** A line that is not used; its number is that in the range. */
    void reject(Reject reject);
  }

  private final LineFile file;
  private final GtfParser parser;
  private final Sink sink;
  private final OpenTally tally;

  private final Map<Key, OpenGene> genes = new LinkedHashMap<>();
  private int numLines;
  private int numBytes;

  /** The gene of the last line, null before the first. */
  private Key lastKey;

  private OpenGene last;

  /** A gene at a place. */
  private record Key(String geneId, GenePlace place) {

    boolean isOf(GtfLine line) {
      return geneId.equals(line.geneId()) && (place == line.place() || place.equals(line.place()));
    }
  }

  private GtfReader(LineFile file, GtfParser parser, Sink sink) {
    this.file = file;
    this.parser = parser;
    this.sink = sink;
    this.tally = new OpenTally(Reject.Input.ANNOTATION, file);
  }

  /** Hands over all of a file or range and tells what became of its lines. */
  public static AnnotationTally read(LineFile file, boolean stripIdVersions, Sink sink)
      throws IOException {
    return new GtfReader(file, new GtfParser(stripIdVersions), sink).readAll();
  }

  private AnnotationTally readAll() throws IOException {
    while (file.next()) {
      LineReader line = file.line();
      int end = line.endBeforeCarriageReturns();
      take(
          line.hasCarriageReturn(end)
              ? CARRIAGE_RETURN
              : parser.parse(line.bytes(), line.start(), end, !line.tooLong()));
    }
    handOver();
    return tally.tally();
  }

  private void take(GtfContent content) {
    if (content == Skipped.BLANK) {
      tally.blank();
    } else if (content == Skipped.OTHER_FEATURE) {
      tally.otherFeature();
    } else if (content instanceof Unusable unusable) {
      sink.reject(tally.unused(unusable.reason(), unusable.detail()));
    } else if (content instanceof GtfLine line) {
      tally.used();
      if (line.feature() == Feature.EXON) {
        tally.exon();
      }
      tally.unreadable(line.unreadable());
      takeUsed(line);
    }
  }

  private void takeUsed(GtfLine line) {
    if (numLines == MOST_LINES || numBytes >= MOST_BYTES) {
      handOver();
    }
    if (lastKey == null || !lastKey.isOf(line)) {
      lastKey = new Key(line.geneId(), line.place());
      last = genes.computeIfAbsent(lastKey, key -> new OpenGene(key.place()));
    }
    last.add(line, () -> asFirst(line));
    numLines++;
    numBytes += file.line().end() - file.line().start();
  }

  private void handOver() {
    genes.forEach((key, gene) -> sink.geneLines(key.geneId(), gene.block()));
    genes.clear();
    numLines = 0;
    numBytes = 0;
    lastKey = null;
  }

  private AnnotationLines asFirst(GtfLine line) {
    return new AnnotationLines(
        line.geneName(),
        line.geneType(),
        1,
        file.line().byteOffset(),
        file.lineNumber(),
        file.startOfLine());
  }
}
