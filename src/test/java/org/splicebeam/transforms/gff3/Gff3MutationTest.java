package org.splicebeam.transforms.gff3;

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
import org.splicebeam.transforms.gtf.CountedLines;
import org.splicebeam.transforms.gtf.GtfReader;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineMutator;
import org.splicebeam.transforms.lines.MutatedFile;

/** Broken annotations: each line is used, passed over or rejected, and nothing else happens. */
class Gff3MutationTest {
  private static final int LINES_A_FILE = 500;
  private static final List<byte[]> WHOLE =
      Stream.of(
              HandMadeGff3.line("gene", 1, 90, "ID=gene:G1.2;Name=A%3B b;biotype=lncRNA"),
              HandMadeGff3.line("mRNA", 1, 90, "ID=rna-T1;Parent=gene:G1.2;tag=basic,MANE Select"),
              HandMadeGff3.line("exon", 1, 90, "ID=e1;Parent=rna-T1;gene=\u00b5;rank=1"),
              HandMadeGff3.line("exon", 1, 90, "Parent=rna-T1,gene:G1.2;gene_type=x"),
              HandMadeGff3.line("transcript", 1, 90, "ID=S.1;geneID=S"),
              HandMadeGff3.line("CDS", 1, 90, "ID=c;Parent=rna-T1"),
              "#!genome-build GRCh38")
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toList();

  @TempDir private Path folder;

  @Test
  void everyLineIsUsedPassedOverOrRejected() throws IOException {
    assertEveryLineIsAccountedFor(100_000);
  }

  @Test
  @Tag("stress")
  void soIsEveryOneOfManyMore() throws IOException {
    assertEveryLineIsAccountedFor(400_000);
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

  private void assertEveryLineIsAccountedFor(int numLines) throws IOException {
    CountedLines counted = new CountedLines();
    long lines = 0;
    long passedOver = 0;
    for (int seed = 0; seed < numLines / LINES_A_FILE; seed++) {
      MutatedFile file =
          MutatedFile.write(
              folder.resolve("mutated.gff3"),
              new byte[0],
              WHOLE,
              LINES_A_FILE,
              new LineMutator(seed));
      long usedBefore = counted.used();
      long rejectedBefore = counted.rejected();
      IdBlock ids;
      try (LineFile open = LineFile.open(file.path().toString())) {
        ids = IdCollector.collect(open, 0);
      }
      Gff3Parser parser = new Gff3Parser(IdTable.of(List.of(ids)), seed % 2 == 0);
      try (LineFile open = LineFile.open(file.path().toString())) {
        AnnotationTally tally = GtfReader.read(open, parser, counted);
        assertThat(tally.lines(), is(linesThatCount(file, ids.end())));
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
    assertThat(lines, greaterThan(numLines / 2L));
    assertThat(counted.used(), greaterThan(numLines / 10L));
    assertThat(passedOver, greaterThan(numLines / 10L));
    for (Reject.Reason reason :
        List.of(
            Reject.Reason.COLUMN_COUNT,
            Reject.Reason.MISSING_ID,
            Reject.Reason.NO_PARENT,
            Reject.Reason.BAD_VALUE,
            Reject.Reason.LINE_TOO_LONG)) {
      assertThat(reason.name(), counted.reasons().getOrDefault(reason, 0), greaterThan(3));
    }
  }
}
