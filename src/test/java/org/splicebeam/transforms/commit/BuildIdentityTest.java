package org.splicebeam.transforms.commit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildIdentityTest {
  private static BuildIdentity of(String options) throws IOException {
    return BuildIdentity.of((ObjectNode) new ObjectMapper().readTree(options), 1, "schema");
  }

  @Test
  void whatDiffersIsToldByTheOptionsNames() throws IOException {
    BuildIdentity one = of("{\"genes\":[\"A\"],\"seed\":1,\"window\":75}");
    BuildIdentity other = of("{\"genes\":[\"B\"],\"seed\":1,\"window\":80}");
    assertThat(one.differingOptions(other), is(List.of("--genesFile", "--window")));
    assertThat(one.differingOptions(of("{\"seed\":1}")), is(List.of("--genesFile", "--window")));
    assertThat(one.differingOptions(one), is(List.of()));
  }
}
