package org.splicebeam.transforms.lines;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spoils the lines of tab-separated texts as editors, spreadsheets, broken copies and malice do.
 * The same seed gives the same lines; a line may come out whole, and may come out as several.
 */
public final class LineMutator {
  private static final String LETTERS = "\t\t\t\"\"\r\n\0\u001b; .,#+-eENA0123456789acgtX";
  private static final List<byte[]> CELLS =
      List.of(
          utf8(""),
          utf8("NA"),
          utf8("\""),
          utf8("\"\""),
          utf8("\"\"\"\""),
          utf8("\"NA\""),
          utf8("\"a\"\"b\""),
          utf8("\"1\t2\""),
          utf8("0"),
          utf8("-0"),
          utf8("-1"),
          utf8("+1"),
          utf8("1.0"),
          utf8("12.50"),
          utf8("."),
          utf8("1e400"),
          utf8("1e-400"),
          utf8("NaN"),
          utf8("Infinity"),
          utf8("0x1p3"),
          utf8("2147483648"),
          utf8("9223372036854775807"),
          utf8("9223372036854775808"),
          utf8("-9223372036854775808"),
          utf8("999999999999999999"),
          utf8("1" + "0".repeat(400)),
          utf8("0." + "0".repeat(400) + "1"),
          utf8("\u0661\u0662"),
          utf8("\u2212" + "5"),
          utf8("\uFEFF"),
          utf8("\u202E\u0000\u001b[2J"),
          utf8("\uD83E\uDDEC".repeat(61)),
          utf8("=1+1"),
          utf8("; gene_id \"G9\"; gene_id \"\""),
          utf8("gene_id G1; transcript_id T1"),
          utf8("gene"),
          utf8("transcript"),
          utf8("exon"),
          utf8("+"),
          utf8("-"),
          utf8("FORWARD"),
          utf8("REVERSE"),
          utf8("999"),
          utf8("1000"),
          utf8("donor"),
          utf8("acceptor"),
          utf8("TN"),
          utf8("chrM"),
          utf8("22"),
          utf8("G1.7_8_PAR_Y"),
          utf8("#"),
          utf8("acgtnACGTN"),
          new byte[] {(byte) 0xFF, (byte) 0xFE},
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF0, (byte) 0x9F, (byte) 0xA7},
          new byte[] {0});

  private final SplittableRandom random;

  public LineMutator(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The line with up to four changes, in a new array. */
  public byte[] mutated(byte[] whole) {
    byte[] line = whole.clone();
    for (int changes = random.nextInt(5); changes > 0 && line.length > 0; changes--) {
      line = changed(line, random.nextInt(line.length));
    }
    return line;
  }

  private byte[] changed(byte[] line, int at) {
    int end = Math.min(line.length, at + 1 + random.nextInt(12));
    switch (random.nextInt(16)) {
      case 0:
        line[at] ^= (byte) (1 << random.nextInt(8));
        return line;
      case 1:
        line[at] = (byte) random.nextInt(256);
        return line;
      case 2:
        line[at] = letter();
        return line;
      case 3:
        return replaced(line, at, at, letter());
      case 4:
        return replaced(line, at, end);
      case 5:
        return replaced(line, at, at, Arrays.copyOfRange(line, at, end));
      case 6:
        return random.nextInt(8) == 0 ? Arrays.copyOf(line, at) : line;
      case 7:
        return replaced(line, 0, 0, utf8("\uFEFF"));
      case 8:
        return replaced(line, line.length, line.length, (byte) '\r');
      case 9:
        return withCell(line, at, veryLong());
      case 10:
        return withCell(line, at, cellOf(line, random.nextInt(line.length)));
      case 11:
        return swapped(line, at, random.nextInt(line.length));
      case 12:
        return withCell(line, at, quoted(cellOf(line, at)));
      default:
        return withCell(line, inAnyCell(line), CELLS.get(random.nextInt(CELLS.size())));
    }
  }

  /** A place in a cell, short ones as often as long ones. */
  private int inAnyCell(byte[] line) {
    int tabs = 0;
    for (byte b : line) {
      tabs += b == '\t' ? 1 : 0;
    }
    int at = 0;
    for (int skipped = random.nextInt(tabs + 1); skipped > 0; at++) {
      skipped -= line[at] == '\t' ? 1 : 0;
    }
    return at;
  }

  private byte letter() {
    return (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
  }

  /** Mostly some kilobytes, now and then more than a line may have. */
  private byte[] veryLong() {
    int most = random.nextInt(300) == 0 ? 2 << 20 : random.nextInt(40) == 0 ? 1 << 13 : 200;
    byte[] cell = new byte[random.nextInt(most)];
    Arrays.fill(cell, letter());
    return cell;
  }

  private static byte[] quoted(byte[] cell) {
    byte[] quoted = new byte[cell.length + 2];
    Arrays.fill(quoted, (byte) '"');
    System.arraycopy(cell, 0, quoted, 1, cell.length);
    return quoted;
  }

  private static byte[] swapped(byte[] line, int one, int other) {
    byte[] first = cellOf(line, Math.min(one, other));
    byte[] second = cellOf(line, Math.max(one, other));
    byte[] changed = withCell(line, Math.max(one, other), first);
    return withCell(changed, Math.min(one, other), second);
  }

  private static byte[] cellOf(byte[] line, int at) {
    return Arrays.copyOfRange(line, startOfCell(line, at), endOfCell(line, at));
  }

  private static byte[] withCell(byte[] line, int at, byte... cell) {
    return replaced(line, startOfCell(line, at), endOfCell(line, at), cell);
  }

  private static int startOfCell(byte[] line, int at) {
    int start = Math.min(at, line.length);
    while (start > 0 && line[start - 1] != '\t') {
      start--;
    }
    return start;
  }

  private static int endOfCell(byte[] line, int at) {
    int end = at;
    while (end < line.length && line[end] != '\t') {
      end++;
    }
    return Math.max(end, startOfCell(line, at));
  }

  private static byte[] replaced(byte[] line, int from, int to, byte... by) {
    byte[] changed = new byte[line.length - (to - from) + by.length];
    System.arraycopy(line, 0, changed, 0, from);
    System.arraycopy(by, 0, changed, from, by.length);
    System.arraycopy(line, to, changed, from + by.length, line.length - to);
    return changed;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
