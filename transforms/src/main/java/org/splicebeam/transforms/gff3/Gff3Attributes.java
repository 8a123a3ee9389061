package org.splicebeam.transforms.gff3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.transforms.gtf.GtfLine;
import org.splicebeam.transforms.lines.RepeatedText;

/**
 * The ninth field of a GFF3 line: {@code key=value;key=value,value;...}.
 *
 * <p>Pairs are split at {@code ;}, a list at {@code ,}; then blanks at both ends are dropped, then
 * {@code %} and two hexadecimal digits become a byte. The first occurrence of a key counts, with
 * its case. An empty value is none, and so is one of other bytes than UTF-8. Only the keys that
 * gene models need are looked at. Not thread-safe: one object reads line after line.
 */
final class Gff3Attributes {
  /** The keys that count, those that tie lines together first. */
  enum Key {
    ID("ID"),
    GENE_ID("gene_id"),
    GFFREAD_GENE_ID("geneID"),
    TRANSCRIPT_ID("transcript_id"),
    GENE_NAME("gene_name"),
    NAME("Name"),
    GENE("gene"),
    GENE_BIOTYPE("gene_biotype"),
    BIOTYPE("biotype"),
    GENE_TYPE("gene_type"),
    PARENT("Parent"),
    TAG("tag");

    private final String word;
    private final byte[] bytes;
    private final int at = ordinal();

    Key(String word) {
      this.word = word;
      this.bytes = word.getBytes(StandardCharsets.US_ASCII);
    }
  }

  private static final Key[] IDS = {Key.ID, Key.GENE_ID, Key.GFFREAD_GENE_ID, Key.TRANSCRIPT_ID};
  private static final Key[][] BY_LENGTH = byLength();
  private static final int NONE = -1;
  private static final int BLANK = ' ';

  private final RepeatedText[] texts = new RepeatedText[Key.values().length];
  private final RepeatedList parents = new RepeatedList();
  private final RepeatedList tags = new RepeatedList();

  private byte[] line;

  /** Where the field ends: at a tab, which is looked for on the way, or with the line. */
  private int end;

  private byte[] decoded = new byte[1 << 10];

  /** Where the value of each key starts; NONE where the line has no such key. */
  private final int[] froms = new int[texts.length];

  private final int[] tos = new int[texts.length];

  /** The last list of tags, and what they come to. */
  private List<String> lastTags = List.of();

  private Tag tag = Tag.NONE;

  /** The values met last that are none because they are no UTF-8. */
  private final List<String> unreadable = new ArrayList<>();

  Gff3Attributes() {
    Arrays.setAll(texts, key -> RepeatedText.strict());
  }

  private static Key[][] byLength() {
    int longest = 0;
    for (Key key : Key.values()) {
      longest = Math.max(longest, key.bytes.length);
    }
    Key[][] keys = new Key[longest + 1][];
    Arrays.setAll(
        keys,
        length ->
            Arrays.stream(Key.values())
                .filter(key -> key.bytes.length == length)
                .toArray(Key[]::new));
    return keys;
  }

  /** Reads the attributes between two places, or up to a tab, in place of those read before. */
  void read(byte[] newLine, int start, int newEnd) {
    line = newLine;
    end = newEnd;
    Arrays.fill(froms, NONE);
    int at = start;
    while (at < end) {
      at = readPair(newLine, at) + 1;
    }
  }

  /** Returns where the pair's semicolon stands, or the field's end. */
  private int readPair(byte[] bytes, int start) {
    int keyEnd = keyEnd(bytes, start);
    int value = keyEnd < end && bytes[keyEnd] == '=' ? keyEnd + 1 : keyEnd;
    Key key = keyAt(bytes, afterBlanks(start, keyEnd), beforeBlanks(start, keyEnd));
    int valueEnd = valueEnd(bytes, value);
    if (key != null && froms[key.at] == NONE) {
      froms[key.at] = afterBlanks(value, valueEnd);
      tos[key.at] = beforeBlanks(value, valueEnd);
    }
    return valueEnd;
  }

  /** Where the next {@code =} or {@code ;} stands; a tab before it ends the field. */
  private int keyEnd(byte[] bytes, int start) {
    int stop = end;
    for (int at = start; at < stop; at++) {
      byte b = bytes[at];
      if (b <= '=') { // Letters come behind.
        if (b == '=' || b == ';') {
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

  /** Where the next {@code ;} stands; a tab before it ends the field. */
  private int valueEnd(byte[] bytes, int start) {
    int stop = end;
    for (int at = start; at < stop; at++) {
      byte b = bytes[at];
      if (b == ';') {
        return at;
      }
      if (b == '\t') {
        end = at;
        return at;
      }
    }
    return stop;
  }

  /** By the length and the first letters: most keys of a line are none of these. */
  private static Key keyAt(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > 0 && length < BY_LENGTH.length) {
      for (Key key : BY_LENGTH[length]) {
        byte[] word = key.bytes;
        int same = 0;
        while (same < length && word[same] == bytes[from + same]) {
          same++;
        }
        if (same == length) {
          return key;
        }
      }
    }
    return null;
  }

  private int afterBlanks(int from, int to) {
    int at = from;
    while (at < to && line[at] >= 0 && line[at] <= BLANK) {
      at++;
    }
    return at;
  }

  /** Not before {@code from}. */
  private int beforeBlanks(int from, int to) {
    int at = to;
    while (at > from && line[at - 1] >= 0 && line[at - 1] <= BLANK) {
      at--;
    }
    return at;
  }

  /** The value of a key; null where there is none. */
  String text(Key key) {
    return isGiven(key) ? text(texts[key.at], froms[key.at], tos[key.at]) : null;
  }

  private boolean isGiven(Key key) {
    return froms[key.at] != NONE && froms[key.at] < tos[key.at];
  }

  /** The first of some keys that has a value. */
  String firstOf(Key[] keys) {
    for (Key key : keys) {
      if (isGiven(key)) {
        String text = text(key);
        if (text != null) {
          return text;
        }
        unreadable.add(key.word);
      }
    }
    return null;
  }

  private String text(RepeatedText column, int from, int to) {
    return hasEscape(from, to)
        ? column.of(decoded, 0, decode(from, to))
        : column.of(line, from, to);
  }

  private boolean hasEscape(int from, int to) {
    for (int at = from; at < to; at++) {
      if (line[at] == '%') {
        return true;
      }
    }
    return false;
  }

  /** Whether a value is ASCII without an escape, as nearly all are. */
  private boolean isPlain(int from, int to) {
    for (int at = from; at < to; at++) {
      if (line[at] < 0 || line[at] == '%') {
        return false;
      }
    }
    return true;
  }

  /** What a Parent lists; empty where there is none. The same object while it stays the same. */
  List<String> parents() {
    return parents.of(Key.PARENT);
  }

  /** What a line tells of its gene: of some keys the first that has a value, and the best tag. */
  GtfLine.Told told(Key[] names, Key[] types) {
    unreadable.clear();
    String name = firstOf(names);
    String type = firstOf(types);
    List<String> now = tags.of(Key.TAG);
    if (now != lastTags) {
      lastTags = now;
      tag = now.stream().map(Gff3Attributes::tagOf).min(Tag::compareTo).orElse(Tag.NONE);
    }
    unreadable.addAll(Collections.nCopies(tags.numUnreadable, Key.TAG.word));
    return new GtfLine.Told(
        name, type, tag, unreadable.isEmpty() ? List.of() : List.copyOf(unreadable));
  }

  /** RefSeq writes a space where the others have an underscore. */
  private static Tag tagOf(String word) {
    return switch (word.replace(' ', '_')) {
      case "MANE_Select" -> Tag.MANE_SELECT;
      case "Ensembl_canonical" -> Tag.ENSEMBL_CANONICAL;
      default -> Tag.NONE;
    };
  }

  /** Whether ids and Parents, where there are any, are UTF-8. */
  boolean idsAreText() {
    for (Key key : IDS) {
      if (isGiven(key) && !isPlain(froms[key.at], tos[key.at]) && text(key) == null) {
        return false;
      }
    }
    parents();
    return parents.numUnreadable == 0;
  }

  /** Whether the line has a key, whatever its value is. */
  boolean has(Key key) {
    return froms[key.at] != NONE;
  }

  /** The value of a key with each byte as a character, UTF-8 or not; empty where there is none. */
  String latin1(Key key) {
    return has(key)
        ? new String(decoded, 0, decode(froms[key.at], tos[key.at]), StandardCharsets.ISO_8859_1)
        : "";
  }

  /** Decodes what stands between two places; returns the number of bytes. */
  private int decode(int from, int to) {
    if (decoded.length < to - from) {
      decoded = new byte[to - from];
    }
    int length = 0;
    for (int at = from; at < to; at++) {
      byte b = line[at];
      if (b == '%' && at + 2 < to && digit(line[at + 1]) >= 0 && digit(line[at + 2]) >= 0) {
        b = (byte) (16 * digit(line[at + 1]) + digit(line[at + 2]));
        at += 2;
      }
      decoded[length++] = b;
    }
    return length;
  }

  private static int digit(byte letter) {
    return Character.digit(letter, 16);
  }

  /** A list whose value mostly is that of the line before. */
  private final class RepeatedList {
    private final RepeatedText elements = RepeatedText.strict();
    private byte[] last = {};
    private List<String> list = List.of();

    /** Elements that are left out because they are no UTF-8. */
    private int numUnreadable;

    List<String> of(Key key) {
      int from = froms[key.at];
      int to = from == NONE ? NONE : tos[key.at];
      if (!Arrays.equals(last, 0, last.length, line, Math.max(from, 0), Math.max(to, 0))) {
        last = from == NONE ? new byte[0] : Arrays.copyOfRange(line, from, to);
        split(from, to);
      }
      return list;
    }

    private void split(int from, int to) {
      List<String> found = new ArrayList<>(1);
      numUnreadable = 0;
      for (int at = from; at < to; at++) {
        int start = at;
        while (at < to && line[at] != ',') {
          at++;
        }
        int first = afterBlanks(start, at);
        int behind = beforeBlanks(start, at);
        if (first < behind) {
          String text = text(elements, first, behind);
          if (text == null) {
            numUnreadable++;
          } else {
            found.add(text);
          }
        }
      }
      list = List.copyOf(found);
    }
  }
}
