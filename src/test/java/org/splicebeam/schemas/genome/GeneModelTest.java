package org.splicebeam.schemas.genome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class GeneModelTest {
  private static GeneModel ofType(String type) {
    return HandMadeGene.gene("G").ofType(type).at("1", Strand.FORWARD, 1, 9).build();
  }

  @Test
  void aGeneOfNoKnownTypeIsUnknown() {
    assertThat(GeneModel.typeOrUnknown(ofType("lncRNA")), is("lncRNA"));
    assertThat(GeneModel.typeOrUnknown(ofType(null)), is("unknown"));
    assertThat(GeneModel.typeOrUnknown(null), is("unknown"));
  }
}
