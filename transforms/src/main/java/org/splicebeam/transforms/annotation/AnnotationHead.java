package org.splicebeam.transforms.annotation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gff3.Gff3Format;
import org.splicebeam.transforms.gff3.Gff3Parser;
import org.splicebeam.transforms.gff3.IdTable;
import org.splicebeam.transforms.gtf.AnnotationParser;
import org.splicebeam.transforms.gtf.FeatureFields;
import org.splicebeam.transforms.gtf.GtfContent;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfParser;
import org.splicebeam.transforms.lines.ForeignFormat;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * The first lines of an annotation, judged before the whole of it is read: where some of them are
 * bad and none is one of an annotation, the others will not be better. Lines of other features say
 * nothing of what follows: Ensembl's files begin with thousands of regions. Memory: {@value
 * #MOST_BYTES} bytes.
 */
public final class AnnotationHead {
  /** So many lines that are no comment are looked at. */
  private static final int MOST_LINES = 1_000;

  /** And so many bytes. */
  private static final int MOST_BYTES = LineFile.MAX_LINE_LENGTH;

  private final String name;
  private final byte[] bytes;
  private final FeatureFields fields = new FeatureFields();

  private AnnotationHead(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Looks at a file of any Beam file system.
   *
   * @return a sentence that names the first bad line and its cause; empty where lines can be used
   *     or are features of no use here, or all that is seen are comments
   * @throws IOException where it cannot be read
   */
  public static Optional<String> flawOf(String path) throws IOException {
    AnnotationHead head;
    try (InputStream in = PackedFile.open(path)) {
      head = new AnnotationHead(LineFile.nameOf(path), in.readNBytes(MOST_BYTES));
    }
    Seen seen = head.judged();
    if (seen.usable) {
      return Optional.empty();
    }
    Optional<String> foreign =
        ForeignFormat.ofFile(path, ForeignFormat.ANNOTATIONS).map(format -> format.phrase("--gtf"));
    if (seen.firstBad == null) {
      return foreign.map(phrase -> NoGenes.sentence(head.name + " " + phrase));
    }
    if (seen.otherFeature && foreign.isEmpty()) {
      return Optional.empty();
    }
    String sentence =
        seen.all
            ? NoGenes.sentence(seen.firstBad)
            : "--gtf has no line that can be used among its first %s (1 MiB at most): %s"
                .formatted(MOST_LINES, NoGenes.cause(seen.firstBad));
    return Optional.of(sentence + foreign.map(phrase -> "; the file " + phrase).orElse(""));
  }

  /** What the lines come to. */
  private static final class Seen {
    /** Whether one can be used, as far as can be known without the rest of the file. */
    private boolean usable;

    /** Whether one is a feature of no use here, with nine fields and good coordinates. */
    private boolean otherFeature;

    /** Whether these are all that the file has. */
    private boolean all;

    /** Of the lines that cannot; null for none. */
    private Reject firstBad;
  }

  private Seen judged() throws IOException {
    AnnotationParser parser = parser();
    Seen seen = new Seen();
    LineReader line = lines();
    int numLines = 0;
    while (!seen.usable && numLines < MOST_LINES && next(line)) {
      GtfContent content = parser.parse(line, !line.tooLong() && !isCut(line));
      numLines += content == Skipped.BLANK ? 0 : 1;
      if (content instanceof Unusable unusable) {
        // Its Parent may stand behind these lines.
        seen.usable = unusable.reason() == Reason.NO_PARENT;
        if (seen.firstBad == null) {
          seen.firstBad = reject(line, unusable);
        }
      } else {
        seen.usable = !(content instanceof Skipped);
        seen.otherFeature |= content == Skipped.OTHER_FEATURE && hasCoordinates(line);
      }
    }
    seen.all = numLines < MOST_LINES && bytes.length < MOST_BYTES;
    return seen;
  }

  private boolean hasCoordinates(LineReader line) {
    return fields.find(line.bytes(), line.start(), line.end()) == FeatureFields.COUNT
        && fields.span() != null;
  }

  private Reject reject(LineReader line, Unusable unusable) {
    String start =
        new String(
            bytes,
            (int) line.byteOffset(),
            Math.min(line.end() - line.start(), Reject.START_LENGTH),
            StandardCharsets.UTF_8);
    return new Reject(
        Reject.Input.ANNOTATION,
        name,
        line.byteOffset(),
        line.lineNumber(),
        unusable.reason(),
        unusable.detail(),
        Excerpt.ofLine(start));
  }

  private AnnotationParser parser() throws IOException {
    Gff3Format format = new Gff3Format();
    LineReader line = lines();
    while (!format.isKnown() && next(line)) {
      format.take(line);
    }
    return format.isGff3() ? new Gff3Parser(IdTable.of(List.of()), false) : new GtfParser(false);
  }

  private LineReader lines() {
    return LineReader.within(0, bytes.length, new ByteArrayInputStream(bytes), MOST_BYTES);
  }

  /** Steps to the next line; not to one that is cut, unless it is the only one. */
  private boolean next(LineReader line) throws IOException {
    return line.next() && (!isCut(line) || line.lineNumber() == 1);
  }

  private boolean isCut(LineReader line) {
    return bytes.length == MOST_BYTES && line.nextOffset() == MOST_BYTES;
  }
}
