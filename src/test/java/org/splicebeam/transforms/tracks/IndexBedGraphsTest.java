package org.splicebeam.transforms.tracks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.verdict.Verdict;

class IndexBedGraphsTest {
  @TempDir private Path folder;
  private OutputFolder output;

  @BeforeEach
  void makeOutput() {
    output = Claimed.folder(folder.resolve("out"), "run");
  }

  private String write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream stored = Files.newOutputStream(file);
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(stored) : stored) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file.toString();
  }

  private void index(long expectedBytes, String... paths) {
    TestPipeline p = GivenViews.pipeline();
    PCollection<Long> bytes = p.apply(IndexBedGraphs.of(List.of(paths), output, List.of()));
    PAssert.thatSingleton(bytes).isEqualTo(expectedBytes);
    p.run().waitUntilFinish();
  }

  private Verdict refused(String path) throws IOException {
    assertThrows(RuntimeException.class, () -> index(0, path));
    return output.verdict().read().orElseThrow();
  }

  @Test
  void makesPlainAndPackedTracksReadableAndTellsOfTheCopies() throws IOException {
    String text = "# by hand\nchr1\t3\t5\t0.5\nchr2\t0\t1\t1e-3\n";
    String plain = write("x.bg", text);
    String packed = write("x.bedGraph.gz", text);
    index(text.length(), plain, packed);
    for (String path : List.of(plain, packed)) {
      try (Track track = Track.open(path, output)) {
        assertThat(track.path(), is(path));
        float[] values = new float[4];
        track.read("chr1", 2, 6, values);
        assertThat(values, is(new float[] {Float.NaN, 0.5f, 0.5f, Float.NaN}));
      }
    }
    List<String> left = BedGraphWorkFiles.of(List.of(plain, packed));
    assertThat(left.size(), is(3));
    for (String name : left) {
      assertThat(name, output.length(name).isPresent(), is(true));
      output.delete(name);
    }
    try (var rest = Files.list(folder.resolve("out/.splicebeam/scores"))) {
      assertThat(rest.toList(), is(List.of()));
    }
  }

  @Test
  void hasNothingToDoForNoTrack() {
    index(0);
  }

  @Test
  void aVerdictNamesThePackedFileAndItsLine() throws IOException {
    Verdict verdict = refused(write("it's x.bedGraph.gz", "1 5 6 1\n1 2 3 1\n"));
    assertThat(verdict.exitCode(), is(Verdict.BAD_INPUT));
    assertThat(
        verdict.sentence(),
        allOf(
            startsWith("--scores " + folder.resolve("it's x.bedGraph.gz") + ", line 2 has start 2"),
            containsString("gzip -dc '" + folder + "/it'\\''s x.bedGraph.gz' | LC_ALL=C sort")));
  }

  @Test
  void aPackedFileThatIsCutIsRefused() throws IOException {
    Path whole = Path.of(write("whole.bg.gz", "1 5 6 1\n1 7 8 1\n".repeat(9)));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.bg.gz"), Arrays.copyOf(bytes, bytes.length - 9));
    assertThat(
        refused(cut.toString()).sentence(),
        startsWith("--scores " + cut + " cannot be unpacked: "));
  }
}
