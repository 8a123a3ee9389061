package org.splicebeam.schemas.paralogs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.CoderLaws;

class GeneSketchTest {
  private static GeneSketch sketch(String geneId, int... words) {
    return new GeneSketch(geneId, words);
  }

  @Test
  void itsCoderHoldsTheLaws() throws Exception {
    CoderLaws.hold(
        GeneSketch.class,
        List.of(sketch("A"), sketch("B"), sketch("A", 0), sketch("A", 0, (1 << 30) - 1)));
  }

  @Test
  void aUnionHasEachWordOnce() {
    assertThat(
        GeneSketch.union("A", List.of(sketch("A", 2, 7), sketch("A"), sketch("A", 1, 2))),
        is(sketch("A", 1, 2, 7)));
    assertThat(GeneSketch.of(sketch("A", 3).packed()), is(sketch("A", 3)));
  }
}
