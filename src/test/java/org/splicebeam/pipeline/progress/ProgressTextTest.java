package org.splicebeam.pipeline.progress;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.pipeline.progress.Figures.Amount;

/** The words, rates and times of a phase that began at second 100 of a clock. */
class ProgressTextTest {
  private static final long MEMORY = 812L << 20;

  private final Pace pace = new Pace();

  private static long at(double seconds) {
    return (long) ((100 + seconds) * 1e9);
  }

  private static Figures rows(long done, long before, long total, int parts) {
    Amount rows = new Amount("rows", done, before, total);
    return new Figures("pass 2 of 2", rows, rows, parts, 17);
  }

  private ProgressText after(double seconds, Figures figures) {
    pace.take(rows(0, 0, figures.work().total(), 0), at(0));
    pace.take(figures, at(seconds));
    return new ProgressText(pace, MEMORY);
  }

  @Test
  void aLogHasAllInExactNumbers() {
    assertThat(
        after(10, rows(1_234_567, 0, 12_345_670, 3)).whole(),
        is(
            "pass 2 of 2, 10 %, 1234567 of 12345670 rows, 123457 rows/s, 3 of 17 parts, 90 s left of"
                + " it, 812 MB"));
  }

  /** What matters most stays: the phase, the share, the time left, the parts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | pass 2 of 2  10 %  1.2M of 12.3M rows  123k rows/s  3 of 17 parts  90 s left of it  812 MB",
        "82 | pass 2 of 2  10 %  1.2M of 12.3M rows  123k rows/s  3 of 17 parts  90 s left of it",
        "81 | pass 2 of 2  10 %  1.2M of 12.3M rows  3 of 17 parts  90 s left of it",
        "50 | pass 2 of 2  10 %  3 of 17 parts  90 s left of it",
        "40 | pass 2 of 2  10 %  90 s left of it",
        "20 | pass 2 of 2  10 %",
        "12 | pass 2 of 2",
        "6 | pass 2",
      })
  void aLineIsNoLongerThanItsTerminal(int characters, String line) {
    assertThat(after(10, rows(1_234_567, 0, 12_345_670, 3)).within(characters), is(line));
  }

  @Test
  void aTerminalWithoutRoomGetsNothing() {
    assertThat(after(10, rows(1, 0, 2, 0)).within(0), is(""));
    assertThat(after(10, rows(1, 0, 2, 0)).within(-1), is(""));
  }

  /** A rate takes a second, the time left three seconds and a hundredth of the work. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5 | 500 | pass 2 of 2, 5 %, 500 of 10000 rows, 0 of 17 parts, 812 MB",
        "2 | 500 | pass 2 of 2, 5 %, 500 of 10000 rows, 250 rows/s, 0 of 17 parts, 812 MB",
        "5 | 99 | pass 2 of 2, 0 %, 99 of 10000 rows, 20 rows/s, 0 of 17 parts, 812 MB",
        "5 | 2 | pass 2 of 2, 0 %, 2 of 10000 rows, 0 of 17 parts, 812 MB",
        "5 | 0 | pass 2 of 2, 0 %, 0 of 10000 rows, 0 of 17 parts, 812 MB",
        "5 | 9999 | pass 2 of 2, 99 %, 9999 of 10000 rows, 2000 rows/s, 0 of 17 parts, 1 s left of it, 812 MB",
        "5 | 10000 | pass 2 of 2, 100 %, 10000 of 10000 rows, 2000 rows/s, 0 of 17 parts, 812 MB",
        "5 | 12000 | pass 2 of 2, 100 %, 10000 of 10000 rows, 2000 rows/s, 0 of 17 parts, 812 MB",
      })
  void whatCannotBeToldYetIsNotTold(double seconds, long done, String line) {
    assertThat(after(seconds, rows(done, 0, 10_000, 0)).whole(), is(line));
  }

  /** 6000 rows stood; this run wrote 1000 in 5 s and has 3000 to write. */
  @Test
  void whatStoodBeforeIsNoSpeed() {
    assertThat(
        after(5, rows(7_000, 6_000, 10_000, 12)).whole(),
        is(
            "pass 2 of 2, 70 %, 7000 of 10000 rows, 200 rows/s, 12 of 17 parts, 15 s left of it,"
                + " 812 MB"));
  }

  /** Ctrl-Z for an hour, in which nobody looked and nothing was done. */
  @Test
  void aStopCountsAsNoTime() {
    pace.take(rows(0, 0, 1_000, 0), at(0));
    pace.take(rows(400, 0, 1_000, 0), at(10));
    pace.take(rows(400, 0, 1_000, 0), at(3_610));
    pace.take(rows(800, 0, 1_000, 0), at(3_620));

    assertThat(
        new ProgressText(pace, 0).whole(),
        is("pass 2 of 2, 80 %, 800 of 1000 rows, 40 rows/s, 0 of 17 parts, 5 s left of it"));
  }

  @Test
  void anotherPhaseStartsAnew() {
    after(50, rows(900, 0, 1_000, 1));
    pace.take(new Figures("finishing", Amount.UNKNOWN, Amount.UNKNOWN, 17, 17), at(51));

    assertThat(new ProgressText(pace, 0).whole(), is("finishing, 17 of 17 parts"));
  }

  @Test
  void theEndIsToldByAnotherMeasureThanWhatIsShown() {
    Amount bytes = new Amount("", 300, 0, 1_200);
    pace.take(new Figures("pass 1 of 2", bytes, new Amount("rows", 7, 0, 0), 0, 0), at(0));
    pace.take(new Figures("pass 1 of 2", bytes, new Amount("rows", 8, 0, 0), 0, 0), at(4));

    assertThat(
        new ProgressText(pace, 0).whole(),
        is("pass 1 of 2, 25 %, 8 rows, 2 rows/s, 12 s left of it"));
  }

  @Test
  void aClockThatStandsStillDividesNothing() {
    pace.take(rows(10, 0, 100, 0), at(0));
    pace.take(rows(20, 0, 100, 0), at(0));

    assertThat(
        new ProgressText(pace, 0).whole(), is("pass 2 of 2, 20 %, 20 of 100 rows, 0 of 17 parts"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "99, 99 s",
    "100, 2 min",
    "149, 2 min",
    "150, 3 min",
    "5969, 99 min",
    "5970, 1 h 40 min",
    "90000, 25 h 0 min"
  })
  void timesAreSaidAsPeopleSayThem(long seconds, String words) {
    assertThat(ProgressText.duration(seconds), is(words));
  }

  @Test
  void anObjectHasTheSameFigures() {
    ObjectNode json = new ObjectMapper().createObjectNode();

    after(10, rows(1_234_567, 0, 12_345_670, 3)).writeTo(json);

    assertThat(
        json.toString(),
        is(
            "{\"phase\":\"pass 2 of 2\",\"share\":0.1,\"rows\":1234567,\"rowsPlanned\":12345670,"
                + "\"rowsPerSecond\":123457,\"parts\":3,\"partsPlanned\":17,\"secondsLeft\":90,"
                + "\"memoryBytes\":851443712}"));
  }

  @Test
  void anObjectHasNoFieldOfWhatIsUnknown() {
    ObjectNode json = new ObjectMapper().createObjectNode();
    pace.take(Figures.STARTING, at(0));

    new ProgressText(pace, 0).writeTo(json);

    assertThat(json.toString(), is("{\"phase\":\"starting\"}"));
  }
}
