package org.splicebeam.transforms.commit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.Test;

class BuildIdentityTest {
  private static BuildIdentity of(String options) {
    return BuildIdentity.of(options, 1, "schema", List.of(), List.of());
  }

  @Test
  void whatDiffersIsToldByTheOptionsNames() {
    BuildIdentity one = of("{\"genes\":[\"A\"],\"seed\":1,\"window\":75}");
    BuildIdentity other = of("{\"genes\":[\"B\"],\"seed\":1,\"window\":80}");
    assertThat(one.differingOptions(other), is(List.of("--genesFile", "--window")));
    assertThat(one.differingOptions(of("{\"seed\":1}")), is(List.of("--genesFile", "--window")));
    assertThat(one.differingOptions(one), is(List.of()));
  }
}
