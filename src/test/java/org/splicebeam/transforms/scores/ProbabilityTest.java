package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class ProbabilityTest {
  @Test
  void takesWhatIsJustOutsideAsTheBounds() {
    float[] scores = {0, 1, 0.5f, Float.NaN, -1e-7f, 1.0000001f, -9.9e-7f, 1.0000009f, -0f};
    assertThat(Probability.clip(scores, 0, scores.length), is(-1));
    assertArrayEquals(new float[] {0, 1, 0.5f, Float.NaN, 0, 1, 0, 1, -0f}, scores);
  }

  @Test
  void comparesAsDoubles() {
    float[] scores = {-1e-6f, Math.nextDown(-1e-6f)};
    // the float nearest to 1e-6 is a little less
    assertThat((double) 1e-6f < 1e-6, is(true));
    assertThat(Probability.clip(scores, 0, 1), is(-1));
    assertThat(Probability.clip(scores, 1, 2), is(1));
  }

  @Test
  void findsTheFirstThatIsNone() {
    assertThat(Probability.clip(new float[] {0.5f, -1e-7f, -2.5f, 7}, 0, 4), is(2));
    assertThat(Probability.clip(new float[] {0.5f, -1e-7f, -2.5f, 7}, 3, 4), is(3));
    for (float bad :
        new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.0001f, -0.1f}) {
      assertThat(Probability.clip(new float[] {0, bad}, 0, 2), is(1));
    }
  }
}
