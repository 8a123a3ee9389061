package org.splicebeam.transforms.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.schemas.rows.HandMadeJoin;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.SpliceType;

class GeneRowsTest {
  private static final int NOTE = HandMadeBlocks.COLUMNS.indexOf("note");

  private static AnnotatedBlock block(RowBlock sites) {
    return HandMadeJoin.unannotated(sites);
  }

  private static List<String> places(GeneRows rows) {
    List<String> places = new ArrayList<>();
    for (int at = 0; at < rows.size(); at++) {
      RowBlock sites = rows.block(at).rows();
      int i = rows.row(at);
      places.add(
          sites.geneId()
              + " "
              + sites.chrom()
              + sites.strand().symbol()
              + sites.genePositions()[i]);
    }
    return places;
  }

  @Test
  void rowsOfAGeneStandByPositionThenStrandThenSpelling() {
    List<AnnotatedBlock> blocks =
        List.of(
            block(HandMadeBlocks.block("g", "chr1", Strand.FORWARD, 30, 4)),
            block(HandMadeBlocks.block("g", "1", Strand.REVERSE, 4, 2)),
            block(HandMadeBlocks.block("g", "1", Strand.FORWARD, 4, 100)));
    assertThat(
        places(GeneRows.of(blocks)),
        is(List.of("g 1-2", "g 1+4", "g chr1+4", "g 1-4", "g chr1+30", "g 1+100")));
  }

  @Test
  void noBlocksAreNoRows() {
    assertThat(GeneRows.of(List.of()).size(), is(0));
    assertThat(GeneRows.of(List.of(block(RowBlock.none()))).size(), is(0));
  }

  // ---- settling

  private static final HandMadeBlocks.Row BASE =
      HandMadeBlocks.row(5)
          .transcript("B")
          .with(SpliceType.DONOR)
          .with("donor_score", 0.5)
          .with("acceptor_score", 0.25);

  /** Whichever block comes first, and in one block, the better row stays; its note tells it. */
  private static void assertStays(String why, HandMadeBlocks.Row better, HandMadeBlocks.Row worse) {
    List<HandMadeBlocks.Row> both = List.of(better, worse);
    List<HandMadeBlocks.Row> turned = List.of(worse, better);
    for (List<HandMadeBlocks.Row> rows : List.of(both, turned)) {
      RowBlock one = HandMadeBlocks.block("g", "1", Strand.FORWARD, rows);
      assertWinner(why, rows.indexOf(better), List.of(block(one)), 0);
      List<AnnotatedBlock> two =
          rows.stream()
              .map(row -> block(HandMadeBlocks.block("g", "1", Strand.FORWARD, List.of(row))))
              .toList();
      assertWinner(why, 0, two, rows.indexOf(better));
    }
  }

  private static void assertWinner(String why, int row, List<AnnotatedBlock> blocks, int block) {
    GeneRows settled = GeneRows.of(blocks);
    assertThat(why, settled.size(), is(1));
    assertThat(why, settled.block(0), is(blocks.get(block)));
    assertThat(why, settled.row(0), is(row));
  }

  @Test
  void theLabelThenTheScoreThenTranscriptThenTypeDecide() {
    HandMadeBlocks.Row high = BASE.with("acceptor_score", 0.75);
    assertStays("TP before FN", BASE.with(PredType.TP), high.with(PredType.FN));
    assertStays("FN before FP", BASE.with(PredType.FN), high.with(PredType.FP));
    assertStays("FP before TN", BASE.with(PredType.FP), high.with(PredType.TN));
    assertStays("the larger of both scores", high.transcript("Z"), BASE.transcript(null));
    assertStays("no transcript first", BASE.transcript(null), BASE.transcript(""));
    assertStays(
        "the smaller transcript",
        BASE.with(SpliceType.NEITHER),
        BASE.transcript("C").with(SpliceType.ACCEPTOR));
    assertStays(
        "transcripts by code point", BASE.transcript("\uFFFD"), BASE.transcript("\uD83E\uDDEC"));
    assertStays("acceptor before donor", BASE.with(SpliceType.ACCEPTOR), BASE);
    assertStays("donor before neither", BASE, BASE.with(SpliceType.NEITHER));
  }

  @Test
  void thenEveryValueInOrderNullFirst() {
    InputColumn before = null;
    for (InputColumn column : HandMadeBlocks.COLUMNS.all()) {
      String name = column.name();
      if (name.equals("donor_score") || name.equals("acceptor_score")) {
        continue; // the larger of them has decided before
      }
      HandMadeBlocks.Row two = BASE.with(name, value(column, 2));
      assertStays(name + ": 1 before 2", BASE.with(name, value(column, 1)), two);
      if (!name.equals("neither_score")) {
        assertStays(name + ": null before 1", BASE.with(name, null), two);
      }
      if (before != null) {
        String earlier = before.name();
        assertStays(
            earlier + " decides before " + name,
            two.with(earlier, value(before, 1)),
            BASE.with(name, value(column, 1)).with(earlier, value(before, 2)));
      }
      before = column;
    }
    assertStays(
        "the smaller donor score where the larger score is equal",
        BASE.with("donor_score", 0.25).with("acceptor_score", 0.5),
        BASE);
    assertStays("a negative number", BASE.with("score", -7.0), BASE.with("score", -6.5));
  }

  private static Object value(InputColumn column, int size) {
    return switch (column.kind()) {
      case TEXT -> "A".repeat(size);
      case DOUBLE -> size / 8.0;
      case INT, LONG -> (long) size;
    };
  }

  @Test
  void theWindowStandsBetweenDerivedAndExtraColumns() {
    HandMadeBlocks.Row a = BASE.window("AC");
    assertStays("a shorter window", a, BASE.window("ACA"));
    assertStays("a smaller letter", a.window("ACGT"), BASE.window("AG"));
    assertStays("N is a letter", BASE.window("GN"), BASE.window("GT"));
    assertStays(
        "a derived column before the window",
        BASE.window("T").with("signal_strength_ratio", 1.0),
        BASE.window("A").with("signal_strength_ratio", 2.0));
    assertStays(
        "the window before an extra column",
        BASE.window("A").with("conservation", 2.0),
        BASE.window("T").with("conservation", 1.0));
  }

  /** Two zeros are one value, so the next column decides; where none does the sign has to. */
  @Test
  void zerosAreEqualUntilNothingElseIs() {
    assertStays(
        "zeros do not decide before the window",
        BASE.with("score", 0.0).window("A"),
        BASE.with("score", -0.0).window("C"));
    assertStays("the sign", BASE.with("score", -0.0), BASE.with("score", 0.0));
  }

  /** The law over many seeds: how rows come in blocks, and in which order, does not show. */
  @Test
  void theCutIntoBlocksDoesNotShow() {
    List<String> expected = null;
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      List<AnnotatedBlock> blocks = new ArrayList<>();
      for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
        List<HandMadeBlocks.Row> rows = new ArrayList<>(someRows());
        Collections.shuffle(rows, random);
        while (!rows.isEmpty()) {
          List<HandMadeBlocks.Row> some = rows.subList(0, 1 + random.nextInt(rows.size()));
          blocks.add(block(HandMadeBlocks.block("g", "1", strand, List.copyOf(some))));
          some.clear();
        }
      }
      Collections.shuffle(blocks, random);
      GeneRows rows = GeneRows.of(blocks);
      List<String> found = places(rows);
      for (int at = 0; at < rows.size(); at++) {
        ColumnVector notes = rows.block(at).rows().values().get(NOTE);
        found.set(at, found.get(at) + " " + ((ColumnVector.Texts) notes).values()[rows.row(at)]);
      }
      expected = expected == null ? found : expected;
      assertThat("seed " + seed, found, is(expected));
    }
    assertThat(expected.size(), is(2 * 4));
  }

  private static List<HandMadeBlocks.Row> someRows() {
    List<HandMadeBlocks.Row> rows = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      rows.add(
          HandMadeBlocks.row(i % 4)
              .with(PredType.values()[i % 3 + 1])
              .transcript(i % 5 == 0 ? null : "T" + i % 2)
              .with("score", (double) (i % 7))
              .with("note", "row " + i));
    }
    return rows;
  }
}
