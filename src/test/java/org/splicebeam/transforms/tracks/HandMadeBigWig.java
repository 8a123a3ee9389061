package org.splicebeam.transforms.tracks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.zip.Deflater;

/**
 * Writes a small bigWig byte by byte, with trees of few items a node so that they are deep, and
 * keeps the values that it should give. Chromosomes are added in order of their names, blocks in
 * order of their places.
 */
public final class HandMadeBigWig {
  static final int KEY = 6;
  static final int FAN = 2;

  private record Block(int chromosome, int start, int end, byte[] stored) {}

  private final ByteOrder order;
  private final boolean packed;
  private final Map<String, Integer> lengths = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private int zoomLevels;
  private int mostUnpacked;
  private final ByteBuffer out = ByteBuffer.allocate(1 << 20);

  /** Known once the bytes are made. */
  int chromosomesAt;

  int dataAt;
  int indexAt;

  public HandMadeBigWig(ByteOrder order, boolean packed) {
    this.order = order;
    this.packed = packed;
  }

  /** Chromosomes chr1 to chr5 with blocks of all three kinds, with gaps and without. */
  public static HandMadeBigWig ofAllKinds(ByteOrder order, boolean packed) {
    HandMadeBigWig file = new HandMadeBigWig(order, packed);
    for (int chromosome = 1; chromosome <= 5; chromosome++) {
      file.chromosome("chr" + chromosome, 1000 * chromosome);
    }
    file.zoomLevels(3)
        .intervals("chr1", new int[][] {{0, 1}, {1, 4}, {7, 7}, {10, 20}}, 0.25f, 0.5f, 9, 1)
        .variable("chr1", 3, new int[] {20, 30, 34}, 0.1f, 0.2f, 0.3f)
        .fixed("chr1", 100, 1, 1, 0, 0.1f, Float.NaN, 0.3f, 0.4f)
        .fixed("chr1", 105, 10, 5, 1, 2, 3)
        .variable("chr1", 1, new int[] {998, 999}, -1, 1e-30f);
    for (int i = 0; i < 9; i++) {
      file.fixed("chr3", 50 * i, 1, 1, i, i + 0.5f);
    }
    return file.intervals("chr5", new int[][] {{0, 5000}}, 0.125f);
  }

  public HandMadeBigWig chromosome(String name, int length) {
    lengths.put(name, length);
    float[] none = new float[length];
    Arrays.fill(none, Float.NaN);
    values.put(name, none);
    return this;
  }

  /** Headers of zoom levels that lie nowhere. */
  public HandMadeBigWig zoomLevels(int count) {
    zoomLevels = count;
    return this;
  }

  public HandMadeBigWig intervals(String chromosome, int[][] intervals, float... itsValues) {
    int end = intervals[intervals.length - 1][1];
    return block(
        chromosome,
        new int[] {intervals[0][0], end, 0, 0, 1, intervals.length},
        i -> {
          out.putInt(intervals[i][0]).putInt(intervals[i][1]).putFloat(itsValues[i]);
          fill(chromosome, intervals[i][0], intervals[i][1], itsValues[i]);
        });
  }

  public HandMadeBigWig variable(String chromosome, int span, int[] starts, float... itsValues) {
    return block(
        chromosome,
        new int[] {starts[0], starts[starts.length - 1] + span, 0, span, 2, starts.length},
        i -> {
          out.putInt(starts[i]).putFloat(itsValues[i]);
          fill(chromosome, starts[i], starts[i] + span, itsValues[i]);
        });
  }

  public HandMadeBigWig fixed(
      String chromosome, int start, int step, int span, float... itsValues) {
    int end = start + (itsValues.length - 1) * step + span;
    return block(
        chromosome,
        new int[] {start, end, step, span, 3, itsValues.length},
        i -> {
          out.putFloat(itsValues[i]);
          fill(chromosome, start + i * step, start + i * step + span, itsValues[i]);
        });
  }

  /** A block as it is stored, whatever it holds. */
  public HandMadeBigWig stored(String chromosome, int start, int end, byte... bytes) {
    blocks.add(new Block(id(chromosome), start, end, bytes));
    return this;
  }

  private HandMadeBigWig block(String chromosome, int[] header, IntConsumer item) {
    out.clear().order(order);
    out.putInt(id(chromosome));
    for (int i = 0; i < 4; i++) {
      out.putInt(header[i]);
    }
    out.put((byte) header[4]).put((byte) 0).putShort((short) header[5]);
    for (int i = 0; i < header[5]; i++) {
      item.accept(i);
    }
    byte[] bytes = Arrays.copyOf(out.array(), out.position());
    mostUnpacked = Math.max(mostUnpacked, bytes.length);
    return stored(chromosome, header[0], header[1], packed ? pack(bytes) : bytes);
  }

  private int id(String chromosome) {
    return new ArrayList<>(lengths.keySet()).indexOf(chromosome);
  }

  private void fill(String chromosome, int from, int to, float value) {
    Arrays.fill(values.get(chromosome), from, to, value);
  }

  public static byte[] pack(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] into = new byte[bytes.length + 100];
    int length = deflater.deflate(into);
    deflater.end();
    return Arrays.copyOf(into, length);
  }

  /** What a reader should give: a value a base, NaN where there is none. */
  Map<String, float[]> values() {
    return values;
  }

  public byte[] bytes() {
    out.clear().order(order).position(64);
    for (int i = 0; i < zoomLevels; i++) {
      out.putInt(10).putInt(0).putLong(1L << 40).putLong(1L << 41);
    }
    chromosomesAt = out.position();
    out.putInt(0x78CA8C91).putInt(FAN).putInt(KEY).putInt(8).putLong(lengths.size()).putLong(0);
    chromosomeNode(0, lengths.size());
    dataAt = out.position();
    out.putLong(blocks.size());
    List<Integer> offsets = new ArrayList<>();
    for (Block block : blocks) {
      offsets.add(out.position());
      out.put(block.stored);
    }
    indexAt = out.position();
    out.putInt(0x2468ACE0).putInt(FAN).putLong(blocks.size());
    bounds(0, blocks.size());
    out.putLong(indexAt).putInt(1).putInt(0);
    indexNode(0, blocks.size(), offsets);
    int length = out.position();
    out.putInt(0, 0x888FFC26).putShort(4, (short) 4).putShort(6, (short) zoomLevels);
    out.putLong(8, chromosomesAt).putLong(16, dataAt).putLong(24, indexAt);
    out.putInt(52, packed ? mostUnpacked : 0);
    return Arrays.copyOf(out.array(), length);
  }

  private static int step(int from, int to) {
    int step = 1;
    while (step * FAN < to - from) {
      step *= FAN;
    }
    return step;
  }

  private void chromosomeNode(int from, int to) {
    int step = step(from, to);
    List<String> names = new ArrayList<>(lengths.keySet());
    List<Integer> patches = new ArrayList<>();
    out.put((byte) (step == 1 ? 1 : 0)).put((byte) 0);
    out.putShort((short) ((to - from + step - 1) / step));
    for (int i = from; i < to; i += step) {
      out.put(Arrays.copyOf(names.get(i).getBytes(StandardCharsets.UTF_8), KEY));
      if (step == 1) {
        out.putInt(i).putInt(lengths.get(names.get(i)));
      } else {
        patches.add(out.position());
        out.putLong(0);
      }
    }
    for (int i = from; step > 1 && i < to; i += step) {
      out.putLong(patches.remove(0), out.position());
      chromosomeNode(i, Math.min(i + step, to));
    }
  }

  private void indexNode(int from, int to, List<Integer> offsets) {
    int step = step(from, to);
    List<Integer> patches = new ArrayList<>();
    out.put((byte) (step == 1 ? 1 : 0)).put((byte) 0);
    out.putShort((short) ((to - from + step - 1) / step));
    for (int i = from; i < to; i += step) {
      bounds(i, Math.min(i + step, to));
      if (step == 1) {
        out.putLong(offsets.get(i)).putLong(blocks.get(i).stored.length);
      } else {
        patches.add(out.position());
        out.putLong(0);
      }
    }
    for (int i = from; step > 1 && i < to; i += step) {
      out.putLong(patches.remove(0), out.position());
      indexNode(i, Math.min(i + step, to), offsets);
    }
  }

  private void bounds(int from, int to) {
    if (from == to) {
      out.putLong(0).putLong(0);
      return;
    }
    Block first = blocks.get(from);
    Block last = blocks.get(to - 1);
    out.putInt(first.chromosome).putInt(first.start).putInt(last.chromosome).putInt(last.end);
  }
}
