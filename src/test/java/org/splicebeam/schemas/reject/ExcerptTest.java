package org.splicebeam.schemas.reject;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  private static final String HELIX = "\uD83E\uDDEC";

  /** Half a character would be another one after a coder. */
  @Test
  void noCharacterIsCutInTwo() {
    assertThat(Excerpt.ofLine("x" + HELIX.repeat(60)), is("x" + HELIX.repeat(59)));
    assertThat(Excerpt.ofLine(HELIX.repeat(61)), is(HELIX.repeat(60)));
    assertThat(Excerpt.ofValue("x" + HELIX.repeat(40)), is("x" + HELIX.repeat(39)));
  }

  @Test
  void whatIsShortEnoughStays() {
    assertThat(Excerpt.ofLine("x".repeat(120)), is("x".repeat(120)));
    assertThat(Excerpt.ofLine("x".repeat(121)), is("x".repeat(120)));
    assertThat(Excerpt.ofLine(""), is(""));
    assertThat(Excerpt.ofValue(HELIX.repeat(40)), is(HELIX.repeat(40)));
    assertThat(Excerpt.ofValue(""), is(""));
  }
}
