package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Small charts of upright bars side by side, of one kind and one scale of places.
 *
 * @param panels the charts
 */
record Panels(List<Panel> panels) implements Block {
  static final int BAR_HEIGHT = 96;
  private static final double GAP = 0.12;

  /**
   * One chart.
   *
   * @param title what it shows
   * @param description how it is read
   * @param top what its highest bar stands for
   * @param bars from left to right
   * @param ticks below the bars
   */
  record Panel(
      String title, String description, List<Piece> top, List<Bar> bars, List<Tick> ticks) {}

  /** An upright bar: places along the width in per cent, heights in pixels. */
  record Bar(
      String from,
      String width,
      String top,
      String height,
      String colour,
      Figure figure,
      String hint) {}

  /** A label below the bars; anchor is start, middle or end. */
  record Tick(String at, String anchor, String text) {}

  /** A bar before it has a place. */
  record Value(Figure figure, String colour, String hint) {}

  /** Bars of equal width, the highest of which fills the height. */
  static List<Bar> bars(List<Value> values, double highest) {
    List<Bar> bars = new ArrayList<>();
    double step = 100.0 / values.size();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      double share = highest == 0 ? 0 : value.figure().number() / highest;
      double height = share > 0 ? Math.max(1, BAR_HEIGHT * share) : 0;
      bars.add(
          new Bar(
              Scale.plain(step * (i + GAP / 2)) + "%",
              Scale.plain(step * (1 - GAP)) + "%",
              Scale.plain(BAR_HEIGHT - height),
              Scale.plain(height),
              value.colour(),
              value.figure(),
              value.hint()));
    }
    return bars;
  }
}
