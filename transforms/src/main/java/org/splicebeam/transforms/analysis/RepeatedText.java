package org.splicebeam.transforms.analysis;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column whose texts mostly repeat the row before: equal bytes give the same object, so that a
 * gene's rows share one id. Memory: the last text. Not thread-safe.
 */
final class RepeatedText {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private byte[] last = {};
  private String text = "";

  /** The cell's text, or null where its bytes are not UTF-8. */
  String of(Cells cells, int cell) {
    byte[] bytes = cells.bytes();
    int start = cells.start(cell);
    int end = cells.end(cell);
    if (!Arrays.equals(bytes, start, end, last, 0, last.length)) {
      String decoded = decode(bytes, start, end);
      if (decoded == null) {
        return null;
      }
      last = Arrays.copyOfRange(bytes, start, end);
      text = decoded;
    }
    return text;
  }

  private String decode(byte[] bytes, int start, int end) {
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
