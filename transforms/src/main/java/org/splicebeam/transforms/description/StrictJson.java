package org.splicebeam.transforms.description;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
  private static final int DEEPEST = 16;
  private static final int LONGEST_NUMBER = 32;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxTokenCount(MOST_TOKENS)
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxStringLength(LONGEST_TEXT)
                          .maxNameLength(LONGEST_TEXT)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Where Jackson's messages speak of Jackson. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?s)\\R.*| \\(start marker.*| at \\[Source.*|, from `[^`]*`| \\(bound as.*");

  private StrictJson() {}

  /** A text that is no such object; the message says why, as a part of a sentence. */
  public static final class NoJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private NoJsonException(String why) {
      super(why);
    }
  }

  /** Reads a file's content. */
  public static JsonNode parse(byte[] content) throws NoJsonException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new NoJsonException("it has bytes that are no UTF-8");
    }
    if (text.startsWith("\uFEFF")) {
      throw new NoJsonException("it begins with a byte order mark");
    }
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject()) {
        throw new NoJsonException("it is no JSON object");
      }
      return json;
    } catch (JsonProcessingException e) {
      String why = LIBRARY.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("").strip();
      throw new NoJsonException(
          e.getLocation() == null
              ? why
              : "line %s: %s".formatted(Math.max(1, e.getLocation().getLineNr()), why));
    }
  }
}
