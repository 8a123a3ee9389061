package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import com.dynatrace.hash4j.hashing.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.scores.HandMadeSitedGene;
import org.splicebeam.schemas.scores.RowlessGene.Reason;
import org.splicebeam.schemas.scores.ScoreFault;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.arrays.HandMadeNpy;

class GeneScoresTest {
  private static final double NONE = Double.NaN;

  @TempDir private Path folder;
  private SmallGenome genome;

  @BeforeEach
  void makeGenome() {
    genome = new SmallGenome(folder).contig("chr1", "ACGTNacgtn");
  }

  private static SitedGene gene(String id, long start, long end) {
    return on(id, "1", start, end).build();
  }

  private static HandMadeSitedGene on(String id, String chrom, long start, long end) {
    return sited(id).at(chrom, Strand.FORWARD, start, end);
  }

  private static float[] head(float[] scores, int length) {
    return Arrays.copyOf(scores, length);
  }

  @Test
  void aMissingScoreIsZeroAndWhatIsJustOutsideIsTakenIn() throws IOException {
    SitedGene gene = gene("G", 1, 4);
    genome.gene(gene, new double[] {NONE, 0.25, -0.0, 1 + 1e-7}, new double[] {1, NONE, -1e-7, 0});
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertThat(scores.read(gene), is(true));
      assertThat(scores.reason(), is(nullValue()));
      assertThat(scores.fault(), is(nullValue()));
      assertThat(scores.isOfOneType(), is(false));
      assertThat(head(scores.donor(), 4), is(new float[] {0, 0.25f, 0, 1}));
      assertThat(head(scores.acceptor(), 4), is(new float[] {1, 0, 0, 0}));
    }
  }

  @Test
  void theHashIsOfTheScoresAsTheyAreRead() throws IOException {
    SitedGene gene = gene("Ĝ", 1, 2);
    genome.gene(gene, new double[] {NONE, 0.1}, new double[] {1.0000001, 0});
    byte[] id = "Ĝ\0".getBytes(StandardCharsets.UTF_8);
    byte[] hashed =
        ByteBuffer.allocate(id.length + 4 * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(id)
            .putFloat(0)
            .putFloat(0.1f)
            .putFloat(1.0000001f)
            .putFloat(0)
            .array();
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      scores.read(gene);
      assertThat(scores.contentHash(), is(Hashing.xxh3_64().hashBytesToLong(hashed)));
    }
  }

  @Test
  void aGeneOfOneTypeHasZeroesOfTheOther() throws IOException {
    SitedGene donors = gene("D", 1, 2);
    SitedGene acceptors = gene("A", 1, 2);
    SitedGene zeroes = gene("Z", 1, 2);
    double[] none = {NONE, NONE};
    genome
        .gene(donors, new double[] {0, NONE}, none)
        .gene(acceptors, none, new double[] {1, 0})
        .gene(zeroes, new double[2], new double[2]);
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertThat(scores.read(donors), is(true));
      assertThat(scores.isOfOneType(), is(true));
      assertThat(scores.read(acceptors), is(true));
      assertThat(scores.isOfOneType(), is(true));
      assertThat(head(scores.donor(), 2), is(new float[2]));
      assertThat(scores.read(zeroes), is(true));
      assertThat(scores.isOfOneType(), is(false));
    }
  }

  /** Each gene has its reason and all that come after it. */
  @Test
  void reasonsAreTriedInTheirOrder() throws IOException {
    double[] some = {0.5};
    SitedGene unscored = on("UNSCORED", "2", 50, 50).build();
    SitedGene missing = on("MISSING", "2", 50, 50).build();
    SitedGene longer = on("LONGER", "2", 50, 51).build();
    SitedGene elsewhere = on("ELSEWHERE", "2", 50, 50).build();
    SitedGene beyond = gene("BEYOND", 11, 11);
    SitedGene last = gene("LAST", 10, 10);
    genome
        .gene(missing, new double[] {NONE}, new double[] {NONE})
        .gene(longer, some, some)
        .gene(elsewhere, some, some)
        .gene(beyond, some, some)
        .gene(last, some, some);
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertRowless(scores, unscored, Reason.NO_SCORES, false);
      assertRowless(scores, missing, Reason.NO_SCORES, false);
      assertRowless(scores, longer, Reason.LENGTH_MISMATCH, false);
      assertRowless(scores, elsewhere, Reason.NO_CONTIG, true);
      assertRowless(scores, beyond, Reason.OUTSIDE_CONTIG, true);
      assertThat(scores.read(last), is(true));
      assertThat(scores.reason(), is(nullValue()));
    }
  }

  /** A scored gene counts to the hash, whether it has rows or not. */
  private static void assertRowless(
      GeneScores scores, SitedGene gene, Reason reason, boolean isScored) {
    assertThat(scores.read(gene), is(false));
    assertThat(scores.reason(), is(reason));
    assertThat(scores.fault(), is(nullValue()));
    assertThat(scores.contentHash(), isScored ? not(0L) : is(0L));
  }

  @Test
  void aScoreThatIsNoProbabilityIsAFaultThatTellsGeneTypeAndPosition() throws IOException {
    SitedGene gene = gene("G", 3, 4);
    genome.gene(gene, new double[] {0, 0}, new double[] {0, -7.5});
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertThat(scores.read(gene), is(false));
      assertThat(scores.reason(), is(nullValue()));
      ScoreFault fault = scores.fault();
      assertThat(fault.geneId(), is("G"));
      assertThat(fault.chrom(), is("1"));
      assertThat(fault.start(), is(3L));
      assertThat(
          fault.sentence(),
          is(
              "--scores: "
                  + folder.resolve("scores")
                  + ": gene G, position 1 of its array (0-based) has the acceptor score -7.5, which is no probability;"
                  + " scores are from 0 to 1, so give those that the model says, neither log odds"
                  + " nor logits"));
    }
  }

  /** Whether a gene has rows does not decide whether its scores will do. */
  @Test
  void scoresOfAGeneThatLiesOutsideOfTheGenomeAreProbabilitiesToo() throws IOException {
    SitedGene logits = on("LOGITS", "2", 1, 1).build();
    SitedGene near = on("NEAR", "2", 1, 1).build();
    genome
        .gene(logits, new double[] {3}, new double[] {0})
        .gene(near, new double[] {1 + 1e-7}, new double[] {0});
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertThat(scores.read(logits), is(false));
      assertThat(scores.fault().geneId(), is("LOGITS"));
      assertThat(scores.read(near), is(false));
      assertThat(scores.fault(), is(nullValue()));
      assertThat(scores.reason(), is(Reason.NO_CONTIG));
      assertThat(scores.donor()[0], is(1f));
    }
  }

  /** Nothing of a gene shows in the next one. */
  @Test
  void genesAreReadOneAfterAnother() throws IOException {
    SitedGene faulty = gene("FAULTY", 1, 2);
    SitedGene lost = on("LOST", "2", 1, 2).build();
    SitedGene good = gene("GOOD", 1, 1);
    genome
        .gene(faulty, new double[] {9, 9}, new double[] {9, 9})
        .gene(lost, new double[] {1, 1}, new double[] {NONE, NONE})
        .gene(good, new double[] {0.5}, new double[] {NONE});
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      scores.read(good);
      long hash = scores.contentHash();
      for (SitedGene other : new SitedGene[] {faulty, lost, gene("NONE", 1, 5)}) {
        assertThat(scores.read(other), is(false));
        assertThat(scores.read(good), is(true));
        assertThat(scores.contentHash(), is(hash));
        assertThat(scores.donor()[0], is(0.5f));
        assertThat(scores.acceptor()[0], is(0f));
        assertThat(scores.isOfOneType(), is(true));
      }
    }
  }

  @Test
  void anArrayThatCannotBeReadIsAFaultOfItsGene() throws IOException {
    SitedGene gene = gene("G", 1, 2);
    genome.gene(gene).array("G", HandMadeNpy.of(1, HandMadeNpy.head("|O", "2, 3"), new byte[9]));
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertThat(scores.read(gene), is(false));
      assertThat(scores.fault().geneId(), is("G"));
      assertThat(scores.fault().sentence().startsWith("--scores: " + folder), is(true));
      assertThat(scores.reason(), is(nullValue()));
    }
  }

  /** Memory for its scores would be claimed by nothing but a line of the annotation. */
  @Test
  void aGeneLongerThanAnyThatTheGenomeDoesNotHoldIsNotRead() throws IOException {
    double[] some = {0.5};
    SitedGene huge = gene("HUGE", 1, 5_000_000_000L);
    SitedGene nowhere = on("NOWHERE", "2", 1, 5_000_000_000L).build();
    genome.gene(huge, some, some).gene(nowhere, some, some);
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      assertRowless(scores, huge, Reason.OUTSIDE_CONTIG, false);
      assertRowless(scores, nowhere, Reason.NO_CONTIG, false);
    }
  }

  @Test
  void scoresMoveTowardsThe3PrimeEndByTheirOffsets() throws IOException {
    SitedGene gene = gene("G", 1, 3);
    genome.gene(gene, new double[] {0.1, 0.2, 0.3}, new double[] {0.4, 0.5, 0.6});
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      scores.read(gene);
      scores.shift(3, 1, -5);
      assertThat(head(scores.donor(), 3), is(new float[] {0, 0.1f, 0.2f}));
      assertThat(head(scores.acceptor(), 3), is(new float[3]));
    }
  }

  @Test
  void basesStandInDirectionOfTranscription() throws IOException {
    SitedGene reverse = sited("R").at("chr1", Strand.REVERSE, 3, 6).build();
    double[] some = new double[4];
    genome.gene(reverse, some, some);
    try (GeneScores scores = GeneScores.open(genome.prepared())) {
      scores.read(reverse);
      assertThat(new String(scores.bases(reverse), StandardCharsets.US_ASCII), is("TNAC"));
    }
  }
}
