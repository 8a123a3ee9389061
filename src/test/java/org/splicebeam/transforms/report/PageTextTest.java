package org.splicebeam.transforms.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class PageTextTest {
  @Test
  void whatHasAShapeStaysAsItIs() {
    String text = "BRCA1 <b>&\"' é Ж 基因 \uD83E\uDDEC";
    assertThat(PageText.of(text, 100), is(text));
  }

  @Test
  void whatHasNoShapeIsShown() {
    assertThat(
        PageText.of("a\u202Eb\u0000c\u200Bd\uFEFFe\u00ADf\u2066g\uDB40\uDC41h", 200),
        is("a\\u202eb\\u0000c\\u200bd\\ufeffe\\u00adf\\u2066g\\ue0041h"));
  }

  @Test
  void halvesOfCharactersAreShown() {
    assertThat(PageText.of("a\uD83Eb", 100), is("a\\ud83eb"));
  }

  @Test
  void marksDoNotPileUp() {
    assertThat(
        PageText.of("e\u0301\u0301\u0301\u0301x\u0301", 100),
        is("e\u0301\u0301\\u0301\\u0301x\u0301"));
  }

  @Test
  void aLongTextLosesItsMiddle() {
    assertThat(PageText.of("0123456789", 10), is("0123456789"));
    assertThat(PageText.of("0123456789a", 10), is("012345…89a"));
    assertThat(
        PageText.of("\uD83E\uDDEC".repeat(9), 4), is("\uD83E\uDDEC\uD83E\uDDEC…\uD83E\uDDEC"));
  }
}
