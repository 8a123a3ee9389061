package org.splicebeam.transforms.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of bars, each of one or more segments, with the label and the figure above the bar. Places
 * along the bar are shares of the chart's width, so that the chart fits any page and its letters
 * keep their size.
 *
 * @param title what it shows
 * @param description how it is read
 * @param legend of the segments' colours; empty where there is but one
 * @param rows from top to bottom
 * @param mark a place where a line goes down through all bars; empty for none
 */
record Bars(String title, String description, List<Key> legend, List<Row> rows, String mark)
    implements Block {
  private static final int ROW_HEIGHT = 40;
  private static final int NOTE_HEIGHT = 16;

  /** A colour and what it means. */
  record Key(String colour, String text) {}

  /**
   * One bar.
   *
   * @param label what it is of
   * @param note what else there is to say of it; may be empty
   * @param figure what it shows
   * @param segments of it
   */
  record Row(String label, String note, Figure figure, List<Segment> segments) {
    Row(String label, Figure figure, List<Segment> segments) {
      this(label, "", figure, segments);
    }
  }

  /**
   * A piece of a bar.
   *
   * @param colour the name of its colour
   * @param from where it begins, with a per cent sign
   * @param length with a per cent sign
   * @param hint what it is, with its figure
   */
  record Segment(String colour, String from, String length, String hint) {}

  Bars(String title, String description, List<Key> legend, List<Row> rows) {
    this(title, description, legend, rows, "");
  }

  /** Where a bar begins below the top of its row, in pixels. */
  int barTop() {
    return rows.stream().allMatch(row -> row.note.isEmpty()) ? 22 : 22 + NOTE_HEIGHT;
  }

  /** Of a row, in pixels. */
  int rowHeight() {
    return barTop() - 22 + ROW_HEIGHT;
  }

  int height() {
    return rowHeight() * rows.size();
  }

  /** Segments side by side, whose sum fills the width where it is the whole. */
  static List<Segment> stacked(List<Key> keys, List<Figure> figures, double whole) {
    List<Segment> segments = new ArrayList<>();
    double before = 0;
    for (int i = 0; i < keys.size(); i++) {
      Figure figure = figures.get(i);
      if (figure.number() > 0) {
        segments.add(
            new Segment(
                keys.get(i).colour(),
                Scale.percent(before, whole),
                Scale.percent(figure.number(), whole),
                keys.get(i).text() + ": " + figure.shown()));
        before += figure.number();
      }
    }
    return segments;
  }
}
