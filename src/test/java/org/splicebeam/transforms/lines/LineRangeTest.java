package org.splicebeam.transforms.lines;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.CoderLaws;

class LineRangeTest {
  private static final long END = Long.MAX_VALUE;

  /** When files are written here. */
  private static final long THEN = 1_234_567_890_123L;

  @TempDir private Path folder;

  @BeforeAll
  static void findFileSystems() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  private String write(String name, String text) throws IOException {
    return write(name, text, THEN);
  }

  private String write(String name, String text, long modified) throws IOException {
    Path path = Files.writeString(folder.resolve(name), text);
    return Files.setLastModifiedTime(path, FileTime.fromMillis(modified)).toString();
  }

  /** The lines of a range with their places. */
  private static List<String> lines(LineRange range) throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineFile file = LineFile.open(range)) {
      while (file.next()) {
        lines.add(file.lineNumber() + " at " + file.line().byteOffset() + ": " + file.text());
      }
    }
    return lines;
  }

  private List<List<String>> cut(String text, long length) throws IOException {
    List<List<String>> ranges = new ArrayList<>();
    for (LineRange range : LineRange.cut(write("a.txt", text), length)) {
      ranges.add(lines(range));
    }
    return ranges;
  }

  @Test
  void aPlainFileIsCutAndALastRangeIsNeverShorterThanTheOthers() throws IOException {
    String path = write("a.txt", "x".repeat(29));
    assertThat(
        LineRange.cut(path, 10),
        contains(new LineRange(path, 29, THEN, 0, 10), new LineRange(path, 29, THEN, 10, END)));
    assertThat(LineRange.cut(path, 30), contains(new LineRange(path, 29, THEN, 0, END)));
    assertThat(LineRange.cut(path), contains(new LineRange(path, 29, THEN, 0, END)));
    String empty = write("b.txt", "");
    assertThat(LineRange.cut(empty, 10), contains(new LineRange(empty, 0, THEN, 0, END)));
  }

  @Test
  void aCompressedFileIsReadWhole() throws IOException {
    String path = write("a.txt.gz", "x".repeat(29));
    assertThat(LineRange.cut(path, 10), contains(new LineRange(path, 29, THEN, 0, END)));
  }

  @Test
  void aLineBelongsToTheRangeOfItsFirstByte() throws IOException {
    assertThat(
        cut("abcdefg\nh\nijklmnop\nqr", 5),
        contains(
            List.of("1 at 0: abcdefg"),
            List.of("1 at 8: h"),
            List.of("1 at 10: ijklmnop"),
            List.of("1 at 19: qr")));
  }

  @Test
  void aLineThatStartsAtACutBelongsBehindIt() throws IOException {
    assertThat(
        cut("abcd\nefgh\nijkl", 5),
        contains(List.of("1 at 0: abcd"), List.of("1 at 5: efgh", "2 at 10: ijkl")));
  }

  @Test
  void aCutWithinALineEndIsNone() throws IOException {
    assertThat(
        cut("abcd\r\nef\r\n\r\nijkl\r\n", 5),
        contains(
            List.of("1 at 0: abcd"), List.of("1 at 6: ef"), List.of("1 at 10: ", "2 at 12: ijkl")));
  }

  @Test
  void aRangeMayHaveNoLine() throws IOException {
    assertThat(
        cut("a\n" + "b".repeat(19) + "\nccc", 5),
        contains(
            List.of("1 at 0: a", "2 at 2: " + "b".repeat(19)),
            List.of(),
            List.of(),
            List.of(),
            List.of("1 at 22: ccc")));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    assertThat(cut("\uFEFFa\nbcd\n", 4), contains(List.of("1 at 3: a"), List.of("1 at 5: bcd")));
  }

  @Test
  void aLineThatIsTooLongIsOneLine() throws IOException {
    String tooLong = "x".repeat(LineFile.MAX_LINE_LENGTH + 100_000);
    List<List<String>> ranges = cut("a\n" + tooLong + "\nb\n", 300_000);
    assertThat(
        ranges,
        contains(
            List.of("1 at 0: a", "2 at 2: " + tooLong.substring(0, LineFile.MAX_LINE_LENGTH)),
            List.of(),
            List.of("1 at " + (tooLong.length() + 3) + ": b")));
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    String path = folder.resolve("none").toString();
    IOException e = assertThrows(IOException.class, () -> LineRange.cut(path));
    assertThat(e.getMessage(), equalTo(path + ": there is no such file, or it may not be read"));
  }

  private static void assertChanged(String message, Executable read) {
    IOException e = assertThrows(IOException.class, read);
    assertThat(e.getMessage(), equalTo(message + ": it changed while it was being read"));
  }

  @Test
  void aFileThatChangedSinceItWasCutIsNamed() throws IOException {
    String text = "abc\ndef\nghi\n";
    String path = write("a.txt", text);
    for (LineRange range : LineRange.cut(path, 4)) {
      for (String other : List.of("abc\ndef\n", text + "jkl\n", "")) {
        write("a.txt", other);
        assertChanged(path + " cannot be opened", () -> LineFile.open(range));
      }
      write("a.txt", "jkl\nmno\npqr\n", THEN + 1);
      assertChanged(path + " cannot be opened", () -> LineFile.open(range));
      write("a.txt", text);
      assertThat(lines(range), hasSize(1));
    }
  }

  @Test
  void aFileThatChangesWhileItIsReadIsNamed() throws IOException {
    String text = "abc\ndef\nghi\n";
    String path = write("a.txt", text);
    List<LineRange> ranges = LineRange.cut(path, 4);
    List<String> places = List.of("line 1", "byte 8", "byte 12");
    for (int i = 0; i < ranges.size(); i++) {
      try (LineFile file = LineFile.open(ranges.get(i))) {
        assertThat(file.next(), is(true));
        write("a.txt", "");
        assertChanged(path + " cannot be read after " + places.get(i), file::next);
        write("a.txt", text, THEN + 1);
        assertChanged(path + " cannot be read after " + places.get(i), file::next);
        write("a.txt", text);
        assertThat(file.next(), is(false));
      }
    }
  }

  @Test
  void aFileThatIsGoneIsNamed() throws IOException {
    String path = write("a.txt", "abc\ndef\n");
    LineRange range = LineRange.cut(path, 4).get(0);
    Files.delete(Path.of(path));
    IOException e = assertThrows(IOException.class, () -> LineFile.open(range));
    assertThat(e.getMessage(), equalTo(path + ": there is no such file, or it may not be read"));
  }

  @Test
  void aFileOfOneRangeMayGrow() throws IOException {
    String path = write("a.txt", "abc\n");
    LineRange range = LineRange.cut(path, 4).get(0);
    write("a.txt", "abc\ndef\n");
    assertThat(lines(range), contains("1 at 0: abc", "2 at 4: def"));
  }

  @Test
  void rangesComeBackFromTheirCoder() throws Exception {
    CoderLaws.hold(
        LineRange.class,
        List.of(
            new LineRange("a", 7, 0, 0, END),
            new LineRange("a", 7, 0, 0, 5),
            new LineRange("a", 7, 0, 5, END),
            new LineRange("a", 7, THEN, 5, END),
            new LineRange("b", 1L << 40, THEN, 1L << 39, END)));
  }
}
