package org.splicebeam.schemas.reject;

/**
 * The beginning of a text from an input, short enough to be kept and shown. No character is cut in
 * two, so that the text stays the same when it is written as UTF-8 and read again.
 */
public final class Excerpt {
  /** Characters of a value that are shown. */
  private static final int VALUE_LENGTH = 40;

  private Excerpt() {}

  /** As a {@link Reject} keeps a line: at most {@value Reject#START_LENGTH} UTF-16 characters. */
  public static String ofLine(String line) {
    if (line.length() <= Reject.START_LENGTH) {
      return line;
    }
    boolean inPair = Character.isHighSurrogate(line.charAt(Reject.START_LENGTH - 1));
    return line.substring(0, inPair ? Reject.START_LENGTH - 1 : Reject.START_LENGTH);
  }

  /** As a reject's detail quotes a value: at most {@value #VALUE_LENGTH} characters. */
  public static String ofValue(String value) {
    return value.codePointCount(0, value.length()) <= VALUE_LENGTH
        ? value
        : value.substring(0, value.offsetByCodePoints(0, VALUE_LENGTH));
  }
}
