package org.splicebeam.schemas.genome;

/** A transcript that is written down: bases 1 to 100, without tag and exons unless said. */
public final class HandMadeTranscript {
  private final String id;
  private Span span = new Span(1, 100);
  private TranscriptModel.Tag tag = TranscriptModel.Tag.NONE;
  private int exons;
  private long totalLength;
  private double medianLength;
  private long intronLength = -1;

  private HandMadeTranscript(String id) {
    this.id = id;
  }

  public static HandMadeTranscript transcript(String id) {
    return new HandMadeTranscript(id);
  }

  public HandMadeTranscript at(long start, long end) {
    span = new Span(start, end);
    return this;
  }

  public HandMadeTranscript tagged(TranscriptModel.Tag other) {
    tag = other;
    return this;
  }

  public HandMadeTranscript exons(int count, long lengthOfAll, double medianLengthOfOne) {
    exons = count;
    totalLength = lengthOfAll;
    medianLength = medianLengthOfOne;
    return this;
  }

  /** Bases that no exon covers; unless said, exons share none and lie in the span. */
  public HandMadeTranscript introns(long lengthOfAll) {
    intronLength = lengthOfAll;
    return this;
  }

  public TranscriptModel build() {
    long uncovered = exons == 0 ? 0 : span.length() - totalLength;
    return new TranscriptModel(
        id,
        span,
        tag,
        exons,
        totalLength,
        medianLength,
        intronLength < 0 ? uncovered : intronLength);
  }
}
