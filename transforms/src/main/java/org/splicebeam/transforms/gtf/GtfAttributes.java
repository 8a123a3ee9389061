package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.transforms.lines.RepeatedText;

/**
 * The ninth field of a GTF line: {@code key "value"; key number; ...}.
 *
 * <p>A key matches as a whole. Its first occurrence counts; of {@code tag} each one does. A text
 * stands in double quotes, within which a semicolon is a character; an empty text is null. Values
 * without quotes (GENCODE's {@code level 2}) are numbers, never ids. What follows a closing quote
 * is skipped up to the next semicolon, so a stray quote spoils only its own attribute. UTF-8. Not
 * thread-safe: one object reads line after line.
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

  private final RepeatedText geneIds = RepeatedText.lenient();
  private final RepeatedText transcriptIds = RepeatedText.lenient();
  private final RepeatedText geneNames = RepeatedText.lenient();
  private final RepeatedText geneTypes = RepeatedText.lenient();

  private byte[] line;

  /** Where the field ends: at a tab, which is looked for on the way, or with the line. */
  private int end;

  private String geneId;
  private String transcriptId;
  private String geneName;
  private String geneBiotype;
  private String geneType;
  private Tag tag;

  /**
   * Reads the attributes between two places of a line, or up to a tab, in place of those read
   * before.
   */
  void read(byte[] newLine, int start, int newEnd) {
    line = newLine;
    end = newEnd;
    geneId = null;
    transcriptId = null;
    geneName = null;
    geneBiotype = null;
    geneType = null;
    tag = Tag.NONE;
    int at = start;
    while (at < end) {
      at = readAttribute(newLine, at) + 1;
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

  /** Returns where the attribute's semicolon stands, or the field's end. */
  private int readAttribute(byte[] bytes, int start) {
    int key = afterSpaces(bytes, start);
    int keyEnd = key;
    while (keyEnd < end && bytes[keyEnd] != ' ' && bytes[keyEnd] != ';' && bytes[keyEnd] != '\t') {
      keyEnd++;
    }
    int value = afterSpaces(bytes, keyEnd);
    if (value == keyEnd || value == end || bytes[value] != '"') {
      return indexOf(';', bytes, keyEnd);
    }
    int closingQuote = indexOf('"', bytes, value + 1);
    if (closingQuote < end) {
      keep(key, keyEnd, value + 1, closingQuote);
    }
    return indexOf(';', bytes, closingQuote);
  }

  /** By the length of the key: most attributes of a line are none of these. */
  private void keep(int key, int keyEnd, int value, int valueEnd) {
    switch (keyEnd - key) {
      case 3 -> {
        if (is(TAG, key, keyEnd)) {
          Tag found = tagOf(value, valueEnd);
          tag = found.compareTo(tag) < 0 ? found : tag;
        }
      }
      case 7 -> {
        if (geneId == null && is(GENE_ID, key, keyEnd)) {
          geneId = geneIds.of(line, value, valueEnd);
        }
      }
      case 9 -> {
        if (geneName == null && is(GENE_NAME, key, keyEnd)) {
          geneName = geneNames.of(line, value, valueEnd);
        } else if (geneType == null && is(GENE_TYPE, key, keyEnd)) {
          geneType = geneTypes.of(line, value, valueEnd);
        }
      }
      case 12 -> {
        if (geneBiotype == null && is(GENE_BIOTYPE, key, keyEnd)) {
          geneBiotype = geneTypes.of(line, value, valueEnd);
        }
      }
      case 13 -> {
        if (transcriptId == null && is(TRANSCRIPT_ID, key, keyEnd)) {
          transcriptId = transcriptIds.of(line, value, valueEnd);
        }
      }
      default -> {} // of no use here
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

  private boolean is(byte[] word, int start, int end) {
    return Arrays.equals(word, 0, word.length, line, start, end);
  }

  private int afterSpaces(byte[] bytes, int start) {
    int at = start;
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  /** Where the character stands; a tab before it ends the field. */
  private int indexOf(char wanted, byte[] bytes, int start) {
    int stop = end;
    for (int at = start; at < stop; at++) {
      byte b = bytes[at];
      if (b <= wanted) { // Most characters of a value come behind quotes and tabs.
        if (b == wanted) {
          return at;
        }
        if (b == '\t') {
          end = at;
          return at;
        }
      }
    }
    return stop;
  }

  private static String nullIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
