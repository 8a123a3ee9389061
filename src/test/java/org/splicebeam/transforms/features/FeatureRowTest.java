package org.splicebeam.transforms.features;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.genome.TranscriptModel;
import org.splicebeam.schemas.rows.AnnotatedBlock;
import org.splicebeam.transforms.rows.HandMadeBlocks;

class FeatureRowTest {
  /** Spans 200 bases, of which the transcript leaves out the first ten and the last twenty. */
  private static final TranscriptModel SINGLE_EXON =
      new TranscriptModel("T", new Span(111, 280), TranscriptModel.Tag.NONE, 1, 170, 170, 0);

  private static AnnotatedBlock block(
      Strand strand, boolean annotated, HandMadeBlocks.Row... rows) {
    GeneModel gene =
        new GeneModel(
            "G",
            "Name",
            "lncRNA",
            "1",
            strand,
            new Span(101, 300),
            3,
            2,
            4,
            5,
            List.of(SINGLE_EXON));
    int[] transcripts = new int[rows.length];
    Arrays.fill(transcripts, annotated ? 0 : -1);
    return new AnnotatedBlock(
        HandMadeBlocks.block("G", "chr1", strand, List.of(rows)),
        annotated ? gene : null,
        transcripts);
  }

  @Test
  void positionsCountFromTheFivePrimeEnd() {
    List<String> found = new ArrayList<>();
    for (Strand strand : List.of(Strand.FORWARD, Strand.REVERSE)) {
      AnnotatedBlock block = block(strand, true, HandMadeBlocks.row(0), HandMadeBlocks.row(199));
      for (int i = 0; i < 2; i++) {
        FeatureRow row = FeatureRow.of(block, i);
        found.add(
            row.geneId()
                + " "
                + row.chrom()
                + row.strand().symbol()
                + row.genePosition()
                + " at "
                + row.absolutePosition());
      }
    }
    assertThat(
        found,
        is(
            List.of(
                "G chr1+0 at 101", "G chr1+199 at 300", "G chr1-0 at 300", "G chr1-199 at 101")));
  }

  @Test
  void aGeneWithoutAnnotationHasNoPlaceOnTheChromosome() {
    FeatureRow row = FeatureRow.of(block(Strand.REVERSE, false, HandMadeBlocks.row(7)), 0);
    assertThat(row.gene(), nullValue());
    assertThat(row.transcript(), nullValue());
    assertThat(row.absolutePosition(), is(-1L));
    assertThat(row.genePosition(), is(7L));
  }

  @Test
  void theRowsTranscriptMayHaveASingleExon() {
    AnnotatedBlock block = block(Strand.FORWARD, true, HandMadeBlocks.row(20));
    FeatureRow row = FeatureRow.of(block, 0);
    assertThat(row.gene(), sameInstance(block.gene()));
    assertThat(row.transcript(), is(SINGLE_EXON));
    assertThat(row.transcript().totalIntronLength(), is(0L));
  }

  @Test
  void scoresAreTheRowsOwn() {
    FeatureRow row =
        FeatureRow.of(
            block(
                Strand.FORWARD,
                true,
                HandMadeBlocks.row(0),
                HandMadeBlocks.row(1)
                    .with("donor_score", 0.5)
                    .with("acceptor_score", 0.25)
                    .with("neither_score", 0.125)
                    .with("score", 0.75)),
            1);
    assertThat(
        List.of(row.donorScore(), row.acceptorScore(), row.neitherScore()),
        is(List.of(0.5, 0.25, 0.125)));
  }

  @Test
  void aWindowIsToldBySymbols() {
    AnnotatedBlock block =
        block(
            Strand.FORWARD,
            true,
            HandMadeBlocks.row(0).window(""),
            HandMadeBlocks.row(1).window("NNNN"),
            HandMadeBlocks.row(2).window("GCTAN"));
    assertThat(window(block, 0), is("[] gc 0.0, 0.0 bits"));
    assertThat(window(block, 1), is("[4, 4, 4, 4] gc 0.0, 0.0 bits"));
    assertThat(window(block, 2), is("[2, 1, 3, 0, 4] gc 0.4, 2.321928094887362 bits"));
  }

  private static String window(AnnotatedBlock block, int i) {
    FeatureRow row = FeatureRow.of(block, i);
    byte[] codes = Arrays.copyOf(row.windowCodes(), row.windowLength());
    return "%s gc %s, %s bits".formatted(Arrays.toString(codes), row.gcContent(), row.complexity());
  }

  /** Also where a row of another block stands at the same index. */
  @Test
  void theWindowMovesWithTheRow() {
    AnnotatedBlock one =
        block(
            Strand.FORWARD,
            true,
            HandMadeBlocks.row(0).window("AAAA"),
            HandMadeBlocks.row(1).window("CC"));
    AnnotatedBlock other = block(Strand.FORWARD, true, HandMadeBlocks.row(0).window("GGG"));
    FeatureRow row = new FeatureRow(new FeatureRow.WindowStatistics(1));
    List<String> found = new ArrayList<>();
    for (AnnotatedBlock block : List.of(one, other, one)) {
      for (int i = 0; i < block.rows().size(); i++) {
        row.move(block, i, 0);
        found.add(Arrays.toString(Arrays.copyOf(row.windowCodes(), row.windowLength())));
      }
    }
    assertThat(found, is(List.of("[0, 0, 0, 0]", "[1, 1]", "[2, 2, 2]", "[0, 0, 0, 0]", "[1, 1]")));
  }

  /** No label in the features: nothing that a feature can ask for has one. */
  @Test
  void aFeatureSeesNoLabel() {
    Set<String> seen =
        Stream.of(FeatureRow.class.getDeclaredMethods())
            .filter(m -> !Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic())
            .map(m -> m.getReturnType().getSimpleName() + " " + m.getName())
            .collect(Collectors.toSet());
    assertThat(
        seen,
        is(
            Set.of(
                "FeatureRow of",
                "void ofSplit",
                "void move",
                "void leave",
                "String split",
                "String geneId",
                "GeneModel gene",
                "TranscriptModel transcript",
                "String chrom",
                "Strand strand",
                "long genePosition",
                "long absolutePosition",
                "double donorScore",
                "double acceptorScore",
                "double neitherScore",
                "int windowLength",
                "byte[] windowCodes",
                "double gcContent",
                "double complexity")));
    assertThat(
        Stream.of(FeatureRow.class.getDeclaredFields())
            .filter(f -> !Modifier.isPrivate(f.getModifiers()) && !f.isSynthetic())
            .toList(),
        is(List.of()));
  }
}
