package org.splicebeam.transforms.lines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column of UTF-8 whose texts mostly repeat those of a few lines before. Equal bytes mostly give
 * the same object, so the lines of a gene share one id object, and so do those of a transcript.
 * Memory: the last text of each slot, at most 64 of 1 000 bytes. Not thread-safe.
 */
public final class RepeatedText {
  private static final int SLOTS = 64;

  /** Letters at the end that choose the slot: ids of one gene differ there. */
  private static final int CHOOSING = 4;

  private static final int LONGEST = 1_000;

  private final CharsetDecoder decoder;
  private final byte[][] lasts = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];

  private RepeatedText(CodingErrorAction onMalformed) {
    decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(onMalformed)
            .onUnmappableCharacter(onMalformed);
  }

  /** A column in which bytes that are not UTF-8 are null. */
  public static RepeatedText strict() {
    return new RepeatedText(CodingErrorAction.REPORT);
  }

  /** A column where U+FFFD stands for what is not UTF-8. */
  public static RepeatedText lenient() {
    return new RepeatedText(CodingErrorAction.REPLACE);
  }

  /** The text between two places. */
  public String of(byte[] bytes, int start, int end) {
    int slot = 0;
    for (int i = Math.max(start, end - CHOOSING); i < end; i++) {
      slot = 31 * slot + bytes[i];
    }
    slot &= SLOTS - 1;
    byte[] last = lasts[slot];
    if (last == null || !Arrays.equals(bytes, start, end, last, 0, last.length)) {
      String decoded = decode(bytes, start, end);
      if (decoded == null || end - start > LONGEST) {
        return decoded;
      }
      lasts[slot] = Arrays.copyOfRange(bytes, start, end);
      texts[slot] = decoded;
    }
    return texts[slot];
  }

  private String decode(byte[] bytes, int start, int end) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
