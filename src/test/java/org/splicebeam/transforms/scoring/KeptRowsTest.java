package org.splicebeam.transforms.scoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.splicebeam.schemas.scores.HandMadeSitedGene.sited;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ScoredStretch;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.schemas.scores.SitedGene;

class KeptRowsTest {
  private static final int[] NONE = {};

  private static GeneLabels quiet(int length) {
    SitedGene gene =
        sited("G").at("1", Strand.REVERSE, 11, 10L + length).own(new int[] {0}, NONE).build();
    return new GeneLabels(gene, new float[length], new float[length], SmallGenome.RULES);
  }

  private static GeneTally take(
      GeneLabels labels, long chunkRows, List<RowRange> into, int... positions) {
    KeptRows kept = new KeptRows(labels, chunkRows, into::add);
    for (int position : positions) {
      kept.take(position, KeptAs.ALL, 1);
    }
    return kept.end();
  }

  private static List<String> told(List<RowRange> ranges) {
    return ranges.stream()
        .map(
            range ->
                "%d-%d %d"
                    .formatted(
                        range.firstPosition(),
                        range.lastPosition(),
                        ((ScoredStretch) range.where()).size()))
        .toList();
  }

  @Test
  void aRangeHasAThousandRowsAtMost() {
    List<RowRange> ranges = new ArrayList<>();
    GeneTally tally =
        take(quiet(5_000), Long.MAX_VALUE, ranges, IntStream.range(0, 2_001).toArray());
    assertThat(told(ranges), contains("0-999 1000", "1000-1999 1000", "2000-2000 1"));
    assertThat(tally.chunkStarts(), is(new long[0]));
    assertThat(tally.chunkRows(), is(new long[] {2_001}));
    ranges.clear();
    take(quiet(5_000), Long.MAX_VALUE, ranges, IntStream.range(0, 1_000).toArray());
    assertThat(told(ranges), contains("0-999 1000"));
  }

  @Test
  void noRangeReachesOverTheBorderOfTwoChunks() {
    List<RowRange> ranges = new ArrayList<>();
    GeneTally tally = take(quiet(30), 3, ranges, 0, 2, 4, 6, 8, 10, 29);
    assertThat(told(ranges), contains("0-4 3", "6-10 3", "29-29 1"));
    assertThat(tally.chunkStarts(), is(new long[] {6, 29}));
    assertThat(tally.chunkRows(), is(new long[] {3, 3, 1}));
  }

  @Test
  void chunksOfAnyLengthAreCutIntoRangesOfTheirOwn() {
    for (int chunk : new int[] {1, 2, 7, 999, 1_000, 1_001, 2_500}) {
      List<RowRange> ranges = new ArrayList<>();
      GeneTally tally = take(quiet(3_000), chunk, ranges, IntStream.range(0, 2_500).toArray());
      long next = 0;
      for (RowRange range : ranges) {
        assertThat(range.firstPosition(), is(next));
        assertThat(range.firstPosition() / chunk, is(range.lastPosition() / chunk));
        assertThat(((ScoredStretch) range.where()).size(), lessThanOrEqualTo(1_000));
        next = range.lastPosition() + 1;
      }
      assertThat(next, is(2_500L));
      for (int i = 0; i < tally.chunkStarts().length; i++) {
        assertThat(tally.chunkStarts()[i], is((i + 1L) * chunk));
      }
    }
  }

  @Test
  void aGeneOfWhichNothingStaysHasOneEmptyChunk() {
    List<RowRange> ranges = new ArrayList<>();
    GeneTally tally = take(quiet(9), 3, ranges);
    assertThat(ranges, is(List.of()));
    assertThat(
        tally,
        is(
            HandMadeTally.tally("G")
                .on("1", Strand.REVERSE)
                .from(11)
                .rows(9, 9, 9)
                .chunk(0)
                .build()));
  }

  /** Of a minus gene; the call of its first site is masked, and so is another gene's site. */
  @Test
  void aRowTakesAllAlongButItsSequence() {
    // On minus, position 2 is base 108, position 5 base 105, position 7 base 103.
    SitedGene gene =
        sited("G")
            .at("chr1", Strand.REVERSE, 101, 110)
            .own(
                new SpliceSites(
                    new long[] {105, 108},
                    new long[] {103},
                    HandMadeSites.transcripts("T5 2", "T2 1"),
                    HandMadeSites.transcripts("T7 3")))
            .others(new int[] {9}, NONE)
            .build();
    float[] donor = {0.01f, 0.02f, 0.03f, 0.9f, 0, 0.06f, 0, 0, 0, 0.1f};
    float[] acceptor = {0.7f, 0, 0, 0, 0.5f, 0, 0, 0.8f, 0, 0};
    GeneLabels labels = new GeneLabels(gene, donor, acceptor, SmallGenome.RULES);
    List<RowRange> ranges = new ArrayList<>();
    KeptRows kept = new KeptRows(labels, 100, ranges::add);
    kept.take(0, KeptAs.NON_TN, 1);
    kept.take(1, KeptAs.STRATUM, 0.25);
    kept.take(2, KeptAs.NON_TN, 1);
    kept.take(5, KeptAs.NON_TN, 1);
    kept.take(7, KeptAs.NON_TN, 1);
    assertThat(
        kept.end(),
        is(
            HandMadeTally.tally("G")
                .on("chr1", Strand.REVERSE)
                .from(101)
                .rows(8, 8, 3)
                .labels(2, 1, 1, 1)
                .chunk(5)
                .build()));
    assertThat(
        ranges,
        contains(
            new RowRange(
                "G",
                "chr1",
                0,
                7,
                new ScoredStretch(
                    Strand.REVERSE,
                    gene.span(),
                    new int[] {0, 1, 2, 5, 7},
                    bytes(PredType.FP, PredType.TN, PredType.TP, PredType.FN, PredType.TP),
                    bytes(
                        SpliceType.NEITHER,
                        SpliceType.NEITHER,
                        SpliceType.DONOR,
                        SpliceType.DONOR,
                        SpliceType.ACCEPTOR),
                    new int[] {0, -1, 3, -1, 7},
                    bytes(
                        KeptAs.NON_TN, KeptAs.STRATUM, KeptAs.NON_TN, KeptAs.NON_TN, KeptAs.NON_TN),
                    new double[] {1, 0.25, 1, 1, 1},
                    new String[] {null, null, "T2", "T5", "T7"},
                    new int[] {0, 0, 1, 2, 3},
                    new float[] {
                      0, 0, 0.01f, 0.02f, 0.03f, 0, 0, 0.7f, 0, 0, 0, 0.01f, 0.02f, 0.03f, 0.9f, 0,
                      0.7f, 0, 0, 0, 0.01f, 0.02f, 0.03f, 0.9f, 0, 0.7f, 0, 0, 0, 0.5f, 0.9f, 0,
                      0.06f, 0, 0, 0, 0.5f, 0, 0, 0.8f, 0.06f, 0, 0, 0, 0.1f, 0, 0, 0.8f, 0, 0
                    }))));
  }

  private static byte[] bytes(Enum<?>... constants) {
    byte[] ordinals = new byte[constants.length];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = (byte) constants[i].ordinal();
    }
    return ordinals;
  }
}
