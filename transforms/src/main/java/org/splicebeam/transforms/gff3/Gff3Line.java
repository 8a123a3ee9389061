package org.splicebeam.transforms.gff3;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.gff3.Gff3Attributes.Key;
import org.splicebeam.transforms.gtf.FeatureFields;
import org.splicebeam.transforms.gtf.GtfContent;
import org.splicebeam.transforms.gtf.GtfContent.Skipped;
import org.splicebeam.transforms.gtf.GtfContent.Unusable;
import org.splicebeam.transforms.gtf.GtfLine;
import org.splicebeam.transforms.lines.LineReader;

/**
 * A line of a GFF3, as far as it can be told without the others. Source: the GFF3 page
 * (github.com/The-Sequence-Ontology/Specifications) and the habits of Ensembl, GENCODE, RefSeq,
 * MANE and gffread. Not thread-safe: one object reads line after line.
 */
final class Gff3Line {
  private static final byte[] FASTA = bytes("##FASTA");
  private static final List<String> PREFIXES = List.of("gene:", "gene-", "transcript:", "rna-");
  private static final List<String> GENE_PREFIXES = PREFIXES.subList(0, 2);

  private static final Key[] NAMED_GENE = {Key.GENE_ID, Key.GFFREAD_GENE_ID};
  private static final Key[] NAMES_OF_GENE = {Key.GENE_NAME, Key.NAME, Key.GENE};
  private static final Key[] NAMES = {Key.GENE_NAME, Key.GENE};
  private static final Key[] TYPES_OF_GENE = {Key.GENE_BIOTYPE, Key.BIOTYPE, Key.GENE_TYPE};
  private static final Key[] TYPES = {Key.GENE_BIOTYPE, Key.GENE_TYPE};

  private final FeatureFields fields = new FeatureFields();
  private final Gff3Attributes attributes = new Gff3Attributes();

  private Gff3Type type;
  private String chrom;

  /** Whether a line ends the features: what follows is sequence. */
  static boolean endsFeatures(LineReader line) {
    byte[] bytes = line.bytes();
    int start = line.start();
    int end = line.end();
    return start < end
        && (bytes[start] == '>'
            || end - start >= FASTA.length
                && Arrays.equals(FASTA, 0, FASTA.length, bytes, start, start + FASTA.length));
  }

  /**
   * Reads the fields of the line between two places, but not its attributes.
   *
   * @param whole whether the line is not cut
   * @return what the line is where that is already plain, else null
   */
  GtfContent readFields(byte[] newLine, int start, int end, boolean whole) {
    if (start == end || newLine[start] == '#') {
      return Skipped.BLANK;
    }
    int numFields = fields.find(newLine, start, end);
    if (numFields < FeatureFields.COUNT && whole) {
      return new Unusable(
          Reason.COLUMN_COUNT, FeatureFields.tooFew(numFields, "GFF3", newLine, start, end));
    }
    if (numFields <= FeatureFields.TYPE) {
      return tooLong(start, end);
    }
    type = Gff3Type.of(newLine, fields.start(FeatureFields.TYPE), fields.end(FeatureFields.TYPE));
    if (type == Gff3Type.PART) {
      return Skipped.OTHER_FEATURE;
    }
    return whole ? null : tooLong(start, end);
  }

  private static Unusable tooLong(int start, int end) {
    return new Unusable(Reason.LINE_TOO_LONG, "more than " + (end - start) + " bytes");
  }

  /**
   * Reads the attributes of the line whose fields are read.
   *
   * @return why the line cannot be used, where its text is no UTF-8; else null
   */
  GtfContent readAttributes() {
    fields.unquoteAttributes();
    attributes.read(
        fields.attributes(),
        fields.start(FeatureFields.ATTRIBUTES),
        fields.end(FeatureFields.ATTRIBUTES));
    chrom = fields.chrom();
    if (chrom == null || !attributes.idsAreText()) {
      return isCertainlyOther()
          ? Skipped.OTHER_FEATURE
          : new Unusable(Reason.BAD_VALUE, "a chromosome or id that is no UTF-8");
    }
    return null;
  }

  /** Whether nothing in the line, readable or not, could make it a gene or a transcript. */
  private boolean isCertainlyOther() {
    return type == Gff3Type.OTHER
        && !attributes.has(Key.PARENT)
        && !attributes.has(Key.GENE_ID)
        && !attributes.has(Key.GFFREAD_GENE_ID)
        && GENE_PREFIXES.stream().noneMatch(attributes.latin1(Key.ID)::startsWith);
  }

  /**
   * Reads the type of the line between two places, and nothing else of it.
   *
   * @return whether the line has so many fields; no line of a sequence does
   */
  boolean findType(byte[] newLine, int start, int end) {
    int from = start;
    for (int i = 0; i < FeatureFields.TYPE; i++) {
      from = afterTab(newLine, from, end);
    }
    if (from > end) {
      return false;
    }
    type = Gff3Type.of(newLine, from, afterTab(newLine, from, end) - 1);
    return true;
  }

  /**
   * Whether others can be below the line, by its type alone: most lines of an annotation are exons
   * and pieces of transcripts.
   */
  boolean mayBeParent() {
    return type == Gff3Type.GENE || type == Gff3Type.OTHER;
  }

  /** Behind the next tab, or behind the line's end. */
  private static int afterTab(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != '\t') {
      at++;
    }
    return at + 1;
  }

  Gff3Type type() {
    return type;
  }

  /** Where the line stands, start and end. */
  FeatureFields fields() {
    return fields;
  }

  String chrom() {
    return chrom;
  }

  /** Null where there is none. */
  String id() {
    return attributes.text(Key.ID);
  }

  /** Empty where there is none; the same object while it stays the same. */
  List<String> parents() {
    return attributes.parents();
  }

  /** Whether this is a gene's line. */
  boolean isGene() {
    return type != Gff3Type.EXON && parents().isEmpty() && (type == Gff3Type.GENE || hasIdOfGene());
  }

  private boolean hasIdOfGene() {
    String id = id();
    return id != null && GENE_PREFIXES.stream().anyMatch(id::startsWith);
  }

  /** Of a gene's line; null where there is none. */
  String geneId() {
    String named = attributes.text(Key.GENE_ID);
    return named == null ? stripped(id()) : named;
  }

  /** The gene that a transcript's line names, which counts where no Parent does; null for none. */
  String namedGene() {
    return stripped(attributes.firstOf(NAMED_GENE));
  }

  /** The transcript_id attribute; null where there is none. */
  String namedTranscript() {
    return attributes.text(Key.TRANSCRIPT_ID);
  }

  /** What the line tells besides. */
  GtfLine.Told told(boolean ofGene) {
    return attributes.told(ofGene ? NAMES_OF_GENE : NAMES, ofGene ? TYPES_OF_GENE : TYPES);
  }

  /** An ID without one of the known prefixes, once; null where nothing is left. */
  static String stripped(String id) {
    if (id == null) {
      return null;
    }
    for (String prefix : PREFIXES) {
      if (id.startsWith(prefix)) {
        return id.length() == prefix.length() ? null : id.substring(prefix.length());
      }
    }
    return id;
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
