package org.splicebeam.transforms.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
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
              JsonFactory.builder()
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                  .build())
          .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

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

  /**
   * Writes an object piece by piece, for one that is too long for a tree: a line for each key of
   * it, and one for each item of what these hold. To close it leaves the stream open.
   */
  public static JsonGenerator lines(OutputStream out) throws IOException {
    return JSON.createGenerator(out).setPrettyPrinter(new Lines());
  }

  /** What is deeper than the items of the object's lists stands in their lines. */
  private static final class Lines extends MinimalPrettyPrinter {
    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 2;
    private int depth;

    private void begin(JsonGenerator out, char bracket) throws IOException {
      out.writeRaw(bracket);
      depth++;
    }

    private void end(JsonGenerator out, int entries, char bracket) throws IOException {
      if (entries > 0) {
        line(out, depth - 1);
      }
      depth--;
      out.writeRaw(bracket);
    }

    private void line(JsonGenerator out, int indent) throws IOException {
      if (depth <= DEEPEST) {
        out.writeRaw('\n');
        out.writeRaw("  ".repeat(indent));
      }
    }

    private void next(JsonGenerator out) throws IOException {
      out.writeRaw(',');
      line(out, depth);
    }

    @Override
    public void writeStartObject(JsonGenerator out) throws IOException {
      begin(out, '{');
    }

    @Override
    public void beforeObjectEntries(JsonGenerator out) throws IOException {
      line(out, depth);
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
      next(out);
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
      end(out, entries, '}');
    }

    @Override
    public void writeStartArray(JsonGenerator out) throws IOException {
      begin(out, '[');
    }

    @Override
    public void beforeArrayValues(JsonGenerator out) throws IOException {
      line(out, depth);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
      next(out);
    }

    @Override
    public void writeEndArray(JsonGenerator out, int values) throws IOException {
      end(out, values, ']');
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
