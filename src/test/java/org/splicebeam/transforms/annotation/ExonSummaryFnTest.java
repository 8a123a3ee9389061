package org.splicebeam.transforms.annotation;

import static org.apache.beam.sdk.testing.CombineFnTester.testCombineFn;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.AnnotationLines;
import org.splicebeam.schemas.genome.ExonSummary;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.TranscriptLines;
import org.splicebeam.schemas.genome.TranscriptModel.Tag;

class ExonSummaryFnTest {

  private static AnnotationLines lines(String name, String type, long count, long first) {
    return new AnnotationLines(name, type, count, 100 * first, first, "line " + first);
  }

  private static TranscriptLines exons(Span... exons) {
    return new TranscriptLines(null, List.of(exons), Tag.NONE, lines(null, null, 1, 1));
  }

  /** The tester shuffles its input. */
  private static List<TranscriptLines> inAnyOrder(TranscriptLines... blocks) {
    return new ArrayList<>(List.of(blocks));
  }

  private static ExonSummary summary(TranscriptLines... blocks) {
    ExonSummaryFn fn = new ExonSummaryFn();
    TranscriptDraft draft = fn.createAccumulator();
    for (TranscriptLines block : blocks) {
      draft = fn.addInput(draft, block);
    }
    return fn.extractOutput(draft);
  }

  @Test
  void orderAndCutOfBlocksDoNotShow() {
    List<TranscriptLines> blocks =
        inAnyOrder(
            new TranscriptLines(
                null,
                List.of(new Span(100, 109), new Span(300, 302)),
                Tag.NONE,
                lines("B", null, 2, 9)),
            new TranscriptLines(
                new Span(90, 250), List.of(), Tag.ENSEMBL_CANONICAL, lines(null, "z", 1, 4)),
            new TranscriptLines(
                new Span(100, 290),
                List.of(new Span(100, 109), new Span(200, 219)),
                Tag.MANE_SELECT,
                lines("A", "y", 3, 12)),
            new TranscriptLines(
                null, List.of(new Span(200, 219)), Tag.NONE, lines(null, null, 1, 20)));
    testCombineFn(
        new ExonSummaryFn(),
        blocks,
        new ExonSummary(
            new Span(90, 290),
            new Span(90, 302),
            Tag.MANE_SELECT,
            3,
            33,
            10,
            List.of(new Span(110, 199), new Span(220, 299)),
            lines("A", "y", 7, 4)));
  }

  @Test
  void aTranscriptWithoutLineIsTheHullOfItsExons() {
    ExonSummary summary = summary(exons(new Span(50, 60)), exons(new Span(10, 20)));
    assertThat(summary.span(), equalTo(new Span(10, 60)));
    assertThat(summary.hull(), equalTo(new Span(10, 60)));
  }

  @Test
  void aTranscriptWithoutExonsHasNoExonFigures() {
    TranscriptLines line =
        new TranscriptLines(new Span(5, 9), List.of(), Tag.NONE, lines("N", "t", 1, 1));
    assertThat(
        summary(line),
        equalTo(
            new ExonSummary(
                new Span(5, 9),
                new Span(5, 9),
                Tag.NONE,
                0,
                0,
                0,
                List.of(),
                lines("N", "t", 1, 1))));
  }

  @Test
  void theMedianIsExact() {
    assertThat(summary(exons(new Span(1, 7))).medianExonLength(), equalTo(7.0));
    assertThat(summary(exons(new Span(1, 7), new Span(100, 101))).medianExonLength(), equalTo(4.5));
    assertThat(
        summary(exons(new Span(1, 7), new Span(100, 101), new Span(200, 208))).medianExonLength(),
        equalTo(7.0));
  }

  @Test
  void exonsThatTouchOverlapOrNestLeaveNoIntron() {
    assertThat(summary(exons(new Span(1, 9), new Span(10, 20))).introns(), equalTo(List.of()));
    assertThat(
        summary(exons(new Span(1, 9), new Span(11, 20))).introns(),
        equalTo(List.of(new Span(10, 10))));
    assertThat(
        summary(exons(new Span(1, 100), new Span(20, 30), new Span(40, 120), new Span(130, 131)))
            .introns(),
        equalTo(List.of(new Span(121, 129))));
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
      ExonSummary summary = summary(exons(exons.toArray(Span[]::new)));

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
      assertThat(summary.introns(), equalTo(introns));
      assertThat(summary.medianExonLength(), equalTo(median));
      assertThat(summary.numExons(), equalTo(lengths.size()));
      assertThat(
          summary.totalExonLength(), equalTo(lengths.stream().mapToLong(Long::longValue).sum()));
    }
  }

  @Test
  void theAccumulatorComesBackFromItsCoder() throws Exception {
    TranscriptDraft.Coder coder = new TranscriptDraft.Coder();
    TranscriptDraft draft = new TranscriptDraft();
    draft.add(exons(new Span(50, 60), new Span(10, 20)));
    assertThat(CoderUtils.clone(coder, draft).summary(), equalTo(draft.summary()));
    TranscriptDraft empty = CoderUtils.clone(coder, new TranscriptDraft());
    empty.add(draft);
    assertThat(empty.summary(), equalTo(draft.summary()));
  }
}
