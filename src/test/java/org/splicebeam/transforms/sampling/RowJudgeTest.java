package org.splicebeam.transforms.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.sampling.Draw;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.NegativeRank;
import org.splicebeam.transforms.sampling.SamplingRule.Scope;

class RowJudgeTest {
  private static RowJudge judge(Scope scope, long window, NegativeRank lastEasy, long... nonTn) {
    return new RowJudge(
        HandMadeRule.rule(scope).window(window).build(),
        HandMadeSelection.of("G").nonTn(nonTn).easyUpTo(lastEasy).share(0.25).build());
  }

  private static KeptAs negative(RowJudge judge, long position) {
    return judge.judge(position, PredType.TN, 0, "1", Strand.FORWARD);
  }

  @Test
  void errorsAndTrueSitesStay() {
    RowJudge judge = judge(Scope.GENE, 0, null);
    for (PredType predType : new PredType[] {PredType.TP, PredType.FP, PredType.FN}) {
      assertThat(judge.judge(7, predType, 0, "1", Strand.FORWARD), equalTo(KeptAs.NON_TN));
    }
  }

  @Test
  void aHardNegativeHasAtLeastTheThreshold() {
    RowJudge judge = judge(Scope.GENE, 75, null, 100);
    assertThat(judge.judge(700, PredType.TN, 0.15, "1", Strand.FORWARD), equalTo(KeptAs.HARD));
    assertThat(
        judge.judge(700, PredType.TN, Math.nextDown(0.15), "1", Strand.FORWARD), nullValue());
    assertThat(judge.judge(100, PredType.TN, 0.15, "1", Strand.FORWARD), equalTo(KeptAs.HARD));
  }

  @Test
  void theWindowIsInclusiveOnBothSides() {
    RowJudge judge = judge(Scope.GENE, 75, null, 100, 101, 400);
    assertThat(negative(judge, 24), nullValue());
    assertThat(negative(judge, 25), equalTo(KeptAs.NEAR));
    assertThat(negative(judge, 100), equalTo(KeptAs.NEAR));
    assertThat(negative(judge, 176), equalTo(KeptAs.NEAR));
    assertThat(negative(judge, 177), nullValue());
    assertThat(negative(judge, 324), nullValue());
    assertThat(negative(judge, 325), equalTo(KeptAs.NEAR));
    assertThat(negative(judge, 475), equalTo(KeptAs.NEAR));
    assertThat(negative(judge, 476), nullValue());
  }

  @Test
  void aWindowOfNoWidthHoldsThePositionItself() {
    RowJudge judge = judge(Scope.GENE, 0, null, 100);
    assertThat(negative(judge, 99), nullValue());
    assertThat(negative(judge, 100), equalTo(KeptAs.NEAR));
    assertThat(negative(judge, 101), nullValue());
  }

  @Test
  void theWidestWindowHoldsEveryPosition() {
    RowJudge judge = judge(Scope.GENE, Long.MAX_VALUE, null, 0);
    assertThat(negative(judge, Long.MAX_VALUE), equalTo(KeptAs.NEAR));
    assertThat(negative(judge(Scope.GENE, Long.MAX_VALUE, null), 0), nullValue());
  }

  @Test
  void easyNegativesStayUpToTheLastOneInclusive() {
    long hash = new KeyHash("G", 42).ofPosition(7);
    NegativeRank last = new NegativeRank(hash, "2", Strand.FORWARD, 7);
    RowJudge judge = judge(Scope.GENE, 0, last);
    assertThat(judge.judge(7, PredType.TN, 0, "1", Strand.REVERSE), equalTo(KeptAs.EASY));
    assertThat(judge.judge(7, PredType.TN, 0, "2", Strand.FORWARD), equalTo(KeptAs.EASY));
    assertThat(judge.judge(7, PredType.TN, 0, "2", Strand.REVERSE), nullValue());
    assertThat(judge.judge(7, PredType.TN, 0, "X", Strand.FORWARD), nullValue());
    assertThat(judge.probability(KeptAs.EASY, 0), equalTo(0.25));
    for (KeptAs sure : List.of(KeptAs.NON_TN, KeptAs.HARD, KeptAs.NEAR)) {
      assertThat(judge.probability(sure, 0.9), equalTo(1.0));
    }
    assertThat(negative(judge(Scope.DATASET, 0, NegativeRank.upTo(hash)), 7), equalTo(KeptAs.EASY));
    assertThat(negative(judge(Scope.DATASET, 0, NegativeRank.upTo(hash - 1)), 7), nullValue());
    assertThat(negative(judge(Scope.DATASET, 0, NegativeRank.upTo(-1)), 7), equalTo(KeptAs.EASY));
  }

  @Test
  void aStratumHasItsOwnLastOneAndProbability() {
    long hash = new KeyHash("G", 42).ofPosition(7);
    List<Draw> draws = new ArrayList<>(Collections.nCopies(14, Draw.OF_NONE));
    draws.set(1, new Draw(NegativeRank.upTo(hash), 0.5));
    draws.set(13, new Draw(NegativeRank.upTo(hash - 1), 0.125));
    SamplingRule rule = HandMadeRule.rule(Scope.GENE).negativeRatio(8).build();
    HandMadeSelection selection = HandMadeSelection.of("G").draws(draws);
    RowJudge judge = new RowJudge(rule, selection.build());
    assertThat(judge.judge(7, PredType.TN, 0.1, "1", Strand.FORWARD), equalTo(KeptAs.STRATUM));
    assertThat(judge.judge(7, PredType.TN, 0.09, "1", Strand.FORWARD), nullValue());
    assertThat(negative(judge, 7), nullValue());
    assertThat(judge.judge(7, PredType.FN, 0, "1", Strand.FORWARD), equalTo(KeptAs.NON_TN));
    assertThat(judge.probability(KeptAs.STRATUM, 0.31), equalTo(0.5));
    assertThat(judge.probability(KeptAs.STRATUM, 0), equalTo(0.125));
    assertThat(judge.probability(KeptAs.NON_TN, 0), equalTo(1.0));

    RowJudge overruling =
        new RowJudge(
            rule, selection.overruled(new NegativeRank(hash, "1", Strand.FORWARD, 7)).build());
    assertThat(overruling.judge(7, PredType.TN, 0.1, "1", Strand.FORWARD), nullValue());
    assertThat(overruling.judge(7, PredType.TN, 0.1, "1", Strand.REVERSE), equalTo(KeptAs.STRATUM));
  }

  @Test
  void withoutSamplingEveryRowStaysForOneReason() {
    RowJudge judge = judge(Scope.NONE, 75, null, 100);
    assertThat(negative(judge, 1_000), equalTo(KeptAs.ALL));
    assertThat(judge.judge(7, PredType.FP, 0.9, "1", Strand.REVERSE), equalTo(KeptAs.ALL));
  }
}
