package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  private static final String TREE = "{\"a\":[1,{\"b\":null}],\"d\":0.1,\"e\":{},\"f\":\"\u0131\"}";

  @Test
  void linesAreIndentedAndEndWithLf() throws IOException {
    assertThat(
        JsonText.of(new ObjectMapper().readTree(TREE)),
        is(
            """
            {
              "a" : [ 1, {
                "b" : null
              } ],
              "d" : 0.1,
              "e" : { },
              "f" : "\u0131"
            }
            """));
  }

  @Test
  void aLongObjectHasALineForEachItemOfItsLists() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonText.lines(out)) {
      json.writeTree(
          new ObjectMapper()
              .readTree(
                  "{\"a\":[{\"b\":{\"c\":[1,2]},\"d\":[]},{},[3,[4]]],\"e\":[],\"f\":{\"g\":{\"h\":1}},\"i\":1e-7}"));
      json.writeRaw('\n');
    }
    assertThat(
        out.toString(StandardCharsets.UTF_8),
        is(
            """
            {
              "a":[
                {"b":{"c":[1,2]},"d":[]},
                {},
                [3,[4]]
              ],
              "e":[],
              "f":{
                "g":{"h":1}
              },
              "i":1.0E-7
            }
            """));
  }

  @Test
  void aSchemaIsReadAsItWas() {
    Schema schema =
        new Schema.Parser()
            .parse(
                "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"_1mer_A\",\"type\":"
                    + "[\"null\",\"int\"],\"default\":null,\"aliases\":[\"a\"],\"role\":\"key\"}]}");
    String text = JsonText.of(schema);
    assertThat(text.lines().findFirst().orElseThrow(), is("{"));
    assertThat(new Schema.Parser().parse(text), is(schema));
  }
}
