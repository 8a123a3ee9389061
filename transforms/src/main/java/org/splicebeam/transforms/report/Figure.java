package org.splicebeam.transforms.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A number of a page.
 *
 * @param value as a program reads it; empty where there is none
 * @param shown as people read it: thin spaces divide thousands, whatever the locale
 * @param from where it comes from: places in files, with {@code +}, {@code -} or {@code /} between,
 *     taken from left to right
 */
record Figure(String value, String shown, String from) implements Piece {
  /** A thin space that breaks no line. */
  static final char THIN = '\u202f';

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final int STEP = 1024;
  private static final int DIGITS = 3;
  private static final double SMALLEST = 0.001;
  private static final double LARGEST = 1e6;

  /** A number of a file as it is: a whole one in full, others with three digits. */
  static Figure of(Told told) {
    if (!told.isThere()) {
      return new Figure("", "–", told.place());
    }
    return told.node().isIntegralNumber()
        ? new Figure(told.node().asText(), grouped(told.node().asText()), told.place())
        : new Figure(Double.toString(told.number()), decimal(told.number()), told.place());
  }

  /** A sum of whole numbers. */
  static Figure sum(List<Told> terms) {
    long sum = terms.stream().mapToLong(term -> term.node().asLong()).sum();
    return count(sum, terms.stream().map(Told::place).collect(Collectors.joining(" + ")));
  }

  /** A whole number. */
  static Figure count(long value, String from) {
    return new Figure(Long.toString(value), grouped(Long.toString(value)), from);
  }

  /** How many items a list has. */
  static Figure size(Told list) {
    return count(list.items().size(), "size(%s)".formatted(list.place()));
  }

  /** A part of a whole in per cent; of nothing there is no part. */
  static Figure share(Figure part, Figure whole) {
    String from =
        part.from.contains(" ") || whole.from.contains(" ")
            ? "(%s) / (%s)".formatted(part.from, whole.from)
            : part.from + " / " + whole.from;
    double of = whole.number();
    if (of == 0) {
      return new Figure("", "–", from);
    }
    return new Figure(Double.toString(part.number() / of), percent(part.number(), of), from);
  }

  /** A size in bytes. */
  static Figure bytes(Told told) {
    return bytes(List.of(told));
  }

  /** A size in bytes, of files together. */
  static Figure bytes(List<Told> files) {
    Figure sum = sum(files);
    return new Figure(sum.value, size(sum.number()), sum.from);
  }

  double number() {
    return value.isEmpty() ? 0 : Double.parseDouble(value);
  }

  /** Per cent with one decimal; what is neither nothing nor all never looks like it. */
  static String percent(double part, double whole) {
    double percent = 100 * part / whole;
    if (part > 0 && percent < 0.05) {
      return "<" + THIN + "0.1" + THIN + "%";
    }
    if (part < whole && percent > 99.95) {
      return ">" + THIN + "99.9" + THIN + "%";
    }
    String text = BigDecimal.valueOf(percent).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + THIN + "%";
  }

  private static String size(double bytes) {
    double rest = bytes;
    int unit = 0;
    while (rest >= STEP && unit < UNITS.size() - 1) {
      rest /= STEP;
      unit++;
    }
    return decimal(rest) + THIN + UNITS.get(unit);
  }

  /** Three digits that count. */
  static String decimal(double value) {
    double size = Math.abs(value);
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    if (size != 0 && size < SMALLEST || size >= LARGEST) {
      String digits = rounded.unscaledValue().abs().toString();
      int exponent = digits.length() - 1 - rounded.scale();
      digits = digits.replaceAll("0+$", "");
      String mantissa =
          digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
      return (value < 0 ? "−" : "") + mantissa + "e" + exponent;
    }
    String plain = rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    return grouped(plain);
  }

  /** Digits in threes, from the decimal point on to the left. */
  static String grouped(String number) {
    String sign = number.startsWith("-") ? "−" : "";
    String digits = number.startsWith("-") ? number.substring(1) : number;
    int point = digits.indexOf('.');
    StringBuilder text = new StringBuilder(digits);
    for (int at = (point < 0 ? digits.length() : point) - 3; at > 0; at -= 3) {
      text.insert(at, THIN);
    }
    return sign + text;
  }
}
