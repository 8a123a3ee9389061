package org.splicebeam.transforms.description;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One JSON object and nothing else: UTF-8 without byte order mark, no key twice, nothing behind it.
 *
 * <p>Memory: about 100 bytes a token and the text, for which there are bounds.
 */
public final class StrictJson {
  /** A data set of a million listed genes has a tenth of it. */
  public static final int MOST_BYTES = 1 << 26;

  private static final int MOST_TOKENS = 2_000_000;

  /** All k-mers of one to eight letters, and 100 000 genes, in three splits have 8 million. */
  private static final int MOST_IN_PIECES = 10_000_000;

  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 32;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final ObjectMapper WHOLE =
      JsonMapper.builder(factory(MOST_TOKENS))
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectMapper PIECES = new ObjectMapper(factory(MOST_IN_PIECES));

  /** Where Jackson's messages speak of Jackson. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?s)\\R.*| \\(start marker.*| at \\[Source.*|, from `[^`]*`| \\(bound as.*");

  private StrictJson() {}

  private static JsonFactory factory(long mostTokens) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxTokenCount(mostTokens)
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(LONGEST_TEXT)
                .build())
        .build();
  }

  /** A text that is no such object; the message says why, as a part of a sentence. */
  public static final class NoJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private NoJsonException(String why) {
      super(why);
    }
  }

  /** Reads a file's content. */
  public static JsonNode parse(byte[] content) throws NoJsonException {
    String text = textOf(content);
    try {
      JsonNode json = WHOLE.readTree(text);
      if (!json.isObject()) {
        throw new NoJsonException("it is no JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw noJson(e);
    }
  }

  /**
   * Reads an object with a list that may be too long to be held; the file may be longer than {@link
   * #MOST_BYTES}.
   *
   * @param list the key of the list
   * @param keeps is shown each item of it in order, and says whether it stays there
   */
  public static JsonNode parse(byte[] content, String list, Predicate<JsonNode> keeps)
      throws NoJsonException {
    ObjectNode json = PIECES.createObjectNode();
    try (JsonParser parser = PIECES.createParser(textOf(content))) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new NoJsonException("it is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (parser.nextToken() != JsonToken.START_ARRAY || !key.equals(list)) {
          json.set(key, parser.readValueAsTree());
          continue;
        }
        ArrayNode kept = json.putArray(key);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          JsonNode item = parser.readValueAsTree();
          if (keeps.test(item)) {
            kept.add(item);
          }
        }
      }
      if (parser.nextToken() != null) {
        throw new NoJsonException("there is something behind its end");
      }
      return json;
    } catch (JsonProcessingException e) {
      throw noJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
  }

  private static String textOf(byte[] content) throws NoJsonException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new NoJsonException("it has bytes that are no UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      throw new NoJsonException("it begins with a byte order mark");
    }
    return text;
  }

  private static NoJsonException noJson(JsonProcessingException e) {
    String why = LIBRARY.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("").strip();
    return new NoJsonException(
        e.getLocation() == null
            ? why
            : "line %s: %s".formatted(Math.max(1, e.getLocation().getLineNr()), why));
  }
}
