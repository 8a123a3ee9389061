package org.splicebeam.transforms.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.schemas.sampling.EasyRank;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * Settles the rows of one gene: one row a key, then which of them stay (contract 4 and 5, genomic
 * keys).
 *
 * <p>Blocks may come in any order. Memory: at most 24 bytes a row of the gene (8 to 12 the row, 8
 * the hash of an easy negative or the position of a kept row).
 */
public final class GeneSampler {
  /** The bits of a position that are packed with its label; no chromosome needs more. */
  private static final long PACKED = (1L << 60) - 1;

  private static final Comparator<Place> PLACE_ORDER =
      Comparator.comparing(Place::chrom, Chromosomes.BY_CODE_POINT)
          .thenComparing(Place::strand)
          .thenComparingLong(Place::base);

  /**
   * Rows are kept together where these agree; {@code base} holds the bits of the positions above
   * the packed ones.
   */
  private record Place(String chrom, Strand strand, long base) {}

  private final String geneId;
  private final SamplingRule rule;
  private final TreeMap<Place, Rows> rowsByPlace = new TreeMap<>(PLACE_ORDER);
  private long[] nonTnPositions;

  public GeneSampler(String geneId, SamplingRule rule) {
    this.geneId = geneId;
    this.rule = rule;
  }

  /** Takes in one block; only before {@link #settle}. */
  public void add(ThinBlock block) {
    Rows place = null;
    for (int i = 0; i < block.size(); i++) {
      long position = block.genePositions()[i];
      if (place == null || (position & ~PACKED) != place.base) {
        place =
            rowsByPlace.computeIfAbsent(
                new Place(block.chrom(), block.strand(), position & ~PACKED),
                at -> new Rows(at.base()));
      }
      place.add(position, block.predTypes()[i], block.topScores()[i] >= rule.hardThreshold());
    }
  }

  /** Leaves one row a key, and tells the easy ones; call once, after the last block. */
  public void settle() {
    rowsByPlace.values().forEach(Rows::settle);
    nonTnPositions =
        rowsByPlace.values().stream()
            .flatMapToLong(Rows::nonTnPositions)
            .sorted()
            .distinct()
            .toArray();
    rowsByPlace.values().forEach(place -> place.findEasy(rule, nonTnPositions));
  }

  /** The number of non-TN keys. */
  public long nonTn() {
    return rowsByPlace.values().stream().mapToLong(c -> c.nonTnPositions().count()).sum();
  }

  /** The number of easy negatives. */
  public long easy() {
    return rowsByPlace.values().stream().mapToLong(c -> c.easy).sum();
  }

  /** The gene's own choice: as many easy negatives as its ratio asks for, smallest hashes first. */
  public GeneSelection selectInGene() {
    KeyHash hash = new KeyHash(geneId, rule.seed());
    long easy = easy();
    long keep = rule.easyToKeep(easy, nonTn(), hash);
    double probability = easy == 0 ? 1 : (double) keep / easy;
    return new GeneSelection(geneId, nonTnPositions, lastEasy(keep, easy, hash), probability);
  }

  /** The choice by one share of all genes' easy negatives. */
  public GeneSelection selectByShare(double share) {
    return new GeneSelection(geneId, nonTnPositions, SamplingRule.lastEasyOf(share), share);
  }

  private EasyRank lastEasy(long keep, long easy, KeyHash hash) {
    if (keep == 0) {
      return null;
    }
    long[] hashes = new long[Math.toIntExact(easy)];
    int at = 0;
    for (Rows place : rowsByPlace.values()) {
      for (int i = 0; i < place.size; i++) {
        if (place.isEasy(i)) {
          // With the sign bit flipped, the signed order is that of the unsigned hash.
          hashes[at++] = hash.ofPosition(place.position(i)) ^ Long.MIN_VALUE;
        }
      }
    }
    Arrays.sort(hashes);
    long limit = hashes[Math.toIntExact(keep) - 1];
    int below = Math.toIntExact(keep) - 1;
    while (below > 0 && hashes[below - 1] == limit) {
      below--;
    }
    // Several rows may share the last hash: one position at several places, or a collision. They
    // come in the order of their ranks, because places are sorted and so are the positions of each.
    List<EasyRank> equal = new ArrayList<>();
    rowsByPlace.forEach(
        (place, rows) -> {
          for (int i = 0; i < rows.size; i++) {
            long position = rows.position(i);
            if (rows.isEasy(i) && (hash.ofPosition(position) ^ Long.MIN_VALUE) == limit) {
              equal.add(
                  new EasyRank(limit ^ Long.MIN_VALUE, place.chrom(), place.strand(), position));
            }
          }
        });
    return equal.get(Math.toIntExact(keep) - 1 - below);
  }

  /**
   * What becomes of the gene's rows: one tally a chromosome, in karyotype order.
   *
   * @param gene null where the annotation has none
   * @param chunk how many kept rows a part can take at most
   */
  public List<GeneTally> tally(GeneSelection selection, GeneModel gene, long chunk) {
    RowJudge judge = new RowJudge(rule, selection);
    TreeMap<String, List<Place>> chromosomes = new TreeMap<>(Chromosomes.KARYOTYPE);
    for (Place place : rowsByPlace.keySet()) {
      chromosomes.computeIfAbsent(place.chrom(), c -> new ArrayList<>()).add(place);
    }
    List<GeneTally> tallies = new ArrayList<>();
    chromosomes
        .values()
        .forEach(places -> tallies.add(tallyChromosome(places, judge, gene, chunk)));
    return tallies;
  }

  private GeneTally tallyChromosome(
      List<Place> places, RowJudge judge, GeneModel gene, long chunk) {
    long rows = 0;
    long unique = 0;
    long duplicatesOfOtherType = 0;
    long[] kept = new long[PredType.values().length];
    int size = places.stream().mapToInt(p -> rowsByPlace.get(p).size).sum();
    long[] positions = new long[size];
    int count = 0;
    for (Place place : places) {
      Rows some = rowsByPlace.get(place);
      rows += some.rows;
      unique += some.size;
      duplicatesOfOtherType += some.duplicatesOfOtherType;
      for (int i = 0; i < some.size; i++) {
        long position = some.position(i);
        if (!some.isEasy(i) || judge.draws(position, place.chrom(), place.strand())) {
          kept[some.predType(i).ordinal()]++;
          positions[count++] = position;
        }
      }
    }
    if (places.size() > 1) {
      Arrays.sort(positions, 0, count);
    }
    Chunks chunks = Chunks.of(positions, count, chunk);
    return new GeneTally(
        geneId,
        places.get(0).chrom(),
        places.stream().map(Place::strand).min(Comparator.naturalOrder()).orElseThrow(),
        gene != null,
        gene == null ? -1 : gene.span().start(),
        true,
        rows,
        unique,
        duplicatesOfOtherType,
        unique - count,
        kept[PredType.TP.ordinal()],
        kept[PredType.FP.ordinal()],
        kept[PredType.FN.ordinal()],
        kept[PredType.TN.ordinal()],
        chunks.starts(),
        chunks.rows());
  }

  /**
   * The rows of one chromosome and strand, each packed into a long: position, label, and in the
   * last bit whether it can be sampled out (at first: whether it is not hard).
   */
  private static final class Rows {
    private static final PredType[] PRED_TYPES = PredType.values();

    private final long base;
    private long[] packed = new long[64];
    private int size;
    private int easy;
    private long rows;
    private long duplicatesOfOtherType;

    Rows(long base) {
      this.base = base;
    }

    void add(long position, byte predType, boolean hard) {
      if (size == packed.length) {
        packed = Arrays.copyOf(packed, size + (size >> 1));
      }
      packed[size++] = (position & PACKED) << 3 | predType << 1 | (hard ? 0 : 1);
      rows++;
    }

    /** The best label of a position sorts first, and the hard negative before the others. */
    void settle() {
      Arrays.sort(packed, 0, size);
      int unique = 0;
      for (int i = 0; i < size; i++) {
        if (unique == 0 || packed[i] >>> 3 != packed[unique - 1] >>> 3) {
          packed[unique++] = packed[i];
        } else if (label(packed[i]) != label(packed[unique - 1])) {
          duplicatesOfOtherType++;
        }
      }
      size = unique;
    }

    /** Clears the last bit of every row that stays in any case. */
    void findEasy(SamplingRule rule, long[] allNonTnPositions) {
      for (int i = 0; i < size; i++) {
        // Only the side of the threshold is known here; any score on that side will do.
        double topScore = isEasy(i) ? -1 : rule.hardThreshold();
        if (RowJudge.sure(rule, allNonTnPositions, position(i), predType(i), topScore) == null) {
          easy++;
        } else {
          packed[i] &= ~1L;
        }
      }
    }

    long position(int i) {
      return base | packed[i] >>> 3;
    }

    PredType predType(int i) {
      return PRED_TYPES[label(packed[i])];
    }

    private static int label(long row) {
      return (int) (row >>> 1) & 3;
    }

    boolean isEasy(int i) {
      return (packed[i] & 1) == 1;
    }

    LongStream nonTnPositions() {
      return IntStream.range(0, size)
          .filter(i -> predType(i) != PredType.TN)
          .mapToLong(this::position);
    }
  }
}
