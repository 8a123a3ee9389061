package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.parts.PartLayout;

class LayoutJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static PartLayout read(String json) throws Exception {
    return LayoutJson.read(JSON.readTree(json));
  }

  @Test
  void withoutSplitsItIsANumber() throws Exception {
    assertThat(LayoutJson.of(PartLayout.undivided(3)).toString(), is("3"));
    assertThat(LayoutJson.of(PartLayout.NONE).toString(), is("0"));
    assertThat(read("3"), is(PartLayout.undivided(3)));
  }

  @Test
  void withSplitsEachHasItsNumber() throws Exception {
    String splits = "{\"train\":2,\"validation\":1,\"test\":1}";
    String both = "{\"undivided\":5,\"train\":2,\"validation\":1,\"test\":1}";
    assertThat(LayoutJson.of(PartLayout.ofSplits(2, 1, 1)).toString(), is(splits));
    assertThat(LayoutJson.of(new PartLayout(5, 2, 1, 1)).toString(), is(both));
    assertThat(read(splits), is(PartLayout.ofSplits(2, 1, 1)));
    assertThat(read(both), is(new PartLayout(5, 2, 1, 1)));
  }

  @Test
  void whatIsNoCountIsNone() throws Exception {
    for (String other : List.of("-1", "null", "\"x\"", "[]", "{}", "{\"train\":-3}", "true")) {
      assertThat(other, read(other), is(PartLayout.NONE));
    }
    assertThat(read("2000000000"), is(PartLayout.undivided(1_000_000)));
  }
}
