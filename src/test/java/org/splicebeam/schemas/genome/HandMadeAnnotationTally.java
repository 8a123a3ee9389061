package org.splicebeam.schemas.genome;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.reject.Reject;

/** The lines of an annotation or of splice sites, written down: none of a kind unless said. */
public final class HandMadeAnnotationTally {
  private final Reject.Input input;
  private final long lines;
  private final Map<Reject.Reason, Long> unused = new EnumMap<>(Reject.Reason.class);
  private long blank;
  private long otherFeatures;
  private long used;
  private long exons;
  private long unreadable;
  private Reject firstUnused;
  private Reject firstUnreadable;

  private HandMadeAnnotationTally(Reject.Input input, long lines) {
    this.input = input;
    this.lines = lines;
  }

  public static HandMadeAnnotationTally lines(Reject.Input input, long all) {
    return new HandMadeAnnotationTally(input, all);
  }

  public HandMadeAnnotationTally blank(long some) {
    blank = some;
    return this;
  }

  public HandMadeAnnotationTally otherFeatures(long some) {
    otherFeatures = some;
    return this;
  }

  public HandMadeAnnotationTally used(long some) {
    used = some;
    return this;
  }

  public HandMadeAnnotationTally exons(long some) {
    exons = some;
    return this;
  }

  /** Some lines; of those told before and these the first in the file counts. */
  public HandMadeAnnotationTally unused(long some, Reject first) {
    unused.merge(first.reason(), some, Long::sum);
    if (firstUnused == null || first.byteOffset() < firstUnused.byteOffset()) {
      firstUnused = first;
    }
    return this;
  }

  /** One line each. */
  public HandMadeAnnotationTally unused(Collection<Reject> each) {
    each.forEach(line -> unused(1, line));
    return this;
  }

  /** One line each. */
  public HandMadeAnnotationTally unused(Reject... each) {
    return unused(List.of(each));
  }

  public HandMadeAnnotationTally unreadable(long some, Reject first) {
    unreadable = some;
    firstUnreadable = first;
    return this;
  }

  public AnnotationTally build() {
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
