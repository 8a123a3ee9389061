package org.splicebeam.transforms.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Lengths and places in a chart, as SVG takes them. */
final class Scale {
  private static final int DECIMALS = 3;

  private Scale() {}

  /** A part of a whole as a share of the chart's width; nothing of nothing. */
  static String percent(double part, double whole) {
    return whole == 0 ? "0%" : plain(100 * part / whole) + "%";
  }

  /** A number with three decimals at most. */
  static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
