package org.splicebeam.transforms.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.features.FeatureColumns;

/** The summary of a part in whose rows all values are 0, but for those columns that are null. */
public final class HandMadeSummary {
  private final Enrichers enrichers;
  private final List<String> nullColumns = new ArrayList<>();
  private int part;
  private long rows;

  private HandMadeSummary(ColumnSettings settings) {
    enrichers = Enrichers.of(settings);
  }

  public static HandMadeSummary of(ColumnSettings settings) {
    return new HandMadeSummary(settings);
  }

  public HandMadeSummary part(int number, long rowsOfPart) {
    part = number;
    rows = rowsOfPart;
    return this;
  }

  public HandMadeSummary nulls(String... names) {
    nullColumns.addAll(List.of(names));
    return this;
  }

  /** A summary with other figures everywhere. */
  static RowSummary random(ColumnSettings settings, int part, long seed) {
    Random random = new Random(seed);
    RowSummary plain = of(settings).part(part, 1 + random.nextInt(99)).build();
    RowSummary.Figures figures = new RowSummary.Figures();
    figures.rows = plain.rows;
    figures.counts = random(plain.counts, random);
    figures.zeros = random(plain.zeros, random);
    figures.mins = random(plain.mins, random);
    figures.maxs = random(plain.maxs, random);
    Moments[] moments = new Moments[plain.counts.length];
    Arrays.setAll(
        moments, c -> new Moments(1 + random.nextInt(9), random.nextDouble(), random.nextDouble()));
    figures.moments.put(part, moments);
    figures.kmers = random(plain.kmers, random);
    figures.labels = random(plain.labels, random);
    figures.scores = random(plain.scores, random);
    figures.symbols = random(plain.symbols, random);
    for (int gene = random.nextInt(3); gene >= 0; gene--) {
      figures.keptAs.put("G" + gene, random(new long[6], random));
    }
    for (int i = 0; i < plain.buckets.size(); i++) {
      BucketCounts.Builder buckets = new BucketCounts.Builder(BucketCounts.Kind.WHOLE);
      for (int row = random.nextInt(40); row > 0; row--) {
        int rowClass = random.nextInt(RowClass.COUNT);
        buckets.addWholes(random.nextInt(9) - 4, HandMadeClasses.of(rowClass), 0, 1);
      }
      figures.buckets.add(buckets.build());
    }
    figures.leasts = random(plain.leasts, random);
    figures.mosts = random(plain.mosts, random);
    return new RowSummary(figures);
  }

  private static long[] random(long[] like, Random random) {
    return random.longs(like.length, -1_000, 1L << 40).toArray();
  }

  public RowSummary build() {
    SummaryLayout layout = new SummaryLayout(enrichers, enrichers.columns());
    RowSummary.Figures figures = new RowSummary.Figures();
    figures.rows = rows;
    figures.counts = new long[layout.values()];
    Arrays.fill(figures.counts, rows);
    nullColumns.forEach(name -> figures.counts[layout.placeOf(name)] = 0);
    figures.zeros = figures.counts;
    figures.mins = new long[layout.values()];
    figures.maxs = new long[layout.values()];
    Moments[] moments = new Moments[layout.values()];
    Arrays.fill(moments, new Moments(rows, 0, 0));
    figures.moments.put(part, moments);
    figures.kmers = new long[layout.kmers() * RowSummary.KMER_FIGURES];
    figures.labels = new long[RowClass.COUNT];
    figures.scores = new long[RowClass.COUNT * ScoreBins.COUNT];
    figures.symbols = new long[RowClass.COUNT * FeatureColumns.SYMBOLS];
    layout.judged().forEach(column -> figures.buckets.add(BucketCounts.none(layout.kind(column))));
    figures.leasts = new long[layout.scores().size() * RowClass.COUNT];
    figures.mosts = new long[layout.scores().size() * RowClass.COUNT];
    return new RowSummary(figures);
  }
}
