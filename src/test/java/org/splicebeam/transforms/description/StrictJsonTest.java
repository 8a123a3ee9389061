package org.splicebeam.transforms.description;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An object whose list is read item by item; the rest of the class is tried by its users. */
class StrictJsonTest {
  private static JsonNode parse(String text) throws StrictJson.NoJsonException {
    return StrictJson.parse(
        text.getBytes(StandardCharsets.UTF_8), "list", item -> item.path("n").asInt() % 2 == 0);
  }

  private static String refusal(String text) {
    return assertThrows(StrictJson.NoJsonException.class, () -> parse(text)).getMessage();
  }

  @Test
  void eachItemIsSeenAndSomeAreKept() throws Exception {
    List<Integer> seen = new ArrayList<>();
    JsonNode found =
        StrictJson.parse(
            "{\"a\":{\"list\":[1]},\"list\":[{\"n\":1},{\"n\":2},{\"n\":4}],\"b\":null}"
                .getBytes(StandardCharsets.UTF_8),
            "list",
            item -> {
              seen.add(item.get("n").asInt());
              return item.get("n").asInt() > 1;
            });
    assertThat(seen, is(List.of(1, 2, 4)));
    assertThat(
        found,
        is(
            new ObjectMapper()
                .readTree("{\"a\":{\"list\":[1]},\"list\":[{\"n\":2},{\"n\":4}],\"b\":null}")));
    assertThat(parse("{\"list\":7}").get("list").asInt(), is(7));
  }

  @Test
  void aListMayBeLongerThanATreeCanHold() throws Exception {
    String item = "{\"n\":1,\"m\":{\"a\":0,\"b\":0,\"c\":0}},";
    String text = "{\"list\":[" + item.repeat(200_000) + "{\"n\":2}]}";
    assertThat(parse(text).toString(), is("{\"list\":[{\"n\":2}]}"));
    assertThrows(
        StrictJson.NoJsonException.class,
        () -> StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThat(refusal("[1]"), is("it is no JSON object"));
    assertThat(refusal(""), is("it is no JSON object"));
    assertThat(refusal("{\"list\":[]} 1"), is("there is something behind its end"));
    assertThat(
        refusal("{\"list\":[{\"n\":2}"),
        is("line 1: Unexpected end-of-input: expected close marker for Array"));
    assertThat(refusal("{\"a\":1,\n\"list\":[],\"a\":2}"), is("line 2: Duplicate field 'a'"));
    assertThat(refusal("{\"list\":[{\"n\":2,\"n\":2}]}"), is("line 1: Duplicate field 'n'"));
  }
}
