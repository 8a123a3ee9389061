package org.splicebeam.transforms.analysis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column whose texts mostly repeat those of a few rows before: equal bytes mostly give the same
 * object, so that a gene's rows share one id, and each transcript's share another. Memory: the last
 * text of each slot, at most 64 of 1 000 bytes. Not thread-safe.
 */
final class RepeatedText {
  private static final int SLOTS = 64;

  /** Letters at the end that choose the slot: ids of one gene differ there. */
  private static final int CHOOSING = 4;

  private static final int LONGEST = 1_000;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private final byte[][] lasts = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];

  /** The cell's text, or null where its bytes are not UTF-8. */
  String of(Cells cells, int cell) {
    byte[] bytes = cells.bytes();
    int start = cells.start(cell);
    int end = cells.end(cell);
    int slot = 0;
    for (int i = Math.max(start, end - CHOOSING); i < end; i++) {
      slot = 31 * slot + bytes[i];
    }
    slot &= SLOTS - 1;
    byte[] last = lasts[slot];
    if (last == null || !Arrays.equals(bytes, start, end, last, 0, last.length)) {
      String decoded = decode(bytes, start, end);
      if (decoded == null) {
        return null;
      }
      if (end - start > LONGEST) {
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
