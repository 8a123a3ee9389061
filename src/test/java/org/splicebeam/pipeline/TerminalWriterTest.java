package org.splicebeam.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every way to write, each with text that clears a screen and forges a line. */
class TerminalWriterTest {
  private static final String HOSTILE = "\u001b[2J\r\ndone";
  private static final String IN_ONE_LINE = "\\u001b[2J\\u000d\\u000adone";
  private static final String IN_LINES = "\\u001b[2J\\u000d\ndone";

  private static String shown(Consumer<PrintWriter> write) {
    StringWriter terminal = new StringWriter();
    try (PrintWriter writer = new TerminalWriter(new PrintWriter(terminal))) {
      write.accept(writer);
    }
    return terminal.toString();
  }

  @Test
  void aPrintedLineStaysOne() {
    assertThat(shown(t -> t.println(HOSTILE)), is(IN_ONE_LINE + System.lineSeparator()));
  }

  @Test
  void aValueOfAFormatStaysInItsLine() {
    String expected = "7 of\n" + IN_ONE_LINE + "\n";
    assertThat(shown(t -> t.printf("%d of\n%s\n", 7, HOSTILE)), is(expected));
    assertThat(shown(t -> t.format("%d of\n%s\n", 7, HOSTILE)), is(expected));
    assertThat(shown(t -> t.format(Locale.ROOT, "%d of\n%s\n", 7, HOSTILE)), is(expected));
  }

  @Test
  void otherTextKeepsItsLineFeeds() {
    assertThat(shown(t -> t.print(HOSTILE)), is(IN_LINES));
    assertThat(shown(t -> t.append(HOSTILE)), is(IN_LINES));
    assertThat(shown(t -> t.write(HOSTILE)), is(IN_LINES));
    assertThat(shown(t -> t.write(HOSTILE.toCharArray())), is(IN_LINES));
    assertThat(shown(t -> HOSTILE.chars().forEach(t::write)), is(IN_LINES));
  }
}
