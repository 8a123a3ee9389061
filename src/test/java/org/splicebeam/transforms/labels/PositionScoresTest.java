package org.splicebeam.transforms.labels;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PositionScoresTest {
  @Test
  void whatIsMissingIsZero() {
    float[] scores = {Float.NaN, .25f, -0.0f, 1, Float.NaN};
    PositionScores.fillMissing(scores, 4);
    assertThat(Arrays.toString(scores), is("[0.0, 0.25, 0.0, 1.0, NaN]"));
  }

  @Test
  void aTypeHasValuesOrNone() {
    float[] scores = {Float.NaN, Float.NaN, 0};
    assertThat(PositionScores.haveAny(scores, 3), is(true));
    assertThat(PositionScores.haveAny(scores, 2), is(false));
  }

  private static String shifted(int length, int offset) {
    float[] scores = {1, 2, 3, 4, 9};
    PositionScores.shift(scores, length, offset);
    return Arrays.toString(scores);
  }

  @Test
  void anOffsetMovesTheGenesScoresAlone() {
    assertThat(shifted(4, 0), is("[1.0, 2.0, 3.0, 4.0, 9.0]"));
    assertThat(shifted(4, 1), is("[0.0, 1.0, 2.0, 3.0, 9.0]"));
    assertThat(shifted(4, -1), is("[2.0, 3.0, 4.0, 0.0, 9.0]"));
    assertThat(shifted(4, 3), is("[0.0, 0.0, 0.0, 1.0, 9.0]"));
    assertThat(shifted(2, 5), is("[0.0, 0.0, 3.0, 4.0, 9.0]"));
    assertThat(shifted(2, -5), is("[0.0, 0.0, 3.0, 4.0, 9.0]"));
  }

  @Test
  void outsideOfTheGeneScoresAreZero() {
    float[] scores = {.1f, .2f, .3f};
    assertThat(PositionScores.at(scores, 2, -1), is(0f));
    assertThat(PositionScores.at(scores, 2, 0), is(.1f));
    assertThat(PositionScores.at(scores, 2, 2), is(0f));
  }

  @Test
  void neitherIsWhatIsLeft() {
    assertThat(PositionScores.neither(.25, .5), is(.25));
    assertThat(PositionScores.neither(.9, .9), is(0.0));
  }
}
