package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.SiteTranscripts;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

class GeneLabelsTest {
  private static final int LENGTH = 40;
  private static final int[] NONE = {};

  /**
   * Sites of a gene at bases 1001 to 1040, each of a transcript that is named after its position.
   */
  private static SpliceSites sites(Strand strand, int[] donors, int[] acceptors) {
    long[] genomicDonors = genomic(strand, donors);
    long[] genomicAcceptors = genomic(strand, acceptors);
    return new SpliceSites(
        genomicDonors,
        genomicAcceptors,
        transcripts("D", strand, genomicDonors),
        transcripts("A", strand, genomicAcceptors));
  }

  private static long[] genomic(Strand strand, int[] positions) {
    return Arrays.stream(positions)
        .mapToLong(position -> new Span(1_001, 1_040).absolutePosition(position, strand))
        .sorted()
        .toArray();
  }

  private static SiteTranscripts transcripts(String type, Strand strand, long[] genomic) {
    int[] positions =
        Arrays.stream(genomic)
            .mapToInt(g -> (int) (strand == Strand.REVERSE ? 1_040 - g : g - 1_001))
            .toArray();
    return new SiteTranscripts(
        Arrays.stream(positions).mapToObj(position -> type + position).toArray(String[]::new),
        Arrays.stream(positions).map(position -> position + 1).toArray());
  }

  private static int[] some(SplittableRandom random) {
    return random.ints(random.nextInt(5), 0, LENGTH).distinct().toArray();
  }

  private static float[] scores(SplittableRandom random) {
    float[] scores = new float[LENGTH + 3];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(3) == 0 ? random.nextInt(9) / 8f : 0;
    }
    return scores;
  }

  @Test
  void theStrandOfAGeneNeverShowsInItsLabels() {
    int called = 0;
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int[] donors = some(random);
      int[] acceptors = some(random);
      int[] others = some(random);
      float[] donor = scores(random);
      float[] acceptor = scores(random);
      GeneLabels[] labels = new GeneLabels[2];
      for (Strand strand : new Strand[] {Strand.FORWARD, Strand.REVERSE}) {
        labels[strand.ordinal()] =
            new GeneLabels(
                sited("G")
                    .at("1", strand, 1_001, 1_040)
                    .own(sites(strand, donors, acceptors))
                    .others(others, others)
                    .build(),
                donor,
                acceptor,
                SmallGenome.RULES);
      }
      for (int position = 0; position < LENGTH; position++) {
        String plus = told(labels[0], position);
        assertThat("seed " + seed, told(labels[1], position), is(plus));
        called += plus.startsWith("TP") ? 1 : 0;
      }
      assertThat(labels[0].masked(), is(labels[1].masked()));
      assertThat(labels[0].nonTn(), is(labels[1].nonTn()));
    }
    assertThat(called, greaterThan(500));
  }

  /** A row of a site names the site's own transcript, and how many have it. */
  private static String told(GeneLabels labels, int position) {
    if (labels.isMasked(position)) {
      return "masked";
    }
    SpliceType type = labels.spliceType(position);
    String transcript =
        switch (type) {
          case DONOR -> "D" + position;
          case ACCEPTOR -> "A" + position;
          case NEITHER -> null;
        };
    assertThat(labels.transcriptId(position), is(transcript));
    assertThat(labels.transcriptCount(position), is(type == SpliceType.NEITHER ? 0 : position + 1));
    return "%s %s %d %s"
        .formatted(
            labels.predType(position),
            type,
            labels.predictedPosition(position),
            labels.topScore(position));
  }

  @Test
  void everyBaseThatIsNotMaskedAndNoTnIsCounted() {
    GeneLabels labels =
        new GeneLabels(
            sited("G")
                .at("1", Strand.FORWARD, 1, 9)
                .own(new int[] {0, 8}, new int[] {8})
                .others(NONE, new int[] {2})
                .build(),
            new float[] {0.5f, 0, 0, 0, 0.5f, 0, 0, 0, 0},
            new float[9],
            SmallGenome.RULES);
    assertThat(labels.nonTn(), is(3));
    assertThat(labels.masked(), is(1L));
    assertThat(labels.predType(4), is(PredType.FP));
    assertThat("of equal labels the donor's", labels.spliceType(8), is(SpliceType.DONOR));
    assertThat(labels.transcriptId(4), is(nullValue()));
  }

  /** A line of a table of splice sites may name no transcript. */
  @Test
  void aSiteOfATranscriptWithoutIdIsCountedAndHasNone() {
    GeneLabels labels =
        new GeneLabels(
            sited("G")
                .at("1", Strand.FORWARD, 1, 9)
                .own(
                    new SpliceSites(
                        new long[] {3},
                        new long[0],
                        new SiteTranscripts(new String[] {null}, new int[] {2}),
                        SiteTranscripts.NONE))
                .build(),
            new float[9],
            new float[9],
            SmallGenome.RULES);
    assertThat(labels.predType(2), is(PredType.FN));
    assertThat(labels.transcriptId(2), is(nullValue()));
    assertThat(labels.transcriptCount(2), is(2));
  }
}
