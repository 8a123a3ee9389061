package org.splicebeam.transforms.sampling;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.hash.Hashing;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.HandMadeThinBlock;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.schemas.sampling.Draw;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;
import org.splicebeam.schemas.sampling.NegativeRank;

/**
 * Contract 4 and 5 in plain lists, with another implementation of the hash: the answer that the
 * sampler's is compared with.
 */
final class NaiveSampling {
  /** Text order by code point without surrogates' trouble: that of the UTF-8 bytes, unsigned. */
  static final Comparator<String> BY_UTF_8 =
      Comparator.comparing(s -> s.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static final Map<PredType, Integer> RANK =
      Map.of(PredType.TP, 0, PredType.FN, 1, PredType.FP, 2, PredType.TN, 3);

  /** A thin row of one gene. */
  record Row(String chrom, Strand strand, long position, PredType predType, double topScore) {
    List<Object> key() {
      return List.of(chrom, strand, position);
    }
  }

  /** A row that stays, and why. */
  record Kept(Row row, KeptAs keptAs, double probability) {}

  private final String geneId;
  private final SamplingRule rule;
  private final List<Row> all;
  private final List<Row> unique;
  private final List<List<Row>> pools;

  NaiveSampling(String geneId, SamplingRule rule, List<Row> rows) {
    this.geneId = geneId;
    this.rule = rule;
    this.all = rows;
    this.unique = settle(rows);
    this.pools = sortedPools();
  }

  /** One row a key: the best label, then the larger score. */
  static List<Row> settle(Collection<Row> rows) {
    Comparator<Row> bestFirst =
        Comparator.<Row>comparingInt(r -> RANK.get(r.predType))
            .thenComparing(Row::topScore, Comparator.reverseOrder());
    Map<List<Object>, Row> best = new LinkedHashMap<>();
    for (Row row : rows) {
      best.merge(row.key(), row, (a, b) -> bestFirst.compare(a, b) <= 0 ? a : b);
    }
    return List.copyOf(best.values());
  }

  static BigInteger hash(String text, int seed) {
    long first =
        Hashing.murmur3_128(seed).hashBytes(text.getBytes(StandardCharsets.UTF_8)).asLong();
    return new BigInteger(Long.toUnsignedString(first));
  }

  BigInteger hash(Row row) {
    return hash(geneId + "\t" + row.position + "\t\t", rule.seed());
  }

  /** Those of the contract, as it writes them. */
  static final List<Double> BOUNDS =
      Stream.of(
              "0.31622776601683794, 0.1, 0.03162277660168379, 0.01, 0.0031622776601683794, 0.001",
              "0.00031622776601683794, 0.0001, 3.1622776601683795e-05, 1e-05",
              "3.1622776601683795e-06, 1e-06, 3.1622776601683795e-07")
          .flatMap(line -> Arrays.stream(line.split(", ")))
          .map(Double::valueOf)
          .toList();

  private static int stratum(Row row) {
    return (int) BOUNDS.stream().filter(bound -> bound > row.topScore).count();
  }

  private KeptAs why(Row row) {
    if (rule.scope() == SamplingRule.Scope.NONE) {
      return KeptAs.ALL;
    }
    if (row.predType != PredType.TN) {
      return KeptAs.NON_TN;
    }
    if (!(rule.negatives() instanceof ByRules rules)) {
      return KeptAs.STRATUM;
    }
    if (row.topScore >= rules.hardThreshold()) {
      return KeptAs.HARD;
    }
    for (Row other : unique) {
      if (other.predType != PredType.TN
          && Math.abs(other.position - row.position) <= rules.window()) {
        return KeptAs.NEAR;
      }
    }
    return KeptAs.EASY;
  }

  /** -1 for a row that stays in any case. */
  private int pool(Row row) {
    boolean allNear =
        rule.negatives() instanceof ByRules rules && Double.isInfinite(rules.nearRatio());
    return switch (why(row)) {
      case ALL, NON_TN, HARD -> -1;
      case NEAR -> allNear ? -1 : 0;
      case EASY -> 1;
      case STRATUM -> stratum(row);
    };
  }

  long nonTn() {
    return unique.stream().filter(r -> r.predType != PredType.TN).count();
  }

  private Comparator<Row> drawingOrder() {
    return Comparator.<Row, BigInteger>comparing(this::hash)
        .thenComparing(Row::chrom, BY_UTF_8)
        .thenComparing(Row::strand);
  }

  /** The negatives of every pool in the order in which they are drawn. */
  List<List<Row>> pools() {
    return pools;
  }

  private List<List<Row>> sortedPools() {
    Map<Integer, List<Row>> byPool =
        unique.stream().sorted(drawingOrder()).collect(Collectors.groupingBy(this::pool));
    return IntStream.range(0, rule.negatives().pools())
        .mapToObj(pool -> byPool.getOrDefault(pool, List.of()))
        .toList();
  }

  /** How many of each pool the gene draws. */
  long[] drawnInGene() {
    if (rule.negatives() instanceof ByStrata strata) {
      long[] available = pools.stream().mapToLong(List::size).toArray();
      return handedOut(available, share(strata.negativeRatio(), geneId));
    }
    ByRules rules = (ByRules) rule.negatives();
    double near = pools.get(0).isEmpty() ? 0 : share(rules.nearRatio(), "near\t" + geneId);
    double easy = share(rules.easyRatio(), geneId);
    return new long[] {
      (long) Math.min(pools.get(0).size(), near), (long) Math.min(pools.get(1).size(), easy)
    };
  }

  private double share(double ratio, String text) {
    double u = hash(text, rule.seed()).shiftRight(11).doubleValue() / Math.pow(2, 53);
    return Math.floor(ratio * nonTn() + u);
  }

  /** One at a time, the highest stratum first, as long as there are any. */
  static long[] handedOut(long[] available, double most) {
    long[] given = new long[available.length];
    double left = Math.min(most, Arrays.stream(available).sum());
    while (left > 0) {
      for (int j = 0; j < given.length; j++) {
        if (left > 0 && given[j] < available[j]) {
          given[j]++;
          left--;
        }
      }
    }
    return given;
  }

  /** What is drawn of each pool: the first ones, or those below a share of 2^64. */
  private List<List<Row>> drawn(double[] shares) {
    long[] counts = drawnInGene();
    List<List<Row>> drawn = new ArrayList<>();
    for (int pool = 0; pool < counts.length; pool++) {
      double share = isShared(pool, shares) ? shares[pool] : 0;
      drawn.add(
          isShared(pool, shares)
              ? pools.get(pool).stream().filter(r -> isBelow(hash(r), share)).toList()
              : pools.get(pool).subList(0, (int) counts[pool]));
    }
    return drawn;
  }

  /** Near negatives are drawn in their gene in every scope. */
  private boolean isShared(int pool, double[] shares) {
    return shares != null && (rule.negatives() instanceof ByStrata || pool == 1);
  }

  private double probability(int pool, double[] shares) {
    double available = pools.get(pool).size();
    return isShared(pool, shares)
        ? shares[pool]
        : available == 0 ? 1 : drawnInGene()[pool] / available;
  }

  /** The kept rows, in no order. */
  private Set<Kept> kept(double[] shares) {
    Set<Kept> kept = new HashSet<>();
    unique.stream().filter(r -> pool(r) < 0).forEach(r -> kept.add(new Kept(r, why(r), 1)));
    List<List<Row>> drawn = drawn(shares);
    for (int pool = 0; pool < drawn.size(); pool++) {
      for (Row row : drawn.get(pool)) {
        kept.add(new Kept(row, why(row), probability(pool, shares)));
      }
    }
    return kept;
  }

  Set<Kept> keptInGene() {
    return kept(null);
  }

  /** Where a pool is shared, its share; the others' numbers mean nothing. */
  Set<Kept> keptByShares(double... shares) {
    return kept(shares);
  }

  GeneSelection selectionInGene() {
    return selection(null);
  }

  GeneSelection selectionByShares(double... shares) {
    return selection(shares);
  }

  private GeneSelection selection(double[] shares) {
    List<Draw> draws = new ArrayList<>();
    List<List<Row>> drawn = drawn(shares);
    for (int pool = 0; pool < drawn.size(); pool++) {
      List<Row> rows = drawn.get(pool);
      NegativeRank last =
          isShared(pool, shares)
              ? lastBelow(shares[pool])
              : rows.isEmpty() ? null : rank(rows.get(rows.size() - 1));
      draws.add(new Draw(last, probability(pool, shares)));
    }
    boolean looksAround = rule.negatives() instanceof ByRules;
    return HandMadeSelection.of(geneId)
        .nonTn(looksAround ? nonTnPositions() : new long[0])
        .draws(draws)
        .overruled(overruled(drawn, draws))
        .build();
  }

  /** Rows that are not drawn, though one of the same key would be by its own score. */
  private NegativeRank[] overruled(List<List<Row>> drawn, List<Draw> draws) {
    return unique.stream()
        .filter(row -> why(row) == KeptAs.STRATUM && !drawn.get(stratum(row)).contains(row))
        .filter(
            row ->
                all.stream()
                    .filter(loser -> loser.key().equals(row.key()))
                    .map(loser -> draws.get(stratum(loser)).last())
                    .anyMatch(last -> last != null && rank(row).compareTo(last) <= 0))
        .map(this::rank)
        .sorted()
        .toArray(NegativeRank[]::new);
  }

  private NegativeRank rank(Row row) {
    return new NegativeRank(hash(row).longValue(), row.chrom, row.strand, row.position);
  }

  /** The largest hash below the limit, found bit by bit from the top. */
  private static NegativeRank lastBelow(double share) {
    BigInteger limit = BigInteger.ZERO;
    for (int bit = 63; bit >= 0; bit--) {
      limit = isBelow(limit.setBit(bit), share) ? limit.setBit(bit) : limit;
    }
    return isBelow(limit, share) ? NegativeRank.upTo(limit.longValue()) : null;
  }

  private static boolean isBelow(BigInteger hash, double share) {
    BigDecimal limit = new BigDecimal(share).multiply(new BigDecimal(BigInteger.TWO.pow(64)));
    return new BigDecimal(hash).compareTo(limit) < 0;
  }

  private long[] nonTnPositions() {
    return unique.stream()
        .filter(r -> r.predType != PredType.TN)
        .mapToLong(Row::position)
        .sorted()
        .distinct()
        .toArray();
  }

  /** One tally a chromosome; kept rows are not cut into chunks. */
  List<GeneTally> tallies(Set<Kept> kept, GeneModel gene) {
    Map<String, List<Row>> byChrom = new TreeMap<>(Chromosomes.KARYOTYPE);
    all.forEach(r -> byChrom.computeIfAbsent(r.chrom, c -> new ArrayList<>()).add(r));
    List<GeneTally> tallies = new ArrayList<>();
    for (List<Row> rows : byChrom.values()) {
      List<Row> distinct = settle(rows);
      Map<PredType, Long> labels = new HashMap<>();
      kept.stream()
          .filter(k -> distinct.contains(k.row))
          .forEach(k -> labels.merge(k.row.predType, 1L, Long::sum));
      long stay = labels.values().stream().mapToLong(n -> n).sum();
      tallies.add(
          HandMadeTally.tally(geneId)
              .on(
                  rows.stream().map(Row::chrom).min(BY_UTF_8).orElseThrow(),
                  rows.stream().anyMatch(r -> r.strand == Strand.FORWARD)
                      ? Strand.FORWARD
                      : Strand.REVERSE)
              .annotated(gene != null, gene == null ? -1 : gene.span().start())
              .rows(rows.size(), distinct.size(), distinct.size() - stay)
              .ofOtherType(
                  rows.stream()
                      .filter(
                          row ->
                              distinct.stream()
                                  .anyMatch(
                                      d -> d.key().equals(row.key()) && d.predType != row.predType))
                      .count())
              .labels(
                  labels.getOrDefault(PredType.TP, 0L),
                  labels.getOrDefault(PredType.FP, 0L),
                  labels.getOrDefault(PredType.FN, 0L),
                  labels.getOrDefault(PredType.TN, 0L))
              .chunk(stay)
              .build());
    }
    return tallies;
  }

  /**
   * Rows of a gene with repeated keys, scores on both sides of {@code threshold}, and few labels.
   *
   * @param chroms one chromosome and strand of an annotated gene is {@code 1} alone
   */
  static List<Row> rows(Random random, int count, int length, double threshold, String... chroms) {
    PredType[] labels = PredType.values();
    double[] scores = {0, threshold / 2, Math.nextDown(threshold), threshold, 1};
    int oneIn = 1 + random.nextInt(40);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String chrom = chroms[random.nextInt(chroms.length)];
      boolean reverse = chroms.length > 1 && random.nextBoolean();
      boolean isTn = random.nextInt(oneIn) != 0;
      rows.add(
          new Row(
              chrom,
              reverse ? Strand.REVERSE : Strand.FORWARD,
              random.nextInt(length),
              isTn ? PredType.TN : labels[random.nextInt(3)],
              scores[random.nextInt(10) == 0 ? random.nextInt(5) : random.nextInt(2)]));
    }
    return rows;
  }

  /** The same rows with scores of every height, some bounds of strata; some of them twice. */
  static List<Row> ofEveryHeight(Random random, List<Row> rows) {
    return rows.stream()
        .flatMap(row -> Collections.nCopies(1 + random.nextInt(5) / 4, row).stream())
        .map(
            row -> {
              double bound = BOUNDS.get(random.nextInt(BOUNDS.size()));
              double score =
                  switch (random.nextInt(5)) {
                    case 0 -> bound;
                    case 1 -> Math.nextDown(bound);
                    case 2 -> Math.pow(10, -8 * random.nextDouble());
                    default -> 0;
                  };
              return new Row(row.chrom, row.strand, row.position, row.predType, score);
            })
        .toList();
  }

  /** The rows in blocks cut and ordered at random. */
  static List<ThinBlock> blocks(String geneId, List<Row> rows, Random random) {
    Map<List<Object>, List<Row>> byPlace = new LinkedHashMap<>();
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    for (Row row : shuffled) {
      byPlace.computeIfAbsent(List.of(row.chrom, row.strand), p -> new ArrayList<>()).add(row);
    }
    List<ThinBlock> blocks = new ArrayList<>();
    for (List<Row> place : byPlace.values()) {
      for (int from = 0; from < place.size(); ) {
        int to = Math.min(place.size(), from + 1 + random.nextInt(30));
        blocks.add(block(geneId, place.subList(from, to)));
        from = to;
      }
    }
    Collections.shuffle(blocks, random);
    return blocks;
  }

  private static ThinBlock block(String geneId, List<Row> rows) {
    HandMadeThinBlock block = HandMadeThinBlock.of(geneId, rows.get(0).chrom, rows.get(0).strand);
    rows.forEach(row -> block.row(row.position, row.predType, row.topScore));
    return block.build();
  }
}
