package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine.Feature;

/**
 * Tells what a line of a GTF (Ensembl, GENCODE, MANE, RefSeq) holds.
 *
 * <p>Most lines of an annotation are CDS, UTRs and codons: a line of nine fields is judged by its
 * third before anything else of it is looked at. Coordinates are ASCII digits with start &lt;= end.
 * A chromosome or id is UTF-8. Source: the GTF 2.2 page (mblab.wustl.edu/GTF22.html) and the habits
 * of the named files.
 */
public final class GtfParser implements AnnotationParser {
  private static final byte[] GENE = "gene".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TRANSCRIPT = "transcript".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EXON = "exon".getBytes(StandardCharsets.US_ASCII);

  private final boolean stripIdVersions;
  private final FeatureFields fields = new FeatureFields();
  private final GtfAttributes attributes = new GtfAttributes();

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
    int numFields = fields.find(line, start, end);
    if (numFields < FeatureFields.COUNT && whole) {
      return new Unusable(
          Reason.COLUMN_COUNT, FeatureFields.tooFew(numFields, "GTF", line, start, end));
    }
    Feature feature = null;
    if (numFields > FeatureFields.TYPE) {
      feature = featureOf(line, fields.start(FeatureFields.TYPE), fields.end(FeatureFields.TYPE));
      if (feature == null) {
        return Skipped.OTHER_FEATURE;
      }
    }
    if (!whole) {
      return new Unusable(Reason.LINE_TOO_LONG, "more than " + (end - start) + " bytes");
    }
    return parse(feature);
  }

  private GtfContent parse(Feature feature) {
    fields.unquoteAttributes();
    attributes.read(
        fields.attributes(),
        fields.start(FeatureFields.ATTRIBUTES),
        fields.end(FeatureFields.ATTRIBUTES));
    if (attributes.geneId() == null) {
      return new Unusable(Reason.MISSING_ID, "no gene_id");
    }
    if (feature != Feature.GENE && attributes.transcriptId() == null) {
      return new Unusable(Reason.MISSING_ID, "no transcript_id");
    }
    String chrom = fields.chrom();
    if (chrom == null || !attributes.idsAreText()) {
      return new Unusable(Reason.BAD_VALUE, "a chromosome or id that is no UTF-8");
    }
    if (tooLong(chrom) || tooLong(attributes.geneId()) || tooLong(attributes.transcriptId())) {
      return new Unusable(
          Reason.BAD_VALUE,
          "a chromosome or id of more than " + GeneModel.MAX_NAME_LENGTH + " characters");
    }
    Span span = fields.span();
    if (span == null) {
      return new Unusable(Reason.BAD_VALUE, fields.coordinates());
    }
    return new GtfLine(
        feature,
        fields.place(chrom),
        span,
        bare(attributes.geneId()),
        feature == Feature.GENE ? null : bare(attributes.transcriptId()),
        new GtfLine.Told(
            attributes.geneName(),
            attributes.geneType(),
            attributes.tag(),
            attributes.unreadable()));
  }

  private static boolean tooLong(String name) {
    return name != null && name.length() > GeneModel.MAX_NAME_LENGTH;
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

  private String bare(String id) {
    return stripIdVersions ? IdVersions.strip(id) : id;
  }
}
