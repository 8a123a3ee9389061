package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.transforms.lines.RepeatedText;

/**
 * The nine tab-separated fields that a line of a GTF or GFF3 has. Not thread-safe: one object reads
 * line after line.
 */
public final class FeatureFields {
  /** How many there are. */
  public static final int COUNT = 9;

  /** The field that says what a line is. */
  public static final int TYPE = 2;

  /** The last field. */
  public static final int ATTRIBUTES = 8;

  private static final int CHROM = 0;
  private static final int FIRST = 3;
  private static final int LAST = 4;
  private static final int STRAND = 6;

  /** More digits than any chromosome has bases, and few enough for a long. */
  private static final int MAX_DIGITS = 18;

  private static final long NO_COORDINATE = -1;

  private final RepeatedText chroms = RepeatedText.strict();
  private final RepeatedText strands = RepeatedText.lenient();

  /** Of the last line, null before the first. */
  private GenePlace place;

  /**
   * Where each field starts, then where the last one, and what may stand behind it, ends, plus one.
   */
  private final int[] starts = new int[COUNT + 1];

  private byte[] line;

  /** The line, or what stands in a quoted ninth field. */
  private byte[] attributes;

  /**
   * Finds the fields of the line between two places, at most nine.
   *
   * @return how many there are; the tab that ends the ninth is found by whoever reads it
   */
  public int find(byte[] newLine, int from, int to) {
    line = newLine;
    attributes = newLine;
    int[] found = starts;
    int numFound = 0;
    found[0] = from;
    for (int i = from; i < to; i++) {
      if (newLine[i] == '\t') {
        found[++numFound] = i + 1;
        if (numFound == ATTRIBUTES) {
          break;
        }
      }
    }
    found[++numFound] = to + 1;
    return numFound;
  }

  /** What is wrong with a line that has too few fields, with the likely cause, for people. */
  public static String tooFew(int numFields, String format, byte[] line, int start, int end) {
    int words = 0;
    boolean inWord = false;
    boolean anyNul = false;
    for (int i = start; i < end; i++) {
      boolean blank = line[i] == ' ' || line[i] == '\t';
      words += !blank && !inWord ? 1 : 0;
      inWord = !blank;
      anyNul |= line[i] == 0;
    }
    String cause = anyNul ? "; here are NUL bytes, as UTF-16 has them" : "";
    if (words >= COUNT && !anyNul) {
      cause = "; here are blanks";
    }
    return "%s field%s where a %s has %s, separated by tabs%s"
        .formatted(numFields, numFields == 1 ? "" : "s", format, COUNT, cause);
  }

  /**
   * Puts the text of the ninth field, where it is wholly one quoted cell of a CSV with its inner
   * quotes doubled, in place of the line: the field is to be read from {@link #attributes()}.
   */
  public void unquoteAttributes() {
    int start = start(ATTRIBUTES);
    int end = end(ATTRIBUTES);
    if (start == end || line[start] != '"') {
      return;
    }
    int last = start;
    while (last < end && line[last] != '\t') {
      last++;
    }
    last--;
    if (last == start || line[last] != '"') {
      return;
    }
    byte[] text = new byte[last - start];
    int length = 0;
    for (int i = start + 1; i < last; i++) {
      if (line[i] == '"') {
        i++;
        if (i == last || line[i] != '"') {
          return;
        }
      }
      text[length++] = line[i];
    }
    attributes = text;
    starts[ATTRIBUTES] = 0;
    starts[COUNT] = length + 1;
  }

  /** The bytes in which the ninth field stands. */
  public byte[] attributes() {
    return attributes;
  }

  /** Where a field starts. */
  public int start(int field) {
    return starts[field];
  }

  /** Behind a field's last byte. */
  public int end(int field) {
    return starts[field + 1] - 1;
  }

  /** The chromosome; null where it is no UTF-8. */
  public String chrom() {
    return chroms.of(line, start(CHROM), end(CHROM));
  }

  /** The place of a line with this chromosome. */
  public GenePlace place(String chrom) {
    Strand strand = Strand.ofGtf(strands.of(line, start(STRAND), end(STRAND)));
    if (place == null || place.strand() != strand || !place.chrom().equals(chrom)) {
      place = new GenePlace(chrom, strand);
    }
    return place;
  }

  /** Start and end: ASCII digits with start &lt;= end; null where they are not that. */
  public Span span() {
    long first = coordinate(FIRST);
    long last = coordinate(LAST);
    return first == NO_COORDINATE || last < first ? null : new Span(first, last);
  }

  /** What stands in place of start and end, for people. */
  public String coordinates() {
    return "start " + Excerpt.ofValue(text(FIRST)) + ", end " + Excerpt.ofValue(text(LAST));
  }

  private long coordinate(int field) {
    int from = start(field);
    int to = end(field);
    if (from == to || to - from > MAX_DIGITS) {
      return NO_COORDINATE;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return NO_COORDINATE;
      }
      value = 10 * value + line[i] - '0';
    }
    return value;
  }

  private String text(int field) {
    return new String(line, start(field), end(field) - start(field), StandardCharsets.UTF_8);
  }
}
