package org.splicebeam.schemas.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;

class PartPlanTest {
  private static PlannedGene gene(long[] chunkStarts, long[] chunkRows, long... partOfChunk) {
    long kept = Arrays.stream(chunkRows).sum();
    GeneTally tally =
        HandMadeTally.tally("G").from(1).kept(kept).chunks(chunkStarts, chunkRows).build();
    return new PlannedGene(tally, partOfChunk);
  }

  private static long[] longs(long... values) {
    return values;
  }

  @Test
  void aChunkBeginsAtItsStart() {
    PlannedGene cut = gene(longs(10, 11, 20), longs(4, 1, 4, 3), 6, 7, 7, 8);
    assertThat(
        LongStream.of(0, 9, 10, 11, 12, 19, 20, 21, 1L << 59).mapToInt(cut::partOf).toArray(),
        equalTo(new int[] {6, 6, 7, 7, 7, 7, 8, 8, 8}));
    assertThat(cut.firstPart(), equalTo(6));
  }

  @Test
  void partsAndTheirPositionsAreThoseOfTheChunks() {
    PlannedGene cut = gene(longs(10, 11, 20), longs(4, 1, 4, 3), 6, 7, 7, 8);
    assertThat(cut.parts().toArray(), equalTo(new int[] {6, 7, 8}));
    assertThat(cut.partsOf(0, 9).toArray(), equalTo(new int[] {6}));
    assertThat(cut.partsOf(9, 10).toArray(), equalTo(new int[] {6, 7}));
    assertThat(cut.partsOf(10, 19).toArray(), equalTo(new int[] {7}));
    assertThat(cut.partsOf(0, 1L << 59).toArray(), equalTo(new int[] {6, 7, 8}));
    for (int part : cut.parts().toArray()) {
      assertThat(cut.partOf(cut.firstPositionIn(part)), equalTo(part));
      assertThat(cut.partOf(cut.lastPositionIn(part)), equalTo(part));
    }
    assertThat(cut.firstPositionIn(6), equalTo(0L));
    assertThat(cut.lastPositionIn(6), equalTo(9L));
    assertThat(cut.firstPositionIn(7), equalTo(10L));
    assertThat(cut.lastPositionIn(7), equalTo(19L));
    assertThat(cut.lastPositionIn(8), equalTo(Long.MAX_VALUE));
  }

  @Test
  void aGeneInOneChunkIsInOnePart() {
    PlannedGene whole = gene(longs(), longs(4), 3);
    assertThat(whole.partOf(0), equalTo(3));
    assertThat(whole.partOf(1L << 59), equalTo(3));
  }

  @Test
  void aGeneWithoutRowsIsInNoPart() {
    PlannedGene none = gene(longs(), longs(0), -1);
    assertThat(none.firstPart(), equalTo(-1));
    assertThat(none.parts().toArray(), equalTo(new int[0]));
    assertThat(none.partOf(5), equalTo(-1));
  }

  @Test
  void plansComeBack() throws Exception {
    PlannedGene cut = gene(longs(10), longs(4, 2), 0, 1);
    PlannedGene elsewhere = gene(longs(10), longs(4, 2), 1, 1);
    PlannedGene ofTest = new PlannedGene(cut.tally(), cut.partOfChunk(), Split.TEST);
    PlannedGene none = gene(longs(), longs(0), -1);
    assertThat(new PartPlan(List.of(), longs(0)).parts(), equalTo(1));
    CoderLaws.hold(
        PartPlan.class,
        List.of(
            new PartPlan(List.of(), longs(0)),
            new PartPlan(List.of(none), longs(0)),
            new PartPlan(List.of(cut, none), longs(4, 2)),
            new PartPlan(List.of(none, cut), longs(4, 2)),
            new PartPlan(List.of(elsewhere, none), longs(4, 2)),
            new PartPlan(List.of(cut, none), longs(4, 1L << 40)),
            new PartPlan(List.of(cut, none), longs(4, 2, 0), PartLayout.ofSplits(1, 1, 1)),
            new PartPlan(List.of(cut, none), longs(4, 2, 0), PartLayout.ofSplits(0, 2, 1)),
            new PartPlan(List.of(ofTest, none), longs(4, 2, 0), PartLayout.ofSplits(1, 1, 1))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new PartPlan(List.of(), longs(4, 2), PartLayout.ofSplits(1, 1, 1)));
  }

  @Test
  void receiptsComeBack() throws Exception {
    CoderLaws.hold(
        FileReceipt.class,
        List.of(
            new FileReceipt("master/part-00000.parquet", 25_000, 1L << 33, "ab12"),
            new FileReceipt("master/part-00001.parquet", 25_000, 1L << 33, "ab12"),
            new FileReceipt("master/part-00000.parquet", 0, 1L << 33, "ab12"),
            new FileReceipt("master/part-00000.parquet", 25_000, 0, "ab12"),
            new FileReceipt("master/part-00000.parquet", 25_000, 1L << 33, "")));
  }
}
