package org.splicebeam.transforms.gff3;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.splicebeam.transforms.gff3.HandMadeGff3.line;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.transforms.genes.AnnotationModels;

/** Neither the order of lines nor the place where a file is cut changes a model. */
class Gff3RangesTest {
  /** Habits of all that write GFF3: hulls, lists, pseudogenes, products, gffread, losses. */
  private static final List<String> LINES =
      List.of(
          line("region", 1, 900, "ID=chr1;gene_biotype=none"),
          line("gene", 10, 99, "ID=gene-A;Name=a;gene_biotype=x"),
          line("mRNA", 10, 99, "ID=rna-A1;Parent=gene-A;transcript_id=A1;gene=b"),
          line("mRNA", 20, 90, "ID=rna-A1-2;Parent=gene-A;transcript_id=A1;tag=MANE Select"),
          line("exon", 10, 30, "ID=exon-1;Parent=rna-A1,rna-A1-2"),
          line("exon", 50, 90, "Parent=rna-A1-2"),
          line("CDS", 50, 90, "Parent=rna-A1-2"),
          line("2", "-", "pseudogene", 5, 60, "ID=gene-P;gene_biotype=pseudogene"),
          line("2", "-", "exon", 5, 9, "Parent=gene-P"),
          line("2", "-", "exon", 40, 60, "Parent=gene-P"),
          line("gene", 200, 260, "ID=gene-M"),
          line("primary_transcript", 200, 260, "ID=rna-M;Parent=gene-M"),
          line("exon", 200, 260, "Parent=rna-M"),
          line("miRNA", 210, 230, "ID=rna-M-2;Parent=rna-M"),
          line("exon", 210, 230, "Parent=rna-M-2"),
          line("transcript", 300, 330, "ID=S.1.1;geneID=S.1"),
          line("exon", 300, 330, "Parent=S.1.1"),
          line("X", "+", "gene", 1, 9, "ID=gene:R;gene_id=R"),
          line("Y", "+", "gene", 1, 9, "ID=gene:R_PAR;gene_id=R"),
          line("Y", "+", "mRNA", 1, 9, "ID=r;Parent=gene:R_PAR"),
          line("exon", 1, 9, "Parent=gone"),
          line("gene", "x", 9, "ID=gene-B"),
          line("mRNA", 400, 409, "ID=B1;Parent=gene-B"));

  @TempDir private Path folder;

  /** What does not depend on the order of lines. */
  private record Content(
      Map<String, GeneModel> genes, Map<String, List<Integer>> sites, Map<Reason, Long> unused) {

    static Content of(AnnotationModels models) {
      Map<String, List<Integer>> sites = new HashMap<>();
      models
          .sites()
          .forEach(
              (gene, some) ->
                  sites.put(
                      gene,
                      List.of(Arrays.hashCode(some.donors()), Arrays.hashCode(some.acceptors()))));
      return new Content(models.genes(), sites, models.tally().unused());
    }
  }

  private Path write(List<String> lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(HandMadeGff3.VERSION));
    all.addAll(lines);
    return Files.write(folder.resolve("a.gff3"), all);
  }

  @Test
  void linesMayStandInAnyOrder() throws IOException {
    Content expected = Content.of(AnnotationModels.of(write(LINES), false, Long.MAX_VALUE));
    assertThat(
        expected.unused(),
        is(Map.of(Reason.NO_PARENT, 1L, Reason.BAD_VALUE, 1L, Reason.OTHER_PLACE, 2L)));
    assertThat(expected.genes().size(), is(6));
    List<String> shuffled = new ArrayList<>(LINES);
    for (int seed = 0; seed < 200; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      Content content = Content.of(AnnotationModels.of(write(shuffled), false, Long.MAX_VALUE));
      assertThat("seed " + seed, content, is(expected));
    }
  }

  @Test
  void aFileMayBeCutAnywhere() throws IOException {
    List<String> lines = new ArrayList<>(LINES);
    lines.addAll(List.of("##FASTA", ">chr1", "ACGT".repeat(20), line("gene", 1, 9, "ID=late")));
    Path path = write(lines);
    AnnotationModels whole = AnnotationModels.of(path, false, Long.MAX_VALUE);
    assertThat(whole.tally().lines(), is(2L + LINES.size()));
    long size = Files.size(path);
    assertThat(size, greaterThan(1_000L));
    for (long length = 1; length < size / 2; length += length < 100 ? 1 : 17) {
      AnnotationModels cut = AnnotationModels.of(path, false, length);
      assertThat("ranges of " + length, Content.of(cut), is(Content.of(whole)));
      assertThat(cut.tally().lines(), is(whole.tally().lines()));
      assertThat(cut.tally().used(), is(whole.tally().used()));
      assertThat(cut.contentHash(), is(whole.contentHash()));
    }
  }

  @Test
  void sequencesAreNoDataLines() throws IOException {
    long expected = AnnotationModels.of(write(LINES), false, Long.MAX_VALUE).contentHash();
    List<String> lines = new ArrayList<>(LINES);
    lines.add(">chr1");
    lines.addAll(Collections.nCopies(30, "ACGT".repeat(20)));
    lines.add(line("gene", 1, 9, "ID=late"));
    Path path = write(lines);
    for (long length : new long[] {20, 100, 1_000, Long.MAX_VALUE}) {
      assertThat(AnnotationModels.of(path, false, length).contentHash(), is(expected));
    }
    Path packed = folder.resolve("a.gff3.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(path, out);
    }
    assertThat(AnnotationModels.of(packed, false, 100).contentHash(), is(expected));
  }
}
