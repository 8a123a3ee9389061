package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  /** Number, offset, text and, where the line is cut, a mark. */
  private static List<String> linesOf(InputStream in, int maxLineLength) throws IOException {
    LineReader reader = new LineReader(in, maxLineLength);
    List<String> lines = new ArrayList<>();
    while (reader.next()) {
      String text =
          new String(
              reader.bytes(),
              reader.start(),
              reader.end() - reader.start(),
              StandardCharsets.UTF_8);
      lines.add(
          reader.lineNumber()
              + "@"
              + reader.byteOffset()
              + ":"
              + text
              + (reader.tooLong() ? "..." : ""));
    }
    assertThat("stays at the end", reader.next(), equalTo(false));
    return lines;
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Gives one byte at a time, and nothing at all every other time. */
  private static InputStream trickle(String text) {
    InputStream whole = stream(text);
    return new InputStream() {
      private boolean dry;

      @Override
      public int read() throws IOException {
        return whole.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        dry = !dry;
        return dry ? 0 : whole.read(bytes, offset, 1);
      }
    };
  }

  @Test
  void linesEndWithLfOrCrlfAndTheLastWithNothing() throws IOException {
    String text = "ab\r\n\ncd\n\r\ne\rf\nlast";
    List<String> expected = List.of("1@0:ab", "2@4:", "3@5:cd", "4@8:", "5@10:e\rf", "6@14:last");
    assertThat(linesOf(stream(text), 100), equalTo(expected));
    assertThat(linesOf(trickle(text), 100), equalTo(expected));
  }

  @Test
  void aFileOfNothingHasNoLine() throws IOException {
    assertThat(linesOf(stream(""), 10), empty());
    assertThat(linesOf(stream("\uFEFF"), 10), empty());
    assertThat(linesOf(stream("\n"), 10), contains("1@0:"));
  }

  @Test
  void aByteOrderMarkIsReadOverAtTheStartOnly() throws IOException {
    String text = "\uFEFFa\n\uFEFFb\n";
    assertThat(linesOf(stream(text), 10), contains("1@3:a", "2@5:\uFEFFb"));
    assertThat(linesOf(trickle(text), 10), contains("1@3:a", "2@5:\uFEFFb"));
  }

  @Test
  void aLineThatIsTooLongIsCutAndTheNextOneIsWhole() throws IOException {
    String text = "1234\r\n12345\r\n123456789\nab\n12345678";
    List<String> expected =
        List.of("1@0:1234", "2@6:1234...", "3@13:1234...", "4@23:ab", "5@26:1234...");
    assertThat(linesOf(stream(text), 4), equalTo(expected));
    assertThat(linesOf(trickle(text), 4), equalTo(expected));
  }

  @Test
  void linesLongerThanTheBufferAreWhole() throws IOException {
    String first = "x".repeat(300_000);
    String cut = "y".repeat(900_000);
    String second = "z".repeat(70_000);
    String text = first + "\n" + cut + "\n" + second + "\nend";
    assertThat(
        linesOf(stream(text), 300_000),
        contains(
            "1@0:" + first,
            "2@300001:" + "y".repeat(300_000) + "...",
            "3@1200002:" + second,
            "4@1270003:end"));
  }

  /** Where every line starts whose first byte lies in a stretch, with its number. */
  private static List<String> starts(String text, int from, int to) throws IOException {
    InputStream in = stream(text);
    in.skipNBytes(Math.max(from - 1, 0));
    LineReader reader = LineReader.startingWithin(from, to, in, 9);
    List<String> starts = new ArrayList<>();
    while (reader.next()) {
      starts.add(reader.lineNumber() + "@" + reader.byteOffset());
    }
    return starts;
  }

  /** Cut once at every place, and twice at every two. */
  @Test
  void aLineStartsInOneStretchAlone() throws IOException {
    for (String mark : List.of("", "\uFEFF")) {
      String text = mark + "a\r\n\nbcd\n" + "x".repeat(20) + "\n\r\n\n" + "last";
      int m = mark.isEmpty() ? 0 : 3;
      List<Integer> expected = List.of(m, m + 3, m + 4, m + 8, m + 29, m + 31, m + 32);
      int end = m + 36;
      for (int first = 1; first <= end; first++) {
        for (int second = first + 1; second <= end + 1; second++) {
          List<Integer> found = new ArrayList<>();
          for (int[] stretch : new int[][] {{0, first}, {first, second}, {second, end + 2}}) {
            int number = 0;
            for (String start : starts(text, stretch[0], stretch[1])) {
              assertThat(start, startsWith(++number + "@"));
              found.add(Integer.valueOf(start.substring(start.indexOf('@') + 1)));
            }
          }
          assertThat(mark + first + " " + second, found, equalTo(expected));
        }
      }
    }
  }

  /** Wherever the buffer ends. */
  @Test
  void carriageReturnsInsideOfLinesAreFound() throws IOException {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder();
    List<Boolean> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String line = "x".repeat(random.nextInt(200));
      boolean found = random.nextInt(100) == 0;
      text.append(line)
          .append(found ? "\rx" : "")
          .append("\r".repeat(random.nextInt(3)))
          .append('\n');
      expected.add(found);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    LineReader lines = new LineReader(new ByteArrayInputStream(bytes), 1_000);
    List<Boolean> found = new ArrayList<>();
    while (lines.next()) {
      int end = lines.endBeforeCarriageReturns();
      found.add(lines.hasCarriageReturn(end));
      assertThat(end == lines.start() || lines.bytes()[end - 1] == 'x', is(true));
    }
    assertThat(found, is(expected));
  }

  @Test
  void aCarriageReturnBehindTheCutOfALongLineIsNotSeen() throws IOException {
    byte[] bytes = ("abc\rd\n" + "abcde\r\n" + "ab\rcd\n").getBytes(StandardCharsets.US_ASCII);
    LineReader lines = new LineReader(new ByteArrayInputStream(bytes), 3);
    List<Boolean> found = new ArrayList<>();
    while (lines.next()) {
      found.add(lines.hasCarriageReturn(lines.end()));
    }
    assertThat(found, is(List.of(false, false, true)));
  }
}
