package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
  private static final String HOSTILE = "a\u001b[2J\tb\\\r\n\u0000\u0085 \u00b5 \uD83E\uDDEC";

  @Test
  void aLineHasNoControlCharacter() {
    assertThat(
        VisibleText.line(HOSTILE),
        is("a\\u001b[2J\\u0009b\\\\u000d\\u000a\\u0000\\u0085 \u00b5 \uD83E\uDDEC"));
  }

  @Test
  void aCellCanBeReadBack() {
    assertThat(
        VisibleText.cell(HOSTILE),
        is("a\\u001b[2J\\tb\\\\\\u000d\\u000a\\u0000\\u0085 \u00b5 \uD83E\uDDEC"));
  }
}
