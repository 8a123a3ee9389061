package org.splicebeam.transforms.labels;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BasesTest {
  private static int code(String bases, int position) {
    return Bases.dinucleotide(
        bases.getBytes(StandardCharsets.US_ASCII), 0, bases.length(), position);
  }

  @Test
  void twoBasesAreANumberInTheOrderOfTheAlphabet() {
    int expected = 0;
    for (char first : "ACGT".toCharArray()) {
      for (char second : "ACGT".toCharArray()) {
        assertThat(code("" + first + second, 0), is(expected++));
      }
    }
    assertThat(code("GT", 0), is(11));
    assertThat(code("AG", 0), is(2));
  }

  @Test
  void whatIsUnknownOrOutsideHasNoCode() {
    int[] expected = {-1, -1, 11, -1, -1, 2, -1, -1};
    for (int p = -2; p < 6; p++) {
      assertThat(code("GTNAG", p), is(expected[p + 2]));
    }
    assertThat(code("A", 0), is(-1));
    assertThat(code("", 0), is(-1));
    assertThat(Bases.dinucleotide(new byte[] {'G', 'T', 'G'}, 0, 2, 1), is(-1));
  }

  @Test
  void windowsEndWhereTheGeneDoes() {
    assertThat(Bases.windowStart(100, 250), is(0));
    assertThat(Bases.windowStart(300, 250), is(50));
    assertThat(Bases.windowEnd(100, 250, 1000), is(350));
    assertThat(Bases.windowEnd(900, 250, 1000), is(1000));
    assertThat(
        Bases.windowEnd(Integer.MAX_VALUE - 1, 250, Integer.MAX_VALUE), is(Integer.MAX_VALUE));
  }
}
