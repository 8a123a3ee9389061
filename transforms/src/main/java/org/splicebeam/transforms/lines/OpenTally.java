package org.splicebeam.transforms.lines;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.reject.Reject;

/** Counts what becomes of the lines of a file or range, from its first line to its last. */
public final class OpenTally {
  private final Reject.Input input;
  private final LineFile file;
  private final Map<Reject.Reason, Long> unused = new EnumMap<>(Reject.Reason.class);

  private long blank;
  private long otherFeatures;
  private long used;
  private long exons;
  private long unreadable;

  /** Null before the first. */
  private Reject firstUnused;

  /** Null before the first. */
  private Reject firstUnreadable;

  /**
   * @param file whose current line is meant where a line is counted
   */
  public OpenTally(Reject.Input input, LineFile file) {
    this.input = input;
    this.file = file;
  }

  public void blank() {
    blank++;
  }

  public void otherFeature() {
    otherFeatures++;
  }

  public void used() {
    used++;
  }

  /** The line, which is used, is one of an exon. */
  public void exon() {
    exons++;
  }

  /**
   * The line is used but for some of its values, which are no UTF-8.
   *
   * @param names of the values
   */
  public void unreadable(List<String> names) {
    if (firstUnreadable == null && !names.isEmpty()) {
      firstUnreadable =
          file.reject(
              input,
              Reject.Reason.BAD_VALUE,
              String.join(", ", names) + (names.size() == 1 ? " is" : " are") + " no UTF-8");
    }
    unreadable += names.size();
  }

  /** The line is not used; returns it with its place. */
  public Reject unused(Reject.Reason reason, String detail) {
    Reject reject = file.reject(input, reason, detail);
    unused.merge(reason, 1L, Long::sum);
    firstUnused = firstUnused == null ? reject : firstUnused;
    return reject;
  }

  /** All lines so far. */
  public AnnotationTally tally() {
    long lines = blank + otherFeatures + used;
    for (long some : unused.values()) {
      lines += some;
    }
    return new AnnotationTally(
        input,
        lines,
        blank,
        otherFeatures,
        used,
        exons,
        unused,
        unreadable,
        firstUnused,
        firstUnreadable);
  }
}
