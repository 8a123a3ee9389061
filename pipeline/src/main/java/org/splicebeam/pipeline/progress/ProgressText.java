package org.splicebeam.pipeline.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How far a command is, in words. A terminal gets what fits into its width, the most important
 * first; a log gets all, in exact numbers.
 */
final class ProgressText {
  private static final long THOUSAND = 1_000;
  private static final long MILLION = 1_000_000;
  private static final long LONG_NUMBER = 10_000;
  private static final long MB = 1 << 20;
  private static final long LONG_SECONDS = 100;
  private static final long MINUTE = 60;
  private static final long LONG_MINUTES = 100;

  private final Pace pace;
  private final Figures figures;
  private final long memoryBytes;

  /** A piece of a line; of two that do not both fit the one of lower rank stays. */
  private record Piece(int rank, String text) {}

  /**
   * @param memoryBytes that the process takes; 0 where that is not the matter
   */
  ProgressText(Pace pace, long memoryBytes) {
    this.pace = pace;
    figures = pace.figures();
    this.memoryBytes = memoryBytes;
  }

  /** In a line of at most so many characters. */
  String within(int characters) {
    List<Piece> pieces = pieces(true);
    while (pieces.size() > 1 && join(pieces, "  ").length() > characters) {
      pieces.remove(pieces.stream().max(Comparator.comparing(Piece::rank)).orElseThrow());
    }
    String line = join(pieces, "  ");
    return line.substring(0, Math.min(line.length(), Math.max(0, characters)));
  }

  /** All of it. */
  String whole() {
    return join(pieces(false), ", ");
  }

  private static String join(List<Piece> pieces, String between) {
    return String.join(between, pieces.stream().map(Piece::text).toList());
  }

  private List<Piece> pieces(boolean isShort) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece(0, figures.phase()));
    if (pace.percent() != Pace.UNKNOWN) {
      pieces.add(new Piece(1, pace.percent() + " %"));
    }
    Figures.Amount shown = figures.shown();
    if (!shown.noun().isEmpty()) {
      String of = shown.hasTotal() ? " of " + number(shown.total(), isShort) : "";
      pieces.add(new Piece(4, number(shown.done(), isShort) + of + " " + shown.noun()));
      if (pace.perSecond() != Pace.UNKNOWN) {
        pieces.add(new Piece(5, number(pace.perSecond(), isShort) + " " + shown.noun() + "/s"));
      }
    }
    if (figures.plannedParts() > 0) {
      pieces.add(new Piece(3, figures.parts() + " of " + figures.plannedParts() + " parts"));
    }
    if (pace.secondsLeft() != Pace.UNKNOWN) {
      pieces.add(new Piece(2, duration(pace.secondsLeft()) + " left of it"));
    }
    if (memoryBytes > 0) {
      pieces.add(new Piece(6, memoryBytes / MB + " MB"));
    }
    return pieces;
  }

  /** In the fields of an object; what is not known has none. */
  void writeTo(ObjectNode json) {
    json.put("phase", figures.phase());
    if (figures.work().hasTotal()) {
      json.put("share", (double) figures.work().done() / figures.work().total());
    }
    Figures.Amount shown = figures.shown();
    if (!shown.noun().isEmpty()) {
      json.put(shown.noun(), shown.done());
      if (shown.hasTotal()) {
        json.put(shown.noun() + "Planned", shown.total());
      }
      put(json, shown.noun() + "PerSecond", pace.perSecond());
    }
    if (figures.plannedParts() > 0) {
      json.put("parts", figures.parts());
      json.put("partsPlanned", figures.plannedParts());
    }
    put(json, "secondsLeft", pace.secondsLeft());
    if (memoryBytes > 0) {
      json.put("memoryBytes", memoryBytes);
    }
  }

  private static void put(ObjectNode json, String name, long value) {
    if (value != Pace.UNKNOWN) {
      json.put(name, value);
    }
  }

  private static String number(long value, boolean isShort) {
    if (!isShort || value < LONG_NUMBER) {
      return Long.toString(value);
    }
    return value < MILLION
        ? value / THOUSAND + "k"
        : String.format(Locale.ROOT, "%.1fM", (double) value / MILLION);
  }

  /** Seconds as people say them. */
  static String duration(long seconds) {
    if (seconds < LONG_SECONDS) {
      return seconds + " s";
    }
    long minutes = (seconds + MINUTE / 2) / MINUTE;
    return minutes < LONG_MINUTES
        ? minutes + " min"
        : "%s h %s min".formatted(minutes / MINUTE, minutes % MINUTE);
  }
}
