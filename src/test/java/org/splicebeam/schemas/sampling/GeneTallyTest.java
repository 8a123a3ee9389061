package org.splicebeam.schemas.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.Strand;

class GeneTallyTest {
  private static GeneTally gene(String geneId, String chrom, long start) {
    return tally(geneId, chrom, start >= 0, start, new long[0], new long[] {10});
  }

  private static GeneTally tally(
      String geneId, String chrom, boolean annotated, long start, long[] starts, long[] rows) {
    return HandMadeTally.tally(geneId)
        .on(chrom, Strand.REVERSE)
        .annotated(annotated, start)
        .rows(20, 17, 7)
        .labels(1, 2, 3, 4)
        .chunks(starts, rows)
        .build();
  }

  @Test
  void genomeOrderIsKaryotypeAnnotatedFirstStartAndId() {
    List<GeneTally> sorted =
        List.of(
            gene("Z", "chr2", 5),
            gene("A", "2", 100),
            gene("B", "2", 100),
            gene("\uFF21", "2", 100),
            gene("\uD83E\uDDEC", "2", 100),
            gene("A0", "2", -1),
            gene("U", "2", -1),
            gene("U", "chr2", -1),
            gene("C", "10", 1),
            gene("C", "X", 1),
            gene("C", "chrY", 1),
            gene("C", "M", 1),
            gene("C", "GL000192.1", 1));
    for (int seed = 0; seed < 20; seed++) {
      List<GeneTally> shuffled = new ArrayList<>(sorted);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(GeneTally.GENOME_ORDER);
      assertThat(shuffled, equalTo(sorted));
    }
  }

  @Test
  void aSelectedGenesRowsAreKeptSampledOutOrDuplicates() {
    GeneTally gene = gene("G", "1", 5);
    assertThat(gene.kept(), equalTo(10L));
    assertThat(gene.duplicates(), equalTo(3L));
    assertThat(gene.rows(), equalTo(gene.kept() + gene.sampledOut() + gene.duplicates()));
  }

  @Test
  void anUnselectedGeneHasRowsOnly() {
    GeneTally gene = GeneTally.unselected("G", 12);
    assertThat(gene.rows(), equalTo(12L));
    assertThat(gene.selected(), equalTo(false));
    assertThat(gene.kept() + gene.duplicates() + gene.sampledOut(), equalTo(0L));
  }

  @Test
  void talliesComeBack() throws Exception {
    CoderLaws.hold(
        GeneTally.class,
        List.of(
            gene("G", "1", 5),
            gene("G2", "1", 5),
            gene("G", "chr1", 5),
            gene("G", "1", 6),
            gene("G", "1", -1),
            GeneTally.unselected("G", 1L << 40),
            tally("G", "1", true, 5, new long[] {7, 1L << 40}, new long[] {1, 2, 7}),
            tally("G", "1", true, 5, new long[] {8, 1L << 40}, new long[] {1, 2, 7}),
            tally("G", "1", true, 5, new long[] {7, 1L << 40}, new long[] {2, 1, 7}),
            HandMadeTally.tally("G")
                .from(5)
                .rows(20, 17, 7)
                .labels(1, 2, 3, 4)
                .chunks(new long[0], ten())
                .build(),
            HandMadeTally.tally("G")
                .on("1", Strand.REVERSE)
                .from(5)
                .rows(20, 17, 7)
                .labels(4, 3, 2, 1)
                .chunks(new long[0], ten())
                .build(),
            HandMadeTally.tally("G")
                .on("1", Strand.REVERSE)
                .from(5)
                .rows(20, 16, 6)
                .labels(1, 2, 3, 4)
                .chunks(new long[0], ten())
                .build(),
            HandMadeTally.tally("G")
                .on("1", Strand.REVERSE)
                .from(5)
                .rows(19, 17, 7)
                .labels(1, 2, 3, 4)
                .chunks(new long[0], ten())
                .build()));
  }

  private static long[] ten() {
    return new long[] {10};
  }

  @Test
  void selectionsComeBack() throws Exception {
    NegativeRank rank = new NegativeRank(-3, "chr1", Strand.REVERSE, 1L << 40);
    CoderLaws.hold(
        GeneSelection.class,
        List.of(
            HandMadeSelection.of("G").nonTn(0, 5, 1L << 50).easyUpTo(rank).share(1 / 3.0).build(),
            HandMadeSelection.of("H").nonTn(0, 5, 1L << 50).easyUpTo(rank).share(1 / 3.0).build(),
            HandMadeSelection.of("G").nonTn(0, 5).easyUpTo(rank).share(1 / 3.0).build(),
            HandMadeSelection.of("G")
                .nonTn(0, 5)
                .easyUpTo(NegativeRank.upTo(-3))
                .share(1 / 3.0)
                .build(),
            HandMadeSelection.of("G").nonTn(0, 5).easyUpTo(rank).share(0.5).build(),
            HandMadeSelection.of("G").draws(Collections.nCopies(14, new Draw(rank, 0.5))).build(),
            HandMadeSelection.of("G").overruled(rank).build(),
            HandMadeSelection.of("G").overruled(rank, NegativeRank.upTo(-3)).build(),
            HandMadeSelection.of("G").build()));
  }

  @Test
  void aSelectionForSomePositionsHasTheRowsThatReachThem() {
    GeneSelection all = HandMadeSelection.of("G").nonTn(0, 5, 40, 50).share(0.25).build();
    assertThat(all.within(10, 34, 5).nonTnPositions(), equalTo(new long[] {5}));
    assertThat(all.within(10, 35, 5).nonTnPositions(), equalTo(new long[] {5, 40}));
    assertThat(all.within(11, 11, 5).nonTnPositions(), equalTo(new long[0]));
    assertThat(all.within(3, Long.MAX_VALUE, 5), equalTo(all));
    assertThat(all.within(0, 7, Long.MAX_VALUE), equalTo(all));
    NegativeRank before = new NegativeRank(7, "1", Strand.FORWARD, 9);
    NegativeRank there = new NegativeRank(8, "1", Strand.FORWARD, 10);
    assertThat(
        HandMadeSelection.of("G").overruled(before, there).build().within(10, 10, 5),
        equalTo(HandMadeSelection.of("G").overruled(there).build()));
    assertThat(all.within(45, Long.MAX_VALUE, 0).nonTnPositions(), equalTo(new long[] {50}));
  }
}
