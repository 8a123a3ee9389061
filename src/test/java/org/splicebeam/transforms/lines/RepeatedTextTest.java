package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RepeatedTextTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String whole(RepeatedText texts, byte[] bytes) {
    return texts.of(bytes, 0, bytes.length);
  }

  @Test
  void equalBytesAreOneObjectAlsoWithAnotherTextBetween() {
    for (RepeatedText texts : List.of(RepeatedText.strict(), RepeatedText.lenient())) {
      byte[] line = utf8("ENST01\tENST02\tENST01");
      String first = texts.of(line, 0, 6);
      assertThat(first, equalTo("ENST01"));
      assertThat(texts.of(line, 7, 13), equalTo("ENST02"));
      assertThat(texts.of(line, 14, 20), sameInstance(first));
      assertThat(texts.of(line, 14, 14), equalTo(""));
    }
  }

  @Test
  void whatIsNotUtf8IsNullOrReplaced() {
    byte[] latin1 = "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(whole(RepeatedText.strict(), latin1), nullValue());
    assertThat(whole(RepeatedText.lenient(), latin1), equalTo("caf\uFFFD"));
  }

  @Test
  void aTextIsThatOfItsBytesWhateverCameBefore() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] some = {'a', 'b', -61, -87, -30, -126, -84, -16, -97, -104, -128};
    RepeatedText strict = RepeatedText.strict();
    RepeatedText lenient = RepeatedText.lenient();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(6)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = some[random.nextInt(some.length)];
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      assertThat(whole(lenient, bytes), equalTo(text));
      assertThat(whole(strict, bytes), text.contains("\uFFFD") ? nullValue() : equalTo(text));
    }
  }

  @Test
  void aLongTextIsWholeAndLeavesTheOthersInPlace() {
    RepeatedText texts = RepeatedText.lenient();
    String kept = whole(texts, utf8("name"));
    String longOne = "x".repeat(1_000) + "name";
    assertThat(whole(texts, utf8(longOne)), equalTo(longOne));
    assertThat(whole(texts, utf8("name")), sameInstance(kept));
  }
}
