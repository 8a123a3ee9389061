package org.splicebeam.schemas.genome;

import static org.apache.beam.sdk.testing.CoderProperties.coderDecodeEncodeEqual;
import static org.apache.beam.sdk.testing.CoderProperties.coderDeterministic;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;
import org.splicebeam.schemas.reject.HandMadeReject;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.reject.Reject.Input;
import org.splicebeam.schemas.reject.Reject.Reason;

class GenomeCodersTest {
  private static final Reject EARLIER =
      HandMadeReject.of(Input.ANNOTATION, "a.gtf").at(3, 2).because(Reason.OTHER_PLACE).build();
  private static final Reject LATER =
      HandMadeReject.of(Input.ANNOTATION, "a.gtf").at(30, 9).because(Reason.MISSING_ID).build();

  private static final AnnotationLines LINES =
      new AnnotationLines("Ångström", null, 3, 5_000_000_000L, 7, "chr1\tx");
  private static final AnnotationLines NAMELESS = new AnnotationLines(null, "lncRNA", 1, 0, 1, "");
  private static final GenePlace PLACE = new GenePlace("chr1", Strand.REVERSE);
  private static final Span SPAN = new Span(0, 250_000_000);

  private static <T> void roundTrip(Class<T> type, List<T> values) throws Exception {
    Coder<T> coder = CoderRegistry.createDefault().getCoder(type);
    coder.verifyDeterministic();
    for (T value : values) {
      coderDecodeEncodeEqual(coder, value);
      coderDeterministic(coder, value, value);
    }
  }

  @Test
  void elementsComeBackFromTheirCoders() throws Exception {
    TranscriptLines exons = new TranscriptLines("T", null, List.of(SPAN, new Span(3, 3)), Tag.NONE);
    TranscriptLines line = new TranscriptLines("", SPAN, List.of(), Tag.MANE_SELECT);
    roundTrip(GenePlace.class, List.of(PLACE, new GenePlace("", Strand.UNKNOWN)));
    roundTrip(AnnotationLines.class, List.of(LINES, NAMELESS));
    roundTrip(TranscriptLines.class, List.of(exons, line));
    roundTrip(
        GeneLines.class,
        List.of(
            new GeneLines(PLACE, SPAN, LINES, null, List.of()),
            new GeneLines(PLACE, null, null, NAMELESS, List.of(exons, line)),
            new GeneLines(PLACE, SPAN, NAMELESS, LINES, List.of(exons))));
    roundTrip(
        SpliceSites.class,
        List.of(
            SpliceSites.NONE,
            HandMadeSites.sites(new long[] {1, 1L << 40}, new long[] {2}),
            new SpliceSites(
                new long[] {1, 2, 3, 4},
                new long[] {2},
                new SiteTranscripts(new String[] {"B", null, "A", "B"}, new int[] {1, 2, 1, 9}),
                HandMadeSites.transcripts("B 2000000000"))));
    roundTrip(
        AnnotationTally.class,
        List.of(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 10)
                .blank(1)
                .otherFeatures(2)
                .used(3)
                .exons(5)
                .unused(1, LATER)
                .unused(3, EARLIER)
                .unreadable(6, LATER)
                .build(),
            AnnotationTally.none(Input.SPLICE_SITES),
            AnnotationTally.usedToUnused(EARLIER, 5)));
  }

  @Test
  void aTallyAccountsForItsLines() {
    AnnotationTally read =
        HandMadeAnnotationTally.lines(Input.ANNOTATION, 10)
            .blank(1)
            .otherFeatures(2)
            .used(6)
            .exons(5)
            .unused(LATER)
            .unreadable(7, LATER)
            .build();
    assertThat(
        read.plus(AnnotationTally.usedToUnused(EARLIER, 4)),
        equalTo(
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 10)
                .blank(1)
                .otherFeatures(2)
                .used(2)
                .exons(5)
                .unused(LATER)
                .unused(4, EARLIER)
                .unreadable(7, LATER)
                .build()));
    assertThat(
        AnnotationTally.usedToUnused(EARLIER, 4).plus(read),
        equalTo(read.plus(AnnotationTally.usedToUnused(EARLIER, 4))));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            HandMadeAnnotationTally.lines(Input.ANNOTATION, 10)
                .blank(1)
                .otherFeatures(2)
                .used(6)
                .unused(2, LATER)
                .build());
    assertThrows(
        IllegalArgumentException.class, () -> read.plus(AnnotationTally.none(Input.SPLICE_SITES)));
  }

  @Test
  void placesSortByKaryotypeThenNameThenStrand() {
    List<GenePlace> sorted =
        Stream.of("Y+", "chrX-", "X+", "chrX+", "10+", "chr2-", "2+", "MT+", "GL000-", "X.")
            .map(
                text ->
                    new GenePlace(
                        text.substring(0, text.length() - 1),
                        Strand.ofGtf(text.substring(text.length() - 1))))
            .sorted()
            .toList();
    assertThat(
        sorted.stream().map(GenePlace::toString).toList(),
        contains(
            "2 +", "chr2 -", "10 +", "X +", "X .", "chrX +", "chrX -", "Y +", "MT +", "GL000 -"));
  }

  @Test
  void mergedLinesHaveTheSmallestNameAndTheFirstPlace() {
    AnnotationLines a = new AnnotationLines("B", null, 2, 100, 5, "a");
    AnnotationLines b = new AnnotationLines("A", "x", 3, 50, 3, "b");
    AnnotationLines both = new AnnotationLines("A", "x", 5, 50, 3, "b");
    assertThat(a.merge(b), equalTo(both));
    assertThat(b.merge(a), equalTo(both));
  }

  @Test
  void aLineMoreIsAsALineMerged() {
    AnnotationLines some = new AnnotationLines("B", null, 2, 100, 5, "a");
    for (String name : Arrays.asList("A", "B", "C", null)) {
      assertThat(
          some.plusLines(1, name, "x"),
          equalTo(some.merge(new AnnotationLines(name, "x", 1, 200, 6, "b"))));
    }
  }

  /** Lines of two ranges: the numbers count from the start of each. */
  @Test
  void theFirstOfMergedLinesIsTheFirstInTheFile() {
    AnnotationLines late = new AnnotationLines(null, null, 1, 1_000_000, 3, "late");
    AnnotationLines early = new AnnotationLines(null, null, 1, 500, 20, "early");
    AnnotationLines both = new AnnotationLines(null, null, 2, 500, 20, "early");
    assertThat(late.merge(early), equalTo(both));
    assertThat(early.merge(late), equalTo(both));
  }

  @Test
  void aPositionOfBothTypesIsOnePosition() {
    SpliceSites sites = HandMadeSites.sites(new long[] {3, 7, 9}, new long[] {1, 7, 9, 12});
    assertThat(sites.numPositions(), equalTo(5));
    assertThat(SpliceSites.NONE.numPositions(), equalTo(0));
  }
}
