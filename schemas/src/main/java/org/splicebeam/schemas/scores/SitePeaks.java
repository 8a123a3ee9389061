package org.splicebeam.schemas.scores;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * Raw scores of one type on one strand around the annotation's splice sites (contract 8.3).
 *
 * @param type donor or acceptor
 * @param strand + or -
 * @param sites distinct sites that were looked at
 * @param means the mean score {@value #REACH} bases before a site, and so on, to {@value #REACH}
 *     bases behind it; all 0 where there is no site
 */
public record SitePeaks(SpliceType type, Strand strand, long sites, double[] means) {
  /** The largest offset. */
  public static final int REACH = 5;

  /** Offsets that are looked at. */
  public static final int SHIFTS = 2 * REACH + 1;

  private static final long ENOUGH_SITES = 20;
  private static final double CLEAR = 0.1;

  /** Whether the strand has sites enough to say anything. */
  public boolean speaks() {
    return sites >= ENOUGH_SITES;
  }

  /**
   * Where the mean is largest, in bases from the site; of equal ones the nearest, then the later.
   */
  public int peak() {
    int best = 0;
    for (int distance = 1; distance <= REACH; distance++) {
      best = mean(distance) > mean(best) ? distance : best;
      best = mean(-distance) > mean(best) ? -distance : best;
    }
    return best;
  }

  /** Whether the peak stands out from all others. */
  public boolean isClear() {
    int peak = peak();
    double rest = 0;
    for (int shift = -REACH; shift <= REACH; shift++) {
      rest = shift == peak ? rest : Math.max(rest, mean(shift));
    }
    return mean(peak) >= CLEAR && mean(peak) >= 2 * rest;
  }

  /**
   * The mean score of the bases at a distance from the sites.
   *
   * @param shift in bases towards the 3' end, -{@value #REACH} to {@value #REACH}
   */
  public double mean(int shift) {
    return means[shift + REACH];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SitePeaks o
        && type == o.type
        && strand == o.strand
        && sites == o.sites
        && Arrays.equals(means, o.means);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(means);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(type.ordinal());
    out.writeByte(strand.ordinal());
    ElementCoder.writeNumber(sites, out);
    for (double mean : means) {
      out.writeDouble(mean);
    }
  }

  static SitePeaks read(DataInputStream in) throws IOException {
    SpliceType type = SpliceType.values()[in.readByte()];
    Strand strand = Strand.values()[in.readByte()];
    long sites = ElementCoder.readNumber(in);
    double[] means = new double[SHIFTS];
    for (int i = 0; i < SHIFTS; i++) {
      means[i] = in.readDouble();
    }
    return new SitePeaks(type, strand, sites, means);
  }
}
