package org.splicebeam.pipeline.simulate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * A position of a gene, as cells of an analysis table.
 *
 * @param site null where no true site is
 * @param position 0-based from the gene's 5' end
 * @param isSparse whether the optional values are missing
 */
record MadeUpRow(
    MadeUpGene gene,
    BaseModelScores scores,
    ChromosomeSequence sequence,
    TrueSite site,
    int position,
    boolean isSparse) {
  /** The usual columns; a build computes the rest of those of contract 2.2. */
  static final List<String> FULL =
      List.of(
          "gene_id",
          "transcript_id",
          "position",
          "predicted_position",
          "true_position",
          "pred_type",
          "score",
          "splice_type",
          "strand",
          "donor_score",
          "acceptor_score",
          "neither_score",
          "context_score_m2",
          "context_score_m1",
          "context_score_p1",
          "context_score_p2",
          "relative_donor_probability",
          "probability_entropy",
          "context_neighbor_mean",
          "donor_is_local_peak",
          "acceptor_is_local_peak",
          "chrom",
          "window_start",
          "window_end",
          "transcript_count",
          "sequence");

  /** What a table must have, and the strand; the order of columns is free. */
  static final List<String> LEAN =
      List.of(
          "chrom",
          "strand",
          "gene_id",
          "position",
          "pred_type",
          "splice_type",
          "transcript_id",
          "neither_score",
          "acceptor_score",
          "donor_score",
          "sequence");

  private static final int HALF_WINDOW = 250;
  private static final double EPSILON = 1e-10;

  String cells(List<String> columns) {
    return columns.stream().map(this::cell).collect(Collectors.joining("\t"));
  }

  private String cell(String column) {
    return switch (column) {
      case "gene_id" -> gene.id();
      case "chrom" -> gene.chromosome();
      case "strand" -> gene.strand().symbol();
      case "position" -> String.valueOf(position);
      case "pred_type" -> scores.predType(position).name();
      case "splice_type" -> site == null ? "" : site.type().text();
      case "transcript_id" -> site == null ? "\"\"" : site.transcriptIds().get(0);
      case "donor_score" -> BaseModelScores.text(score(SpliceType.DONOR, 0));
      case "acceptor_score" -> BaseModelScores.text(score(SpliceType.ACCEPTOR, 0));
      case "neither_score" -> BaseModelScores.text(neither());
      case "sequence" -> sequence.window(gene, windowStart(), windowEnd());
      default -> isSparse ? "NA" : optionalCell(column);
    };
  }

  private String optionalCell(String column) {
    PredType predType = scores.predType(position);
    return switch (column) {
      case "predicted_position" ->
          predType == PredType.TP || predType == PredType.FP ? String.valueOf(position) : "";
      case "true_position" -> site == null ? "" : String.valueOf(position);
      case "score" -> BaseModelScores.text(context(0));
      case "context_score_m2" -> BaseModelScores.text(context(-2));
      case "context_score_m1" -> BaseModelScores.text(context(-1));
      case "context_score_p1" -> BaseModelScores.text(context(1));
      case "context_score_p2" -> BaseModelScores.text(context(2));
      case "relative_donor_probability" -> text(relativeDonorProbability());
      case "probability_entropy" -> text(entropy());
      case "context_neighbor_mean" ->
          text(
              (share(context(-2)) + share(context(-1)) + share(context(1)) + share(context(2)))
                  / 4);
      case "donor_is_local_peak" -> isLocalPeak(SpliceType.DONOR);
      case "acceptor_is_local_peak" -> isLocalPeak(SpliceType.ACCEPTOR);
      case "window_start" -> String.valueOf(windowStart());
      case "window_end" -> String.valueOf(windowEnd());
      case "transcript_count" -> String.valueOf(site == null ? 0 : site.transcriptIds().size());
      default -> throw new IllegalArgumentException(column);
    };
  }

  private int score(SpliceType type, int offset) {
    return scores.score(type, position + offset);
  }

  /** The score of the row's own type, {@code offset} bases downstream. */
  private int context(int offset) {
    return score(scores.pass(position), offset);
  }

  private int neither() {
    return BaseModelScores.ONE - score(SpliceType.DONOR, 0) - score(SpliceType.ACCEPTOR, 0);
  }

  private int windowStart() {
    return Math.max(position - HALF_WINDOW, 0);
  }

  private int windowEnd() {
    return Math.min(position + HALF_WINDOW, gene.length());
  }

  private double relativeDonorProbability() {
    double d = share(score(SpliceType.DONOR, 0));
    double a = share(score(SpliceType.ACCEPTOR, 0));
    return d / (d + a + EPSILON);
  }

  private double entropy() {
    return IntStream.of(score(SpliceType.DONOR, 0), score(SpliceType.ACCEPTOR, 0), neither())
        .mapToDouble(MadeUpRow::share)
        .map(p -> -p * StrictMath.log(p + EPSILON))
        .reduce(0, Double::sum);
  }

  private String isLocalPeak(SpliceType type) {
    int score = score(type, 0);
    boolean isPeak =
        score > context(-1) && score > context(1) && score > BaseModelScores.ONE / 1_000;
    return isPeak ? "1" : "0";
  }

  private static double share(int tenMillionths) {
    return tenMillionths / (double) BaseModelScores.ONE;
  }

  /** Nine digits, exactly rounded: Double.toString is not the same text in each Java version. */
  private static String text(double value) {
    return new BigDecimal(value)
        .round(new MathContext(9))
        .stripTrailingZeros()
        .toString()
        .toLowerCase(Locale.ROOT);
  }
}
