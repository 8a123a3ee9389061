package org.splicebeam.transforms.tracks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.transforms.lines.LineRange;

/**
 * Where the intervals of a bedGraph stand, or of a range of it. Memory: 32 bytes a block, of which
 * there are at most {@value #MOST_BLOCKS} and one for each chromosome and range, and about 200
 * bytes a chromosome.
 *
 * @param range of the file, which was read by places; of a whole one from 0 to its length
 * @param runs in the file's order
 */
@DefaultCoder(BedGraphIndex.Coder.class)
record BedGraphIndex(LineRange range, List<BedGraphRun> runs) {
  /** A gene reads some blocks, and what they have beside it is read in vain. */
  private static final long BLOCK_BYTES = 1 << 14;

  private static final int MOST_BLOCKS = 100_000;

  /**
   * Reads a range of a bedGraph and checks its lines.
   *
   * @param shown the file that people know
   * @throws IOException with a sentence that names it and the line
   */
  static BedGraphIndex of(LineRange range, String shown) throws IOException {
    long blockBytes = Math.max(BLOCK_BYTES, range.bytes() / MOST_BLOCKS);
    List<BedGraphRun> runs = new ArrayList<>();
    try (BedGraphFile file = BedGraphFile.open(range, shown)) {
      BedGraphRunBuilder run = null;
      while (file.next()) {
        if (run == null || run.chromosome() != file.chromosome()) {
          addTo(runs, run);
          run = new BedGraphRunBuilder(file.chromosome(), file.byteOffset(), blockBytes);
        }
        if (file.hasBases()) {
          run.add(file);
        }
      }
      addTo(runs, run);
    }
    return new BedGraphIndex(range, runs);
  }

  private static void addTo(List<BedGraphRun> runs, BedGraphRunBuilder run) {
    if (run != null) {
      runs.add(run.build());
    }
  }

  /**
   * Puts the ranges of a file together, up to the first that is missing, and checks the order
   * across their borders.
   *
   * @param ranges of the file, in any order
   * @param shown the file that people know
   * @throws IOException with a sentence that names it and the line
   */
  static BedGraphIndex join(Iterable<BedGraphIndex> ranges, String shown) throws IOException {
    BedGraphOrder order = new BedGraphOrder(shown);
    List<BedGraphRun> joined = new ArrayList<>();
    List<BedGraphRun> open = new ArrayList<>();
    List<BedGraphIndex> sorted = new ArrayList<>();
    ranges.forEach(sorted::add);
    sorted.sort(Comparator.comparing(index -> index.range.from()));
    LineRange some = sorted.get(0).range;
    long to = 0;
    for (BedGraphIndex index : sorted) {
      if (index.range.from() > to) {
        break;
      }
      to = index.range.to();
      for (BedGraphRun run : index.runs) {
        boolean goesOn = !open.isEmpty() && open.get(0).chromosome().equals(run.chromosome());
        if (!goesOn && !open.isEmpty()) {
          joined.add(BedGraphRun.join(open));
          open.clear();
        }
        check(run, goesOn, order, some.path(), shown);
        open.add(run);
      }
    }
    if (!open.isEmpty()) {
      joined.add(BedGraphRun.join(open));
    }
    LineRange whole =
        new LineRange(some.path(), some.bytes(), some.modified(), 0, Math.min(to, some.bytes()));
    return new BedGraphIndex(whole, joined);
  }

  private static void check(
      BedGraphRun run, boolean goesOn, BedGraphOrder order, String path, String shown)
      throws IOException {
    long place = run.firstByte();
    try {
      if (!goesOn) {
        order.begin(run.chromosome());
      }
      if (run.blocks() > 0) {
        place = run.from()[0];
        order.take(run.starts()[0], run.lastStart(), run.ends()[run.blocks() - 1]);
      }
    } catch (IOException e) {
      throw BedGraphFile.wrong(shown, BedGraphFile.lineNumber(path, place), e);
    }
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<BedGraphIndex> {
    private static final long serialVersionUID = 1L;
    private static final LineRange.Coder RANGE = new LineRange.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(BedGraphIndex.class), new Coder());
    }

    @Override
    protected void write(BedGraphIndex index, DataOutputStream out) throws IOException {
      RANGE.write(index.range, out);
      writeNumber(index.runs.size(), out);
      for (BedGraphRun run : index.runs) {
        run.write(out);
      }
    }

    @Override
    protected BedGraphIndex read(DataInputStream in) throws IOException {
      LineRange range = RANGE.read(in);
      List<BedGraphRun> runs = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        runs.add(BedGraphRun.read(in));
      }
      return new BedGraphIndex(range, runs);
    }
  }
}
