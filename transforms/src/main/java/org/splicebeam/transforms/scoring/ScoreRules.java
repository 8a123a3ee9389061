package org.splicebeam.transforms.scoring;

import java.io.Serializable;
import org.splicebeam.schemas.scores.SitePeaks;
import org.splicebeam.transforms.labels.SiteLabels;

/**
 * How scores become rows (contract 8.3 to 8.5).
 *
 * @param callThreshold the smallest score that calls a site, above 0
 * @param siteTolerance bases from a site to a call of it, at most; 0 to 10
 * @param sequenceFlank bases of a row's sequence before its position, and from it on; 1 to 32 767
 * @param donorOffset bases by which donor scores are moved towards the 3' end; null to measure it
 * @param acceptorOffset likewise
 * @param offsetCheck whether offsets and the genome are held against the annotation's sites
 */
public record ScoreRules(
    double callThreshold,
    int siteTolerance,
    int sequenceFlank,
    Integer donorOffset,
    Integer acceptorOffset,
    boolean offsetCheck)
    implements Serializable {
  /** The largest offset. */
  public static final int MOST_OFFSET = SitePeaks.REACH;

  /** The longest sequence has two of these. */
  public static final int MOST_FLANK = 32_767;

  public ScoreRules {
    requireWithin(0, siteTolerance, SiteLabels.MOST_TOLERANCE);
    requireWithin(1, sequenceFlank, MOST_FLANK);
    if (!(callThreshold > 0)) {
      throw new IllegalArgumentException("callThreshold is above 0");
    }
    if (!offsetCheck && (donorOffset == null || acceptorOffset == null)) {
      throw new IllegalArgumentException("without the check both offsets are told");
    }
    requireWithin(-MOST_OFFSET, donorOffset == null ? 0 : donorOffset, MOST_OFFSET);
    requireWithin(-MOST_OFFSET, acceptorOffset == null ? 0 : acceptorOffset, MOST_OFFSET);
  }

  private static void requireWithin(int least, int number, int most) {
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "%s is not within %s and %s".formatted(number, least, most));
    }
  }
}
