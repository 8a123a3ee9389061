package org.splicebeam.transforms.tracks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.transforms.lines.LineRange;

class BedGraphFileTest {
  @TempDir private Path folder;

  private Path write(String name, byte[] text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(text);
    }
    return file;
  }

  private Path write(String text) throws IOException {
    return write("x.bedGraph", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> intervals(BedGraphFile file) throws IOException {
    List<String> intervals = new ArrayList<>();
    while (file.next()) {
      intervals.add(
          "%s %d %d %s".formatted(file.chromosome(), file.start(), file.end(), file.value()));
    }
    return intervals;
  }

  private static List<String> read(Path path) throws IOException {
    LineRange whole = LineRange.cut(path.toString()).get(0);
    try (BedGraphFile file = BedGraphFile.open(whole, path.toString())) {
      return intervals(file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.bedGraph", "x.bg", "x.bedGraph.gz"})
  void givesTheIntervals(String name) throws IOException {
    String text =
        """
        # by hand
        browser position chr2
        track type=bedGraph name="x"
        chr2\t0\t3\t0.5

        chr2 3   4 1e-3\r
        track
        chr2\t9\t10\tNaN
        #chr9\t1\t2\t3
        chr1\t2147483646\t2147483647\t-0.25
        tracks\t+5\t6.0\t1""";
    assertThat(
        read(write(name, text.getBytes(StandardCharsets.UTF_8))),
        is(
            List.of(
                "chr2 0 3 0.5",
                "chr2 3 4 0.001",
                "chr2 9 10 NaN",
                "chr1 2147483646 2147483647 -0.25",
                "tracks 5 6 1.0")));
  }

  @Test
  void roundsToTheNearestFloat() throws IOException {
    // just above halfway between 0.5 and the next float, where a double is halfway
    assertThat(
        read(write("1 0 1 0.5000000298023223876953125000001\n1 1 2 0.50000002980232238769531250")),
        is(List.of("1 0 1 0.50000006", "1 1 2 0.5")));
  }

  @Test
  void passesOverIntervalsOfNoBase() throws IOException {
    assertThat(
        read(write("chr1 5 8 1\nchr1 6 6 2\nchr1 3 1 2\nchr1 8 9 1\nchr2 1 1 0\n")),
        is(
            List.of(
                "chr1 5 8 1.0", "chr1 6 6 2.0", "chr1 3 1 2.0", "chr1 8 9 1.0", "chr2 1 1 0.0")));
    assertThat(read(write("")), is(List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chr1 5 6 0.1;chr1 2 3 0.1 | line 2 | sorted by start | sort -k1,1 -k2,2n",
        "#;chr1 5 6 1;chr2 2 3 1;chr1 7 8 1 | line 4 | chr1 again, after chr2 | stand together",
        "chr1 5 6 1;chr2 2 3 1;chr1 7 8 1 | line 3 | LC_ALL=C sort | x.bedGraph > sorted.bedGraph",
        "chr1 2 6 0.1;chr1 5 7 0.1 | line 2 | base 6 | a base twice",
        "chr1 2 3 0.1;;chr1 2 3 0.1 | line 3 | base 3 | a base twice",
        "track type=bedGraph;chr1 2 3 x | line 2 | value \"x\" | no number",
        "chr1 2 3 inf | line 1 | value \"inf\" | no number",
        "chr1 2 3 0,5 | line 1 | value \"0,5\" | no number",
        "chr1 2 3 | line 1 | 3 cells | a number",
        "chr1 | line 1 | 1 cell where | a number",
        "chr1 2 3 0.1 + | line 1 | 5 cells | a number",
        "chr1 -1 3 0.1 | line 1 | start \"-1\" | no number of bases",
        "chr1 1 1e3 0.1 | line 1 | end \"1e3\" | no number of bases",
        "chr1 1 2147483648 0.1 | line 1 | end | 2147483647",
        "chr1 a 3 0.1 | line 1 | start \"a\" | no number of bases"
      })
  void refusesWhatIsNone(String lines, String line, String what, String more) throws IOException {
    Path path = write(lines.replace(';', '\n') + "\n");
    IOException e = assertThrows(IOException.class, () -> read(path));
    assertThat(
        e.getMessage(),
        allOf(
            startsWith(path + ", " + line),
            containsString(what),
            containsString(more),
            not(containsString("\n"))));
  }

  @Test
  void namesTheCommandThatSortsWhatIsPacked() throws IOException {
    Path path = write("x.bedGraph.gz", "1 5 6 1\n1 2 3 1\n".getBytes(StandardCharsets.UTF_8));
    IOException e = assertThrows(IOException.class, () -> read(path));
    assertThat(
        e.getMessage(),
        containsString("gzip -dc %s | LC_ALL=C sort -k1,1 -k2,2n | gzip".formatted(path)));
  }

  @Test
  void tellsOfAFileThatIsCutOrNotThere() throws IOException {
    Path whole = write("x.bedGraph.gz", "1 5 6 1\n".repeat(9).getBytes(StandardCharsets.UTF_8));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.bg.gz"), Arrays.copyOf(bytes, bytes.length - 12));
    for (Path path : List.of(cut, folder.resolve("none.bg"))) {
      IOException e = assertThrows(IOException.class, () -> read(path));
      assertThat(e.getMessage(), startsWith(path.toString()));
    }
    Path packed = Files.write(folder.resolve("binary.bg"), bytes);
    assertThrows(IOException.class, () -> read(packed));
  }

  @Test
  void readsRangesOfAFile() throws IOException {
    StringBuilder text = new StringBuilder("track\n");
    for (int i = 0; i < 50; i++) {
      text.append("chr%d\t%d\t%d\t0.%d%n".formatted(i / 20, i, i + 1, i));
    }
    Path path = write(text.toString());
    LineRange whole = LineRange.cut(path.toString()).get(0);
    for (long cut = 0; cut <= whole.bytes(); cut++) {
      List<String> both = new ArrayList<>();
      for (long[] range : new long[][] {{0, cut}, {cut, Long.MAX_VALUE}}) {
        LineRange some =
            new LineRange(whole.path(), whole.bytes(), whole.modified(), range[0], range[1]);
        try (BedGraphFile file = BedGraphFile.open(some, path.toString())) {
          both.addAll(intervals(file));
        }
      }
      assertThat(both, is(read(path)));
    }
  }

  /** Only a sentence ends the reading of any text. */
  @Test
  void readsOrRefusesAnyText() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    byte[] good =
        "chr1 0 9 0.5\nchr1\t9\t12\t0.25\n#x\nchr2 7 9 1\n".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] =
            (byte)
                (i % 2 == 0 ? random.nextInt(256) : "\t\r\n 019.-ex#".charAt(random.nextInt(12)));
      }
      Path path = write("fuzz.bg", bytes);
      try {
        read(path);
      } catch (IOException e) {
        refused++;
        assertThat(e.getMessage(), startsWith(path.toString()));
      }
    }
    assertThat(refused, greaterThan(1_000));
  }
}
