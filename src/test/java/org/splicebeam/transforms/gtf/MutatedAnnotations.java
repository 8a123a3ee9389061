package org.splicebeam.transforms.gtf;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineMutator;
import org.splicebeam.transforms.lines.MutatedFile;

/**
 * Files of broken lines of an annotation, each read to its end.
 *
 * @param folder that takes the files
 * @param whole lines to be broken
 * @param linesAFile how many lines of a file are made of them
 * @param parsers how a file is read
 */
public record MutatedAnnotations(Path folder, List<byte[]> whole, int linesAFile, Parsers parsers) {

  /** The parser of a file. */
  public interface Parsers {
    AnnotationParser of(Path file, boolean stripIdVersions) throws IOException;
  }

  /**
   * Asserts that each line is used, passed over or rejected, and that there are some of all.
   *
   * @param numLines how many lines are made, in all files
   * @param fewest more than so many lines are to count
   * @param reasons for each of which more than three lines are to be rejected
   */
  public void assertEveryLineIsAccountedFor(int numLines, long fewest, List<Reject.Reason> reasons)
      throws IOException {
    CountedLines counted = new CountedLines();
    long lines = 0;
    long passedOver = 0;
    for (int seed = 0; seed < numLines / linesAFile; seed++) {
      MutatedFile file =
          MutatedFile.write(
              folder.resolve("mutated"), new byte[0], whole, linesAFile, new LineMutator(seed));
      long usedBefore = counted.used();
      long rejectedBefore = counted.rejected();
      AnnotationParser parser = parsers.of(file.path(), seed % 2 == 0);
      try (LineFile open = LineFile.open(file.path().toString())) {
        AnnotationTally tally = GtfReader.read(open, parser, counted);
        assertThat(tally.lines(), is(linesThatCount(file, parser.endOfFeatures())));
        assertThat(tally.used(), is(counted.used() - usedBefore));
        assertThat(tally.rejected(), is(counted.rejected() - rejectedBefore));
        assertThat(
            tally.used() + tally.rejected() + tally.blank() + tally.otherFeatures(),
            is(tally.lines()));
        lines += tally.lines();
        passedOver += tally.blank() + tally.otherFeatures();
      }
      Files.delete(file.path());
    }
    assertThat(lines, greaterThan(fewest));
    assertThat(counted.used(), greaterThan(numLines / 10L));
    assertThat(passedOver, greaterThan(numLines / 10L));
    for (Reject.Reason reason : reasons) {
      assertThat(reason.name(), counted.reasons().getOrDefault(reason, 0), greaterThan(3));
    }
  }

  /** All before the end of the features, and those behind that have their fields. */
  private static long linesThatCount(MutatedFile file, long endOfFeatures) throws IOException {
    if (endOfFeatures == Long.MAX_VALUE) {
      return file.lines();
    }
    String text = Files.readString(file.path(), StandardCharsets.ISO_8859_1);
    int end = (int) endOfFeatures;
    long before = text.substring(0, end).chars().filter(c -> c == '\n').count();
    return before
        + Stream.of(text.substring(end).split("\n"))
            .map(line -> line.substring(0, Math.min(line.length(), LineFile.MAX_LINE_LENGTH)))
            .filter(line -> !line.startsWith("#"))
            .filter(line -> line.chars().filter(c -> c == '\t').count() >= 8)
            .count();
  }
}
