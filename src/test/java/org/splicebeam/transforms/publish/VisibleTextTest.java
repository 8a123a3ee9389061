package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VisibleTextTest {
  /** C0, DEL, C1, separators and marks of direction; nothing else of the first plane. */
  @Test
  void exactlyWhatSteersIsEscaped() {
    Set<Integer> steering = new TreeSet<>();
    for (int[] range :
        new int[][] {
          {0x00, 0x1f},
          {0x7f, 0x9f},
          {0x61c, 0x61c},
          {0x200e, 0x200f},
          {0x2028, 0x202e},
          {0x2066, 0x2069}
        }) {
      for (int c = range[0]; c <= range[1]; c++) {
        steering.add(c);
      }
    }
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c + "b";
      String escaped = String.format(Locale.ROOT, "a\\u%04xb", c);
      assertThat(VisibleText.of(text), is(steering.contains(c) ? escaped : text));
      boolean kept = c == '\n' || c == '\t' || !steering.contains(c);
      assertThat(VisibleText.ofLines(text), is(kept ? text : escaped));
    }
  }

  @Test
  void whatIsEscapedStaysSo() {
    String once = VisibleText.of("\u001b[2J\u202egnp.\u2069\r\n\uD83E\uDDEC");
    assertThat(once, is("\\u001b[2J\\u202egnp.\\u2069\\u000d\\u000a\uD83E\uDDEC"));
    assertThat(VisibleText.of(once), is(once));
  }
}
