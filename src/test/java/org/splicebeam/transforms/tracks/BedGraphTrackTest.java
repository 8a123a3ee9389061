package org.splicebeam.transforms.tracks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.Publish;

class BedGraphTrackTest {
  private static final int LENGTH = 40_000;

  @TempDir private Path folder;
  private OutputFolder output;

  @BeforeEach
  void makeOutput() {
    output = Claimed.folder(folder.resolve("out"), "run");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("x.bedGraph"), text);
  }

  /** The index of a file that is read in ranges, in another order. */
  private static BedGraphIndex index(Path path, long... cuts) throws IOException {
    LineRange whole = LineRange.cut(path.toString()).get(0);
    List<BedGraphIndex> ranges = new ArrayList<>();
    long from = 0;
    for (int i = 0; i <= cuts.length; i++) {
      long to = i == cuts.length ? Long.MAX_VALUE : cuts[i];
      LineRange range = new LineRange(whole.path(), whole.bytes(), whole.modified(), from, to);
      ranges.add(0, BedGraphIndex.of(range, path.toString()));
      from = to;
    }
    return BedGraphIndex.join(ranges, path.toString());
  }

  private Track open(Path path, long... cuts) throws IOException {
    BedGraphIndex index = index(path, cuts);
    Publish.file(
        output,
        BedGraphWorkFiles.index(path.toString()),
        out -> {
          new BedGraphIndex.Coder().encode(index, out);
          return 0;
        });
    return Track.open(path.toString(), output);
  }

  /** Three chromosomes with a value a base, and the lines that give them. */
  private static String text(SplittableRandom random, Map<String, float[]> values) {
    StringBuilder text = new StringBuilder("track type=bedGraph\n");
    for (String name : List.of("chr2", "1", "X")) {
      float[] ofChromosome = new float[LENGTH];
      Arrays.fill(ofChromosome, Float.NaN);
      for (int at = random.nextInt(50); at < LENGTH; ) {
        int end = Math.min(at + 1 + random.nextInt(12), LENGTH);
        float value = random.nextInt(1000) / 1000f;
        Arrays.fill(ofChromosome, at, end, value);
        text.append("%s\t%d\t%d\t%s\n".formatted(name, at, end, value));
        if (random.nextInt(20) == 0) {
          text.append(random.nextBoolean() ? "#\n\n" : name + " 3 3 0.5\n");
        }
        at = end + (random.nextInt(3) == 0 ? random.nextInt(40) : 0);
      }
      values.put(name, ofChromosome);
    }
    return text.toString();
  }

  @Test
  void givesTheValuesOfAnyRangeHoweverItWasCut() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    Map<String, float[]> values = new LinkedHashMap<>();
    Path path = write(text(random, values));
    long bytes = Files.size(path);
    for (int round = 0; round < 12; round++) {
      long[] cuts = random.longs(round, 1, bytes).sorted().distinct().toArray();
      try (Track track = open(path, cuts)) {
        assertThat(List.copyOf(track.names()), is(List.of("chr2", "1", "X")));
        for (int i = 0; i < 200; i++) {
          String name = List.of("chr2", "1", "X").get(random.nextInt(3));
          int start = random.nextInt(LENGTH);
          int end = start + 1 + random.nextInt(i % 2 == 0 ? 30 : LENGTH);
          float[] read = new float[end - start + 1];
          read[end - start] = 7;
          track.read(name, start, end, read);
          float[] expected = Arrays.copyOf(read, read.length);
          Arrays.fill(expected, 0, end - start, Float.NaN);
          int there = Math.min(end, LENGTH) - start;
          System.arraycopy(values.get(name), start, expected, 0, there);
          assertThat(Arrays.equals(read, expected), is(true));
        }
      }
    }
    int blocks = index(path).runs().stream().mapToInt(BedGraphRun::blocks).sum();
    assertThat(blocks, greaterThan(9));
  }

  /** The sentence does not tell how the file was cut. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chr1 1 2 0;#;chr1 5 6 0.1;chr1 2 3 0.1;chr1 4 5 0 | line 4 has start 2 of chr1 after 5: ",
        "chr1 5 6 1;chr2 2 3 1;chr2 5 9 0;chr1 7 8 1;chr1 9 10 1 | line 4 has chr1 again, after chr2: ",
        "1 2 6 0.1;1 6 6 1;1 5 7 0.1;1 7 8 0 | line 3 gives 1, base 6 a value, which has one",
        "1 2 6 0.1;;1 6 7 0.1;1 6 8 0 | line 4 gives 1, base 7 a value, which has one already",
        "chr1 1 1 1;chr2 2 2 1;chr1 7 7 1;chr3 9 10 1 | line 3 has chr1 again, after chr2: ",
        "1 2 6 0.1;1 6 7 0.1;1 7 8 x;1 8 9 0 | line 3 has the value \"x\", which is no number"
      })
  void refusesTheSameLineHoweverItWasCut(String lines, String found) throws IOException {
    Path path = write(lines.replace(';', '\n') + "\n");
    for (long cut = 1; cut < Files.size(path); cut++) {
      long at = cut;
      IOException e = assertThrows(IOException.class, () -> index(path, at));
      assertThat(e.getMessage(), startsWith(path + ", " + found));
    }
  }

  /** Only a sentence ends the reading of any text; what is taken is read as its lines say. */
  @Test
  void readsOrRefusesAnyText() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    String good = "chr1 0 9 0.5\nchr1\t9\t12\t0.25\n#x\nchr2 7 9 1\n";
    int refused = 0;
    for (int i = 0; i < 600; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        text.setCharAt(random.nextInt(good.length()), "\t\r\n 019.-ex#".charAt(random.nextInt(12)));
      }
      Path path = write(text.toString());
      try (Track track = open(path, 1 + random.nextInt(good.length() - 1))) {
        for (String name : track.names()) {
          float[] read = new float[99];
          track.read(name, 0, read.length, read);
          assertThat(read, is(lineByLine(path, name, read.length)));
        }
      } catch (IOException e) {
        refused++;
        assertThat(e.getMessage(), startsWith(path + ", line "));
      }
    }
    assertThat(refused, greaterThan(200));
    assertThat(600 - refused, greaterThan(50));
  }

  private static float[] lineByLine(Path path, String name, int length) throws IOException {
    float[] values = new float[length];
    Arrays.fill(values, Float.NaN);
    LineRange whole = LineRange.cut(path.toString()).get(0);
    try (BedGraphFile file = BedGraphFile.open(whole, path.toString())) {
      while (file.next()) {
        for (int i = file.start(); i < Math.min(file.end(), length); i++) {
          values[i] = file.chromosome().equals(name) ? file.value() : values[i];
        }
      }
    }
    return values;
  }

  @Test
  void namesAChromosomeThatHasNoBase() throws IOException {
    try (Track track = open(write("chr1 5 5 1\nchr2 1 2 0.5\n"))) {
      assertThat(List.copyOf(track.names()), is(List.of("chr1", "chr2")));
      float[] values = new float[3];
      track.read("chr1", 4, 7, values);
      assertThat(values, is(new float[] {Float.NaN, Float.NaN, Float.NaN}));
      track.read("chr2", 0, 3, values);
      assertThat(values, is(new float[] {Float.NaN, 0.5f, Float.NaN}));
    }
    try (Track empty = open(write("# nothing\n"))) {
      assertThat(empty.names().size(), is(0));
    }
  }

  @Test
  void startsBehindAByteOrderMark() throws IOException {
    try (Track track = open(write("\uFEFFchr1 0 1 0.5\r\nchr1 1 2 0.25"))) {
      float[] values = new float[2];
      track.read("chr1", 0, 2, values);
      assertThat(values, is(new float[] {0.5f, 0.25f}));
    }
  }

  @Test
  void refusesAFileThatChangedOrHasNoIndex() throws IOException {
    Path path = write("chr1 0 1 0.5\n");
    IOException none =
        assertThrows(IOException.class, () -> Track.open(path.toString(), output).close());
    assertThat(none.getMessage(), containsString("has no index"));
    open(path).close();
    write("chr1 0 1 0.75 \n");
    IOException e =
        assertThrows(IOException.class, () -> Track.open(path.toString(), output).close());
    assertThat(e.getMessage(), startsWith(path + " changed while it was being read"));
  }
}
