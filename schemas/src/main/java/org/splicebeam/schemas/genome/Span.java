package org.splicebeam.schemas.genome;

/**
 * An interval of a chromosome, 1-based, both ends inside, as in a GTF.
 *
 * @param start first base
 * @param end last base, not before start
 */
public record Span(long start, long end) {
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("no interval: " + start + ".." + end);
    }
  }

  /** In bases. */
  public long length() {
    return end - start + 1;
  }

  /** The smallest interval that holds both. */
  public Span hull(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /**
   * The genomic base (1-based) of a 0-based offset from the 5' end of a gene with this interval, in
   * transcription direction.
   */
  public long absolutePosition(long genePosition, Strand strand) {
    return strand == Strand.REVERSE ? end - genePosition : start + genePosition;
  }
}
