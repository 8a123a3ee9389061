package org.splicebeam.transforms.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a JSON value must be: its kind, its range, and the keys of an object. */
interface Shape {
  /** More rows, genes or lines than there are anywhere; sums of them fit into a long. */
  long MOST = 1_000_000_000_000L;

  /** Faults of which more say no more; where every entry of a long list has some. */
  int ENOUGH = 1_000;

  /**
   * Tells what is wrong.
   *
   * @param path of the value in its file
   * @param sentences gets one for each fault
   */
  void check(String path, JsonNode value, List<String> sentences);

  /** A value without parts. */
  record Plain(String what, Predicate<JsonNode> fits) implements Shape {
    @Override
    public void check(String path, JsonNode value, List<String> sentences) {
      if (!fits.test(value)) {
        sentences.add("%s is %s, not %s".formatted(path, shown(value), what));
      }
    }
  }

  /** A list of values of one shape. */
  record Elements(Shape each, long least, long most) implements Shape {
    @Override
    public void check(String path, JsonNode value, List<String> sentences) {
      if (!value.isArray()) {
        sentences.add("%s is %s, not a list".formatted(path, shown(value)));
        return;
      }
      if (value.size() < least || value.size() > most) {
        sentences.add("%s has %s entries".formatted(path, value.size()));
      }
      for (int i = 0; i < value.size() && sentences.size() < ENOUGH; i++) {
        each.check(path + "[" + i + "]", value.get(i), sentences);
      }
    }
  }

  /** An object whose keys are known; some may be missing. */
  final class Fields implements Shape {
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Set<String> optional = new TreeSet<>();

    Fields with(String name, Shape shape) {
      shapes.put(name, shape);
      return this;
    }

    Fields maybe(String name, Shape shape) {
      optional.add(name);
      return with(name, shape);
    }

    @Override
    public void check(String path, JsonNode value, List<String> sentences) {
      if (!value.isObject()) {
        sentences.add("%s is %s, not an object".formatted(path, shown(value)));
        return;
      }
      String above = path.isEmpty() ? "" : path + ".";
      shapes.forEach(
          (name, shape) -> {
            if (value.has(name)) {
              shape.check(above + name, value.get(name), sentences);
            } else if (!optional.contains(name)) {
              sentences.add(above + name + " is missing");
            }
          });
      List<String> unknown = new ArrayList<>();
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!shapes.containsKey(name)) {
                  unknown.add(name);
                }
              });
      unknown.forEach(
          name ->
              sentences.add(
                  "%s%s is no key that this splicebeam knows: a newer one wrote it, or it was added by hand"
                      .formatted(above, name)));
    }
  }

  static Shape text() {
    return new Plain("a text", JsonNode::isTextual);
  }

  static Shape oneOf(Set<String> texts) {
    return new Plain(
        "one of " + String.join(", ", new TreeSet<>(texts)),
        value -> value.isTextual() && texts.contains(value.asText()));
  }

  /** So many digits, as the builder writes hashes. */
  static Shape hex(int digits) {
    return new Plain(
        digits + " hexadecimal digits",
        value -> value.isTextual() && value.asText().matches("[0-9a-f]{" + digits + "}"));
  }

  static Shape flag() {
    return new Plain("true or false", JsonNode::isBoolean);
  }

  static Shape count() {
    return integer(0, MOST);
  }

  static Shape integer(long least, long most) {
    return new Plain(
        "a whole number from %s to %s".formatted(least, most),
        value ->
            value.isIntegralNumber()
                && value.canConvertToLong()
                && value.asLong() >= least
                && value.asLong() <= most);
  }

  /** A number with a fraction, as the builder writes all numbers that may have one. */
  static Shape decimal(double least, double most) {
    return new Plain(
        most == Double.MAX_VALUE
            ? "a decimal number from %s on".formatted(least)
            : "a decimal number from %s to %s".formatted(least, most),
        value -> value.isDouble() && value.asDouble() >= least && value.asDouble() <= most);
  }

  /** A word in the place of a number. */
  static Shape wordOr(String word, Shape number) {
    return new Plain(
        "%s or %s".formatted(word, ((Plain) number).what()),
        value -> value.isTextual() ? value.asText().equals(word) : isA(number, value));
  }

  static Shape list(Shape each) {
    return new Elements(each, 0, Long.MAX_VALUE);
  }

  /** A list that is not empty. */
  static Shape some(Shape each) {
    return new Elements(each, 1, Long.MAX_VALUE);
  }

  static Shape list(Shape each, long size) {
    return new Elements(each, size, size);
  }

  /** Texts in ascending order, none of them twice. */
  static Shape sortedTexts() {
    return new Plain(
        "a list of texts in order",
        value -> {
          String last = null;
          for (JsonNode text : value) {
            if (!text.isTextual() || (last != null && last.compareTo(text.asText()) >= 0)) {
              return false;
            }
            last = text.asText();
          }
          return value.isArray();
        });
  }

  static Fields object() {
    return new Fields();
  }

  /** Counts by name, of which any may be missing. */
  static <E extends Enum<E>> Fields counts(Class<E> names) {
    Fields counts = object();
    for (E name : names.getEnumConstants()) {
      counts.maybe(name.name(), count());
    }
    return counts;
  }

  private static boolean isA(Shape shape, JsonNode value) {
    List<String> sentences = new ArrayList<>();
    shape.check("", value, sentences);
    return sentences.isEmpty();
  }

  private static String shown(JsonNode value) {
    if (value.isContainerNode()) {
      return value.isArray() ? "a list" : "an object";
    }
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }
}
