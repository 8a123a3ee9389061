package org.splicebeam.transforms.tracks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.splicebeam.schemas.ElementCoder;

/**
 * Lines of one chromosome of a bedGraph that stand together, in blocks of intervals. Never to be
 * written to.
 *
 * @param chromosome its name
 * @param firstByte of the first line, which may have no base
 * @param lastStart start of the last interval that has bases
 * @param starts of each block's first interval, 0-based
 * @param ends of each block's last one, exclusive
 * @param from offset of each block's first line
 * @param to offset behind each block's last line
 */
record BedGraphRun(
    String chromosome,
    long firstByte,
    long lastStart,
    long[] starts,
    long[] ends,
    long[] from,
    long[] to) {

  int blocks() {
    return starts.length;
  }

  /** The first block with bases at or behind a place; {@link #blocks} where there is none. */
  int blockAt(long start) {
    int low = 0;
    int high = blocks();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ends[middle] <= start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Runs of one chromosome as one. */
  static BedGraphRun join(List<BedGraphRun> runs) {
    BedGraphRun first = runs.get(0);
    BedGraphRun last = runs.get(runs.size() - 1);
    return new BedGraphRun(
        first.chromosome,
        first.firstByte,
        last.lastStart,
        joined(runs, BedGraphRun::starts),
        joined(runs, BedGraphRun::ends),
        joined(runs, BedGraphRun::from),
        joined(runs, BedGraphRun::to));
  }

  private static long[] joined(List<BedGraphRun> runs, Function<BedGraphRun, long[]> column) {
    return runs.stream().map(column).flatMapToLong(LongStream::of).toArray();
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeText(chromosome, out);
    ElementCoder.writeNumber(firstByte, out);
    ElementCoder.writeNumber(lastStart, out);
    ElementCoder.writeNumbers(starts, out);
    ElementCoder.writeNumbers(ends, out);
    ElementCoder.writeNumbers(from, out);
    ElementCoder.writeNumbers(to, out);
  }

  static BedGraphRun read(DataInputStream in) throws IOException {
    return new BedGraphRun(
        ElementCoder.readText(in),
        ElementCoder.readNumber(in),
        ElementCoder.readNumber(in),
        ElementCoder.readNumbers(in),
        ElementCoder.readNumbers(in),
        ElementCoder.readNumbers(in),
        ElementCoder.readNumbers(in));
  }
}
