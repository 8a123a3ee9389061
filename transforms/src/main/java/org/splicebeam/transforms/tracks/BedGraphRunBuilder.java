package org.splicebeam.transforms.tracks;

import java.util.Arrays;

/** Cuts the intervals of one chromosome of a bedGraph, one after another, into blocks. */
final class BedGraphRunBuilder {
  private final String chromosome;
  private final long firstByte;
  private final long blockBytes;
  private long lastStart;
  private int blocks;
  private long[] starts = new long[16];
  private long[] ends = new long[16];
  private long[] from = new long[16];
  private long[] to = new long[16];

  /**
   * @param firstByte of the chromosome's first line
   * @param blockBytes after so many a new block begins
   */
  BedGraphRunBuilder(String chromosome, long firstByte, long blockBytes) {
    this.chromosome = chromosome;
    this.firstByte = firstByte;
    this.blockBytes = blockBytes;
  }

  String chromosome() {
    return chromosome;
  }

  /** Takes the file's current interval, which has bases. */
  void add(BedGraphFile file) {
    if (blocks == 0 || file.byteOffset() - from[blocks - 1] >= blockBytes) {
      if (blocks == starts.length) {
        starts = Arrays.copyOf(starts, 2 * blocks);
        ends = Arrays.copyOf(ends, 2 * blocks);
        from = Arrays.copyOf(from, 2 * blocks);
        to = Arrays.copyOf(to, 2 * blocks);
      }
      starts[blocks] = file.start();
      from[blocks] = file.byteOffset();
      blocks++;
    }
    lastStart = file.start();
    ends[blocks - 1] = file.end();
    to[blocks - 1] = file.nextOffset();
  }

  BedGraphRun build() {
    return new BedGraphRun(
        chromosome,
        firstByte,
        lastStart,
        Arrays.copyOf(starts, blocks),
        Arrays.copyOf(ends, blocks),
        Arrays.copyOf(from, blocks),
        Arrays.copyOf(to, blocks));
  }
}
