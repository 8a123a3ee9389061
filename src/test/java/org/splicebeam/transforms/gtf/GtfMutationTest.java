package org.splicebeam.transforms.gtf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.reject.Reject;

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
    new MutatedAnnotations(folder, WHOLE, LINES_A_FILE, (file, strip) -> new GtfParser(strip))
        .assertEveryLineIsAccountedFor(
            numLines,
            numLines,
            List.of(
                Reject.Reason.COLUMN_COUNT,
                Reject.Reason.MISSING_ID,
                Reject.Reason.BAD_VALUE,
                Reject.Reason.LINE_TOO_LONG));
  }
}
