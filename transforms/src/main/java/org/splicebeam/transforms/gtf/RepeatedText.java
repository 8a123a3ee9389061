package org.splicebeam.transforms.gtf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A value that mostly repeats the line before: equal bytes give the same object. UTF-8; what is
 * none becomes U+FFFD. Memory: the last value.
 */
final class RepeatedText {
  private byte[] last = {};
  private String text = "";

  String of(byte[] bytes, int start, int end) {
    if (!Arrays.equals(bytes, start, end, last, 0, last.length)) {
      last = Arrays.copyOfRange(bytes, start, end);
      text = new String(last, StandardCharsets.UTF_8);
    }
    return text;
  }
}
