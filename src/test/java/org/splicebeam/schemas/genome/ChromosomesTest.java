package org.splicebeam.schemas.genome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChromosomesTest {
  private static final String FULL_WIDTH_A = "\uFF21";
  private static final String BEYOND_BMP = "\uD83E\uDDEC";

  private static void sorts(Comparator<String> order, List<String> sorted) {
    for (int seed = 0; seed < 50; seed++) {
      List<String> shuffled = new ArrayList<>(sorted);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(order);
      assertThat(shuffled, equalTo(sorted));
    }
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = 0; j < sorted.size(); j++) {
        assertThat(
            Integer.signum(order.compare(sorted.get(i), sorted.get(j))),
            equalTo(Integer.compare(i, j)));
      }
    }
  }

  @Test
  void numbersThenXThenYThenMitochondriaThenNames() {
    sorts(
        Chromosomes.KARYOTYPE,
        List.of(
            "0",
            "1",
            "chr2",
            "9",
            "10",
            "chr22",
            "100",
            "99999999999999999999999999",
            "chrX",
            "Y",
            "chrM",
            "",
            "1_random",
            "GL000192.1",
            "Mt",
            "Un_KI270302v1",
            "chrchr1",
            "x",
            "\u0663", // a digit that is not ASCII
            FULL_WIDTH_A,
            BEYOND_BMP));
  }

  @Test
  void namesOfOneChromosomeAreEqual() {
    for (List<String> same :
        List.of(
            List.of("chr1", "1", "01", "chr0001"),
            List.of("0", "000", "chr0"),
            List.of("X", "chrX"),
            List.of("M", "MT", "chrM", "chrMT"),
            List.of("GL1", "chrGL1"))) {
      for (String a : same) {
        for (String b : same) {
          assertThat(a + " " + b, Chromosomes.KARYOTYPE.compare(a, b), equalTo(0));
        }
      }
    }
  }

  @Test
  void aBareNameHasNoPrefixAndOneMitochondrion() {
    assertThat(
        List.of("chr1", "1", "chrM", "M", "MT", "CHR1", "chr", "chrchrM", "m").stream()
            .map(Chromosomes::bare)
            .toList(),
        equalTo(List.of("1", "1", "MT", "MT", "MT", "CHR1", "", "chrM", "m")));
  }

  @Test
  void textsCompareByCodePoint() {
    sorts(
        Chromosomes.BY_CODE_POINT,
        List.of(
            "",
            "A",
            "AA",
            "B",
            "a",
            "é",
            "\uD7FF",
            "\uE000",
            FULL_WIDTH_A,
            FULL_WIDTH_A + BEYOND_BMP,
            "\uFFFD",
            "\uD800\uDC00",
            "\uD800\uDC01",
            BEYOND_BMP,
            BEYOND_BMP + "A",
            "\uDBFF\uDFFF"));
  }
}
