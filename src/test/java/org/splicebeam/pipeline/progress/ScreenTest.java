package org.splicebeam.pipeline.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reaches stderr, to the last character. */
class ScreenTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-12-01T09:26:19.123456Z"), ZoneOffset.UTC);
  private static final String ERASE = "\r\u001b[K";
  private static final String TIME = "{\"time\":\"2026-12-01T09:26:19.123Z\",";

  private final StringWriter written = new StringWriter();
  private int columns = 20;
  private final Screen screen = new Screen(written, () -> columns, false, CLOCK);
  private final PrintWriter errors = new PrintWriter(screen, true);

  @AfterEach
  void leaveNoLine() {
    screen.close();
  }

  private String written() {
    return written.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void aLineIsDrawnInPlaceOfTheOneBefore() {
    screen.draw("one", 3);
    screen.draw("one", 3);
    screen.draw("two", 3);
    screen.clear();
    screen.clear();

    assertThat(written(), is(ERASE + "one" + ERASE + "two" + ERASE));
  }

  @Test
  void whatElseIsWrittenBeginsOnALineOfItsOwn() {
    screen.draw("pass 1", 6);
    errors.println("splicebeam build: no");
    screen.draw("pass 1", 6);
    screen.tell("notice", "by the way", json -> {});

    assertThat(
        written(),
        is(
            ERASE
                + "pass 1"
                + ERASE
                + "splicebeam build: no\n"
                + ERASE
                + "pass 1"
                + ERASE
                + "by the way\n"));
  }

  @Test
  void aLineThatStandsIsSeenByOneWhoCannotWriteHere() {
    screen.draw("pass 1", 6);
    assertThat(Screen.isLineUp(), is(true));
    screen.clear();
    assertThat(Screen.isLineUp(), is(false));
  }

  @Test
  void thePhaseStandsOutWhereColoursAreAllowed() {
    Screen coloured = new Screen(written, () -> 20, true, CLOCK);
    coloured.draw("pass 1  7 %", 6);
    coloured.clear();

    assertThat(written(), is(ERASE + "\u001b[1mpass 1\u001b[0m  7 %" + ERASE));
  }

  @Test
  void aLogHasNothingDrawn() {
    columns = 0;
    screen.draw("pass 1", 6);
    screen.tell("progress", "2026 build: pass 1", json -> {});
    errors.println("no");

    assertThat(written(), is("2026 build: pass 1\nno\n"));
  }

  @Test
  void theWidthMayChange() {
    assertThat(screen.room(), is(19));
    columns = 7;
    assertThat(screen.room(), is(6));
  }

  @Test
  void quietLeavesErrorsAlone() {
    screen.beQuiet();
    screen.draw("pass 1", 6);
    screen.tell("notice", "by the way", json -> {});
    errors.println("no");

    assertThat(written(), is("no\n"));
  }

  @Test
  void eachLineIsAnObject() {
    screen.useJson();
    screen.draw("pass 1", 6);
    screen.tell("progress", "text", json -> json.put("rows", 7));
    errors.print("one\ntw");
    errors.printf("o \"%s\"%n%n", "\\");
    errors.print("the rest");
    errors.close();

    assertThat(
        written(),
        is(
            TIME
                + "\"event\":\"progress\",\"rows\":7}\n"
                + TIME
                + "\"event\":\"error\",\"message\":\"one\"}\n"
                + TIME
                + "\"event\":\"error\",\"message\":\"two \\\"\\\\\\\"\"}\n"
                + TIME
                + "\"event\":\"error\",\"message\":\"the rest\"}\n"));
  }

  /** A name that clears the screen, turns the direction and forges a line. */
  @Test
  void noNameSteersTheTerminal() {
    String hostile = "\u001b[2J\u202e\u009b2J\u007f\ndone";
    screen.tell("notice", hostile, json -> {});
    screen.useJson();
    screen.tell("notice", "", json -> json.put("message", hostile));

    assertThat(
        written(),
        is(
            "\\u001b[2J\\u202e\\u009b2J\\u007f\\u000adone\n"
                + TIME
                + "\"event\":\"notice\",\"message\":\"\\u001B[2J\\u202E\\u009B2J\\u007f\\ndone\"}\n"));
  }

  @Test
  void aClosedScreenShowsNothing() {
    screen.draw("pass 1", 6);
    screen.close();
    screen.draw("pass 2", 6);
    screen.tell("notice", "late", json -> {});
    errors.println("late");

    assertThat(written(), is(ERASE + "pass 1" + ERASE));
  }

  @Test
  void aStderrThatCannotBeWrittenIsNoError() {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void close() {}
        };
    Screen nobody = new Screen(broken, () -> 20, true, CLOCK);
    nobody.draw("pass 1", 6);
    nobody.tell("notice", "x", json -> {});
    new PrintWriter(nobody, true).println("no");
    nobody.close();

    assertThat(Screen.isLineUp(), is(false));
  }

  /** The thread that follows draws, ends, and tells the end, before the results come. */
  @Test
  void aCommandIsFollowedToItsEnd() {
    StringWriter out = new StringWriter();
    Teller teller =
        Teller.begin(screen, errors, new PrintWriter(out, true), "splicebeam build", false, false);
    teller.follow(() -> Figures.of("pass 1 of 2"), false);
    teller.done();
    teller.result("summary", List.of("all is well"), fields -> {});
    teller.close();

    assertThat(
        written().replaceFirst("(?s).*\u001b\\[K", "").replaceFirst("in \\d s", "in 0 s"),
        is("splicebeam build: done in 0 s\n"));
    assertThat(out.toString().strip(), is("all is well"));
  }

  /** A plan that another version wrote, say: the line keeps what it knew, the end is told. */
  @Test
  void figuresThatCannotBeHadEndNothing() {
    Teller teller =
        Teller.begin(screen, errors, new PrintWriter(written), "splicebeam build", false, false);
    teller.follow(
        () -> {
          throw new IllegalStateException("no such figures");
        },
        false);
    teller.done();

    assertThat(
        written().replaceFirst("(?s).*\u001b\\[K", "").replaceFirst("in \\d s", "in 0 s"),
        is("splicebeam build: done in 0 s\n"));
  }

  /** What is told on the way waits for no reader; the results are on stdout. */
  @Test
  void aStderrThatNobodyReadsHoldsUpNoResult() {
    CountDownLatch read = new CountDownLatch(1);
    Writer full =
        new StringWriter() {
          @Override
          public void write(String text) {
            try {
              read.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            super.write(text);
          }
        };
    StringWriter out = new StringWriter();
    Screen nobody = new Screen(full, () -> 20, false, CLOCK);
    Teller teller =
        Teller.begin(
            nobody,
            new PrintWriter(nobody, true),
            new PrintWriter(out, true),
            "splicebeam build",
            false,
            false);
    teller.notice("by the way");
    teller.done();
    teller.result("summary", List.of("all is well"), fields -> {});

    assertThat(full.toString(), is(""));
    assertThat(out.toString().strip(), is("all is well"));
    read.countDown();
    nobody.close();
  }
}
