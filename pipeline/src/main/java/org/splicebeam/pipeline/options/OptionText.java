package org.splicebeam.pipeline.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What is typed for an option, as a value. Each throws a {@link BadOptionException} that names the
 * option, the text and what it can be.
 */
public final class OptionText {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private OptionText() {}

  /**
   * An option that has to have a value.
   *
   * @param meaning completes "it names"
   */
  public record Needed(String name, String value, String meaning) {}

  /** Makes sure that options have values; those that have none are told together. */
  public static void require(List<Needed> options) {
    List<Needed> missing =
        options.stream().filter(o -> o.value == null || o.value.isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new BadOptionException(
          "%s %s %s"
              .formatted(
                  listed(missing.stream().map(Needed::name).toList()),
                  missing.size() == 1 ? "is missing: it names" : "are missing: they name",
                  listed(missing.stream().map(Needed::meaning).toList())));
    }
  }

  private static String listed(List<String> items) {
    int last = items.size() - 1;
    return last == 0
        ? items.get(0)
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }

  /** The text, or the standard one where none is given. */
  static String given(String text, String standard) {
    return text == null ? standard : text;
  }

  /**
   * Refuses an option that is given though it belongs to the other way to get rows.
   *
   * @param value null where it is not given
   * @param of the option that it belongs to
   * @param rowsFrom the option that is given
   */
  static void refuse(String name, String value, String of, String rowsFrom) {
    if (value != null) {
      throw new BadOptionException(
          "%s is an option of %s, and rows come from %s: leave it out"
              .formatted(name, of, rowsFrom));
    }
  }

  /**
   * A text that is told as it is, without blanks at its ends; a longer one could not be read back.
   *
   * @param most characters
   */
  static String told(String name, String text, int most) {
    String told = text.strip();
    if (told.length() > most) {
      throw new BadOptionException(
          "%s has %s characters, and %s are the most: shorten it"
              .formatted(name, told.length(), most));
    }
    return told;
  }

  /** Items between commas; empty for no text. */
  static List<String> list(String name, String text) {
    if (text == null) {
      return List.of();
    }
    List<String> items = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (items.contains("")) {
      throw new BadOptionException(
          "%s is '%s'; it is a list with commas and without empty items".formatted(name, text));
    }
    return items;
  }

  /** A whole number in a range. */
  public static long integer(String name, String text, long least, long most) {
    if (INTEGER.matcher(text).matches()) {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw new BadOptionException(
        "%s is '%s'; it is a whole number from %s to %s".formatted(name, text, least, most));
  }

  /** A finite number from 0 to {@code most}. */
  static double decimal(String name, String text, double most) {
    if (isDecimal(text, most)) {
      return Double.parseDouble(text);
    }
    throw new BadOptionException(
        most == 1
            ? "%s is '%s'; it is a number from 0 to 1".formatted(name, text)
            : "%s is '%s'; it is a number that is finite and not negative".formatted(name, text));
  }

  /** A finite number from 0 on, or infinity for {@code all}. */
  static double decimalOrAll(String name, String text) {
    if (text.equals("all")) {
      return Double.POSITIVE_INFINITY;
    }
    if (isDecimal(text, Double.MAX_VALUE)) {
      return Double.parseDouble(text);
    }
    throw new BadOptionException(
        "%s is '%s'; it is all, or a number that is finite and not negative".formatted(name, text));
  }

  private static boolean isDecimal(String text, double most) {
    if (!DECIMAL.matcher(text).matches()) {
      return false;
    }
    double value = Double.parseDouble(text);
    return value >= 0 && value <= most;
  }

  /** One of the constants of a type, in small letters. */
  public static <E extends Enum<E>> E choice(String name, String text, Class<E> values) {
    List<String> names = new ArrayList<>();
    for (E value : values.getEnumConstants()) {
      String lower = value.name().toLowerCase(Locale.ROOT);
      if (lower.equals(text)) {
        return value;
      }
      names.add(lower);
    }
    throw new BadOptionException(
        "%s is '%s'; it can be %s".formatted(name, text, String.join(", ", names)));
  }
}
