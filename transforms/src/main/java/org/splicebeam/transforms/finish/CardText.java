package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.splicebeam.transforms.publish.VisibleText;

/** Texts of users in a card: nothing in them works as YAML, Markdown or HTML. */
final class CardText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OF_MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]<>&|~$#!]");
  private static final String FENCE = "```";

  private CardText() {}

  /** A text of Markdown, in one line. */
  static String words(String text) {
    return OF_MARKDOWN.matcher(VisibleText.of(text)).replaceAll("\\\\$0");
  }

  /** A piece of code in a line of Markdown, also in a cell of a table. */
  static String code(String text) {
    return "`" + VisibleText.of(text).replace('`', '\'').replace('|', '/') + "`";
  }

  /**
   * Lines of code, between fences that are longer than any in them.
   *
   * @param language as Markdown calls it
   */
  static String lines(String language, String text) {
    String fence = FENCE;
    while (text.contains(fence)) {
      fence += "`";
    }
    String lines = VisibleText.ofLines(text.replace("\r\n", "\n").replace('\r', '\n'));
    return "%s%s\n%s\n%s\n".formatted(fence, language, lines, fence);
  }

  /** A scalar of YAML, in double quotes and one line. */
  static String scalar(String text) {
    try {
      return JSON.writeValueAsString(VisibleText.of(text))
          .replace("\ufffe", "\\ufffe")
          .replace("\uffff", "\\uffff");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a text can be written", e);
    }
  }
}
