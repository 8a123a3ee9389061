package org.splicebeam.transforms.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.ThinBlock;
import org.splicebeam.schemas.sampling.Draw;
import org.splicebeam.schemas.sampling.GeneSelection;
import org.splicebeam.schemas.sampling.GeneTally;
import org.splicebeam.schemas.sampling.NegativeRank;

/**
 * Settles the rows of one gene: one row a key, then which of them stay (contract 4 and 5, genomic
 * keys).
 *
 * <p>Blocks may come in any order. Memory: at most 24 bytes a row of the gene (8 to 12 the row, 12
 * the hash of a negative that is drawn, or 8 the position of a kept row).
 */
public final class GeneSampler {
  /** The bits of a position that are packed with its label; no chromosome needs more. */
  private static final long PACKED = (1L << 57) - 1;

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

  /** Negatives of each pool. */
  private long[] available;

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
      place.add(position, block.predTypes()[i], rule.negatives().grade(block.topScores()[i]));
    }
  }

  /** Leaves one row a key, and tells the pools of those that are sampled; call once, at the end. */
  public void settle() {
    rowsByPlace.values().forEach(Rows::settle);
    nonTnPositions =
        rule.negatives().looksAround()
            ? rowsByPlace.values().stream()
                .flatMapToLong(Rows::nonTnPositions)
                .sorted()
                .distinct()
                .toArray()
            : new long[0];
    available = new long[rule.negatives().pools()];
    rowsByPlace.values().forEach(place -> place.findPools(rule, nonTnPositions, available));
  }

  /** The number of non-TN keys. */
  public long nonTn() {
    return rowsByPlace.values().stream().mapToLong(c -> c.nonTnPositions().count()).sum();
  }

  /** The number of negatives of a pool. */
  public long available(int pool) {
    return available[pool];
  }

  /** The gene's own choice: of each pool as many as its ratio asks for, smallest hashes first. */
  public GeneSelection selectInGene() {
    return select(pool -> false, null);
  }

  /**
   * The choice by shares of all genes' negatives.
   *
   * @param shares of each pool that the data set shares
   */
  public GeneSelection selectByShares(double[] shares) {
    return select(rule.negatives()::isShared, shares);
  }

  private GeneSelection select(IntPredicate isShared, double[] shares) {
    KeyHash hash = new KeyHash(geneId, rule.seed());
    long[] keep = rule.negatives().toKeep(available, nonTn(), hash);
    SmallestHashes[] smallest = new SmallestHashes[keep.length];
    for (int pool = 0; pool < keep.length; pool++) {
      smallest[pool] = new SmallestHashes(isShared.test(pool) ? 0 : Math.toIntExact(keep[pool]));
    }
    // Rows of an equal hash, as those of one position at several places, come in the order of
    // their ranks: places are sorted, and so are the positions of each.
    int row = 0;
    for (Rows place : rowsByPlace.values()) {
      for (int i = 0; i < place.size; i++, row++) {
        int pool = place.pool(i);
        if (pool != Negatives.ALL_STAY && smallest[pool].isOpen()) {
          smallest[pool].add(hash.ofPosition(place.position(i)), row);
        }
      }
    }
    List<Draw> draws = new ArrayList<>(keep.length);
    for (int pool = 0; pool < keep.length; pool++) {
      if (isShared.test(pool)) {
        draws.add(SamplingRule.draw(shares[pool]));
      } else if (available[pool] == 0) {
        draws.add(Draw.OF_NONE);
      } else {
        draws.add(
            new Draw(
                keep[pool] == 0 ? null : rank(smallest[pool]),
                (double) keep[pool] / available[pool]));
      }
    }
    GeneSelection selection = new GeneSelection(geneId, nonTnPositions, draws, List.of());
    return new GeneSelection(geneId, nonTnPositions, draws, overruled(selection, hash));
  }

  private NegativeRank rank(SmallestHashes smallest) {
    int row = smallest.lastRow();
    for (Map.Entry<Place, Rows> entry : rowsByPlace.entrySet()) {
      Place place = entry.getKey();
      Rows rows = entry.getValue();
      if (row < rows.size) {
        return new NegativeRank(
            smallest.lastHash(), place.chrom(), place.strand(), rows.position(row));
      }
      row -= rows.size;
    }
    throw new IllegalStateException("rows have changed");
  }

  /** The negatives that are not drawn, though a loser of their key would be. */
  private List<NegativeRank> overruled(GeneSelection selection, KeyHash hash) {
    RowJudge judge = new RowJudge(rule, selection);
    Set<NegativeRank> overruled = new TreeSet<>();
    rowsByPlace.forEach(
        (place, rows) -> {
          for (int i = 0; i < rows.lost; i++) {
            long position = rows.base | rows.losers[i] >>> Rows.POSITION;
            int pool = rows.pool(rows.indexOf(position));
            int loser = Rows.low(rows.losers[i]);
            if (!judge.draws(pool, position, place.chrom(), place.strand())
                && judge.draws(loser, position, place.chrom(), place.strand())) {
              overruled.add(
                  new NegativeRank(
                      hash.ofPosition(position), place.chrom(), place.strand(), position));
            }
          }
        });
    return List.copyOf(overruled);
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
        int pool = some.pool(i);
        if (pool == Negatives.ALL_STAY
            || judge.draws(pool, position, place.chrom(), place.strand())) {
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
   * last bits its grade, later its pool.
   */
  private static final class Rows {
    private static final PredType[] PRED_TYPES = PredType.values();
    private static final int LABEL = 4;
    private static final int POSITION = LABEL + 2;
    private static final long LOW = (1 << LABEL) - 1;

    private final long base;
    private long[] packed = new long[64];
    private int size;
    private long rows;
    private long duplicatesOfOtherType;

    /**
     * Negatives whose key has a negative of another grade that wins, and whose pools differ. There
     * are few: mostly rows of one key have one score.
     */
    private long[] losers = {};

    private int lost;

    Rows(long base) {
      this.base = base;
    }

    void add(long position, byte predType, int grade) {
      if (size == packed.length) {
        packed = Arrays.copyOf(packed, size + (size >> 1));
      }
      packed[size++] = (position & PACKED) << POSITION | predType << LABEL | grade;
      rows++;
    }

    /** The best label of a position sorts first, and the highest negative before the others. */
    void settle() {
      Arrays.sort(packed, 0, size);
      int unique = 0;
      for (int i = 0; i < size; i++) {
        if (unique == 0 || packed[i] >>> POSITION != packed[unique - 1] >>> POSITION) {
          packed[unique++] = packed[i];
        } else if (label(packed[i]) != label(packed[unique - 1])) {
          duplicatesOfOtherType++;
        } else if (packed[i] != packed[unique - 1] && predType(unique - 1) == PredType.TN) {
          lose(packed[i]);
        }
      }
      size = unique;
    }

    private void lose(long row) {
      if (lost == losers.length) {
        losers = Arrays.copyOf(losers, Math.max(8, lost + (lost >> 1)));
      }
      losers[lost++] = row;
    }

    /** Puts the pool of every row in place of its grade, and counts them. */
    void findPools(SamplingRule rule, long[] allNonTnPositions, long[] available) {
      for (int i = 0; i < size; i++) {
        int pool = pool(rule, allNonTnPositions, packed[i]);
        packed[i] = packed[i] & ~LOW | pool;
        if (pool != Negatives.ALL_STAY) {
          available[pool]++;
        }
      }
      int differing = 0;
      for (int i = 0; i < lost; i++) {
        int pool = pool(rule, allNonTnPositions, losers[i]);
        int winner = pool(indexOf(base | losers[i] >>> POSITION));
        if (winner != Negatives.ALL_STAY && winner != pool) {
          losers[differing++] = losers[i] & ~LOW | pool;
        }
      }
      lost = differing;
    }

    private int pool(SamplingRule rule, long[] allNonTnPositions, long row) {
      int grade = low(row);
      PredType predType = PRED_TYPES[label(row)];
      long position = base | row >>> POSITION;
      return RowJudge.pool(
          rule, RowJudge.why(rule, allNonTnPositions, position, predType, grade), grade);
    }

    /** Where the row of a position is that has one. */
    int indexOf(long position) {
      int low = 0;
      int high = size - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (position(middle) < position) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    long position(int i) {
      return base | packed[i] >>> POSITION;
    }

    PredType predType(int i) {
      return PRED_TYPES[label(packed[i])];
    }

    /** The pool of a row, or {@link Negatives#ALL_STAY}. */
    int pool(int i) {
      return low(packed[i]);
    }

    private static int label(long row) {
      return (int) (row >>> LABEL) & 3;
    }

    /** Grade or pool. */
    static int low(long row) {
      return (int) (row & LOW);
    }

    LongStream nonTnPositions() {
      return IntStream.range(0, size)
          .filter(i -> predType(i) != PredType.TN)
          .mapToLong(this::position);
    }
  }
}
