package org.splicebeam.schemas.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;

class RowCodersTest {
  private static final TranscriptModel FIRST =
      new TranscriptModel("T1", new Span(100, 900), Tag.MANE_SELECT, 3, 300, 99.5);
  private static final TranscriptModel SECOND =
      new TranscriptModel("T2", new Span(100, 200), Tag.NONE, 0, 0, 0);
  private static final GeneModel GENE =
      new GeneModel(
          "G",
          null,
          "lncRNA",
          "chr1",
          Strand.REVERSE,
          new Span(100, 900),
          2,
          3,
          4,
          6,
          List.of(FIRST, SECOND));

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private static ThinBlock calls(
      String gene, String chrom, Strand strand, long position, int predType, double score) {
    return new ThinBlock(
        gene,
        chrom,
        strand,
        new long[] {position, 3},
        new byte[] {(byte) predType, 3},
        new double[] {score, 0.5});
  }

  private static PackedSequences windows(String... texts) {
    PackedSequences.Builder builder = new PackedSequences.Builder();
    for (String text : texts) {
      builder.add(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }
    return builder.build();
  }

  private static RowBlock sites(String transcriptId, List<ColumnVector> values, String window) {
    return new RowBlock(
        "G",
        "chr1",
        Strand.REVERSE,
        1 / 3.0,
        new long[] {7, 0},
        new byte[] {0, 3},
        new byte[] {1, 2},
        new byte[] {1, 4},
        new String[] {transcriptId, "T2"},
        values,
        windows(window, "NNNNN"));
  }

  @Test
  void filesComeBack() throws Exception {
    CoderLaws.hold(
        TableFile.class,
        List.of(
            new TableFile("gs://bucket/a b/x_analysis_sequences_1.tsv.gz", "a b/x", 1L << 41),
            new TableFile("/x", "a b/x", 1L << 41),
            new TableFile("/x", "x", 1L << 41),
            new TableFile("/x", "x", 0)));
  }

  @Test
  void callsComeBackAndEveryColumnTellsThemApart() throws Exception {
    CoderLaws.hold(
        ThinBlock.class,
        List.of(
            calls("G", "1", Strand.FORWARD, 0, 0, 0.25),
            calls("Ĝ", "1", Strand.FORWARD, 0, 0, 0.25),
            calls("G", "2", Strand.FORWARD, 0, 0, 0.25),
            calls("G", "1", Strand.REVERSE, 0, 0, 0.25),
            calls("G", "1", Strand.FORWARD, (1L << 60) - 1, 0, 0.25),
            calls("G", "1", Strand.FORWARD, 0, 2, 0.25),
            calls("G", "1", Strand.FORWARD, 0, 0, Math.nextUp(0.25)),
            new ThinBlock("G", "1", Strand.FORWARD, new long[0], new byte[0], new double[0])));
  }

  @Test
  void callsHaveColumnsOfOneLength() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ThinBlock("G", "1", Strand.FORWARD, new long[2], new byte[1], new double[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ThinBlock("G", "1", Strand.FORWARD, new long[2], new byte[2], new double[3]));
  }

  @Test
  void sitesComeBackWithEveryKindOfColumn() throws Exception {
    ColumnVector longs = new ColumnVector.Longs(new long[] {-5, 0}, bits(1));
    ColumnVector noNull = new ColumnVector.Longs(new long[] {-5, 0}, bits());
    ColumnVector doubles = new ColumnVector.Doubles(new double[] {0, 1e-300}, bits(0));
    ColumnVector negativeZero = new ColumnVector.Doubles(new double[] {-0.0, 1e-300}, bits(0));
    ColumnVector texts = new ColumnVector.Texts(new String[] {null, "a\tb"});
    ColumnVector emptyText = new ColumnVector.Texts(new String[] {"", "a\tb"});
    CoderLaws.hold(
        RowBlock.class,
        List.of(
            RowBlock.none(),
            sites(null, List.of(), "ACGT"),
            sites("", List.of(), "ACGT"),
            sites("T1", List.of(), "ACGT"),
            sites("T1", List.of(), "ACGTA"),
            sites("T1", List.of(), "ACGN"),
            sites("T1", List.of(longs, doubles, texts), "ACGT"),
            sites("T1", List.of(noNull, doubles, texts), "ACGT"),
            sites("T1", List.of(longs, negativeZero, texts), "ACGT"),
            sites("T1", List.of(longs, doubles, emptyText), "ACGT"),
            sites("T1", List.of(doubles, longs, texts), "ACGT")));
    assertThrows(
        IllegalArgumentException.class,
        () -> sites("T1", List.of(new ColumnVector.Texts(new String[3])), "ACGT"));
  }

  @Test
  void annotatedSitesKeepEachRowsTranscript() throws Exception {
    RowBlock rows = sites("T1", List.of(), "ACGT");
    AnnotatedBlock own = new AnnotatedBlock(rows, GENE, new int[] {1, -1});
    assertThat(own.transcript(0), equalTo(SECOND));
    assertThat(own.transcript(1), nullValue());
    CoderLaws.hold(
        AnnotatedBlock.class,
        List.of(
            own,
            new AnnotatedBlock(rows, GENE, new int[] {0, 0}),
            new AnnotatedBlock(rows, null, new int[] {-1, -1}),
            new AnnotatedBlock(rows, GENE.withTranscripts(List.of(FIRST)), new int[] {0, 0}),
            new AnnotatedBlock(RowBlock.none(), null, new int[0])));
  }

  private static SelectedGene selected(String gene, long chunk, double probability) {
    GeneTally tally =
        new GeneTally(
            gene,
            "1",
            Strand.REVERSE,
            true,
            100,
            true,
            9,
            9,
            0,
            9,
            0,
            0,
            0,
            new long[] {chunk},
            new long[] {4, 5});
    PlannedGene place = new PlannedGene(tally, new long[] {0, 3});
    return new SelectedGene(
        gene.equals("G") ? List.of(place) : List.of(place, place),
        new GeneSelection(gene, new long[] {7}, null, probability),
        gene.equals("G") ? GENE : null);
  }

  @Test
  void rangesComeBack() throws Exception {
    TableFile file = new TableFile("/in/x.tsv", "x.tsv", 1L << 41);
    CoderLaws.hold(
        RowRange.class,
        List.of(
            new RowRange("G", "chr1", 0, 1L << 40, new TableStretch(file, 5, 1, 90, 2, -7)),
            new RowRange("G", "chr1", 0, 1L << 40, new TableStretch(file, 6, 1, 90, 2, -7)),
            new RowRange("Ĝ", "chr1", 0, 1L << 40, new TableStretch(file, 5, 1, 90, 2, -7)),
            new RowRange("G", "1", 0, 1L << 40, new TableStretch(file, 5, 1, 90, 2, -7)),
            new RowRange("G", "chr1", 0, 1L << 40, new TableStretch(file, 5, 1L << 50, 90, 2, -7)),
            new RowRange("G", "chr1", 0, 1L << 40, new TableStretch(file, 5, 1, 91, 2, -7)),
            new RowRange("G", "chr1", 0, 1L << 40, new TableStretch(file, 5, 1, 90, 3, -7)),
            new RowRange(
                "G", "chr1", 0, 1L << 40, new TableStretch(file, 5, 1, 90, 2, Long.MAX_VALUE)),
            new RowRange("G", "chr1", 5, 1L << 40, new TableStretch(file, 5, 1, 90, 2, -7)),
            new RowRange("G", "chr1", 0, 0, new TableStretch(file, 5, 1, 90, 2, -7))));
  }

  @Test
  void sourcesOfEveryKindComeBack() throws Exception {
    AnnotatedBlock block =
        new AnnotatedBlock(sites("T1", List.of(), "ACGT"), GENE, new int[] {1, -1});
    CoderLaws.hold(
        PartInput.class,
        List.of(
            new PartInput.Start(new PlannedPart(25_000, 1L << 40, "f1")),
            new PartInput.Start(new PlannedPart(0, 1L << 40, "f1")),
            new PartInput.Start(new PlannedPart(0, 0, "f2")),
            new PartInput.Gene(selected("G", 90, 0.5)),
            new PartInput.Gene(selected("G", 90, 0.25)),
            new PartInput.Gene(selected("G", 91, 0.25)),
            new PartInput.Gene(selected("UNANNOTATED", 91, 0.25)),
            new PartInput.Range(
                new RowRange(
                    "G",
                    "1",
                    0,
                    4,
                    new TableStretch(new TableFile("/in/x.tsv", "x.tsv", 1), 5, 1, 90, 2, -7))),
            new PartInput.Block(block)));
  }

  @Test
  void talliesComeBackAndTheirOrderOfReasonsNeverShows() throws Exception {
    Reject reject =
        new Reject(Input.ANALYSIS, "f", 1L << 40, -1, Reason.BAD_VALUE, "score: x", "G\tT");
    Map<Reason, Long> rejected = new EnumMap<>(Map.of(Reason.MISSING_VALUE, 1L));
    rejected.put(Reason.BAD_VALUE, 3L);
    FileTally tally =
        new FileTally(
            "a/b",
            12,
            77,
            -1,
            100,
            5,
            90,
            rejected,
            List.of(reject, reject),
            List.of("note", "ünknown"),
            List.of("G1", "G2"),
            List.of("2"),
            List.of("1", "MT"));
    assertThat(tally.rejectedRows(), equalTo(4L));
    FileTally other =
        new FileTally(
            "a/b",
            12,
            77,
            Long.MIN_VALUE,
            100,
            5,
            90,
            Map.of(Reason.MISSING_VALUE, 3L, Reason.BAD_VALUE, 1L),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    CoderLaws.hold(
        FileTally.class,
        List.of(
            tally,
            other,
            FileTally.skipped(new TableFile("/in/a/b", "a/b", 12), "it is cut off"),
            new FileTally(
                "", 0, 77, 0, 0, 0, 0, Map.of(), List.of(), List.of(), List.of(), List.of(),
                List.of())));
    CoderLaws.hold(
        PieceTally.class,
        List.of(
            new PieceTally(0, 5, tally),
            new PieceTally(0, 6, tally),
            new PieceTally(1L << 40, 5, tally),
            new PieceTally(0, 5, other)));
  }

  @Test
  void aCutOffElementIsAnError() throws Exception {
    byte[] whole =
        CoderUtils.encodeToByteArray(
            new ThinBlock.Coder(), calls("GENE", "1", Strand.FORWARD, 4, 0, 0.25));
    for (int length = 0; length < whole.length; length++) {
      ByteArrayInputStream cut = new ByteArrayInputStream(whole, 0, length);
      assertThrows(EOFException.class, () -> new ThinBlock.Coder().decode(cut));
    }
  }
}
