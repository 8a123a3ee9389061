package org.splicebeam.pipeline.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * One thing that is told, as a JSON object in one line of ASCII: when, what kind of thing, and its
 * fields. Whatever stems from users is escaped, so that it cannot steer a terminal.
 */
final class EventLine {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private EventLine() {}

  /** The line, without its end. */
  static String of(Instant time, String event, Consumer<ObjectNode> fields) {
    ObjectNode json = JSON.createObjectNode();
    json.put("time", time.truncatedTo(ChronoUnit.MILLIS).toString());
    json.put("event", event);
    fields.accept(json);
    try {
      return JSON.writeValueAsString(json).replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a tree can be written", e);
    }
  }
}
