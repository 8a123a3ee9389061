package org.splicebeam.transforms.reject;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.RowlessGene.Reason;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.publish.Claimed;

class WriteRowlessGenesTest {
  @TempDir private Path folder;

  private PCollection<String> write(TestPipeline p, ScoreTally... tallies) {
    return p.apply(
            WriteRowlessGenes.to(
                Claimed.folder(folder, "run"),
                RejectFolder.PLAIN,
                GivenViews.list(p, "genes", List.of(tallies), new ScoreTally.Coder())))
        .apply(
            MapElements.into(TypeDescriptors.strings())
                .via(receipt -> receipt.name() + " " + receipt.rows()));
  }

  private static ScoreTally of(RowlessGene... genes) {
    return new ScoreTally(0, 0, 0, 0, 0, 0, 0, List.of(genes), null);
  }

  @Test
  void genesStandInGenomeOrder() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(
            write(
                p,
                of(
                    new RowlessGene("B", "10", new Span(7, 7), Reason.NO_SITES),
                    new RowlessGene("X", "chr2", new Span(9, 5_000_000_000L), Reason.NO_CONTIG)),
                of(new RowlessGene("A\tb", "10", new Span(7, 8), Reason.LENGTH_MISMATCH))))
        .containsInAnyOrder("rejected/genes.tsv 3");
    p.run().waitUntilFinish();
    assertThat(
        Files.readString(folder.resolve("rejected/genes.tsv")),
        is(
            "gene_id\tchrom\tstart\tend\treason\n"
                + "X\tchr2\t9\t5000000000\tNO_CONTIG\n"
                + RejectFile.cell("A\tb")
                + "\t10\t7\t8\tLENGTH_MISMATCH\n"
                + "B\t10\t7\t7\tNO_SITES\n"));
  }

  @Test
  void withoutSuchGenesThereIsNoFile() {
    TestPipeline p = GivenViews.pipeline();
    PAssert.that(write(p, ScoreTally.NONE)).empty();
    p.run().waitUntilFinish();
    assertThat(Files.exists(folder.resolve("rejected/genes.tsv")), is(false));
  }
}
