package org.splicebeam.schemas.genome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "ENSG00000183597.16, ENSG00000183597",
    "ENSG00000183597.16_3, ENSG00000183597",
    "ENSG00000182378.15_PAR_Y, ENSG00000182378_PAR_Y",
    "ENSG00000182378.15_4_PAR_Y, ENSG00000182378_PAR_Y",
    "ENSG00000182378_PAR_Y, ENSG00000182378_PAR_Y",
    "NM_001005239.2, NM_001005239",
    "ENSG00000183597, ENSG00000183597",
    "AC145613.1.2, AC145613.1",
    "RP11-34.a, RP11-34.a",
    "ID.1_, ID.1_",
    "ID.1_2_3, ID.1_2_3",
    "ID.1_x, ID.1_x",
    "ID._2, ID._2",
    "ID., ID.",
    "ID._PAR_Y, ID._PAR_Y",
    ".5, .5",
    "A..5, A.",
    "'', ''"
  })
  void onlyAWholeVersionAtTheEndIsDropped(String id, String bare) {
    assertThat(IdVersions.strip(id), equalTo(bare));
  }
}
