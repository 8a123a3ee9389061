package org.splicebeam.transforms.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {
  private static Told told(String json) throws Exception {
    return Told.of("dataset.json", new ObjectMapper().readTree(json));
  }

  /** A blank in the text stands for the thin space. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "999, 999",
    "1000, 1 000",
    "-1234567, −1 234 567",
    "9223372036854775807, 9 223 372 036 854 775 807"
  })
  void wholeNumbersAreShownInFullByThrees(String number, String shown) throws Exception {
    Figure figure = Figure.of(told("{\"a/b\":" + number + "}").at("a/b"));
    assertThat(figure, is(new Figure(number, thin(shown), "dataset.json#/a~1b")));
  }

  @ParameterizedTest
  @CsvSource({
    "0.0, 0",
    "0.5, 0.5",
    "0.12345, 0.123",
    "-0.98765, -0.988",
    "12345.678, 12 300",
    "0.001, 0.001",
    "0.00031622776601683794, 3.16e-4",
    "1.0E-7, 1e-7",
    "2500000.0, 2.5e6",
    "-0.00002, −2e-5"
  })
  void otherNumbersHaveThreeDigits(double number, String shown) {
    assertThat(Figure.decimal(number), is(thin(shown.replace("-0.98", "−0.98"))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0 %",
    "10, 10, 100 %",
    "1, 3, 33.3 %",
    "1, 1000000, < 0.1 %",
    "999999, 1000000, > 99.9 %",
    "1, 8, 12.5 %"
  })
  void aShareIsNeitherNothingNorAllUnlessItIs(double part, double whole, String shown) {
    assertThat(Figure.percent(part, whole), is(thin(shown)));
  }

  @Test
  void sumsAndSharesSayWhatTheyAreMadeOf() throws Exception {
    Told labels = told("{\"TP\":3,\"FN\":1}");
    Figure sites = Figure.sum(List.of(labels.at("TP"), labels.at("FN")));
    assertThat(sites, is(new Figure("4", "4", "dataset.json#/TP + dataset.json#/FN")));
    assertThat(
        Figure.share(Figure.of(labels.at("FN")), sites),
        is(
            new Figure(
                "0.25",
                thin("25 %"),
                "(dataset.json#/FN) / (dataset.json#/TP + dataset.json#/FN)")));
  }

  @Test
  void whatIsNotThereHasNoValue() throws Exception {
    Told none = told("{\"null\":null}");
    assertThat(Figure.of(none.at("x")), is(new Figure("", "–", "dataset.json#/x")));
    assertThat(Figure.of(none.at("null")), is(new Figure("", "–", "dataset.json#/null")));
    assertThat(
        Figure.share(Figure.count(1, "a"), Figure.count(0, "b")), is(new Figure("", "–", "a / b")));
  }

  @Test
  void sizesOfFilesAreInBinaryUnits() throws Exception {
    Told bytes = told("{\"a\":1536,\"b\":512}");
    assertThat(
        Figure.bytes(bytes.at("a")), is(new Figure("1536", thin("1.5 KiB"), "dataset.json#/a")));
    assertThat(
        Figure.bytes(List.of(bytes.at("a"), bytes.at("b"))),
        is(new Figure("2048", thin("2 KiB"), "dataset.json#/a + dataset.json#/b")));
  }

  private static String thin(String text) {
    return text.replace(' ', Figure.THIN);
  }
}
