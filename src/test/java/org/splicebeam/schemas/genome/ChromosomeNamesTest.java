package org.splicebeam.schemas.genome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChromosomeNamesTest {
  private final ChromosomeNames names =
      new ChromosomeNames(
          "hg19.fa",
          List.of("chr1", "NC_1", "chrM", "chrMT", "2", "HLA*1"),
          new ChromosomeAliases(Map.of("NC_1", "1", "NC_2", "2")));

  @Test
  void theSameNameCountsFirst() throws IOException {
    for (String name : List.of("chr1", "NC_1", "chrM", "chrMT", "2", "HLA*1")) {
      assertThat(names.of(name), is(name));
    }
  }

  @Test
  void elseTheOneOfTheSameChromosomeDoes() throws IOException {
    assertThat(names.of("chr2"), is("2"));
    assertThat(names.of("NC_2"), is("2"));
    assertThat(names.of("3"), is(nullValue()));
    assertThat(names.of("hla*1"), is(nullValue()));
  }

  @Test
  void ofTwoOthersNoneIsTaken() {
    assertThat(
        assertThrows(IOException.class, () -> names.of("MT")).getMessage(),
        is(
            "hg19.fa has two names of one chromosome, chrM and chrMT, which both match MT of the"
                + " annotation; leave one of them out of the file"));
    assertThrows(IOException.class, () -> names.of("1"));
  }
}
