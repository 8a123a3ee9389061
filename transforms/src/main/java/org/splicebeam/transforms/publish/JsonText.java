package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/**
 * JSON as it stands in the files of a data set: indented by two spaces, lines ending with LF on
 * every platform, so that equal data sets have equal files.
 */
public final class JsonText {
  /** Doubles as the shortest text that is them, also where Java itself writes longer ones. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build());

  private static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

  private JsonText() {}

  /** The tree as a text that ends with LF. */
  public static String of(JsonNode tree) {
    try {
      return JSON.writer(PRINTER).writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree can be written", e);
    }
  }

  /** An Avro schema, whose own printer ends lines as the platform does. */
  public static String of(Schema schema) {
    try {
      return of(JSON.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a schema is JSON", e);
    }
  }
}
