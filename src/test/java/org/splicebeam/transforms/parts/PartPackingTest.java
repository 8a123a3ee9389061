package org.splicebeam.transforms.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.splicebeam.schemas.parts.Split.TEST;
import static org.splicebeam.schemas.parts.Split.TRAIN;
import static org.splicebeam.schemas.parts.Split.VALIDATION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.parts.GeneSplits;
import org.splicebeam.schemas.parts.PartLayout;
import org.splicebeam.schemas.parts.PartPlan;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeTally;

class PartPackingTest {

  /** A gene that keeps these chunks; each begins 1 000 bases after the one before. */
  private static GeneTally gene(String geneId, String chrom, long start, long... chunkRows) {
    long kept = Arrays.stream(chunkRows).sum();
    long[] starts = LongStream.range(1, chunkRows.length).map(i -> 1_000 * i).toArray();
    return HandMadeTally.tally(geneId)
        .on(chrom, Strand.FORWARD)
        .annotated(start >= 0, start)
        .rows(kept + 1, kept + 1, 1)
        .labels(0, 0, 0, kept)
        .chunks(starts, chunkRows)
        .build();
  }

  /** Genes one after the other on a chromosome. */
  private static PartPlan pack(long partRows, long[]... genes) {
    List<GeneTally> tallies = new ArrayList<>();
    for (int i = 0; i < genes.length; i++) {
      tallies.add(gene("G" + i, "1", i, genes[i]));
    }
    return PartPacking.pack(tallies, partRows);
  }

  private static long[] rows(long... chunkRows) {
    return chunkRows;
  }

  private static List<List<Long>> partsOf(PartPlan plan) {
    return plan.genes().stream()
        .map(gene -> Arrays.stream(gene.partOfChunk()).boxed().toList())
        .toList();
  }

  @Test
  void anEmptyDataSetHasOnePart() {
    assertThat(PartPacking.pack(List.of(), 0), equalTo(new PartPlan(List.of(), rows(0))));
    PartPlan nothingKept = pack(3, rows(0), rows(0));
    assertThat(nothingKept.rowsOfPart(), equalTo(rows(0)));
    assertThat(partsOf(nothingKept), equalTo(List.of(List.of(-1L), List.of(-1L))));
  }

  @Test
  void aPartTakesGenesUntilTheNextWouldBringItOver() {
    PartPlan plan = pack(10, rows(4), rows(6), rows(0), rows(1), rows(10), rows(3), rows(7));
    assertThat(plan.rowsOfPart(), equalTo(rows(10, 1, 10, 10)));
    assertThat(
        partsOf(plan),
        equalTo(
            List.of(
                List.of(0L),
                List.of(0L),
                List.of(-1L),
                List.of(1L),
                List.of(2L),
                List.of(3L),
                List.of(3L))));
  }

  @Test
  void aGeneLargerThanAPartIsCutAtItsChunks() {
    PartPlan plan = pack(10, rows(3), rows(7, 10, 9, 4), rows(6), rows(1));
    assertThat(plan.rowsOfPart(), equalTo(rows(10, 10, 9, 10, 1)));
    assertThat(
        partsOf(plan),
        equalTo(List.of(List.of(0L), List.of(0L, 1L, 2L, 3L), List.of(3L), List.of(4L))));
    PlannedGene cut = plan.genes().get(1);
    assertThat(
        LongStream.of(0, 999, 1_000, 1_999, 2_000, 2_999, 3_000).mapToInt(cut::partOf).toArray(),
        equalTo(new int[] {0, 0, 1, 1, 2, 2, 3}));
  }

  @Test
  void aPositionWithMoreRowsThanAPartFillsOneAlone() {
    PartPlan plan = pack(3, rows(2), rows(5), rows(0), rows(1));
    assertThat(plan.rowsOfPart(), equalTo(rows(2, 5, 1)));
    assertThat(
        partsOf(plan), equalTo(List.of(List.of(0L), List.of(1L), List.of(-1L), List.of(2L))));
  }

  @Test
  void noPartIsEmptyBesideOthers() {
    assertThat(pack(3, rows(5), rows(0)).rowsOfPart(), equalTo(rows(5)));
    assertThat(pack(3, rows(0), rows(5)).rowsOfPart(), equalTo(rows(5)));
    assertThat(pack(3, rows(3), rows(0), rows(0)).rowsOfPart(), equalTo(rows(3)));
  }

  @Test
  void partsAreSmallUpToAMillionKeptRows() {
    long[] tenThousand = rows(10_000);
    long[][] million = Collections.nCopies(100, tenThousand).toArray(long[][]::new);
    assertThat(
        pack(0, million).rowsOfPart(),
        equalTo(LongStream.generate(() -> 20_000).limit(50).toArray()));
    long[][] more = Arrays.copyOf(million, 101);
    more[100] = rows(1);
    long[] hundredThousands = LongStream.generate(() -> 100_000).limit(11).toArray();
    hundredThousands[10] = 1;
    assertThat(pack(0, more).rowsOfPart(), equalTo(hundredThousands));
    assertThat(pack(500_000, more).rowsOfPart(), equalTo(rows(500_000, 500_000, 1)));
  }

  @Test
  void aGeneOfSeveralChunksStaysWholeWhereAPartHoldsIt() {
    PartPlan plan =
        pack(
            0,
            rows(70_000),
            rows(25_000, 20_000),
            rows(25_000, 25_000, 25_000, 25_000, 25_000),
            rows(900_000));
    assertThat(
        partsOf(plan),
        equalTo(List.of(List.of(0L), List.of(1L, 1L), List.of(1L, 1L, 2L, 2L, 2L), List.of(3L))));
  }

  @Test
  void genesComeInGenomeOrderInWhateverOrderTheyAreTallied() {
    List<GeneTally> sorted =
        List.of(
            gene("B", "chr1", 5, 3),
            gene("A", "1", 6, 3),
            gene("NOWHERE", "1", -1, 3),
            gene("C", "2", 1, 3),
            gene("D", "10", 1, 3),
            gene("NOWHERE", "X", -1, 3));
    for (int seed = 0; seed < 20; seed++) {
      List<GeneTally> shuffled = new ArrayList<>(sorted);
      Collections.shuffle(shuffled, new Random(seed));
      PartPlan plan = PartPacking.pack(shuffled, 6);
      assertThat(plan.genes().stream().map(PlannedGene::tally).toList(), equalTo(sorted));
      assertThat(
          plan.genes().stream().map(PlannedGene::firstPart).toList(),
          equalTo(List.of(0, 0, 1, 1, 2, 2)));
    }
  }

  @Test
  void everyPlanKeepsItsPromises() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      long most = 1 + random.nextInt(30);
      List<GeneTally> tallies = new ArrayList<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        // Chunks as they are cut: each but the last holds all that a part may take but a little.
        int chunks = 1 + random.nextInt(4);
        long[] rows = new long[chunks];
        Arrays.setAll(rows, c -> 1 + random.nextInt((int) most));
        tallies.add(gene("G" + i, "1", i, random.nextInt(5) == 0 ? rows(0) : rows));
      }
      PartPlan plan = PartPacking.pack(tallies, most);
      long[] counted = new long[plan.parts()];
      long previous = 0;
      for (PlannedGene gene : plan.genes()) {
        List<Long> parts = Arrays.stream(gene.partOfChunk()).boxed().toList();
        if (gene.tally().kept() == 0) {
          assertThat(parts, equalTo(List.of(-1L)));
          continue;
        }
        for (int c = 0; c < parts.size(); c++) {
          counted[Math.toIntExact(parts.get(c))] += gene.tally().chunkRows()[c];
          // Parts follow the genome: never back, never one left out.
          assertThat(parts.get(c) - previous, lessThanOrEqualTo(1L));
          assertThat(parts.get(c) - previous, greaterThan(-1L));
          previous = parts.get(c);
        }
        if (gene.tally().kept() <= most) {
          assertThat(
              "a gene that a part holds is whole", Collections.max(parts), equalTo(parts.get(0)));
        }
      }
      assertThat(counted, equalTo(plan.rowsOfPart()));
      for (long rows : counted) {
        assertThat(rows, lessThanOrEqualTo(most));
      }
    }
  }

  private static GeneSplits splits(Map<String, Split> byGene) {
    Map<String, String> groups = new HashMap<>();
    byGene.keySet().forEach(gene -> groups.put(gene, gene));
    return new GeneSplits(groups, byGene, Set.of());
  }

  @Test
  void eachSplitHasPartsOfItsOwnAndGenesStayInGenomeOrder() {
    List<GeneTally> tallies = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tallies.add(gene("G" + i, "1", i, 4));
    }
    Collections.shuffle(tallies, new Random(1));
    PartPlan plan =
        PartPacking.pack(
            tallies,
            8,
            splits(
                Map.of("G0", TEST, "G1", TRAIN, "G2", TRAIN, "G3", TEST, "G4", TRAIN, "G5", TEST)));
    assertThat(plan.layout(), equalTo(PartLayout.ofSplits(2, 1, 2)));
    assertThat(plan.rowsOfPart(), equalTo(rows(8, 4, 0, 8, 4)));
    assertThat(
        plan.genes().stream().map(gene -> gene.tally().geneId()).toList(),
        equalTo(List.of("G0", "G1", "G2", "G3", "G4", "G5")));
    assertThat(
        partsOf(plan),
        equalTo(
            List.of(List.of(3L), List.of(0L), List.of(0L), List.of(3L), List.of(1L), List.of(4L))));
    assertThat(
        plan.genes().stream().map(PlannedGene::split).toList(),
        equalTo(List.of(TEST, TRAIN, TRAIN, TEST, TRAIN, TEST)));
  }

  @Test
  void aSplitWithoutRowsHasOnePartWithoutRows() {
    assertThat(
        PartPacking.pack(List.of(), 0, splits(Map.of())),
        equalTo(new PartPlan(List.of(), rows(0, 0, 0), PartLayout.ofSplits(1, 1, 1))));
    PartPlan one =
        PartPacking.pack(List.of(gene("G", "1", 1, 5)), 3, splits(Map.of("G", VALIDATION)));
    assertThat(one.rowsOfPart(), equalTo(rows(0, 5, 0)));
    assertThat(one.genes().get(0).firstPart(), equalTo(1));
  }

  /** By itself the test split would have parts of 25 000 rows. */
  @Test
  void automaticPartsAreAsLargeAsInTheWholeDataSet() {
    long[] chunks = new long[40];
    Arrays.fill(chunks, 25_000);
    PartPlan plan =
        PartPacking.pack(
            List.of(gene("G0", "1", 1, chunks), gene("G1", "1", 2, 50_000), gene("G2", "1", 3, 1)),
            0,
            splits(Map.of("G0", TRAIN, "G1", TEST, "G2", TEST)));
    assertThat(plan.layout(), equalTo(PartLayout.ofSplits(10, 1, 1)));
    assertThat(plan.rowsOfPart()[11], equalTo(50_001L));
  }

  @Test
  void aGeneThatIsLeftOutHasNoPlace() {
    PartPlan plan =
        PartPacking.pack(
            List.of(gene("G0", "1", 1, 5), gene("G1", "1", 2, 7)),
            0,
            splits(Map.of("G0", TRAIN, "G1", TEST)).without(Set.of("G1")));
    assertThat(plan.rowsOfPart(), equalTo(rows(5, 0, 0)));
    assertThat(
        plan.genes().stream().map(gene -> gene.tally().geneId()).toList(), equalTo(List.of("G0")));
  }
}
