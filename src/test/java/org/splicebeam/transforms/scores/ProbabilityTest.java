package org.splicebeam.transforms.scores;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
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
  void namesTheFirstThatIsNone() throws IOException {
    float[] scores = {0.5f, -1e-7f, -2.5f, 7};
    Probability.requireAll(scores, 2, "x.bw", "chr1", 100);
    IOException e =
        assertThrows(
            IOException.class, () -> Probability.requireAll(scores, 4, "x.bw", "chr1", 100));
    assertThat(
        e.getMessage(),
        is(
            "x.bw: chr1, base 103 has -2.5, which is no probability; scores are from 0 to 1, so"
                + " give those that the model says, neither log odds nor logits"));
    for (float bad :
        new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1.0001f, -0.1f}) {
      assertThat(Probability.clip(new float[] {0, bad}, 0, 2), is(1));
    }
  }
}
