package org.splicebeam.transforms.annotation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gtf.FeatureFields;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.verdict.Verdict;

/**
 * Why an annotation has no gene that can be used: its first line that could not be used and the
 * cause (contract 1.2). Memory: one line.
 */
public final class NoGenes {
  private NoGenes() {}

  /**
   * The verdict on an annotation that was read to its end.
   *
   * @param gtf its path; it is opened once more where none of its lines was to be used
   * @param tallies of the annotation and of splice sites
   * @throws IOException where it cannot be read any more
   */
  public static Verdict verdict(String gtf, Iterable<AnnotationTally> tallies) throws IOException {
    AnnotationTally whole = AnnotationTally.sumOf(Reject.Input.ANNOTATION, tallies);
    Reject first = whole.firstUnused();
    return Verdict.badInput(first == null ? sentence(why(gtf, whole)) : sentence(first));
  }

  /** The sentence on an annotation whose first bad line is this. */
  static String sentence(Reject first) {
    return sentence(cause(first));
  }

  /** Where a bad line stands and what is wrong with it. */
  static String cause(Reject first) {
    // Where there are tabs, what is wrong has been named.
    String start = first.start().indexOf('\t') < 0 ? ": " + Excerpt.ofValue(first.start()) : "";
    return "%s, line %s: %s%s".formatted(first.file(), first.line(), first.detail(), start);
  }

  /** The sentence on an annotation with this cause. */
  static String sentence(String cause) {
    return "--gtf has no gene that can be used: " + cause;
  }

  private static String why(String gtf, AnnotationTally whole) throws IOException {
    String name = LineFile.nameOf(gtf);
    String none = "none of the lines of " + name + " is a gene, transcript or exon";
    if (whole.otherFeatures() == 0) {
      return name + " has no line but comments and empty ones";
    }
    try (LineFile file = LineFile.open(gtf)) {
      FeatureFields fields = new FeatureFields();
      while (file.next()) {
        LineReader line = file.line();
        boolean comment = line.start() == line.end() || line.bytes()[line.start()] == '#';
        if (!comment && fields.find(line.bytes(), line.start(), line.end()) > FeatureFields.TYPE) {
          return none + isA(type(fields, line.bytes()), file.lineNumber());
        }
      }
      return none;
    }
  }

  private static String type(FeatureFields fields, byte[] line) {
    int start = fields.start(FeatureFields.TYPE);
    return new String(line, start, fields.end(FeatureFields.TYPE) - start, StandardCharsets.UTF_8);
  }

  private static String isA(String type, long line) {
    return ": line %s is a %s%s"
        .formatted(
            line,
            Excerpt.ofValue(type),
            type.startsWith("\"") ? ", in quotes that do not belong there" : "");
  }
}
