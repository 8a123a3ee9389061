package org.splicebeam.transforms.labels;

import java.util.Arrays;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * What each base of a gene is to a base model that called sites by its scores (contract 8.4): TP,
 * FN, FP, TN, or masked. All positions are 0-based from the gene's 5' end.
 *
 * <p>A score that is missing is 0, as is all that lies outside the gene. Time: linear in the gene's
 * length. Memory: one byte a base, and no more than the sites need.
 */
public final class SiteLabels {
  /** A call may be this far from its site, at most. */
  public static final int MOST_TOLERANCE = 10;

  /** Stands for no position. */
  public static final int NONE = -1;

  private static final byte TN = 0;
  private static final byte FP = 1;
  private static final byte MASKED = 2;

  /** The first code of a site: all from here on are one. */
  private static final byte FN_DONOR = 3;

  private static final byte FN_ACCEPTOR = 4;

  /** Of a TP whose call stands at its site; the code of another lies as far away as its call. */
  private static final byte TP_DONOR = FN_ACCEPTOR + 1 + MOST_TOLERANCE;

  private static final byte TP_ACCEPTOR = TP_DONOR + 2 * MOST_TOLERANCE + 1;

  /**
   * How scores call sites.
   *
   * @param threshold the smallest score that calls, above 0, compared as a double
   * @param tolerance bases from a site to a call of it, at most; 0 to {@value #MOST_TOLERANCE}
   */
  public record Rule(double threshold, int tolerance) {
    public Rule {
      if (!(threshold > 0) || tolerance < 0 || tolerance > MOST_TOLERANCE) {
        throw new IllegalArgumentException("threshold " + threshold + ", tolerance " + tolerance);
      }
    }

    /** The smallest float that calls: that it is reached is the same as that the double is. */
    private float smallestCall() {
      float nearest = (float) threshold;
      return nearest < threshold ? Math.nextUp(nearest) : nearest;
    }
  }

  /**
   * Sites of both types inside the gene. The arrays are not written to.
   *
   * @param donors first bases of introns, ascending, each once
   * @param acceptors last bases of introns, ascending, each once
   */
  public record Sites(int[] donors, int[] acceptors) {
    public static final Sites NONE = new Sites(new int[0], new int[0]);
  }

  private final byte[] codes;
  private long masked;
  private final long[] counts = new long[PredType.values().length];

  private SiteLabels(int length) {
    codes = new byte[length];
  }

  /**
   * Labels a gene.
   *
   * @param donorScores of each base, offsets applied, never NaN; may be longer than the gene
   * @param acceptorScores likewise
   * @param length of the gene
   * @param own the gene's sites
   * @param others sites of other genes on its strand that lie in it; its own among them change
   *     nothing
   */
  public static SiteLabels of(
      float[] donorScores, float[] acceptorScores, int length, Sites own, Sites others, Rule rule) {
    SiteLabels labels = new SiteLabels(length);
    int[] donors = union(own.donors(), others.donors());
    int[] acceptors = union(own.acceptors(), others.acceptors());
    labels.putSites(donorScores, donorScores, own.donors(), donors, rule, false);
    labels.putSites(acceptorScores, donorScores, own.acceptors(), acceptors, rule, true);
    labels.putCalls(donorScores, own.donors(), donors, rule);
    labels.putCalls(acceptorScores, own.acceptors(), acceptors, rule);
    labels.count();
    return labels;
  }

  public int length() {
    return codes.length;
  }

  /** Whether a base gives no row. */
  public boolean isMasked(int position) {
    return codes[position] == MASKED;
  }

  /** Of a base that is not masked. */
  public PredType predType(int position) {
    byte code = codes[position];
    if (code >= FN_DONOR) {
      return code <= FN_ACCEPTOR ? PredType.FN : PredType.TP;
    }
    return code == FP ? PredType.FP : PredType.TN;
  }

  /** The type of the gene's site that a base is; {@code NEITHER} where it is none. */
  public SpliceType spliceType(int position) {
    byte code = codes[position];
    if (code < FN_DONOR) {
      return SpliceType.NEITHER;
    }
    return code == FN_ACCEPTOR || code >= TP_ACCEPTOR - MOST_TOLERANCE
        ? SpliceType.ACCEPTOR
        : SpliceType.DONOR;
  }

  /** Where the call of a TP or an FP stands; {@link #NONE} of other bases. */
  public int predictedPosition(int position) {
    byte code = codes[position];
    if (code > FN_ACCEPTOR) {
      boolean acceptor = code >= TP_ACCEPTOR - MOST_TOLERANCE;
      return position + code - (acceptor ? TP_ACCEPTOR : TP_DONOR);
    }
    return code == FP ? position : NONE;
  }

  /** The site of a TP or an FN, which stands there; {@link #NONE} of other bases. */
  public int truePosition(int position) {
    return codes[position] >= FN_DONOR ? position : NONE;
  }

  /** How many bases have a label. */
  public long count(PredType type) {
    return counts[type.ordinal()];
  }

  /** How many bases give no row. */
  public long masked() {
    return masked;
  }

  /** Gives each of the gene's sites of a type its label, unless a better one stands there. */
  private void putSites(
      float[] scores, float[] donors, int[] own, int[] all, Rule rule, boolean acceptors) {
    float call = rule.smallestCall();
    int at = 0;
    for (int site : own) {
      while (all[at] < site) {
        at++;
      }
      // A base belongs to the nearest site, so these two neighbours are all that can take it.
      int before = at == 0 ? Integer.MIN_VALUE / 2 : all[at - 1];
      int behind = at + 1 == all.length ? Integer.MAX_VALUE : all[at + 1];
      int first = Math.max(site - Math.min((site - before) / 2, rule.tolerance()), 0);
      int last = Math.min(site + Math.min((behind - site) / 2, rule.tolerance()), length() - 1);
      int peak = peak(scores, first, last, site);
      byte code;
      if (scores[peak] >= call) {
        code = (byte) ((acceptors ? TP_ACCEPTOR : TP_DONOR) + peak - site);
      } else {
        code = acceptors ? FN_ACCEPTOR : FN_DONOR;
      }
      if (codes[site] == TN || isBetter(code, scores[site], codes[site], donors[site])) {
        codes[site] = code;
      }
    }
  }

  /** Whether an acceptor's label goes before the donor's at the same base. */
  private static boolean isBetter(byte acceptor, float score, byte donor, float donorScore) {
    boolean called = acceptor > FN_ACCEPTOR;
    return called == donor > FN_ACCEPTOR ? score > donorScore : called;
  }

  /** The base with the largest score; of equal ones the nearest to the site, then the smallest. */
  private static int peak(float[] scores, int first, int last, int site) {
    int peak = first;
    for (int i = first + 1; i <= last; i++) {
      boolean nearer = Math.abs(i - site) < Math.abs(peak - site);
      if (scores[i] > scores[peak] || scores[i] == scores[peak] && nearer) {
        peak = i;
      }
    }
    return peak;
  }

  /** Labels or masks a type's calls, and masks other genes' sites; what is a site stays so. */
  private void putCalls(float[] scores, int[] own, int[] all, Rule rule) {
    int tolerance = rule.tolerance();
    float call = rule.smallestCall();
    int at = 0;
    for (int i = 0; i < length(); i++) {
      if (scores[i] >= call && isPeak(scores, i, tolerance)) {
        while (at < all.length && all[at] < i - tolerance) {
          at++;
        }
        boolean ofSite = at < all.length && all[at] <= i + tolerance;
        if (!ofSite) {
          codes[i] = codes[i] == TN ? FP : codes[i];
        } else if (Arrays.binarySearch(own, i) < 0) {
          mask(i);
        }
      }
    }
    for (int site : all) {
      if (Arrays.binarySearch(own, site) < 0) {
        mask(site);
      }
    }
  }

  /** Whether no base near has a larger score, and none before it as large a one. */
  private boolean isPeak(float[] scores, int position, int tolerance) {
    float score = scores[position];
    for (int i = Math.max(position - tolerance, 0); i < position; i++) {
      if (scores[i] >= score) {
        return false;
      }
    }
    int last = Math.min(position + tolerance, length() - 1);
    for (int i = position + 1; i <= last; i++) {
      if (scores[i] > score) {
        return false;
      }
    }
    return true;
  }

  private void mask(int position) {
    if (codes[position] < FN_DONOR) {
      codes[position] = MASKED;
    }
  }

  private void count() {
    long labelled = 0;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] == MASKED) {
        masked++;
      } else if (codes[i] != TN) {
        counts[predType(i).ordinal()]++;
        labelled++;
      }
    }
    counts[PredType.TN.ordinal()] = codes.length - labelled - masked;
  }

  /** All of both, ascending, each once. */
  private static int[] union(int[] a, int[] b) {
    int[] union = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, union, a.length, b.length);
    return Arrays.stream(union).sorted().distinct().toArray();
  }
}
