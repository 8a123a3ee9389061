package org.splicebeam.schemas.sampling;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Strand;

class NegativeRankTest {
  private static final String BEYOND_BMP = "\uD83E\uDDEC";

  @Test
  void hashThenChromosomeThenStrandThenPosition() {
    List<NegativeRank> sorted =
        List.of(
            new NegativeRank(0, "X", Strand.REVERSE, 9),
            new NegativeRank(1, "1", Strand.FORWARD, 9),
            new NegativeRank(1, "1", Strand.REVERSE, 3),
            new NegativeRank(1, "1", Strand.REVERSE, 4),
            new NegativeRank(1, "10", Strand.FORWARD, 0),
            new NegativeRank(1, "2", Strand.FORWARD, 0),
            new NegativeRank(1, "\uFF21", Strand.FORWARD, 0),
            new NegativeRank(1, BEYOND_BMP, Strand.FORWARD, 0),
            NegativeRank.upTo(1),
            new NegativeRank(Long.MAX_VALUE, "1", Strand.FORWARD, 0),
            new NegativeRank(Long.MIN_VALUE, "1", Strand.FORWARD, 0),
            new NegativeRank(-1, "1", Strand.FORWARD, 0),
            NegativeRank.upTo(-1));
    for (int seed = 0; seed < 20; seed++) {
      List<NegativeRank> shuffled = new ArrayList<>(sorted);
      Collections.shuffle(shuffled, new Random(seed));
      Collections.sort(shuffled);
      assertThat(shuffled, equalTo(sorted));
    }
  }

  @Test
  void aLimitAdmitsEveryRowWithItsHashAndNoneAbove() {
    NegativeRank limit = NegativeRank.upTo(7);
    assertThat(
        new NegativeRank(7, BEYOND_BMP, Strand.REVERSE, Long.MAX_VALUE - 1).compareTo(limit),
        lessThan(0));
    assertThat(new NegativeRank(8, "", Strand.FORWARD, 0).compareTo(limit), greaterThan(0));
    assertThat(new NegativeRank(-1, "", Strand.FORWARD, 0).compareTo(limit), greaterThan(0));
  }
}
