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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineMutator;
import org.splicebeam.transforms.lines.MutatedFile;

/** Broken annotations: each line is used, passed over or rejected, and nothing else happens. */
class GtfMutationTest {
  private static final int LINES_A_FILE = 25_000;
  private static final List<byte[]> WHOLE =
      Stream.of(
              line("gene", "gene_id \"G1.2\"; gene_name \"A; b\"; gene_biotype \"lncRNA\";"),
              line("transcript", "gene_id \"G1.2\"; transcript_id \"T1\"; tag \"MANE_Select\";"),
              line("exon", "transcript_id \"T1\"; gene_id \"G1.2\"; exon_number 1; level 2;"),
              line("exon", "gene_id \"G1.2\"; transcript_id \"T2\"; gene_type \"\u00b5\";"),
              line("CDS", "gene_id \"G1.2\"; transcript_id \"T1\";"),
              "#!genome-build GRCh38")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  @TempDir private Path folder;

  private static String line(String feature, String attributes) {
    return String.join("\t", "chr22", "HAVANA", feature, "101", "9000", ".", "+", ".", attributes);
  }

  @Test
  void everyLineIsUsedPassedOverOrRejected() throws IOException {
    assertEveryLineIsAccountedFor(100_000);
  }

  @Test
  @Tag("stress")
  void soIsEveryOneOfManyMore() throws IOException {
    assertEveryLineIsAccountedFor(400_000);
  }

  private void assertEveryLineIsAccountedFor(int numLines) throws IOException {
    CountedLines counted = new CountedLines();
    long lines = 0;
    long passedOver = 0;
    for (int seed = 0; seed < numLines / LINES_A_FILE; seed++) {
      MutatedFile file =
          MutatedFile.write(
              folder.resolve("mutated.gtf"),
              new byte[0],
              WHOLE,
              LINES_A_FILE,
              new LineMutator(seed));
      long usedBefore = counted.used();
      long rejectedBefore = counted.rejected();
      try (LineFile open = LineFile.open(file.path().toString())) {
        AnnotationTally tally = GtfReader.read(open, new GtfParser(seed % 2 == 0), counted);
        assertThat(tally.lines(), is(file.lines()));
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
    assertThat(lines, greaterThan((long) numLines));
    assertThat(counted.used(), greaterThan(numLines / 10L));
    assertThat(passedOver, greaterThan(numLines / 10L));
    for (Reject.Reason reason :
        List.of(
            Reject.Reason.COLUMN_COUNT,
            Reject.Reason.MISSING_ID,
            Reject.Reason.BAD_VALUE,
            Reject.Reason.LINE_TOO_LONG)) {
      assertThat(reason.name(), counted.reasons().getOrDefault(reason, 0), greaterThan(3));
    }
  }
}
