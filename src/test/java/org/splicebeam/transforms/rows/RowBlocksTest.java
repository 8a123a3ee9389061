package org.splicebeam.transforms.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.HandMadeThinBlock;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PackedSequences;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.tables.HandMadeTable;

/** The two builders of blocks. */
class RowBlocksTest {
  private static final BlockKey KEY = new BlockKey(7, "FORWARD", "22", Strand.FORWARD);
  private static final InputColumns COLUMNS =
      InputColumns.with(List.of(new InputColumn("note", InputColumn.Kind.TEXT, false)));

  @Test
  void callsKeepTheLargerScore() {
    ThinBlockBuilder builder = new ThinBlockBuilder(KEY);
    assertThat(builder.add(new HandMadeTable().row()), is(false));
    builder.add(
        new HandMadeTable()
            .with("position", "3")
            .with("pred_type", "TN")
            .with("acceptor_score", "1")
            .row());
    assertThat(
        builder.build(),
        is(
            HandMadeThinBlock.of("FORWARD", "22", Strand.FORWARD)
                .row(10, PredType.TP, 0.75)
                .row(3, PredType.TN, 1)
                .build()));
  }

  @Test
  void aBlockIsFullAtAThousandRows() {
    ThinBlockBuilder calls = new ThinBlockBuilder(KEY);
    RowBlockBuilder sites = new RowBlockBuilder(KEY, COLUMNS);
    RowCursor row = new HandMadeTable().row(COLUMNS);
    for (int i = 1; i <= 1_000; i++) {
      assertThat(calls.add(row), is(i == 1_000));
      assertThat(sites.add(row, KeptAs.ALL, 1), is(i == 1_000));
    }
    assertThat(calls.build().size(), is(1_000));
    assertThat(sites.build().size(), is(1_000));
  }

  /** Rows of a block that one row fills again and again. */
  private static int rowsOfABlock(String column, String value) {
    RowBlockBuilder sites = new RowBlockBuilder(KEY, COLUMNS);
    RowCursor row = new HandMadeTable().with(column, value).row(COLUMNS);
    int rows = 1;
    while (!sites.add(row, KeptAs.ALL, 1)) {
      rows++;
    }
    return rows;
  }

  /** A mebibyte, of which the other values take some hundred bytes a row. */
  @Test
  void largeRowsFillABlockSooner() {
    assertThat(rowsOfABlock("sequence", "ACGT".repeat(16_000)), is(64)); // 16 000 bytes each
    assertThat(rowsOfABlock("sequence", "NA".repeat(8_000)), is(16)); // and 8 a stretch of N
    assertThat(rowsOfABlock("sequence", "N".repeat(64_000)), is(64)); // one stretch
    assertThat(rowsOfABlock("note", "x".repeat(50_000)), is(21));
    assertThat(rowsOfABlock("transcript_id", "x".repeat(1_000)), is(lessThan(1_000)));
  }

  @Test
  void sitesKeepEveryValue() {
    RowBlockBuilder builder = new RowBlockBuilder(KEY, COLUMNS);
    builder.add(
        new HandMadeTable()
            .with("predicted_position", "12")
            .with("transcript_count", "3")
            .with("score", "-0.5")
            .with("note", "a")
            .with("sequence", "acgNRt")
            .row(COLUMNS),
        KeptAs.NON_TN,
        1);
    builder.add(
        new HandMadeTable()
            .with("position", "11")
            .with("transcript_id", "NA")
            .with("splice_type", "")
            .with("pred_type", "TN")
            .row(COLUMNS),
        KeptAs.EASY,
        0.25);
    RowBlock sites = builder.build();

    PackedSequences.Builder windows = new PackedSequences.Builder();
    windows.add("ACGNNT".getBytes(StandardCharsets.US_ASCII), 0, 6);
    windows.add("ACGT".getBytes(StandardCharsets.US_ASCII), 0, 4);
    assertThat(
        new RowBlock(
            sites.geneId(),
            sites.chrom(),
            sites.strand(),
            sites.genePositions(),
            sites.predTypes(),
            sites.spliceTypes(),
            sites.keptAs(),
            sites.probabilities(),
            sites.transcriptIds(),
            List.of(),
            sites.windows()),
        is(
            new RowBlock(
                "FORWARD",
                "22",
                Strand.FORWARD,
                new long[] {10, 11},
                new byte[] {(byte) PredType.TP.ordinal(), (byte) PredType.TN.ordinal()},
                new byte[] {(byte) SpliceType.DONOR.ordinal(), (byte) SpliceType.NEITHER.ordinal()},
                new byte[] {(byte) KeptAs.NON_TN.ordinal(), (byte) KeptAs.EASY.ordinal()},
                new double[] {1, 0.25},
                new String[] {"T1", null},
                List.of(),
                windows.build())));
    assertThat(sites.windows().text(0), is("ACGNNT"));
    assertThat(sites.values().size(), is(COLUMNS.size()));
    assertThat(vector(sites, "predicted_position"), is(longs(12, 0)));
    assertThat(vector(sites, "transcript_count"), is(longs(3, 0)));
    assertThat(vector(sites, "true_position"), is(longsOfNulls()));
    assertThat(
        vector(sites, "score"), is(new ColumnVector.Doubles(new double[] {-0.5, 0}, bits(1))));
    assertThat(
        vector(sites, "donor_score"),
        is(new ColumnVector.Doubles(new double[] {0.75, 0.75}, bits())));
    assertThat(vector(sites, "note"), is(new ColumnVector.Texts(new String[] {"a", null})));
  }

  private static ColumnVector vector(RowBlock sites, String column) {
    return sites.values().get(COLUMNS.indexOf(column));
  }

  private static ColumnVector longs(long first, long nullValue) {
    return new ColumnVector.Longs(new long[] {first, nullValue}, bits(1));
  }

  private static ColumnVector longsOfNulls() {
    return new ColumnVector.Longs(new long[2], bits(0, 1));
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }
}
