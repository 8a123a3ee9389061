package org.splicebeam.schemas.genome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeneModelTest {
  private static GeneModel ofType(String type) {
    return new GeneModel(
        "G", null, type, "1", Strand.FORWARD, new Span(1, 9), 0, 0, 0, 0, List.of());
  }

  @Test
  void aGeneOfNoKnownTypeIsUnknown() {
    assertThat(GeneModel.typeOrUnknown(ofType("lncRNA")), is("lncRNA"));
    assertThat(GeneModel.typeOrUnknown(ofType(null)), is("unknown"));
    assertThat(GeneModel.typeOrUnknown(null), is("unknown"));
  }
}
