package org.splicebeam.transforms.genes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.genome.Span;

class GeneIntervalsTest {

  @Test
  void oneSharedBaseIsAnOverlapAndTouchingIsNone() {
    List<Span> genes =
        List.of(new Span(1, 10), new Span(10, 20), new Span(21, 30), new Span(40, 40));
    GeneIntervals intervals = new GeneIntervals(genes);
    assertThat(genes.stream().map(intervals::numOverlaps).toList(), equalTo(List.of(1, 1, 0, 0)));
  }

  @Test
  void countsAreThoseOfAllPairs() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<Span> genes = new ArrayList<>();
      for (int i = random.nextInt(30); i >= 0; i--) {
        int start = random.nextInt(50);
        genes.add(new Span(start, start + random.nextInt(20)));
      }
      GeneIntervals intervals = new GeneIntervals(genes);
      for (int i = 0; i < genes.size(); i++) {
        int expected = 0;
        for (int j = 0; j < genes.size(); j++) {
          Span a = genes.get(i);
          Span b = genes.get(j);
          expected += i != j && a.start() <= b.end() && b.start() <= a.end() ? 1 : 0;
        }
        assertThat(intervals.numOverlaps(genes.get(i)), equalTo(expected));
      }
    }
  }
}
