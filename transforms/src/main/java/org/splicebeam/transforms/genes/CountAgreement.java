package org.splicebeam.transforms.genes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.SiteAgreement;
import org.splicebeam.schemas.inputs.SiteAgreement.Count;
import org.splicebeam.schemas.inputs.SiteAgreement.StrayRow;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * Counts how many rows that tell of a true site stand near a splice site of their gene (contract
 * 1.3). Memory: a few numbers and rows. Not thread-safe.
 */
public final class CountAgreement {
  /** Bases between a row and a site of one genome. */
  private static final long NEAR = 2;

  private final List<Count> counts = new ArrayList<>(SiteAgreement.NONE.counts());
  private List<StrayRow> strays = List.of();

  /** Whether a row of these types says where a true site stands. */
  public static boolean counts(PredType predType, SpliceType spliceType) {
    return (predType == PredType.TP || predType == PredType.FN) && spliceType != SpliceType.NEITHER;
  }

  /**
   * Takes a row that counts.
   *
   * @param gene of the row
   * @param sites of the gene, at least one
   * @param position 0-based, from the gene's 5' end; outside of the gene it does not agree
   * @param truePosition likewise; null where the row has none
   */
  public void add(
      GeneModel gene,
      SpliceSites sites,
      PredType predType,
      SpliceType spliceType,
      long position,
      Long truePosition) {
    boolean donor = spliceType == SpliceType.DONOR;
    long[] ofType = donor ? sites.donors() : sites.acceptors();
    long at = absolute(gene, position);
    boolean inside = position >= 0 && position < gene.span().length();
    long trueAt = truePosition == null ? at : absolute(gene, truePosition);
    boolean agrees = inside && (isNear(ofType, at) || isNear(ofType, trueAt));
    boolean exact = inside && Arrays.binarySearch(ofType, trueAt) >= 0;
    int kind = SiteAgreement.kindOf(donor, gene.strand());
    Count before = counts.get(kind);
    counts.set(kind, before.plus(new Count(before.of(), 1, agrees ? 1 : 0, exact ? 1 : 0)));
    if (!agrees) {
      String call = predType + (donor ? " donor" : " acceptor");
      StrayRow stray = new StrayRow(gene.geneId(), position, call, at, nearest(ofType, at));
      strays = SiteAgreement.first(Stream.concat(strays.stream(), Stream.of(stray)));
    }
  }

  /** What was counted. */
  public SiteAgreement counted() {
    return new SiteAgreement(counts, strays);
  }

  /** Genomic, 1-based; of a position that no gene has it may be any. */
  private static long absolute(GeneModel gene, long position) {
    return gene.strand() == Strand.FORWARD
        ? gene.span().start() + position
        : gene.span().end() - position;
  }

  private static boolean isNear(long[] sites, long at) {
    Long site = nearest(sites, at);
    return site != null && Math.abs(site - at) <= NEAR;
  }

  /** The site next to a place, the smaller one of two; null where there is none. */
  private static Long nearest(long[] sites, long at) {
    int insertion = Arrays.binarySearch(sites, at);
    if (insertion >= 0) {
      return at;
    }
    int next = -insertion - 1;
    if (next == sites.length) {
      return next == 0 ? null : Long.valueOf(sites[next - 1]);
    }
    boolean isFirst = next == 0;
    return isFirst || sites[next] - at < at - sites[next - 1] ? sites[next] : sites[next - 1];
  }
}
