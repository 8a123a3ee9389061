package org.splicebeam.schemas.sampling;

import org.splicebeam.schemas.genome.Strand;

/**
 * The tally of a gene that is written down: on chromosome 1, forward, selected, without rows unless
 * said, and annotated where a start is given.
 */
public final class HandMadeTally {
  private final String id;
  private String chrom = "1";
  private Strand strand = Strand.FORWARD;
  private boolean annotated;
  private long start = -1;
  private long rows;
  private long unique;
  private long duplicatesOfOtherType;
  private long sampledOut;
  private final long[] labels = new long[4];
  private long[] chunkStarts = {};
  private long[] chunkRows = {};

  private HandMadeTally(String id) {
    this.id = id;
  }

  public static HandMadeTally tally(String geneId) {
    return new HandMadeTally(geneId);
  }

  public HandMadeTally on(String onChrom, Strand onStrand) {
    chrom = onChrom;
    strand = onStrand;
    return this;
  }

  /** The gene's first base in the annotation. */
  public HandMadeTally from(long first) {
    annotated = true;
    start = first;
    return this;
  }

  /** Whether the annotation has the gene is said, whatever its start is. */
  public HandMadeTally annotated(boolean whether, long first) {
    annotated = whether;
    start = first;
    return this;
  }

  public HandMadeTally rows(long read, long ofDifferentKeys, long leftOut) {
    rows = read;
    unique = ofDifferentKeys;
    sampledOut = leftOut;
    return this;
  }

  /** Rows dropped for another of their key with another label. */
  public HandMadeTally ofOtherType(long rowsOfThem) {
    duplicatesOfOtherType = rowsOfThem;
    return this;
  }

  /** Rows that stay. */
  public HandMadeTally labels(long tp, long fp, long fn, long tn) {
    labels[0] = tp;
    labels[1] = fp;
    labels[2] = fn;
    labels[3] = tn;
    return this;
  }

  /** All rows are kept, as true positives. */
  public HandMadeTally kept(long all) {
    return rows(all, all, 0).labels(all, 0, 0, 0);
  }

  /** One chunk. */
  public HandMadeTally chunk(long rowsOfIt) {
    return chunks(new long[0], new long[] {rowsOfIt});
  }

  /** First positions of all chunks but the first, and the rows of each. */
  public HandMadeTally chunks(long[] starts, long[] rowsOfEach) {
    chunkStarts = starts;
    chunkRows = rowsOfEach;
    return this;
  }

  public GeneTally build() {
    return new GeneTally(
        id,
        chrom,
        strand,
        annotated,
        start,
        true,
        rows,
        unique,
        duplicatesOfOtherType,
        sampledOut,
        labels[0],
        labels[1],
        labels[2],
        labels[3],
        chunkStarts,
        chunkRows);
  }
}
