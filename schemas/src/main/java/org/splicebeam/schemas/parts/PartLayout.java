package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.splicebeam.schemas.ElementCoder;

/**
 * How many parts there are, and so how each is called: all parts have one running number, from 0;
 * those of train come first, then those of validation, then those of test.
 *
 * <p>A data set has parts without splits, or parts of each split. Records of what may stand in a
 * folder, on the way from one data set to another, may count both.
 *
 * @param undivided parts of a data set without splits
 * @param train parts of each split
 * @param validation parts of each split
 * @param test parts of each split
 */
public record PartLayout(int undivided, int train, int validation, int test) {
  /** Where there are no parts. */
  public static final PartLayout NONE = new PartLayout(0, 0, 0, 0);

  /** Of a data set without splits. */
  public static PartLayout undivided(int parts) {
    return new PartLayout(parts, 0, 0, 0);
  }

  /** Of a data set with splits. */
  public static PartLayout ofSplits(int train, int validation, int test) {
    return new PartLayout(0, train, validation, test);
  }

  /** As many parts of each kind as there are names of it below an output folder. */
  public static PartLayout ofPaths(List<String> paths) {
    int[] counts = new int[1 + Split.values().length];
    for (String path : paths) {
      PartName.ofPath(path).ifPresent(name -> counts[place(name.split())]++);
    }
    return new PartLayout(counts[0], counts[1], counts[2], counts[3]);
  }

  private static int place(Split split) {
    return split == null ? 0 : 1 + split.ordinal();
  }

  /** Whether there are parts of splits. */
  public boolean hasSplits() {
    return train + validation + test > 0;
  }

  /** The number of all parts. */
  public int parts() {
    return undivided + train + validation + test;
  }

  /**
   * The number of a split's parts.
   *
   * @param split null for the parts without split
   */
  public int parts(Split split) {
    return counts()[place(split)];
  }

  /** The name of a part by its running number. */
  public PartName name(int part) {
    int[] counts = counts();
    int kind = 0;
    int number = part;
    while (kind < counts.length - 1 && number >= counts[kind]) {
      number -= counts[kind];
      kind++;
    }
    return new PartName(kind == 0 ? null : Split.values()[kind - 1], number);
  }

  /** All names, by their running numbers. */
  public List<PartName> names() {
    return IntStream.range(0, parts()).mapToObj(this::name).toList();
  }

  /** The running number of a part; -1 where there is no such part. */
  public int numberOf(PartName name) {
    if (!has(name)) {
      return -1;
    }
    int before = 0;
    for (int kind = 0; kind < place(name.split()); kind++) {
      before += counts()[kind];
    }
    return before + name.number();
  }

  /** Whether there is such a part. */
  public boolean has(PartName name) {
    return name.number() < parts(name.split());
  }

  /** All parts that this or the other has. */
  public PartLayout and(PartLayout other) {
    return new PartLayout(
        Math.max(undivided, other.undivided),
        Math.max(train, other.train),
        Math.max(validation, other.validation),
        Math.max(test, other.test));
  }

  private int[] counts() {
    return new int[] {undivided, train, validation, test};
  }

  void write(DataOutputStream out) throws IOException {
    for (int count : counts()) {
      ElementCoder.writeNumber(count, out);
    }
  }

  static PartLayout read(DataInputStream in) throws IOException {
    return new PartLayout(
        ElementCoder.readCount(in),
        ElementCoder.readCount(in),
        ElementCoder.readCount(in),
        ElementCoder.readCount(in));
  }
}
