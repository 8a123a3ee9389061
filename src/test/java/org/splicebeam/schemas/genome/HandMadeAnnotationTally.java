package org.splicebeam.schemas.genome;

import org.splicebeam.schemas.reject.Reject;

/** The lines of an annotation or of splice sites, written down: none of a kind unless said. */
public final class HandMadeAnnotationTally {
  private final Reject.Input input;
  private final long lines;
  private long blank;
  private long otherFeatures;
  private long used;
  private long rejected;

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

  public HandMadeAnnotationTally rejected(long some) {
    rejected = some;
    return this;
  }

  public AnnotationTally build() {
    return new AnnotationTally(input, lines, blank, otherFeatures, used, rejected);
  }
}
