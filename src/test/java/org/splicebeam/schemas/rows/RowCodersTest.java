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
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.inputs.FileTally;
import org.splicebeam.schemas.inputs.HandMadeFileTally;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.schemas.parts.PartInput;
import org.splicebeam.schemas.parts.PartName;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.parts.PlannedPart;
import org.splicebeam.schemas.parts.SelectedGene;
import org.splicebeam.schemas.parts.Split;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;

class RowCodersTest {
  private static final TranscriptModel FIRST =
      HandMadeTranscript.transcript("T1")
          .at(100, 900)
          .tagged(Tag.MANE_SELECT)
          .exons(3, 300, 99.5)
          .build();
  private static final TranscriptModel SECOND =
      HandMadeTranscript.transcript("T2").at(100, 200).build();
  private static final GeneModel GENE =
      HandMadeGene.gene("G")
          .ofType("lncRNA")
          .at("chr1", Strand.REVERSE, 100, 900)
          .overlapping(2)
          .sites(3, 4, 6)
          .transcripts(FIRST, SECOND)
          .build();

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private static ThinBlock calls(
      String gene, String chrom, Strand strand, long position, int predType, double score) {
    return HandMadeThinBlock.of(gene, chrom, strand)
        .row(position, predType, score)
        .row(3, 3, 0.5)
        .build();
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
        new long[] {7, 0},
        new byte[] {0, 3},
        new byte[] {1, 2},
        new byte[] {1, 4},
        new double[] {1, 1 / 3.0},
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
            HandMadeThinBlock.of("G", "1", Strand.FORWARD).build()));
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
    AnnotatedBlock own = HandMadeJoin.annotated(rows, GENE, 1, -1);
    assertThat(own.transcript(0), equalTo(SECOND));
    assertThat(own.transcript(1), nullValue());
    CoderLaws.hold(
        AnnotatedBlock.class,
        List.of(
            own,
            HandMadeJoin.annotated(rows, GENE, 0, 0),
            HandMadeJoin.unannotated(rows),
            HandMadeJoin.annotated(rows, GENE.withTranscripts(List.of(FIRST)), 0, 0),
            HandMadeJoin.unannotated(RowBlock.none())));
  }

  private static SelectedGene selected(String gene, long chunk, double probability) {
    GeneTally tally =
        HandMadeTally.tally(gene)
            .on("1", Strand.REVERSE)
            .from(100)
            .kept(9)
            .chunks(new long[] {chunk}, new long[] {4, 5})
            .build();
    PlannedGene place = new PlannedGene(tally, new long[] {0, 3});
    return new SelectedGene(
        gene.equals("G") ? List.of(place) : List.of(place, place),
        HandMadeSelection.of(gene).nonTn(7).share(probability).build(),
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
    AnnotatedBlock block = HandMadeJoin.annotated(sites("T1", List.of(), "ACGT"), GENE, 1, -1);
    CoderLaws.hold(
        PartInput.class,
        List.of(
            new PartInput.Start(new PlannedPart(new PartName(null, 0), 25_000, 1L << 40, "f1")),
            new PartInput.Start(new PlannedPart(new PartName(null, 0), 0, 1L << 40, "f1")),
            new PartInput.Start(new PlannedPart(new PartName(null, 0), 0, 0, "f2")),
            new PartInput.Start(new PlannedPart(new PartName(null, 1), 0, 0, "f2")),
            new PartInput.Start(new PlannedPart(new PartName(Split.TRAIN, 0), 0, 0, "f2")),
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
        HandMadeReject.of(Input.ANALYSIS, "f")
            .at(1L << 40, -1)
            .because(Reason.BAD_VALUE, "score: x")
            .saying("G\tT")
            .build();
    Map<Reason, Long> rejected = new EnumMap<>(Map.of(Reason.MISSING_VALUE, 1L));
    rejected.put(Reason.BAD_VALUE, 3L);
    FileTally tally =
        HandMadeFileTally.table("a/b")
            .content(12, -1)
            .rows(100, 5, 90)
            .rejected(rejected, List.of(reject, reject))
            .unknownColumns(List.of("note", "ünknown"))
            .genes(List.of("G1", "G2"))
            .chromosomes(List.of("2"), List.of("1", "MT"))
            .build();
    assertThat(tally.rejectedRows(), equalTo(4L));
    FileTally other =
        HandMadeFileTally.table("a/b")
            .content(12, Long.MIN_VALUE)
            .rows(100, 5, 90)
            .rejected(Map.of(Reason.MISSING_VALUE, 3L, Reason.BAD_VALUE, 1L), List.of())
            .build();
    CoderLaws.hold(
        FileTally.class,
        List.of(
            tally,
            other,
            FileTally.skipped(new TableFile("/in/a/b", "a/b", 12), "it is cut off"),
            HandMadeFileTally.table("").content(0, 0).build()));
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
