package org.splicebeam.transforms.gtf;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneLines;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gtf.GtfContent.Several;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine.Feature;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.OpenTally;
import org.splicebeam.transforms.progress.WorkDone;

/**
 * Reads an annotation, or a range of one, from its first line to its last and folds the lines of a
 * gene into a block. In the usual order of lines, and in any that keeps a gene's lines near one
 * another, that is one block a gene, or two; any other order gives more and smaller ones. Memory:
 * one line, and the intervals, ids, names and types of {@value #MOST_LINES} lines, or of fewer that
 * have {@value #MOST_BYTES} bytes together.
 */
public final class GtfReader {
  /** So many lines are folded; then all blocks are handed over. */
  static final int MOST_LINES = 2_000;

  /**
   * Or lines of so many bytes: the length of a name has no other bound than that of its line. 4 kB
   * a line are far more than real annotations have.
   */
  static final int MOST_BYTES = 8 << 20;

  /** Takes what is read. */
  public interface Sink {
    void geneLines(String geneId, GeneLines block);

    /** A line that is not used; its number is that in the range. */
    void reject(Reject reject);
  }

  private final LineFile file;
  private final AnnotationParser parser;
  private final Sink sink;
  private final OpenTally tally;
  private final FeatureFields fields = new FeatureFields();

  private final Map<Key, OpenGene> genes = new LinkedHashMap<>();
  private int numLines;
  private int numBytes;

  private long toldBytes;

  /** The gene of the last line, null before the first. */
  private Key lastKey;

  private OpenGene last;

  /** A gene at a place. */
  private record Key(String geneId, GenePlace place) {

    boolean isOf(GtfLine line) {
      return geneId.equals(line.geneId()) && (place == line.place() || place.equals(line.place()));
    }
  }

  private GtfReader(LineFile file, AnnotationParser parser, Sink sink) {
    this.file = file;
    this.parser = parser;
    this.sink = sink;
    this.tally = new OpenTally(Reject.Input.ANNOTATION, file);
  }

  /**
   * Hands over all of a file or range and tells what became of its lines; of those behind the
   * features it counts only such as have the fields of one.
   */
  public static AnnotationTally read(LineFile file, AnnotationParser parser, Sink sink)
      throws IOException {
    return new GtfReader(file, parser, sink).readAll();
  }

  private AnnotationTally readAll() throws IOException {
    while (file.skim() && file.line().byteOffset() < parser.endOfFields()) {
      if (file.lineNumber() % WorkDone.EVERY_LINES == 0) {
        tellProgress();
      }
      if (file.line().byteOffset() < parser.endOfFeatures()) {
        file.countInHash();
        take(parser.parse(file.line(), !file.line().tooLong()));
      } else {
        takeBehindFeatures(file.line());
      }
    }
    handOver();
    tellProgress();
    return tally.tally();
  }

  private void tellProgress() {
    long bytes = file.storedBytes();
    WorkDone.ANNOTATION_BYTES.add(bytes - toldBytes);
    toldBytes = bytes;
  }

  /** Sequences are nothing; but one odd line may have ended the features too early. */
  private void takeBehindFeatures(LineReader line) {
    byte[] bytes = line.bytes();
    boolean hasFields = fields.find(bytes, line.start(), line.end()) == FeatureFields.COUNT;
    if (hasFields && bytes[line.start()] != '#') {
      String detail =
          "the features end with the first line that begins with > or ##FASTA, at byte "
              + parser.endOfFeatures();
      sink.reject(tally.unused(Reason.BAD_VALUE, detail));
    }
  }

  private void take(GtfContent content) {
    if (content == Skipped.BLANK) {
      tally.blank();
    } else if (content == Skipped.OTHER_FEATURE) {
      tally.otherFeature();
    } else if (content instanceof Unusable unusable) {
      sink.reject(tally.unused(unusable.reason(), unusable.detail()));
    } else if (content instanceof GtfLine line) {
      takeUsed(List.of(line));
    } else if (content instanceof Several several) {
      takeUsed(several.lines());
    }
  }

  /** What one line stands for; the first counts. */
  private void takeUsed(List<GtfLine> lines) {
    tally.used();
    if (lines.get(0).feature() == Feature.EXON) {
      tally.exon();
    }
    tally.unreadable(lines.get(0).unreadable());
    for (int i = 0; i < lines.size(); i++) {
      takeUsed(lines.get(i), i == 0 ? 1 : 0);
    }
  }

  private void takeUsed(GtfLine line, int count) {
    if (numLines == MOST_LINES || numBytes >= MOST_BYTES) {
      handOver();
    }
    if (lastKey == null || !lastKey.isOf(line)) {
      lastKey = new Key(line.geneId(), line.place());
      last = genes.computeIfAbsent(lastKey, key -> new OpenGene(key.place()));
    }
    last.add(line, count, () -> asFirst(line, count));
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

  private AnnotationLines asFirst(GtfLine line, int count) {
    return new AnnotationLines(
        line.geneName(),
        line.geneType(),
        count,
        file.line().byteOffset(),
        file.lineNumber(),
        file.startOfLine());
  }
}
