package org.splicebeam.transforms.scoring;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.splicebeam.schemas.genome.SiteTranscripts;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.schemas.scores.SitedGene;
import org.splicebeam.transforms.labels.SiteLabels;

/**
 * The positions of a gene, labelled by its scores, with all that chooses among them and all that a
 * row says of them but its sequence. Positions are 0-based from the gene's 5' end.
 *
 * <p>Scores are those of the arrays as they stand: they are not copied.
 */
final class GeneLabels {
  private final SitedGene gene;
  private final float[] donor;
  private final float[] acceptor;
  private final SiteLabels labels;

  /**
   * Labels a gene.
   *
   * @param donor its scores, offsets applied; may be longer than the gene
   * @param acceptor likewise
   */
  GeneLabels(SitedGene gene, float[] donor, float[] acceptor, ScoreRules rules) {
    this.gene = gene;
    this.donor = donor;
    this.acceptor = acceptor;
    labels =
        SiteLabels.of(
            donor,
            acceptor,
            gene.length(),
            sites(gene, gene.own().donors(), gene.own().acceptors()),
            sites(gene, gene.donorsInside(), gene.acceptorsInside()),
            new SiteLabels.Rule(rules.callThreshold(), rules.siteTolerance()));
  }

  private static SiteLabels.Sites sites(SitedGene gene, long[] donors, long[] acceptors) {
    return new SiteLabels.Sites(positions(gene, donors), positions(gene, acceptors));
  }

  private static int[] positions(SitedGene gene, long[] genomic) {
    int[] positions = Arrays.stream(genomic).mapToInt(gene::position).toArray();
    Arrays.sort(positions);
    return positions;
  }

  SitedGene gene() {
    return gene;
  }

  int length() {
    return labels.length();
  }

  boolean isMasked(int position) {
    return labels.isMasked(position);
  }

  long masked() {
    return labels.masked();
  }

  PredType predType(int position) {
    return labels.predType(position);
  }

  SpliceType spliceType(int position) {
    return labels.spliceType(position);
  }

  /** The positions of TP and FN rows, each once. */
  int[] trueSites() {
    return IntStream.concat(
            Arrays.stream(positions(gene, gene.own().donors())),
            Arrays.stream(positions(gene, gene.own().acceptors())))
        .distinct()
        .filter(site -> !isMasked(site))
        .filter(site -> predType(site) == PredType.TP || predType(site) == PredType.FN)
        .toArray();
  }

  /** Where the call of a TP or an FP stands; -1 of others. */
  int predictedPosition(int position) {
    return labels.predictedPosition(position);
  }

  /** The larger of both scores. */
  float topScore(int position) {
    return Math.max(donor[position], acceptor[position]);
  }

  /** Scores of donor, or of acceptor. */
  float[] scores(SpliceType type) {
    return type == SpliceType.DONOR ? donor : acceptor;
  }

  /** How many bases have another label than TN. */
  int nonTn() {
    return (int)
        (labels.count(PredType.TP) + labels.count(PredType.FN) + labels.count(PredType.FP));
  }

  /** The smallest id of the transcripts that have the site of a TP or an FN; null of others. */
  String transcriptId(int position) {
    int site = siteAt(position);
    return site < 0 ? null : transcripts(position).smallestIds()[site];
  }

  /** How many transcripts have it; 0 of others. */
  int transcriptCount(int position) {
    int site = siteAt(position);
    return site < 0 ? 0 : transcripts(position).counts()[site];
  }

  private SiteTranscripts transcripts(int position) {
    return spliceType(position) == SpliceType.DONOR
        ? gene.own().ofDonors()
        : gene.own().ofAcceptors();
  }

  /** The place of a position's site among its type's, in genomic order; -1 where it is none. */
  private int siteAt(int position) {
    return switch (spliceType(position)) {
      case DONOR -> Arrays.binarySearch(gene.own().donors(), genomic(position));
      case ACCEPTOR -> Arrays.binarySearch(gene.own().acceptors(), genomic(position));
      case NEITHER -> -1;
    };
  }

  private long genomic(int position) {
    return gene.span().absolutePosition(position, gene.strand());
  }
}
