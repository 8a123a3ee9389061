package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.GenePlace;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.reject.Excerpt;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine.Feature;
import org.splicebeam.transforms.lines.RepeatedText;

/**
 * Tells what a line of a GTF (Ensembl, GENCODE, MANE, RefSeq) holds.
 *
 * <p>Most lines of an annotation are CDS, UTRs and codons: a line is judged by its third field
 * before anything else of it is looked at. Coordinates are ASCII digits with start &lt;= end.
 * Source: the GTF 2.2 page (mblab.wustl.edu/GTF22.html) and the habits of the named files.
 */
public final class GtfParser implements AnnotationParser {
  private static final byte[] GENE = "gene".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRANSCRIPT = "transcript".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EXON = "exon".getBytes(StandardCharsets.US_ASCII);
  private static final int FEATURE = 2;
  private static final int ATTRIBUTES = 8;
  private static final int FIELDS = 9;

  /** More digits than any chromosome has bases, and few enough for a long. */
  private static final int MAX_DIGITS = 18;

  private static final long NO_COORDINATE = -1;

  private final boolean stripIdVersions;
  private final GtfAttributes attributes = new GtfAttributes();
  private final RepeatedText chroms = RepeatedText.lenient();
  private final RepeatedText strands = RepeatedText.lenient();

  /** Of the last line, null before the first. */
  private GenePlace place;

  /**
   * Where each field starts, then where the last one, and what may stand behind it, ends, plus one.
   */
  private final int[] fields = new int[FIELDS + 1];

  /**
   * @param stripIdVersions whether ids lose their version
   */
  public GtfParser(boolean stripIdVersions) {
    this.stripIdVersions = stripIdVersions;
  }

  @Override
  public GtfContent parse(byte[] line, int start, int end, boolean whole) {
    if (start == end || line[start] == '#') {
      return Skipped.BLANK;
    }
    int numFields = findFields(line, start, end);
    Feature feature = null;
    if (numFields > FEATURE) {
      feature = featureOf(line, fields[FEATURE], fields[FEATURE + 1] - 1);
      if (feature == null) {
        return Skipped.OTHER_FEATURE;
      }
    }
    if (!whole) {
      return new Unusable(Reason.LINE_TOO_LONG, "more than " + (end - start) + " bytes");
    }
    if (numFields < FIELDS) {
      return new Unusable(
          Reason.COLUMN_COUNT, numFields + " tab-separated fields where a GTF has " + FIELDS);
    }
    return parse(feature, line);
  }

  private GtfContent parse(Feature feature, byte[] line) {
    attributes.read(line, fields[ATTRIBUTES], fields[FIELDS] - 1);
    if (attributes.geneId() == null) {
      return new Unusable(Reason.MISSING_ID, "no gene_id");
    }
    if (feature != Feature.GENE && attributes.transcriptId() == null) {
      return new Unusable(Reason.MISSING_ID, "no transcript_id");
    }
    String chrom = chroms.of(line, fields[0], fields[1] - 1);
    if (tooLong(chrom) || tooLong(attributes.geneId()) || tooLong(attributes.transcriptId())) {
      return new Unusable(
          Reason.BAD_VALUE,
          "a chromosome or id of more than " + GeneModel.MAX_NAME_LENGTH + " characters");
    }
    long first = coordinate(line, fields[3], fields[4] - 1);
    long last = coordinate(line, fields[4], fields[5] - 1);
    if (first == NO_COORDINATE || last < first) {
      return new Unusable(
          Reason.BAD_COORDINATES,
          "start " + Excerpt.ofValue(field(line, 3)) + ", end " + Excerpt.ofValue(field(line, 4)));
    }
    return new GtfLine(
        feature,
        place(chrom, Strand.ofGtf(strands.of(line, fields[6], fields[7] - 1))),
        new Span(first, last),
        bare(attributes.geneId()),
        feature == Feature.GENE ? null : bare(attributes.transcriptId()),
        new GtfLine.Told(attributes.geneName(), attributes.geneType(), attributes.tag()));
  }

  private GenePlace place(String chrom, Strand strand) {
    if (place == null || place.strand() != strand || !place.chrom().equals(chrom)) {
      place = new GenePlace(chrom, strand);
    }
    return place;
  }

  private static boolean tooLong(String name) {
    return name != null && name.length() > GeneModel.MAX_NAME_LENGTH;
  }

  /**
   * Finds the first fields, at most nine, and stops after the third if the line is of no use. The
   * tab that ends the ninth is found by whoever reads it.
   */
  private int findFields(byte[] line, int start, int end) {
    int found = 0;
    fields[0] = start;
    for (int i = start; i < end && found < ATTRIBUTES; i++) {
      if (line[i] == '\t') {
        fields[++found] = i + 1;
        if (found == FEATURE + 1 && featureOf(line, fields[FEATURE], i) == null) {
          return found;
        }
      }
    }
    fields[++found] = end + 1;
    return found;
  }

  private static Feature featureOf(byte[] line, int start, int end) {
    if (Arrays.equals(EXON, 0, EXON.length, line, start, end)) {
      return Feature.EXON;
    }
    if (Arrays.equals(TRANSCRIPT, 0, TRANSCRIPT.length, line, start, end)) {
      return Feature.TRANSCRIPT;
    }
    return Arrays.equals(GENE, 0, GENE.length, line, start, end) ? Feature.GENE : null;
  }

  private static long coordinate(byte[] line, int start, int end) {
    if (start == end || end - start > MAX_DIGITS) {
      return NO_COORDINATE;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return NO_COORDINATE;
      }
      value = 10 * value + line[i] - '0';
    }
    return value;
  }

  private String field(byte[] line, int number) {
    return new String(
        line, fields[number], fields[number + 1] - 1 - fields[number], StandardCharsets.UTF_8);
  }

  private String bare(String id) {
    return stripIdVersions ? IdVersions.strip(id) : id;
  }
}
