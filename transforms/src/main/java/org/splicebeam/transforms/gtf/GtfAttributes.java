package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.transforms.lines.RepeatedText;

/**
 * The ninth field of a GTF line: {@code key "value"; key 'value'; key value; ...}.
 *
 * <p>A key matches as a whole. Its first occurrence counts; of {@code tag} each one does. Within
 * quotes a semicolon is a character; a quote that is not closed gives no value, and spoils only its
 * own attribute. A value without quotes goes up to the next semicolon, without the blanks at its
 * ends. An empty value is null. What follows a closing quote is skipped up to the next semicolon; a
 * quote where a key belongs ends the field. Text is UTF-8; other bytes make a name, type or tag
 * null, and are told. Not thread-safe: one object reads line after line.
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

  /** In place of bytes that are no UTF-8: no UTF-8 gives half of a character. */
  private static final String UNREADABLE = "\uD800";

  private final RepeatedText geneIds = RepeatedText.strict();
  private final RepeatedText transcriptIds = RepeatedText.strict();
  private final RepeatedText geneNames = RepeatedText.strict();
  private final RepeatedText geneTypes = RepeatedText.strict();
  private final RepeatedText tags = RepeatedText.strict();

  private byte[] line;

  /** Where the field ends: at a tab, which is looked for on the way, or with the line. */
  private int end;

  private String geneId;
  private String transcriptId;
  private String geneName;
  private String geneBiotype;
  private String geneType;
  private Tag tag;
  private int unreadableTags;
  private boolean anyUnreadable;

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
    unreadableTags = 0;
    anyUnreadable = false;
    int at = start;
    while (at < end) {
      at = readAttribute(newLine, at);
    }
  }

  /** Null where there is none. */
  String geneId() {
    return nullIfEmpty(geneId);
  }

  /** Null where there is none. */
  String transcriptId() {
    return nullIfEmpty(transcriptId);
  }

  /** Whether the ids, where there are any, are UTF-8; otherwise they are not to be used. */
  boolean idsAreText() {
    return !anyUnreadable || !UNREADABLE.equals(geneId) && !UNREADABLE.equals(transcriptId);
  }

  String geneName() {
    return readable(nullIfEmpty(geneName));
  }

  String geneType() {
    return readable(chosenType());
  }

  private String chosenType() {
    return nullIfEmpty(geneBiotype) != null ? geneBiotype : nullIfEmpty(geneType);
  }

  Tag tag() {
    return tag;
  }

  /** What is null, or no tag, because it is no UTF-8: mostly nothing. */
  List<String> unreadable() {
    if (!anyUnreadable) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    if (UNREADABLE.equals(geneName)) {
      names.add("gene_name");
    }
    if (UNREADABLE.equals(chosenType())) {
      names.add(UNREADABLE.equals(geneBiotype) ? "gene_biotype" : "gene_type");
    }
    for (int i = 0; i < unreadableTags; i++) {
      names.add("tag");
    }
    return names;
  }

  /** Returns where the attribute's semicolon stands, or the field's end. */
  private int readAttribute(byte[] bytes, int start) {
    int key = start;
    while (key < end && (bytes[key] == ' ' || bytes[key] == ';')) {
      key++;
    }
    int keyEnd = key;
    // Characters of a key mostly come behind all that end one.
    while (keyEnd < end && (bytes[keyEnd] > ';' || !endsKey(bytes[keyEnd]))) {
      keyEnd++;
    }
    if (keyEnd == key) {
      return end;
    }
    int value = keyEnd;
    while (value < end && bytes[value] == ' ') {
      value++;
    }
    boolean quoted = value < end && (bytes[value] == '"' || bytes[value] == '\'');
    if (quoted) {
      int closingQuote = indexOf(bytes[value], bytes, value + 1);
      if (closingQuote < end) {
        keep(key, keyEnd, value + 1, closingQuote);
        return indexOf((byte) ';', bytes, closingQuote + 1);
      }
    }
    int semicolon = indexOf((byte) ';', bytes, value);
    int valueEnd = quoted ? value : semicolon;
    while (valueEnd > value && bytes[valueEnd - 1] == ' ') {
      valueEnd--;
    }
    keep(key, keyEnd, value, valueEnd);
    return semicolon;
  }

  private static boolean endsKey(byte b) {
    return b == ' ' || b == ';' || b == '\t' || b == '"' || b == '\'';
  }

  /** By the length of the key: most attributes of a line are none of these. */
  private void keep(int key, int keyEnd, int value, int valueEnd) {
    switch (keyEnd - key) {
      case 3 -> {
        if (is(TAG, key, keyEnd)) {
          keepTag(value, valueEnd);
        }
      }
      case 7 -> {
        if (geneId == null && is(GENE_ID, key, keyEnd)) {
          geneId = text(geneIds, value, valueEnd);
        }
      }
      case 9 -> {
        if (geneName == null && is(GENE_NAME, key, keyEnd)) {
          geneName = text(geneNames, value, valueEnd);
        } else if (geneType == null && is(GENE_TYPE, key, keyEnd)) {
          geneType = text(geneTypes, value, valueEnd);
        }
      }
      case 12 -> {
        if (geneBiotype == null && is(GENE_BIOTYPE, key, keyEnd)) {
          geneBiotype = text(geneTypes, value, valueEnd);
        }
      }
      case 13 -> {
        if (transcriptId == null && is(TRANSCRIPT_ID, key, keyEnd)) {
          transcriptId = text(transcriptIds, value, valueEnd);
        }
      }
      default -> {} // of no use here
    }
  }

  private String text(RepeatedText texts, int value, int valueEnd) {
    String text = texts.of(line, value, valueEnd);
    if (text == null) {
      anyUnreadable = true;
      return UNREADABLE;
    }
    return text;
  }

  private void keepTag(int value, int valueEnd) {
    Tag found = tagOf(value, valueEnd);
    if (found == Tag.NONE) {
      unreadableTags +=
          isAscii(value, valueEnd) || !UNREADABLE.equals(text(tags, value, valueEnd)) ? 0 : 1;
    } else if (found.compareTo(tag) < 0) {
      tag = found;
    }
  }

  private boolean isAscii(int start, int end) {
    int at = start;
    while (at < end && line[at] >= 0) {
      at++;
    }
    return at == end;
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

  /** Where the character stands; a tab before it ends the field. */
  private int indexOf(byte wanted, byte[] bytes, int start) {
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

  private static String readable(String text) {
    return UNREADABLE.equals(text) ? null : text;
  }

  private static String nullIfEmpty(String text) {
    return text == null || text.isEmpty() ? null : text;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
