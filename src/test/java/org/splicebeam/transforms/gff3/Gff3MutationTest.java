package org.splicebeam.transforms.gff3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.gtf.MutatedAnnotations;
import org.splicebeam.transforms.lines.LineFile;

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

  private void assertEveryLineIsAccountedFor(int numLines) throws IOException {
    new MutatedAnnotations(folder, WHOLE, LINES_A_FILE, Gff3MutationTest::parser)
        .assertEveryLineIsAccountedFor(
            numLines,
            numLines / 2L,
            List.of(
                Reject.Reason.COLUMN_COUNT,
                Reject.Reason.MISSING_ID,
                Reject.Reason.NO_PARENT,
                Reject.Reason.BAD_VALUE,
                Reject.Reason.LINE_TOO_LONG));
  }

  private static Gff3Parser parser(Path file, boolean stripIdVersions) throws IOException {
    try (LineFile open = LineFile.open(file.toString())) {
      IdBlock ids = IdCollector.collect(open, 0);
      return new Gff3Parser(IdTable.of(List.of(ids)), stripIdVersions);
    }
  }
}
