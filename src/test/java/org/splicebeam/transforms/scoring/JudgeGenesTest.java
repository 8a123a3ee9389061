package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.scores.RowlessGene;
import org.splicebeam.schemas.scores.RowlessGene.Reason;
import org.splicebeam.schemas.scores.ScoreFault;
import org.splicebeam.schemas.scores.ScoreTally;
import org.splicebeam.transforms.GivenViews;
import org.splicebeam.transforms.arrays.HandMadeNpy;
import org.splicebeam.transforms.verdict.Verdict;

class JudgeGenesTest {
  private static final ScoreTally SOME = new ScoreTally(1, 9, 2, 0, 3, 4, 5, List.of(), null);

  @TempDir private Path folder;
  private SmallGenome genome;

  @BeforeEach
  void makeGenome() {
    genome = new SmallGenome(folder).array("G", HandMadeNpy.of("<f4", "1, 3", 0, 0, 0));
  }

  private PCollection<ScoreTally> judge(TestPipeline p, ScoreTally... tallies) throws IOException {
    return p.apply(
            "Give tallies", Create.of(Arrays.asList(tallies)).withCoder(new ScoreTally.Coder()))
        .apply(new JudgeGenes(genome.files()));
  }

  private String refused(ScoreTally... tallies) throws IOException {
    TestPipeline p = GivenViews.pipeline();
    judge(p, tallies);
    assertThrows(Pipeline.PipelineExecutionException.class, p::run);
    Verdict verdict = genome.output().verdict().read().orElseThrow();
    assertThat(verdict.exitCode(), is(2));
    return verdict.sentence();
  }

  private static ScoreTally without(Reason reason, String... genes) {
    return new ScoreTally(
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Arrays.stream(genes)
            .map(id -> new RowlessGene(id, "chr" + id, new Span(1, 9), reason))
            .toList(),
        null);
  }

  private static ScoreTally faulty(String chrom, long start) {
    return new ScoreTally(
        3,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        new ScoreFault("G", chrom, start, "--scores: " + chrom + " " + start));
  }

  @Test
  void theSumIsGivenOn() throws IOException {
    TestPipeline p = GivenViews.pipeline();
    PAssert.thatSingleton(judge(p, SOME, without(Reason.NO_SITES, "1"), SOME))
        .isEqualTo(
            new ScoreTally(
                2,
                18,
                4,
                0,
                6,
                8,
                10,
                List.of(new RowlessGene("1", "chr1", new Span(1, 9), Reason.NO_SITES)),
                null));
    p.run().waitUntilFinish();
  }

  /** A later step says that nothing is selected. */
  @Test
  void withoutASelectedGeneNothingIsSaid() throws IOException {
    ScoreTally unselected = new ScoreTally(0, 0, 0, 0, 3, 4, 0, List.of(), null);
    TestPipeline p = GivenViews.pipeline();
    PAssert.thatSingleton(judge(p, unselected)).isEqualTo(unselected);
    p.run().waitUntilFinish();
  }

  @Test
  void theFirstFaultInGenomeOrderIsToldInWhateverOrderGenesAreRead() throws IOException {
    List<ScoreTally> tallies =
        new ArrayList<>(
            List.of(faulty("10", 1), faulty("chr2", 500), faulty("2", 60), SOME, faulty("X", 1)));
    for (int turn = 0; turn < tallies.size(); turn++) {
      Collections.rotate(tallies, 1);
      genome = new SmallGenome(Files.createDirectory(folder.resolve("t" + turn)));
      genome.array("G", HandMadeNpy.of("<f4", "1, 3", 0, 0, 0));
      assertThat(refused(tallies.toArray(ScoreTally[]::new)), is("--scores: 2 60"));
    }
  }

  @Test
  void everyReasonIsSaidInWords() throws IOException {
    assertThat(
        refused(
            without(Reason.OUTSIDE_CONTIG, "5"),
            without(Reason.NO_CONTIG, "4", "6"),
            without(Reason.LENGTH_MISMATCH, "3"),
            without(Reason.NO_SCORES, "2"),
            without(Reason.NO_SITES, "1")),
        is(
            "--scores, --fasta and --gtf make no row: of 6 genes 1 have no splice site, 1 have no"
                + " score, 1 have an array of another length, 2 are on no sequence of the FASTA, 1"
                + " reach over an end of theirs; the scores have G, the FASTA has none, the annotation has chr1, chr2,"
                + " chr3, ... (genes 1, 2, 3, ...): do they name chromosomes or genes alike, and"
                + " are they of one assembly? --chromAliases tells which names are of one"
                + " chromosome"));
  }
}
