package org.splicebeam.transforms.statistics;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * What the rows of one part, or of several, say: the figures of {@code statistics.json} before they
 * are put into words. What belongs to which column, {@link SummaryLayout} knows.
 *
 * <p>Whole numbers, limits and buckets of several parts are added; sums of doubles are kept part by
 * part, so that the order in which summaries meet does not matter. Immutable.
 *
 * <p>Memory: 24 bytes a column and part, 48 bytes a k-mer, 100 bytes a gene and a bucket. Of a part
 * without k-mers some 50 kB, with k = 6 some 250 kB; as a text a fifth of it.
 */
@DefaultCoder(RowSummary.Coder.class)
public final class RowSummary {
  /** Raised when {@link #pack} writes something else. */
  private static final int VERSION = 3;

  /** Figures of a k-mer column. */
  static final int KMER_FIGURES = 6;

  final long rows;

  /** By column: values that are not null, those that are 0, the least and the largest. */
  final long[] counts;

  final long[] zeros;
  final long[] mins;
  final long[] maxs;

  /** By part, then by column. */
  final SortedMap<Integer, Moments[]> moments;

  /** By k-mer: zeros, least, largest, sum, sum of squares, sum over true sites. */
  final long[] kmers;

  /** By class of row. */
  final long[] labels;

  /** By class, then by bin of the larger score. */
  final long[] scores;

  /** By class, then A, C, G, T, N. */
  final long[] symbols;

  /** By gene, then by {@link org.splicebeam.schemas.rows.KeptAs}. */
  final SortedMap<String, long[]> keptAs;

  /** By judged column. */
  final List<BucketCounts> buckets;

  /** By score column, then by class: the least value and the largest. */
  final long[] leasts;

  final long[] mosts;

  RowSummary(Figures f) {
    this.rows = f.rows;
    this.counts = f.counts;
    this.zeros = f.zeros;
    this.mins = f.mins;
    this.maxs = f.maxs;
    this.moments = f.moments;
    this.kmers = f.kmers;
    this.labels = f.labels;
    this.scores = f.scores;
    this.symbols = f.symbols;
    this.keptAs = f.keptAs;
    this.buckets = List.copyOf(f.buckets);
    this.leasts = f.leasts;
    this.mosts = f.mosts;
  }

  /** The figures while they are gathered. */
  static final class Figures {
    long rows;
    long[] counts = {};
    long[] zeros = {};
    long[] mins = {};
    long[] maxs = {};
    SortedMap<Integer, Moments[]> moments = new TreeMap<>();
    long[] kmers = {};
    long[] labels = {};
    long[] scores = {};
    long[] symbols = {};
    SortedMap<String, long[]> keptAs = new TreeMap<>();
    List<BucketCounts> buckets = new ArrayList<>();
    long[] leasts = {};
    long[] mosts = {};
  }

  /** A double as a whole number of the same order; both zeros are one. */
  static long ordered(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ bits >> Long.SIZE - 1 & Long.MAX_VALUE;
  }

  /** The double of {@link #ordered}. */
  static double disordered(long ordered) {
    return Double.longBitsToDouble(ordered ^ ordered >> Long.SIZE - 1 & Long.MAX_VALUE);
  }

  /** Of no part. */
  static RowSummary none() {
    return new RowSummary(new Figures());
  }

  /** The numbers of the parts, ascending. */
  public List<Integer> parts() {
    return List.copyOf(moments.keySet());
  }

  /** Rows of all parts. */
  public long rows() {
    return rows;
  }

  /** The places of the columns that are null in every row; none where there is no row. */
  public List<Integer> nullColumns() {
    return IntStream.range(0, counts.length)
        .filter(column -> rows > 0 && counts[column] == 0)
        .boxed()
        .toList();
  }

  /**
   * The summary of the rows of both.
   *
   * @throws IllegalArgumentException where a part is in both
   */
  public RowSummary plus(RowSummary other) {
    if (moments.isEmpty() || other.moments.isEmpty()) {
      return moments.isEmpty() ? other : this;
    }
    Figures sum = new Figures();
    sum.rows = rows + other.rows;
    sum.counts = sum(counts, other.counts);
    sum.zeros = sum(zeros, other.zeros);
    sum.mins = least(mins, other.mins);
    sum.maxs = most(maxs, other.maxs);
    sum.moments.putAll(moments);
    for (var part : other.moments.entrySet()) {
      if (sum.moments.put(part.getKey(), part.getValue()) != null) {
        throw new IllegalArgumentException("part " + part.getKey() + " is counted twice");
      }
    }
    sum.kmers = sum(kmers, other.kmers);
    for (int k = 0; k < kmers.length; k += KMER_FIGURES) {
      sum.kmers[k + 1] = Math.min(kmers[k + 1], other.kmers[k + 1]);
      sum.kmers[k + 2] = Math.max(kmers[k + 2], other.kmers[k + 2]);
    }
    sum.labels = sum(labels, other.labels);
    sum.scores = sum(scores, other.scores);
    sum.symbols = sum(symbols, other.symbols);
    sum.keptAs.putAll(keptAs);
    other.keptAs.forEach((gene, some) -> sum.keptAs.merge(gene, some, RowSummary::sum));
    for (int i = 0; i < buckets.size(); i++) {
      sum.buckets.add(buckets.get(i).plus(other.buckets.get(i)));
    }
    sum.leasts = least(leasts, other.leasts);
    sum.mosts = most(mosts, other.mosts);
    return new RowSummary(sum);
  }

  /** Of a column over all parts, in their order. */
  Moments moments(int column) {
    Moments all = Moments.NONE;
    for (Moments[] part : moments.values()) {
      all = all.then(part[column]);
    }
    return all;
  }

  private static long[] sum(long[] some, long[] others) {
    long[] sum = some.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += others[i];
    }
    return sum;
  }

  private static long[] least(long[] some, long[] others) {
    long[] least = some.clone();
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(least[i], others[i]);
    }
    return least;
  }

  private static long[] most(long[] some, long[] others) {
    long[] most = some.clone();
    for (int i = 0; i < most.length; i++) {
      most[i] = Math.max(most[i], others[i]);
    }
    return most;
  }

  /** As a text for a receipt: packed, with a checksum. */
  public String toText() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new FastGzip(bytes)) {
      packed.write(pack());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // There is no file.
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Of thousands of parts: three times as fast, and a tenth longer. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream bytes) throws IOException {
      super(bytes);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }

  /** What {@link #toText} gave; empty where the text is damaged or of another version. */
  public static Optional<RowSummary> ofText(String text) {
    try (GZIPInputStream packed =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      return Optional.of(unpack(packed.readAllBytes()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private byte[] pack() {
    Packing packing = new Packing();
    packing.put(VERSION);
    packing.put(rows);
    for (long[] some : List.of(counts, zeros, mins, maxs)) {
      packing.putAll(some);
    }
    packing.put(moments.size());
    for (var part : moments.entrySet()) {
      packing.put(part.getKey());
      for (Moments some : part.getValue()) {
        packing.put(some.count());
        packing.putReal(some.mean());
        packing.putReal(some.squares());
      }
    }
    for (long[] some : List.of(kmers, labels, scores, symbols)) {
      packing.putAll(some);
    }
    packing.put(keptAs.size());
    for (var gene : keptAs.entrySet()) {
      packing.putText(gene.getKey());
      packing.putAll(gene.getValue());
    }
    packing.put(buckets.size());
    buckets.forEach(some -> some.write(packing));
    packing.putAll(leasts);
    packing.putAll(mosts);
    return packing.toBytes();
  }

  /**
   * What {@link #pack} gave.
   *
   * @throws IOException where it is of another version
   */
  private static RowSummary unpack(byte[] bytes) throws IOException {
    Packing packing = new Packing(bytes);
    if (bytes.length == 0 || packing.take() != VERSION) {
      throw new IOException("a summary of another version");
    }
    Figures f = new Figures();
    f.rows = packing.take();
    f.counts = packing.takeAll();
    f.zeros = packing.takeAll();
    f.mins = packing.takeAll();
    f.maxs = packing.takeAll();
    for (int i = packing.takeCount(); i > 0; i--) {
      int part = packing.takeCount();
      Moments[] ofPart = new Moments[f.counts.length];
      for (int c = 0; c < ofPart.length; c++) {
        ofPart[c] = new Moments(packing.take(), packing.takeReal(), packing.takeReal());
      }
      f.moments.put(part, ofPart);
    }
    f.kmers = packing.takeAll();
    f.labels = packing.takeAll();
    f.scores = packing.takeAll();
    f.symbols = packing.takeAll();
    for (int i = packing.takeCount(); i > 0; i--) {
      f.keptAs.put(packing.takeText(), packing.takeAll());
    }
    for (int i = packing.takeCount(); i > 0; i--) {
      f.buckets.add(BucketCounts.read(packing));
    }
    f.leasts = packing.takeAll();
    f.mosts = packing.takeAll();
    return new RowSummary(f);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSummary o
        && rows == o.rows
        && Arrays.equals(counts, o.counts)
        && Arrays.equals(zeros, o.zeros)
        && Arrays.equals(mins, o.mins)
        && Arrays.equals(maxs, o.maxs)
        && equal(moments, o.moments)
        && Arrays.equals(kmers, o.kmers)
        && Arrays.equals(labels, o.labels)
        && Arrays.equals(scores, o.scores)
        && Arrays.equals(symbols, o.symbols)
        && equal(keptAs, o.keptAs)
        && buckets.equals(o.buckets)
        && Arrays.equals(leasts, o.leasts)
        && Arrays.equals(mosts, o.mosts);
  }

  private static boolean equal(SortedMap<?, ?> some, SortedMap<?, ?> others) {
    return some.keySet().equals(others.keySet())
        && some.keySet().stream()
            .allMatch(key -> Objects.deepEquals(some.get(key), others.get(key)));
  }

  @Override
  public int hashCode() {
    return Objects.hash(rows, moments.keySet(), Arrays.hashCode(counts));
  }

  @Override
  public String toString() {
    return rows + " rows of parts " + moments.keySet();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<RowSummary> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(RowSummary.class), new Coder());
    }

    @Override
    public void write(RowSummary summary, DataOutputStream out) throws IOException {
      writeBytes(summary.pack(), out);
    }

    @Override
    public RowSummary read(DataInputStream in) throws IOException {
      return unpack(readBytes(in));
    }
  }
}
