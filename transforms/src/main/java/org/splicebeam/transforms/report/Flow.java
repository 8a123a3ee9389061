package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One amount and what became of it: a bar at the left, and from it a ribbon to each outcome at the
 * right. Heights are true to scale on both sides.
 *
 * @param title what it shows
 * @param description how it is read
 * @param outcomes from top to bottom
 * @param height of the chart in pixels
 */
record Flow(String title, String description, List<Outcome> outcomes, int height) implements Block {
  private static final int BAR = 220;
  private static final int SLOT = 44;

  /**
   * One outcome in its place.
   *
   * @param part what it is
   * @param share of the whole
   * @param top of its bar in pixels
   * @param thickness of its bar in pixels
   * @param ribbon the path from the left bar, in a box of 100 by the chart's height
   */
  record Outcome(Part part, Figure share, String top, String thickness, String ribbon) {}

  /**
   * One outcome.
   *
   * @param label what it is
   * @param meaning of it, in a few words
   * @param figure how many
   * @param colour the name of its colour
   */
  record Part(String label, String meaning, Figure figure, String colour) {}

  /** The chart of parts of a whole. */
  static Flow of(String title, String description, Figure whole, List<Part> parts) {
    List<Outcome> outcomes = new ArrayList<>();
    double left = 0;
    double right = 0;
    for (Part part : parts) {
      double thickness = whole.number() == 0 ? 0 : BAR * part.figure().number() / whole.number();
      double drawn = part.figure().number() > 0 ? Math.max(1, thickness) : 0;
      outcomes.add(
          new Outcome(
              part,
              Figure.share(part.figure(), whole),
              Scale.plain(right),
              Scale.plain(drawn),
              ribbon(left, right, thickness, drawn)));
      left += thickness;
      right += Math.max(SLOT, thickness + SLOT / 4.0);
    }
    return new Flow(title, description, outcomes, (int) Math.ceil(Math.max(BAR, right)));
  }

  /** A band whose edges are curves, level at both ends. */
  private static String ribbon(double left, double right, double thickness, double drawn) {
    return "M0 %s C50 %s 50 %s 100 %s V%s C50 %s 50 %s 0 %s Z"
        .formatted(
            Scale.plain(left),
            Scale.plain(left),
            Scale.plain(right),
            Scale.plain(right),
            Scale.plain(right + drawn),
            Scale.plain(right + drawn),
            Scale.plain(left + thickness),
            Scale.plain(left + thickness));
  }

  /** The height of the bar at the left. */
  int bar() {
    return BAR;
  }
}
