package org.splicebeam.pipeline.simulate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * What a made-up base model says of a gene: a donor and an acceptor score for each position. There
 * are peaks at most true sites; the others are its false negatives. There are peaks at some other
 * places, too: false positives, and negatives that are hard to tell. Scores are whole
 * ten-millionths, so that donor, acceptor and neither add up to 1 exactly as they are written.
 */
final class BaseModelScores {
  /** A score of 1. */
  static final int ONE = 10_000_000;

  private static final int CALLED = ONE / 2;
  private static final int TRUE_POSITIVES_IN_100 = 80;

  /** Between two peaks, so that the flanks of one do not touch the other. */
  private static final int DISTANCE = 6;

  private static final int ATTEMPTS = 50;

  private final int[] donor;
  private final int[] acceptor;

  /** The type of the score that peaks, by 0-based gene position. */
  private final TreeMap<Integer, SpliceType> peaks = new TreeMap<>();

  private final Map<Integer, TrueSite> trueSites;
  private final SplittableRandom random;

  BaseModelScores(MadeUpGene gene, SplittableRandom random) {
    this.random = random;
    trueSites = gene.trueSites();
    donor = background(gene.length());
    acceptor = background(gene.length());
    trueSites.forEach(
        (position, site) ->
            raise(
                position,
                site.type(),
                random.nextInt(100) < TRUE_POSITIVES_IN_100
                    ? random.nextInt(5_500_000, 9_980_000)
                    : random.nextInt(1_000, 4_500_000)));
    for (int i = 0; i <= trueSites.size() / 8; i++) {
      raiseSomewhere(5_100_000, 9_500_000);
    }
    for (int i = 0; i < 2 + trueSites.size() / 4; i++) {
      raiseSomewhere(1_600_000, 4_500_000);
    }
  }

  /** In ten-millionths; 0 outside the gene. */
  int score(SpliceType type, int position) {
    int[] track = track(type);
    return position < 0 || position >= track.length ? 0 : track[position];
  }

  /**
   * The score as the model itself places it, like SpliceAI: a donor's on the last base of the exon,
   * an acceptor's on the first. In ten-millionths; 0 outside the gene.
   *
   * @param position 0-based from the gene's 5' end
   */
  int raw(SpliceType type, int position) {
    return position < 0 || position >= donor.length
        ? 0
        : score(type, type == SpliceType.DONOR ? position + 1 : position - 1);
  }

  /** As it is written to files. */
  static String text(int tenMillionths) {
    return BigDecimal.valueOf(tenMillionths, 7).stripTrailingZeros().toPlainString();
  }

  /**
   * The places, 0-based from the gene's 5' end, where a score stands out: all but easy negatives.
   */
  TreeMap<Integer, SpliceType> peaks() {
    return peaks;
  }

  /** How the model's call at a position compares with the annotation. */
  PredType predType(int position) {
    TrueSite site = trueSites.get(position);
    if (site != null) {
      return score(site.type(), position) >= CALLED ? PredType.TP : PredType.FN;
    }
    return Math.max(donor[position], acceptor[position]) >= CALLED ? PredType.FP : PredType.TN;
  }

  /** The score that a row is about: of its true type, of its peak, else of either. */
  SpliceType pass(int position) {
    SpliceType peak = peaks.get(position);
    return peak != null ? peak : position % 2 == 0 ? SpliceType.DONOR : SpliceType.ACCEPTOR;
  }

  private int[] background(int length) {
    int[] track = new int[length];
    for (int i = 0; i < length; i++) {
      track[i] = random.nextInt(1 << random.nextInt(4, 14));
    }
    return track;
  }

  private void raiseSomewhere(int least, int most) {
    SpliceType type = random.nextInt(2) == 0 ? SpliceType.DONOR : SpliceType.ACCEPTOR;
    int height = random.nextInt(least, most);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int position = random.nextInt(donor.length);
      if (peaks.subMap(position - DISTANCE, true, position + DISTANCE, true).isEmpty()) {
        raise(position, type, height);
        return;
      }
    }
  }

  private void raise(int position, SpliceType type, int height) {
    peaks.put(position, type);
    int[] track = track(type);
    track[position] = height;
    for (int offset = 1; offset <= 2; offset++) {
      int smaller = offset == 1 ? random.nextInt(50, 400) : random.nextInt(400, 4_000);
      for (int flank : new int[] {position - offset, position + offset}) {
        if (flank >= 0 && flank < track.length) {
          track[flank] += height / smaller;
        }
      }
    }
  }

  private int[] track(SpliceType type) {
    return type == SpliceType.DONOR ? donor : acceptor;
  }
}
