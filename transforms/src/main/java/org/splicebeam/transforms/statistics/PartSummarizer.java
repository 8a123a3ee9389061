package org.splicebeam.transforms.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.transforms.features.FeatureColumns;
import org.splicebeam.transforms.parquet.RowGroup;
import org.splicebeam.transforms.rows.GeneRows;

/**
 * Counts what the rows of a part say while its writer asks for their columns: nothing is read
 * twice. For one thread, part after part.
 *
 * <p>Memory: 34 bytes a row of a row group, and the summary ({@link RowSummary}).
 */
public final class PartSummarizer {
  private final SummaryLayout layout;
  private final int donorScore;
  private final int acceptorScore;

  /** The place of each column among those that are judged, and among the scores; -1 for none. */
  private final int[] judgedOf;

  private final int[] scoreOf;
  private final List<BucketCounts.Builder> buckets = new ArrayList<>();
  private final KmerCounts kmerCounts = new KmerCounts();

  private RowSummary.Figures part;
  private Moments[] moments;

  /** Of the row group at hand, by row. */
  private final double[] scratch;

  private final int[] lengths;
  private final RowClasses classes;
  private final double[] topScores;

  /**
   * Of data sets with these columns.
   *
   * @param capacity the most rows of a row group
   */
  public PartSummarizer(SummaryLayout layout, int capacity) {
    this.layout = layout;
    scratch = new double[capacity];
    lengths = new int[capacity];
    classes = new RowClasses(capacity);
    topScores = new double[capacity];
    donorScore = layout.placeOf("donor_score");
    acceptorScore = layout.placeOf("acceptor_score");
    judgedOf = places(layout.judged());
    scoreOf = places(layout.scores());
  }

  private int[] places(List<Integer> columns) {
    int[] places = new int[layout.values()];
    Arrays.fill(places, -1);
    for (int i = 0; i < columns.size(); i++) {
      places[columns.get(i)] = i;
    }
    return places;
  }

  /** Begins a part. */
  public void begin() {
    int values = layout.values();
    clear();
    part = new RowSummary.Figures();
    part.counts = new long[values];
    part.zeros = new long[values];
    part.mins = filled(values, Long.MAX_VALUE);
    part.maxs = filled(values, Long.MIN_VALUE);
    part.kmers = new long[layout.kmers() * RowSummary.KMER_FIGURES];
    for (int k = 0; k < part.kmers.length; k += RowSummary.KMER_FIGURES) {
      part.kmers[k + 1] = Long.MAX_VALUE;
      part.kmers[k + 2] = Long.MIN_VALUE;
    }
    part.labels = new long[RowClass.COUNT];
    part.scores = new long[RowClass.COUNT * ScoreBins.COUNT];
    part.symbols = new long[RowClass.COUNT * FeatureColumns.SYMBOLS];
    part.leasts = filled(layout.scores().size() * RowClass.COUNT, Long.MAX_VALUE);
    part.mosts = filled(layout.scores().size() * RowClass.COUNT, Long.MIN_VALUE);
    moments = new Moments[values];
    Arrays.fill(moments, Moments.NONE);
    buckets.clear();
    layout.judged().forEach(column -> buckets.add(new BucketCounts.Builder(layout.kind(column))));
  }

  private static long[] filled(int length, long value) {
    long[] array = new long[length];
    Arrays.fill(array, value);
    return array;
  }

  /**
   * Takes the labels of rows that the row group at hand takes, too.
   *
   * @param from the first of them
   * @param to behind the last
   */
  public void add(GeneRows rows, int from, int to) {
    if (from == to) {
      return;
    }
    long[] keptAs =
        part.keptAs.computeIfAbsent(
            rows.block(from).rows().geneId(), id -> new long[KeptAs.values().length]);
    for (int i = from; i < to; i++) {
      RowBlock block = rows.block(i).rows();
      int row = rows.row(i);
      classes.add(RowClass.of(block.predTypes()[row], block.spliceTypes()[row]));
      keptAs[block.keptAs()[row]]++;
    }
  }

  /** The rows that come are those of another row group. */
  public void clear() {
    classes.clear();
  }

  /**
   * The row group at hand, whose columns are counted when they are asked for.
   *
   * @param columns what the group is of
   */
  public RowGroup watch(FeatureColumns columns) {
    RowGroup group = columns.group();
    countClasses(columns);
    part.rows += classes.size();
    return new RowGroup() {
      @Override
      public int size() {
        return group.size();
      }

      @Override
      public ColumnVector column(int index) {
        ColumnVector vector = group.column(index);
        count(index, vector);
        return vector;
      }
    };
  }

  /** The summary of the part. */
  public RowSummary end(int number) {
    part.moments.put(number, moments);
    buckets.forEach(some -> part.buckets.add(some.build()));
    return new RowSummary(part);
  }

  private void count(int column, ColumnVector vector) {
    if (vector instanceof ColumnVector.Counts counts) {
      int at = (column - layout.values()) * RowSummary.KMER_FIGURES;
      kmerCounts.count(counts, part.kmers, at);
    } else if (vector instanceof ColumnVector.Texts texts) {
      countTexts(column, texts.values());
    } else if (vector instanceof ColumnVector.Longs longs) {
      countWholes(column, longs);
    } else if (vector instanceof ColumnVector.Doubles doubles) {
      countReals(column, doubles);
    }
  }

  private void countTexts(int column, String[] texts) {
    int present = 0;
    for (String text : texts) {
      present += text == null ? 0 : 1;
    }
    part.counts[column] += present;
  }

  private void countClasses(FeatureColumns columns) {
    kmerCounts.begin(classes);
    classes.addTo(part.labels, 0, 0, classes.size());
    for (int row = 0; row < classes.size(); row++) {
      int at = classes.get(row) * FeatureColumns.SYMBOLS;
      for (int symbol = 0; symbol < FeatureColumns.SYMBOLS; symbol++) {
        part.symbols[at + symbol] += columns.symbols(row, symbol);
      }
    }
  }

  /** Most whole numbers are those of a gene, so rows that have the same are counted at once. */
  private void countWholes(int column, ColumnVector.Longs vector) {
    long[] values = vector.values();
    BitSet nulls = vector.nulls();
    BucketCounts.Builder counter = judgedOf[column] < 0 ? null : buckets.get(judgedOf[column]);
    long least = part.mins[column];
    long most = part.maxs[column];
    int runs = 0;
    int from = nulls.nextClearBit(0);
    while (from < values.length) {
      int to = endOfRun(values, from, nulls);
      long value = values[from];
      least = Math.min(least, value);
      most = Math.max(most, value);
      part.zeros[column] += value == 0 ? to - from : 0;
      if (counter != null) {
        counter.addWholes(value, classes, from, to);
      }
      scratch[runs] = value;
      lengths[runs++] = to - from;
      from = nulls.nextClearBit(to);
    }
    part.mins[column] = least;
    part.maxs[column] = most;
    add(column, Moments.ofRuns(scratch, lengths, runs));
    if (counter != null) {
      countNulls(counter, nulls);
    }
    if (scoreOf[column] >= 0) {
      int at = scoreOf[column] * RowClass.COUNT;
      for (int row = 0; row < values.length; row++) {
        if (!nulls.get(row)) {
          widen(at + classes.get(row), RowSummary.ordered(values[row]));
        }
      }
    }
  }

  private static int endOfRun(long[] values, int from, BitSet nulls) {
    int nextNull = nulls.nextSetBit(from);
    int end = nextNull < 0 ? values.length : nextNull;
    long value = values[from];
    int to = from + 1;
    while (to < end && values[to] == value) {
      to++;
    }
    return to;
  }

  private void countNulls(BucketCounts.Builder counter, BitSet nulls) {
    for (int from = nulls.nextSetBit(0); from >= 0; ) {
      int to = nulls.nextClearBit(from);
      counter.addNulls(classes, from, to);
      from = nulls.nextSetBit(to);
    }
  }

  private void widen(int at, long ordered) {
    part.leasts[at] = Math.min(part.leasts[at], ordered);
    part.mosts[at] = Math.max(part.mosts[at], ordered);
  }

  private void countReals(int column, ColumnVector.Doubles vector) {
    double[] values = vector.values();
    BitSet nulls = vector.nulls();
    boolean isWhole = nulls.isEmpty();
    double[] present = isWhole ? values : scratch;
    int count = values.length;
    if (!isWhole) {
      count = 0;
      for (int from = nulls.nextClearBit(0); from < values.length; ) {
        int nextNull = nulls.nextSetBit(from);
        int to = nextNull < 0 ? values.length : nextNull;
        System.arraycopy(values, from, scratch, count, to - from);
        count += to - from;
        from = nulls.nextClearBit(to);
      }
    }
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    int zeros = 0;
    for (int i = 0; i < count; i++) {
      double value = present[i];
      least = value < least && value >= -Double.MAX_VALUE ? value : least;
      most = value > most && value <= Double.MAX_VALUE ? value : most;
      zeros += value == 0 ? 1 : 0;
    }
    if (least <= most) {
      part.mins[column] = Math.min(part.mins[column], RowSummary.ordered(least));
      part.maxs[column] = Math.max(part.maxs[column], RowSummary.ordered(most));
    }
    part.zeros[column] += zeros;
    add(column, Moments.of(present, count));
    if (judgedOf[column] >= 0) {
      BucketCounts.Builder counter = buckets.get(judgedOf[column]);
      for (int row = 0; row < values.length; row++) {
        if (isWhole || !nulls.get(row)) {
          counter.addReal(values[row], classes.get(row));
        }
      }
      countNulls(counter, nulls);
    }
    if (scoreOf[column] >= 0) {
      countRanges(scoreOf[column], values, isWhole ? null : nulls);
    }
    countTopScores(column, values);
  }

  private void countRanges(int score, double[] values, BitSet nulls) {
    double[] leasts = new double[RowClass.COUNT];
    double[] mosts = new double[RowClass.COUNT];
    Arrays.fill(leasts, Double.POSITIVE_INFINITY);
    Arrays.fill(mosts, Double.NEGATIVE_INFINITY);
    for (int row = 0; row < values.length; row++) {
      if (nulls == null || !nulls.get(row)) {
        double value = values[row];
        int rowClass = classes.get(row);
        if (value < leasts[rowClass]) {
          leasts[rowClass] = value;
        }
        if (value > mosts[rowClass]) {
          mosts[rowClass] = value;
        }
      }
    }
    for (int rowClass = 0; rowClass < RowClass.COUNT; rowClass++) {
      if (leasts[rowClass] <= mosts[rowClass]) {
        widen(score * RowClass.COUNT + rowClass, RowSummary.ordered(leasts[rowClass]));
        widen(score * RowClass.COUNT + rowClass, RowSummary.ordered(mosts[rowClass]));
      }
    }
  }

  /** The acceptor's score stands behind the donor's. */
  private void countTopScores(int column, double[] values) {
    if (column == donorScore) {
      System.arraycopy(values, 0, topScores, 0, values.length);
    } else if (column == acceptorScore) {
      for (int row = 0; row < values.length; row++) {
        int bin = ScoreBins.of(Math.max(topScores[row], values[row]));
        part.scores[classes.get(row) * ScoreBins.COUNT + bin]++;
      }
    }
  }

  private void add(int column, Moments more) {
    part.counts[column] += more.count();
    moments[column] = moments[column].then(more);
  }
}
