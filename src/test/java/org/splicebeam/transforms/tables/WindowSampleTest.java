package org.splicebeam.transforms.tables;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.SampledWindow;
import org.splicebeam.transforms.rows.RowCursor;
import org.splicebeam.transforms.sampling.KeyHash;

class WindowSampleTest {
  private static SampledWindow window(String gene, long hash, String table, long offset) {
    return new SampledWindow(gene, hash, table, offset, 0, 4, 7);
  }

  /** The windows of a row at a position, which tells of its window only where it has columns. */
  private static SampledWindow of(HandMadeTable table) {
    RowCursor row = table.row();
    GeneModel gene = HandMadeTable.GENES.get(row.geneId());
    WindowSample sample = new WindowSample();
    assertThat(sample.wants(gene.geneId(), 42), is(true));
    sample.add(gene, row, "a.tsv", 17);
    return sample.windows().get(0);
  }

  @Test
  void aRowsWindowIsItsOwnOrTwoHundredAndFiftyBasesOnEitherSide() {
    SampledWindow told = of(new HandMadeTable().with("window_start", "8").with("window_end", "12"));
    assertThat(told.geneHash(), is(new KeyHash("FORWARD", 42).ofGenome()));
    assertThat(
        told,
        is(
            new SampledWindow(
                "FORWARD",
                told.geneHash(),
                "a.tsv",
                17,
                8,
                12,
                WindowSample.BASES.hashBytesToLong(HandMadeTable.utf8("ACGT")))));
    SampledWindow atTheFront = of(new HandMadeTable());
    assertThat(List.of(atTheFront.start(), atTheFront.end()), is(List.of(0L, 260L)));
    SampledWindow atTheEnd = of(new HandMadeTable().with("position", "900"));
    assertThat(List.of(atTheEnd.start(), atTheEnd.end()), is(List.of(650L, 1000L)));
    SampledWindow half = of(new HandMadeTable().with("window_start", "8").with("window_end", ""));
    assertThat(List.of(half.start(), half.end()), is(List.of(0L, 260L)));
  }

  @Test
  void lettersOfEitherCaseAreTheSameAndAllOthersAreN() {
    assertThat(
        of(new HandMadeTable().with("sequence", "acGTnR")).basesHash(),
        is(of(new HandMadeTable().with("sequence", "ACgtRN")).basesHash()));
  }

  @Test
  void theSampleDoesNotDependOnTheOrderOfRowsAndPieces() {
    Random random = new Random(3);
    List<SampledWindow> all = new ArrayList<>();
    for (int gene = 0; gene < 700; gene++) {
      // Hashes of both signs, some of them equal.
      long hash = (gene % 690 - 350) * 1_000_003L;
      for (int row = 0; row < 3; row++) {
        all.add(window("G" + gene, hash, "t" + random.nextInt(3), random.nextInt(50)));
      }
    }
    List<SampledWindow> expected =
        all.stream()
            .collect(
                Collectors.toMap(
                    SampledWindow::geneId,
                    w -> w,
                    (a, b) -> SampledWindow.BY_ROW.compare(a, b) <= 0 ? a : b))
            .values()
            .stream()
            .sorted(SampledWindow.BY_GENE)
            .limit(500)
            .toList();
    assertThat(expected.get(0).geneHash() >= 0, is(true)); // the smallest unsigned one
    for (int round = 0; round < 5; round++) {
      Collections.shuffle(all, random);
      WindowSample sample = new WindowSample();
      WindowSample other = new WindowSample();
      all.forEach(w -> (random.nextBoolean() ? sample : other).add(w));
      other.windows().forEach(sample::add);
      assertThat(sample.windows(), is(expected));
    }
  }

  @Test
  void aGeneIsAskedForOnceAndNoneThatIsTooLate() {
    WindowSample sample = new WindowSample();
    assertThat(sample.wants("A", 1), is(true));
    sample.add(window("A", 5, "t", 1));
    assertThat(sample.wants("A", 1), is(false));
    for (int i = 0; i < 499; i++) {
      sample.add(window("G" + i, 1, "t", 1));
    }
    assertThat("larger than all 500", sample.wants("B", 1), is(false));
  }

  @Test
  void theSampleComesBackFromItsCoder() throws Exception {
    CoderLaws.hold(
        SampledWindow.class,
        List.of(
            window("G", -1, "t", 0),
            window("G", 1, "t", 0),
            window("G", 1, "u", 0),
            window("G", 1, "u", 1),
            window("H", 1, "u", 1),
            new SampledWindow("H", 1, "u", 1, 1, 4, 7),
            new SampledWindow("H", 1, "u", 1, 1, 5, 7),
            new SampledWindow("H", 1, "u", 1, 1, 5, -7)));
    WindowSample sample = new WindowSample();
    sample.add(window("G", -1, "t", 0));
    sample.add(window("H", 1, "u", 1L << 40));
    assertThat(CoderUtils.clone(new WindowSample.Coder(), sample).windows(), is(sample.windows()));
  }
}
