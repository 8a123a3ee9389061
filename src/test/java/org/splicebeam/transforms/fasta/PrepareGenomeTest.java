package org.splicebeam.transforms.fasta;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.GenomeFile;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.publish.Claimed;
import org.splicebeam.transforms.publish.OutputFolder;

class PrepareGenomeTest {
  @TempDir private Path temp;

  @Test
  void workersOpenWhatTheStepLeft() throws IOException {
    Path fasta = MadeUpFasta.write(temp.resolve("g.fa"), MadeUpFasta.bytes(">chr1\nAACC\nGT\n"));
    OutputFolder folder = Claimed.folder(temp.resolve("out"), "a-run");
    TestPipeline pipeline = GivenViews.pipeline();
    PAssert.that(pipeline.apply(PrepareGenome.of(fasta.toString(), folder)))
        .satisfies(
            files -> {
              GenomeFile file = files.iterator().next();
              assertThat(file.name(), is("g.fa"));
              assertThat(file.contigs(), is(1L));
              return null;
            });
    pipeline.run().waitUntilFinish();
    try (Genome genome = Genome.open(fasta.toString(), folder, ChromosomeAliases.NONE)) {
      assertThat(genome.read("1", new Span(3, 5), Strand.REVERSE), is(MadeUpFasta.bytes("CGG")));
    }
  }

  @Test
  void aGenomeThatWillNotDoIsTheRunsVerdict() throws IOException {
    Path fasta = MadeUpFasta.write(temp.resolve("g.fa"), MadeUpFasta.bytes("ACGT\n"));
    OutputFolder folder = Claimed.folder(temp.resolve("out"), "a-run");
    TestPipeline pipeline = GivenViews.pipeline();
    pipeline.apply(PrepareGenome.of(fasta.toString(), folder));
    assertThrows(RuntimeException.class, () -> pipeline.run().waitUntilFinish());
    assertThat(
        folder.verdict().read().orElseThrow().sentence(),
        containsString("g.fa does not begin with >"));
  }

  @Test
  void theElementComesBackFromItsCoder() throws Exception {
    CoderLaws.hold(
        GenomeFile.class,
        List.of(
            new GenomeFile("g.fa.gz", 1L << 40, 25, -7, 1L << 41, true),
            new GenomeFile("g.fa", 1L << 40, 25, -7, 1L << 41, true),
            new GenomeFile("g.fa", 1, 25, -7, 1L << 41, true),
            new GenomeFile("g.fa", 1, 24, -7, 1L << 41, true),
            new GenomeFile("g.fa", 1, 24, 7, 1L << 41, true),
            new GenomeFile("g.fa", 1, 24, 7, 0, true),
            new GenomeFile("g.fa", 1, 24, 7, 0, false)));
  }
}
