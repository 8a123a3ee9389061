package org.splicebeam.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
