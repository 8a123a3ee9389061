package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;

/**
 * The ninth field of a GTF line: {@code key "value"; key number; ...}.
 *
 * <p>A key matches whole, its first occurrence counts (each {@code tag} does). A text stands in
 * double quotes, where a semicolon is a character; an empty one is null. Unquoted values (GENCODE's
 * {@code level 2}) are numbers and no ids. What follows a closing quote is read over up to the next
 * semicolon, so that a stray quote spoils its own attribute only. UTF-8.
 */
final class GtfAttributes {
  private static final byte[] GENE_ID = ascii("gene_id");
  private static final byte[] TRANSCRIPT_ID = ascii("transcript_id");
  private static final byte[] GENE_NAME = ascii("gene_name");
  private static final byte[] GENE_BIOTYPE = ascii("gene_biotype");
  private static final byte[] GENE_TYPE = ascii("gene_type");
  private static final byte[] TAG = ascii("tag");
  private static final byte[] ENSEMBL_CANONICAL = ascii("Ensembl_canonical");
  private static final byte[] MANE_SELECT = ascii("MANE_Select");

  private final byte[] line;

  private String geneId;
  private String transcriptId;
  private String geneName;
  private String geneBiotype;
  private String geneType;
  private Tag tag = Tag.NONE;

  /** Reads the attributes between two places of a line. */
  GtfAttributes(byte[] line, int start, int end) {
    this.line = line;
    int at = start;
    while (at < end) {
      at = readAttribute(at, end) + 1;
    }
  }

  String geneId() {
    return nullIfEmpty(geneId);
  }

  String transcriptId() {
    return nullIfEmpty(transcriptId);
  }

  String geneName() {
    return nullIfEmpty(geneName);
  }

  String geneType() {
    return nullIfEmpty(geneBiotype) != null ? geneBiotype : nullIfEmpty(geneType);
  }

  Tag tag() {
    return tag;
  }

  /** Returns where the attribute's semicolon stands, or {@code end}. */
  private int readAttribute(int start, int end) {
    int key = afterSpaces(start, end);
    int keyEnd = key;
    while (keyEnd < end && !isSpace(line[keyEnd]) && line[keyEnd] != ';') {
      keyEnd++;
    }
    int value = afterSpaces(keyEnd, end);
    if (value == keyEnd || value == end || line[value] != '"') {
      return indexOf(';', keyEnd, end);
    }
    int closingQuote = indexOf('"', value + 1, end);
    if (closingQuote < end) {
      keep(key, keyEnd, value + 1, closingQuote);
    }
    return indexOf(';', closingQuote, end);
  }

  private void keep(int key, int keyEnd, int value, int valueEnd) {
    if (is(GENE_ID, key, keyEnd)) {
      geneId = firstOf(geneId, value, valueEnd);
    } else if (is(TRANSCRIPT_ID, key, keyEnd)) {
      transcriptId = firstOf(transcriptId, value, valueEnd);
    } else if (is(GENE_NAME, key, keyEnd)) {
      geneName = firstOf(geneName, value, valueEnd);
    } else if (is(GENE_BIOTYPE, key, keyEnd)) {
      geneBiotype = firstOf(geneBiotype, value, valueEnd);
    } else if (is(GENE_TYPE, key, keyEnd)) {
      geneType = firstOf(geneType, value, valueEnd);
    } else if (is(TAG, key, keyEnd)) {
      Tag found = tagOf(value, valueEnd);
      tag = found.compareTo(tag) < 0 ? found : tag;
    }
  }

  private Tag tagOf(int start, int end) {
    if (isTag(MANE_SELECT, start, end)) {
      return Tag.MANE_SELECT;
    }
    return isTag(ENSEMBL_CANONICAL, start, end) ? Tag.ENSEMBL_CANONICAL : Tag.NONE;
  }

  /** RefSeq writes a space where the others have an underscore. */
  private boolean isTag(byte[] word, int start, int end) {
    boolean same = end - start == word.length;
    for (int i = 0; same && i < word.length; i++) {
      byte b = line[start + i];
      same = word[i] == (b == ' ' ? '_' : b);
    }
    return same;
  }

  private String firstOf(String known, int start, int end) {
    return known != null ? known : new String(line, start, end - start, StandardCharsets.UTF_8);
  }

  private boolean is(byte[] word, int start, int end) {
    return Arrays.equals(word, 0, word.length, line, start, end);
  }

  private int afterSpaces(int start, int end) {
    int at = start;
    while (at < end && isSpace(line[at])) {
      at++;
    }
    return at;
  }

  private int indexOf(char wanted, int start, int end) {
    int at = start;
    while (at < end && line[at] != wanted) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t';
  }

  private static String nullIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
