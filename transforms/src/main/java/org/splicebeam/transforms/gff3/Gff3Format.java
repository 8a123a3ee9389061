package org.splicebeam.transforms.gff3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.splicebeam.transforms.gtf.FeatureFields;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;

/**
 * Whether an annotation is a GFF3 or a GTF: by {@code ##gff-version 3} before the first line that
 * is no comment, else by the first ninth field that says something.
 */
public final class Gff3Format {
  private static final Pattern VERSION = Pattern.compile("##gff-version\\s+3(?!\\d)");
  private static final int LONGEST_VERSION = 100;

  private final FeatureFields fields = new FeatureFields();
  private boolean featureSeen;
  private Boolean gff3;

  /** Reads a file as far as it takes to know. */
  public static boolean isOf(String path) throws IOException {
    Gff3Format format = new Gff3Format();
    try (LineFile file = LineFile.open(path)) {
      while (!format.isKnown() && file.skim()) {
        format.take(file.line());
      }
    }
    return format.isGff3();
  }

  /** Whether no further line changes anything. */
  public boolean isKnown() {
    return gff3 != null;
  }

  /** What the lines so far come to: a GTF where they do not tell. */
  public boolean isGff3() {
    return Boolean.TRUE.equals(gff3);
  }

  /** Takes the file's next line. */
  public void take(LineReader line) {
    int end = line.endBeforeCarriageReturns();
    if (isKnown() || line.start() == end || line.hasCarriageReturn(end)) {
      return;
    }
    byte[] bytes = line.bytes();
    if (bytes[line.start()] == '#') {
      if (!featureSeen && VERSION.matcher(start(line)).lookingAt()) {
        gff3 = true;
      }
      return;
    }
    if (fields.find(bytes, line.start(), end) == FeatureFields.COUNT) {
      featureSeen = true;
      fields.unquoteAttributes();
      decideBy(fields.attributes());
    }
  }

  private static String start(LineReader line) {
    int length = Math.min(line.end() - line.start(), LONGEST_VERSION);
    return new String(line.bytes(), line.start(), length, StandardCharsets.ISO_8859_1);
  }

  private void decideBy(byte[] line) {
    int at = fields.start(FeatureFields.ATTRIBUTES);
    int end = fields.end(FeatureFields.ATTRIBUTES);
    while (at < end && line[at] == ' ') {
      at++;
    }
    int key = at;
    while (at < end && isOfKey(line[at])) {
      at++;
    }
    boolean dot = at == key + 1 && line[key] == '.' && isBlank(line, at, end);
    if (!dot && !isBlank(line, key, end)) {
      gff3 = at > key && at < end && line[at] == '=';
    }
  }

  /** Whether nothing but blanks stands up to the field's end. */
  private static boolean isBlank(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] == ' ') {
      at++;
    }
    return at == end || line[at] == '\t';
  }

  private static boolean isOfKey(byte b) {
    return (b < 0 || b > ' ') && "=;\"'".indexOf(b) < 0;
  }
}
