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

  /**
   * Some bases of a gene with this interval, as an interval of the chromosome.
   *
   * @param from the first of them, 0-based from the gene's 5' end
   * @param to behind the last of them
   */
  public Span part(long from, long to, Strand strand) {
    long first = absolutePosition(from, strand);
    long last = absolutePosition(to - 1, strand);
    return new Span(Math.min(first, last), Math.max(first, last));
  }
}
