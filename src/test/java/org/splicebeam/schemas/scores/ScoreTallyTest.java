package org.splicebeam.schemas.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.scores.RowlessGene.Reason;

class ScoreTallyTest {
  private static RowlessGene rowless(String gene, String chrom, long start, Reason reason) {
    return new RowlessGene(gene, chrom, new Span(start, start + 9), reason);
  }

  private static ScoreTally with(ScoreFault fault, RowlessGene... without) {
    return new ScoreTally(1, 2, 3, 4, 5, 6, 7, List.of(without), fault);
  }

  @Test
  void theSumOfNoneIsNone() {
    assertThat(ScoreTally.sum(List.of()), is(ScoreTally.NONE));
  }

  @Test
  void everyFigureIsAddedInWhateverOrderTalliesCome() {
    RowlessGene first = rowless("Z", "2", 5, Reason.NO_SCORES);
    RowlessGene second = rowless("A", "2", 50, Reason.NO_SITES);
    RowlessGene third = rowless("A", "10", 5, Reason.NO_SITES);
    RowlessGene fourth = rowless("B", "chr10", 5, Reason.NO_CONTIG);
    RowlessGene fifth = rowless("C", "X", 1, Reason.NO_CONTIG);
    ScoreFault early = new ScoreFault("B", "chr2", 7, "early");
    ScoreFault late = new ScoreFault("A", "10", 3, "late");
    ScoreFault latest = new ScoreFault("B", "10", 3, "latest");
    List<ScoreTally> tallies =
        new ArrayList<>(
            List.of(
                with(null, third, first),
                with(late, second),
                with(early),
                with(latest, fifth, fourth)));
    ScoreTally expected =
        new ScoreTally(
            4, 8, 12, 16, 20, 24, 28, List.of(first, second, third, fourth, fifth), early);
    for (int order = 0; order < 10; order++) {
      Collections.shuffle(tallies, new Random(order));
      assertThat(ScoreTally.sum(tallies), is(expected));
    }
  }

  @Test
  void hashesAreAddedModulo2To64() {
    ScoreTally most = new ScoreTally(0, 0, 0, 0, 0, 0, Long.MAX_VALUE, List.of(), null);
    assertThat(ScoreTally.sum(List.of(most, most)).contentHash(), is(-2L));
  }

  @Test
  void everyReasonIsCountedAlsoThoseOfNoGene() {
    Map<Reason, Long> counts =
        with(
                null,
                rowless("A", "1", 1, Reason.NO_CONTIG),
                rowless("B", "1", 1, Reason.NO_SITES),
                rowless("C", "1", 1, Reason.NO_CONTIG))
            .withoutByReason();
    assertThat(
        counts.keySet(),
        contains(
            Reason.NO_SITES,
            Reason.NO_SCORES,
            Reason.LENGTH_MISMATCH,
            Reason.NO_CONTIG,
            Reason.OUTSIDE_CONTIG));
    assertThat(counts.values(), contains(1L, 0L, 0L, 2L, 0L));
  }

  @Test
  void allGenesOfAnAnnotationAreCountedOnce() {
    ScoreTally tally = with(null, rowless("A", "1", 1, Reason.NO_SITES));
    assertThat(tally.isOf(7), is(true));
    assertThat(tally.isOf(6), is(false));
    assertThat(tally.isOf(8), is(false));
    assertThat(tally.sumOfGenes(), is("1 with rows + 1 without + 5 unselected"));
  }
}
