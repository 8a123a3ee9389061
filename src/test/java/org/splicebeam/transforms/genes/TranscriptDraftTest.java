package org.splicebeam.transforms.genes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.HandMadeTranscript;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;

class TranscriptDraftTest {

  private static TranscriptLines exons(Span... exons) {
    return new TranscriptLines("T", null, List.of(exons), Tag.NONE);
  }

  private static TranscriptDraft.Summary summary(List<TranscriptLines> blocks) {
    TranscriptDraft draft = new TranscriptDraft("T");
    blocks.forEach(draft::add);
    return draft.summary();
  }

  private static TranscriptDraft.Summary summary(TranscriptLines... blocks) {
    return summary(List.of(blocks));
  }

  private static List<Span> introns(TranscriptDraft.Summary summary) {
    List<Span> introns = new ArrayList<>();
    summary.forEachIntron(introns::add);
    return introns;
  }

  @Test
  void orderAndCutOfBlocksDoNotShow() {
    List<TranscriptLines> blocks =
        new ArrayList<>(
            List.of(
                exons(new Span(100, 109), new Span(300, 302)),
                new TranscriptLines("T", new Span(90, 250), List.of(), Tag.ENSEMBL_CANONICAL),
                new TranscriptLines(
                    "T",
                    new Span(100, 290),
                    List.of(new Span(100, 109), new Span(200, 219)),
                    Tag.MANE_SELECT),
                exons(new Span(200, 219))));
    for (int seed = 0; seed < 24; seed++) {
      Collections.shuffle(blocks, new Random(seed));
      TranscriptDraft.Summary summary = summary(blocks);
      assertThat(
          summary,
          equalTo(
              new TranscriptDraft.Summary(
                  HandMadeTranscript.transcript("T")
                      .at(90, 290)
                      .tagged(Tag.MANE_SELECT)
                      .exons(3, 33, 10)
                      .introns(171)
                      .build(),
                  new Span(90, 302),
                  List.of(new Span(100, 109), new Span(200, 219), new Span(300, 302)))));
      assertThat(introns(summary), equalTo(List.of(new Span(110, 199), new Span(220, 299))));
    }
  }

  @Test
  void aTranscriptWithoutLineIsTheHullOfItsExons() {
    TranscriptDraft.Summary summary = summary(exons(new Span(50, 60)), exons(new Span(10, 20)));
    assertThat(summary.model().span(), equalTo(new Span(10, 60)));
    assertThat(summary.hull(), equalTo(new Span(10, 60)));
  }

  @Test
  void aTranscriptWithoutExonsHasNoExonFigures() {
    TranscriptDraft.Summary summary =
        summary(new TranscriptLines("T", new Span(5, 9), List.of(), Tag.NONE));
    assertThat(
        summary,
        equalTo(
            new TranscriptDraft.Summary(
                HandMadeTranscript.transcript("T").at(5, 9).build(), new Span(5, 9), List.of())));
    assertThat(introns(summary), equalTo(List.of()));
  }

  @Test
  void theMedianIsExact() {
    assertThat(summary(exons(new Span(1, 7))).model().medianExonLength(), equalTo(7.0));
    assertThat(
        summary(exons(new Span(1, 7), new Span(100, 101))).model().medianExonLength(),
        equalTo(4.5));
    assertThat(
        summary(exons(new Span(1, 7), new Span(100, 101), new Span(200, 208)))
            .model()
            .medianExonLength(),
        equalTo(7.0));
  }

  @Test
  void exonsThatTouchOverlapOrNestLeaveNoIntron() {
    assertThat(introns(summary(exons(new Span(1, 9), new Span(10, 20)))), equalTo(List.of()));
    assertThat(
        introns(summary(exons(new Span(1, 9), new Span(11, 20)))),
        equalTo(List.of(new Span(10, 10))));
    assertThat(
        introns(
            summary(
                exons(new Span(1, 100), new Span(20, 30), new Span(40, 120), new Span(130, 131)))),
        equalTo(List.of(new Span(121, 129))));
  }

  /** Exons may share bases, leave the ends of the transcript line bare, and stand beyond them. */
  @Test
  void theIntronLengthIsWhatNoExonCoversOfTheSpan() {
    assertThat(uncovered(1, 100, new Span(11, 20), new Span(15, 40)), equalTo(70L));
    assertThat(uncovered(1, 100, new Span(11, 20), new Span(11, 20)), equalTo(90L));
    assertThat(uncovered(50, 60, new Span(1, 52), new Span(58, 90)), equalTo(5L));
    assertThat(uncovered(50, 60, new Span(1, 9), new Span(70, 90)), equalTo(11L));
    assertThat(uncovered(50, 60, new Span(1, 90), new Span(55, 56)), equalTo(0L));
    assertThat(uncovered(50, 60), equalTo(0L));
  }

  private static long uncovered(long start, long end, Span... exons) {
    return summary(new TranscriptLines("T", new Span(start, end), List.of(exons), Tag.NONE))
        .model()
        .totalIntronLength();
  }

  /** An intron is a run of uncovered bases between covered ones; a median sits in a sorted list. */
  @Test
  void figuresAreThoseOfANaiveCountOverBases() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<Span> exons = new ArrayList<>();
      for (int i = 1 + random.nextInt(8); i > 0; i--) {
        int start = 1 + random.nextInt(60);
        exons.add(new Span(start, start + random.nextInt(12)));
      }
      TranscriptDraft.Summary summary = summary(exons(exons.toArray(Span[]::new)));

      boolean[] covered = new boolean[100];
      exons.forEach(e -> Arrays.fill(covered, (int) e.start(), (int) e.end() + 1, true));
      List<Span> introns = new ArrayList<>();
      int lastCovered = -1;
      for (int base = 0; base < covered.length; base++) {
        if (covered[base]) {
          if (lastCovered >= 0 && lastCovered < base - 1) {
            introns.add(new Span(lastCovered + 1, base - 1));
          }
          lastCovered = base;
        }
      }
      List<Long> lengths = new ArrayList<>();
      exons.stream().distinct().forEach(e -> lengths.add(e.end() - e.start() + 1));
      Collections.sort(lengths);
      double median =
          lengths.size() % 2 == 1
              ? lengths.get(lengths.size() / 2)
              : 0.5 * lengths.get(lengths.size() / 2 - 1) + 0.5 * lengths.get(lengths.size() / 2);
      assertThat(introns(summary), equalTo(introns));
      assertThat(summary.model().medianExonLength(), equalTo(median));
      assertThat(
          summary.model().totalIntronLength(),
          equalTo(introns.stream().mapToLong(Span::length).sum()));
      assertThat(summary.model().numExons(), equalTo(lengths.size()));
      assertThat(
          summary.model().totalExonLength(),
          equalTo(lengths.stream().mapToLong(Long::longValue).sum()));
    }
  }
}
