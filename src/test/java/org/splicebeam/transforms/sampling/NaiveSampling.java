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
import org.apache.beam.vendor.guava.v32_1_2_jre.com.google.common.hash.Hashing;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.HandMadeThinBlock;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.schemas.sampling.EasyRank;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.HandMadeSelection;
import org.splicebeam.schemas.sampling.HandMadeTally;

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

  NaiveSampling(String geneId, SamplingRule rule, List<Row> rows) {
    this.geneId = geneId;
    this.rule = rule;
    this.all = rows;
    this.unique = settle(rows);
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

  private KeptAs why(Row row) {
    if (rule.scope() == SamplingRule.Scope.NONE) {
      return KeptAs.ALL;
    }
    if (row.predType != PredType.TN) {
      return KeptAs.NON_TN;
    }
    if (row.topScore >= rule.hardThreshold()) {
      return KeptAs.HARD;
    }
    for (Row other : unique) {
      if (other.predType != PredType.TN
          && Math.abs(other.position - row.position) <= rule.window()) {
        return KeptAs.NEAR;
      }
    }
    return KeptAs.EASY;
  }

  long nonTn() {
    return unique.stream().filter(r -> r.predType != PredType.TN).count();
  }

  /** The easy negatives in the order in which they are drawn. */
  List<Row> easy() {
    return unique.stream()
        .filter(r -> why(r) == KeptAs.EASY)
        .sorted(
            Comparator.<Row, BigInteger>comparing(this::hash)
                .thenComparing(Row::chrom, BY_UTF_8)
                .thenComparing(Row::strand))
        .toList();
  }

  /** The kept rows, in no order. */
  private Set<Kept> kept(Set<Row> drawn, double probability) {
    Set<Kept> kept = new HashSet<>();
    for (Row row : unique) {
      KeptAs keptAs = why(row);
      if (keptAs != KeptAs.EASY) {
        kept.add(new Kept(row, keptAs, 1));
      } else if (drawn.contains(row)) {
        kept.add(new Kept(row, keptAs, probability));
      }
    }
    return kept;
  }

  private int drawnInGene() {
    double u = hash(geneId, rule.seed()).shiftRight(11).doubleValue() / Math.pow(2, 53);
    return (int) Math.min(easy().size(), Math.floor(rule.easyRatio() * nonTn() + u));
  }

  Set<Kept> keptInGene() {
    List<Row> easy = easy();
    int n = drawnInGene();
    return kept(Set.copyOf(easy.subList(0, n)), (double) n / easy.size());
  }

  private static boolean isBelow(BigInteger hash, double share) {
    BigDecimal limit = new BigDecimal(share).multiply(new BigDecimal(BigInteger.TWO.pow(64)));
    return new BigDecimal(hash).compareTo(limit) < 0;
  }

  Set<Kept> keptByShare(double share) {
    return kept(Set.copyOf(easy().stream().filter(r -> isBelow(hash(r), share)).toList()), share);
  }

  GeneSelection selectionInGene() {
    List<Row> easy = easy();
    int n = drawnInGene();
    Row last = n == 0 ? null : easy.get(n - 1);
    return HandMadeSelection.of(geneId)
        .nonTn(nonTnPositions())
        .easyUpTo(
            last == null
                ? null
                : new EasyRank(hash(last).longValue(), last.chrom, last.strand, last.position))
        .share(easy.isEmpty() ? 1 : (double) n / easy.size())
        .build();
  }

  GeneSelection selectionByShare(double share) {
    // The largest hash below the limit, found bit by bit from the top.
    BigInteger limit = BigInteger.ZERO;
    for (int bit = 63; bit >= 0; bit--) {
      limit = isBelow(limit.setBit(bit), share) ? limit.setBit(bit) : limit;
    }
    return HandMadeSelection.of(geneId)
        .nonTn(nonTnPositions())
        .easyUpTo(isBelow(limit, share) ? EasyRank.upTo(limit.longValue()) : null)
        .share(share)
        .build();
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
