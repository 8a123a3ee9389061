package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCellTest {
  private final NumberCell number = new NumberCell();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+0",
        "5.",
        ".5",
        "-.5",
        "+5.e0",
        "1e5",
        "1E5",
        "1e+5",
        "1E-5",
        "007.250",
        "0.1",
        "1e-400",
        "-1e-400",
        "0e999999999999",
        "4.9e-324",
        "2.4703282292062327e-324",
        "1.7976931348623157e308",
        "0.00000000000000000000000000000001e330",
        "9007199254740993",
        "9007199254740992",
        "9007199254740993e22",
        "1e22",
        "1e23",
        "123456789012345678",
        "1234567890123456789",
        "123456789012345678901234567890.123456789",
        "8.41e21",
        "0.000000000000000000000000000000000000000000000000012345678901234567890",
        "2.2250738585072011e-308",
        "6.631236846766476e-316",
        "3.2665e22",
        "17976931348623157e292"
      })
  void readsTheNearestDouble(String text) {
    assertThat(text, isReal(text), is(true));
    assertEquals(Double.parseDouble(text), number.real(), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        "+.",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e5.",
        "1.2.3",
        "--1",
        "+-1",
        " 1",
        "1 ",
        "1,5",
        "1_0",
        "0x10",
        "0x1p3",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "1f",
        "1d",
        "1e400",
        "-1e400",
        "1.7976931348623159e308",
        "0.0001e313",
        "1e99999999999999999999",
        "١",
        "½",
        "1e5e5"
      })
  void isNoReal(String text) {
    assertThat(text, isReal(text), is(false));
  }

  @Test
  void aMillionZerosAreNotInTheWay() {
    String zeros = "0".repeat(1_000_000);
    assertThat(isReal("1" + zeros + "e-1000000"), is(true));
    assertEquals(1.0, number.real());
    assertThat(isReal("0." + zeros + "1e1000001"), is(true));
    assertEquals(1.0, number.real());
    assertThat(isReal("1" + zeros), is(false));
  }

  @Test
  void readsEveryDoubleBackFromItsShortestAndItsLongText() {
    SplittableRandom random = new SplittableRandom(20);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      double score = random.nextDouble() * Math.pow(10, -random.nextInt(30));
      for (double x : new double[] {value, score, (float) score, Math.rint(score * 1e9) / 1e9}) {
        if (Double.isFinite(x)) {
          for (String text : new String[] {Double.toString(x), "%.9e".formatted(x)}) {
            assertThat(text, isReal(text), is(true));
            assertEquals(Double.parseDouble(text), number.real(), text);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "+12, 12",
    "-12, -12",
    "12., 12",
    "12.0, 12",
    "12.000, 12",
    "-0, 0",
    "007, 7",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "000000000000000000000000000001.0, 1",
    "1152921504606846976, 1152921504606846976"
  })
  void readsIntegers(String text, long value) {
    assertThat(text, isInteger(text), is(true));
    assertThat(number.integer(), is(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "-",
        ".",
        ".0",
        "12.5",
        "12.01",
        "1e3",
        "12.0e0",
        "1 ",
        " 1",
        "1.0.0",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "١",
        "0x1",
        "1L"
      })
  void isNoInteger(String text) {
    assertThat(text, isInteger(text), is(false));
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, true",
    "-2147483648.0, true",
    "2147483648, false",
    "-2147483649, false",
    "4294967296, false",
    "0, true"
  })
  void knowsWhatFits32Bits(String text, boolean fits) {
    byte[] cell = utf8(text);
    assertThat(number.isInteger32(cell, 0, cell.length), is(fits));
  }

  /** Halfway cases and their neighbours, where rounding to a double first goes astray. */
  @Test
  void readsTheNearestFloat() {
    SplittableRandom random = new SplittableRandom(32);
    for (int i = 0; i < 100_000; i++) {
      float some = Float.intBitsToFloat(random.nextInt(Float.floatToIntBits(2)));
      BigDecimal halfway =
          new BigDecimal(some).add(new BigDecimal(Math.nextUp(some))).divide(BigDecimal.valueOf(2));
      BigDecimal tiny = new BigDecimal("1e-170");
      for (BigDecimal at : List.of(halfway.subtract(tiny), halfway, halfway.add(tiny))) {
        if (i % 100 == 0) {
          nearestFloat(at.toString());
        }
      }
      nearestFloat(Double.toString(random.nextDouble()));
      nearestFloat(Float.toString(some));
    }
    nearestFloat("1e39");
    nearestFloat("1e-60");
    nearestFloat("3.4028235677973366e38");
    nearestFloat("0.500000029802322387695312500000000000000000001");
  }

  private void nearestFloat(String text) {
    byte[] cell = utf8(text);
    assertThat(text, number.isReal(cell, 0, cell.length), is(true));
    assertEquals(Float.parseFloat(text), number.nearestFloat(), text);
  }

  @Test
  void looksAtItsRangeOnly() {
    byte[] line = utf8("91.5e1\t2");
    assertThat(number.isReal(line, 1, 4), is(true));
    assertEquals(1.5, number.real());
    assertThat(number.isReal(line, 1, 5), is(false));
    assertThat(number.isInteger(line, 0, 2), is(true));
    assertThat(number.integer(), is(91L));
  }

  /** All lengths of digits, a point anywhere, and one other character anywhere. */
  @Test
  void isTheSameForAValueThatNobodyAsksFor() {
    SplittableRandom random = new SplittableRandom(21);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(30); length > 0; length--) {
        text.append((char) ('0' + random.nextInt(10)));
      }
      String strange = i % 3 == 0 ? "." : i % 3 == 1 ? ".." : "./:+-eE ÿ\0p";
      for (int places = random.nextInt(3); places > 0; places--) {
        text.setCharAt(
            random.nextInt(text.length()), strange.charAt(random.nextInt(strange.length())));
      }
      isReal(text.toString());
    }
    isReal("1".repeat(308));
    isReal("1".repeat(310));
    isReal("." + "0".repeat(400) + "1");
  }

  /** Between digits that are none of its own; asks in both ways. */
  private boolean isReal(String text) {
    byte[] cell = utf8("7" + text + "7");
    boolean isReal = number.isReal(cell, 1, cell.length - 1);
    double value = isReal ? number.real() : 0;
    assertThat(text, number.isUnreadReal(cell, 1, cell.length - 1), is(isReal));
    if (isReal && text.length() < 100) {
      assertEquals(Double.parseDouble(text), value, text);
    }
    number.isReal(cell, 1, cell.length - 1);
    return isReal;
  }

  private boolean isInteger(String text) {
    byte[] cell = utf8(text);
    return number.isInteger(cell, 0, cell.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
