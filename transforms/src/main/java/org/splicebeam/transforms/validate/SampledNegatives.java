package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.splicebeam.transforms.description.DatasetDescription;

/**
 * The true negatives of each gene against the options that chose them (contract 4, 4.1 and 8.6):
 * neighbours, how many of a pool stay, and what sampling_probability says of the pool before. Rows
 * that are no TN are all there, so their number and places are known.
 *
 * <p>Genes without annotation may stand in several places; they are not judged one by one.
 *
 * <p>Memory: the positions of one gene's rows.
 */
final class SampledNegatives {
  /** Greatest of the scores below it, highest stratum first (contract 4.1). */
  private static final double[] BOUNDS = {
    0.31622776601683794,
    0.1,
    0.03162277660168379,
    0.01,
    0.0031622776601683794,
    0.001,
    0.00031622776601683794,
    0.0001,
    3.1622776601683795e-05,
    1e-05,
    3.1622776601683795e-06,
    1e-06,
    3.1622776601683795e-07
  };

  private static final double ROUNDING = 1e-9;

  private final boolean none;
  private final boolean byGene;
  private final boolean byStrata;

  /** Whether the share of all genes is that of other genes, too, which were dropped since. */
  private final boolean lacksGenes;

  private final long window;
  private final JsonNode nearRatio;
  private final double ratio;

  private final RuleTally tally = new RuleTally("gene");
  private final Pool[] ofAll = pools();
  private long othersOfAll;
  private double before;

  private String gene;
  private boolean annotated;
  private Pool[] ofGene = pools();
  private Pool near = new Pool();
  private final Positions others = new Positions();
  private final Positions neighbours = new Positions();
  private final Positions remote = new Positions();

  /** Rows of which a share stays. */
  private static final class Pool {
    private long rows;
    private double least = 1;
    private double largest;

    void add(double chance) {
      rows++;
      least = Math.min(least, chance);
      largest = Math.max(largest, chance);
    }

    boolean sampled() {
      return rows > 0 && least < 1;
    }

    /** Rows of the pool before. */
    double before() {
      return rows / least;
    }

    boolean isOneShare() {
      return rows == 0 || (least == largest && isWhole(before()));
    }
  }

  /** Positions in the order in which they come. */
  private static final class Positions {
    private long[] values = new long[64];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    /** Whether one of them is at most so far away; they are in ascending order. */
    boolean isWithin(long position, long most) {
      int at = Arrays.binarySearch(values, 0, size, position);
      int next = at >= 0 ? at : -at - 1;
      return (next < size && values[next] - position <= most)
          || (next > 0 && position - values[next - 1] <= most);
    }
  }

  /** The rules of a data set. */
  SampledNegatives(DatasetDescription dataset) {
    none = dataset.at("options", "downsample").asText().equals("none");
    byGene = dataset.at("options", "downsample").asText().equals("gene");
    byStrata = dataset.at("options", "negatives").asText().equals("strata");
    lacksGenes = dataset.droppedGenes() > 0;
    window = dataset.at("options", "window").asLong();
    nearRatio = dataset.at("options", "nearRatio");
    ratio = dataset.at("options", byStrata ? "negativeRatio" : "easyRatio").asDouble();
  }

  private static Pool[] pools() {
    Pool[] pools = new Pool[BOUNDS.length + 1];
    Arrays.setAll(pools, i -> new Pool());
    return pools;
  }

  /** Looks at the next rows. */
  void add(GroupRows rows) {
    if (none) {
      return;
    }
    String[] ids = rows.texts("gene_id");
    String[] labels = rows.texts("pred_type");
    String[] keptAs = rows.texts("kept_as");
    long[] known = rows.numbers("has_gene_info");
    long[] positions = rows.numbers("position");
    double[] chances = rows.reals("sampling_probability");
    double[] donor = rows.reals("donor_score");
    double[] acceptor = rows.reals("acceptor_score");
    for (int i = 0; i < rows.size(); i++) {
      if (!ids[i].equals(gene)) {
        endGene();
        gene = ids[i];
        annotated = known[i] == 1;
      }
      if (!labels[i].equals("TN")) {
        others.add(positions[i]);
        othersOfAll++;
      } else if (keptAs[i].equals("near")) {
        near.add(chances[i]);
        neighbours.add(positions[i]);
      } else if (!keptAs[i].equals("hard")) {
        int pool = byStrata ? stratum(Math.max(donor[i], acceptor[i])) : 0;
        (byGene ? ofGene : ofAll)[pool].add(chances[i]);
        if (!byStrata) {
          remote.add(positions[i]);
        }
      }
    }
  }

  private static int stratum(double score) {
    int stratum = 0;
    while (stratum < BOUNDS.length && BOUNDS[stratum] > score) {
      stratum++;
    }
    return stratum;
  }

  private void endGene() {
    if (gene != null && annotated) {
      Arrays.sort(others.values, 0, others.size);
      if (!byStrata) {
        neighbours();
        if (nearRatio.isNumber()) {
          pool("near", near, nearRatio.asDouble());
        }
      }
      if (byGene && byStrata) {
        strata();
      } else if (byGene) {
        pool("easy", ofGene[0], ratio);
      }
    }
    ofGene = pools();
    near = new Pool();
    others.size = 0;
    neighbours.size = 0;
    remote.size = 0;
  }

  private void neighbours() {
    for (int i = 0; i < neighbours.size; i++) {
      holds(
          others.isWithin(neighbours.values[i], window),
          "near negatives are within options.window of a row that is no TN",
          "position " + neighbours.values[i]);
    }
    for (int i = 0; i < remote.size; i++) {
      holds(
          !others.isWithin(remote.values[i], window),
          "easy negatives are not within options.window of a row that is no TN",
          "position " + remote.values[i]);
    }
  }

  private void pool(String name, Pool pool, double perRow) {
    oneShare(name, pool);
    asMany(
        "options.%sRatio for each row that is no TN are %s".formatted(name, name),
        pool.rows,
        pool.sampled(),
        perRow * others.size);
    before += pool.rows == 0 ? 0 : pool.before() - pool.rows;
  }

  private void oneShare(String name, Pool pool) {
    holds(
        pool.isOneShare(),
        "sampling_probability of the %s negatives is their number by that before".formatted(name),
        "%s rows, %s to %s".formatted(pool.rows, pool.least, pool.largest));
  }

  /** The fraction that is left is rounded up or down; of fewer rows than asked for all stay. */
  private void asMany(String rule, long rows, boolean sampled, double asked) {
    double slack = ROUNDING * Math.max(1, asked);
    holds(
        rows <= Math.floor(asked + slack) + 1 && (!sampled || rows >= Math.floor(asked - slack)),
        rule,
        "%s rows, %s asked for".formatted(rows, asked));
  }

  private void strata() {
    long rows = 0;
    long level = Long.MAX_VALUE;
    for (Pool stratum : ofGene) {
      oneShare("stratum's", stratum);
      rows += stratum.rows;
      level = stratum.sampled() ? Math.min(level, stratum.rows) : level;
      before += stratum.rows == 0 ? 0 : stratum.before() - stratum.rows;
    }
    boolean sampled = level < Long.MAX_VALUE;
    asMany(
        "options.negativeRatio for each row that is no TN are negatives",
        rows,
        sampled,
        ratio * others.size);
    boolean odd = true;
    for (Pool stratum : ofGene) {
      holds(
          !sampled || stratum.rows <= level + 1,
          "strata give equally many, as far as they have them",
          "%s rows, others %s".formatted(stratum.rows, level));
      if (stratum.sampled()) {
        holds(
            odd || stratum.rows == level,
            "the odd rows are of the highest strata",
            stratum.rows + " rows");
        odd = stratum.rows > level;
      }
    }
  }

  private void holds(boolean rule, String sentence, String value) {
    if (!rule) {
      tally.broken(sentence, gene, value);
    }
  }

  /**
   * The sentences on all rows, once the last was looked at.
   *
   * @param sampledOut rows that dataset.json says were not drawn
   */
  List<String> sentences(long sampledOut) {
    endGene();
    List<String> sentences = new ArrayList<>(tally.sentences());
    boolean isExact = false;
    if (!byGene && !none) {
      for (Pool pool : ofAll) {
        if (pool.rows > 0 && pool.least != pool.largest) {
          sentences.add(
              "sampling_probability of one pool of all genes is %s to %s"
                  .formatted(pool.least, pool.largest));
        }
      }
      if (!byStrata && !lacksGenes && ofAll[0].sampled()) {
        double pool = ratio * othersOfAll / ofAll[0].least;
        if (!isWhole(pool)) {
          sentences.add(
              "options.easyRatio is %s: with it sampling_probability %s is of %s easy negatives"
                  .formatted(ratio, ofAll[0].least, pool));
        }
        before += pool - ofAll[0].rows;
        isExact = !nearRatio.isNumber();
      }
    }
    long known = Math.round(before);
    if (isExact ? sampledOut != known : sampledOut < known) {
      sentences.add(
          "rows.sampledOut is %s, sampling_probability tells of %s".formatted(sampledOut, known));
    }
    return sentences;
  }

  private static boolean isWhole(double number) {
    return Math.abs(number - Math.rint(number)) <= ROUNDING * Math.max(1, number);
  }
}
