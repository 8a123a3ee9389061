package org.splicebeam.schemas.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.EightBytes;

class EightBasesTest {
  private static final int LENGTH = EightBases.COUNT;

  /** Each byte at each place, between neighbours that could carry into it. */
  @Test
  void everyByteIsJudgedByItself() {
    for (String others : new String[] {"AAAAAAAA", "zzzzzzzz", "TTTTTTTT"}) {
      for (int place = 0; place < LENGTH; place++) {
        for (int value = 0; value < 256; value++) {
          byte[] text = others.getBytes(StandardCharsets.US_ASCII);
          text[place] = (byte) value;
          boolean isLetter = value < 128 && Character.isLetter(value);
          String what = value + " in " + others + " at " + place;
          assertThat(what, EightBases.areLetters(eight(text)), is(isLetter));
          assertThat(what, PackedSequences.areLetters(text, 0, LENGTH), is(isLetter));
          assertThat(what, PackedSequences.areLetters(text, 0, place), is(true));
          boolean isBase = "ACGTacgt".indexOf(value) >= 0 && !others.startsWith("z");
          assertThat(what, areBases(text), is(isBase));
        }
      }
    }
  }

  @Test
  void windowsOfAnyLettersComeBackUpperCaseWithNForTheRest() {
    Random random = new Random(5);
    String letters = "ACGTacgtACGTacgtACGTacgtNnRyXz";
    for (int length = 0; length < 200; length++) {
      StringBuilder text = new StringBuilder("xyz");
      for (int i = 0; i < length; i++) {
        text.append(letters.charAt(random.nextInt(letters.length() - random.nextInt(2) * 6)));
      }
      PackedSequences.Builder builder = new PackedSequences.Builder();
      builder.add("tt".getBytes(StandardCharsets.US_ASCII), 0, 2);
      builder.add(text.toString().getBytes(StandardCharsets.US_ASCII), 3, length);
      String expected = text.substring(3).toUpperCase(Locale.ROOT);
      assertThat(builder.build().text(1), equalTo(expected.replaceAll("[^ACGT]", "N")));
    }
  }

  @Test
  void packingIsUndone() {
    Random random = new Random(6);
    for (int i = 0; i < 10_000; i++) {
      long codes = random.nextLong() & 0x0303030303030303L;
      assertThat(EightBases.unpack(EightBases.pack(codes)), is(codes));
    }
    byte[] codes = {0, 1, 2, 3, 3, 0, 0, 2};
    assertThat(EightBases.pack(eight(codes)), is((short) 0b10_00_00_11_11_10_01_00));
  }

  private static boolean areBases(byte[] text) {
    long letters = eight(text);
    long codes = EightBases.codes(letters);
    boolean are = EightBases.areBases(letters, codes);
    if (are) {
      byte[] expected = new byte[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        expected[i] = (byte) "ACGT".indexOf(Character.toUpperCase(text[i]));
      }
      assertThat(Arrays.toString(text), codes, is(eight(expected)));
    }
    return are;
  }

  private static long eight(byte[] bytes) {
    return EightBytes.get(bytes, 0);
  }
}
