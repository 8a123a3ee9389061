package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Role.KEY;
import static org.splicebeam.schemas.columns.Role.LABEL;
import static org.splicebeam.schemas.columns.Role.METADATA;
import static org.splicebeam.schemas.columns.Steps.DOWNSAMPLE_NEGATIVES;
import static org.splicebeam.schemas.columns.Steps.JOIN_ANNOTATION;
import static org.splicebeam.schemas.columns.Steps.PLAN_PARTS;
import static org.splicebeam.schemas.columns.Steps.READ_SITES;
import static org.splicebeam.schemas.columns.Units.GENE_BASE;
import static org.splicebeam.schemas.columns.Units.GENOMIC_BASE;
import static org.splicebeam.schemas.columns.Units.IDENTIFIER;
import static org.splicebeam.schemas.columns.Units.NUMBER;
import static org.splicebeam.schemas.columns.Units.PROBABILITY;

import java.util.List;
import java.util.stream.Stream;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.rows.KeptAs;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.RowBlock;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * Which position of which gene a row is, what it truly is, how the base model judged it, and why it
 * was kept (contract 2.1). It and the labels' codes ({@link CodeColumns}) see labels: every other
 * feature sees a {@link FeatureRow}, which has none.
 */
final class RowColumns implements Enricher {
  /** A text of a row of a block, whose labels it sees; null is a null cell. */
  interface LabelledText {
    String of(RowBlock rows, int row);
  }

  /** A whole number of a row of a block, whose labels it sees. */
  interface LabelledInteger {
    int of(RowBlock rows, int row);
  }

  /** A number of a row of a block, whose labels it sees. */
  interface LabelledReal {
    double of(RowBlock rows, int row);
  }

  private static final SpliceType[] SPLICE_TYPES = SpliceType.values();
  private static final PredType[] PRED_TYPES = PredType.values();
  private static final KeptAs[] KEPT_AS = KeptAs.values();

  private static final String OF_GENE = "annotation, gene";
  private static final Feature.Origin PLACE = Feature.from(READ_SITES, "analysis table", OF_GENE);
  private static final Feature.Origin WINDOW =
      Feature.from(READ_SITES, "analysis table", "position and gene");
  private static final Feature.Origin SCORE =
      Feature.from(READ_SITES, "analysis table", "base model's scores");

  static final Feature.Origin STRAND =
      Feature.from(READ_SITES, "analysis table, else the gene's strand in the annotation", OF_GENE);

  /** What a position truly is. */
  static final Feature.Origin TRUTH =
      Feature.from(READ_SITES, "analysis table", "annotation, splice sites");

  /** How the base model's scores compare with the truth. */
  static final Feature.Origin JUDGEMENT =
      Feature.from(READ_SITES, "analysis table", "base model's scores and splice sites");

  @Override
  public String name() {
    return "row";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    List<Feature> split = settings.hasSplits() ? List.of(split()) : List.of();
    return Stream.of(identity(), labels(), scores(), sampling(), split)
        .flatMap(List::stream)
        .toList();
  }

  private static List<Feature> identity() {
    return List.of(
        PLACE
            .text(KEY, "gene_id", IDENTIFIER, "The gene that the position belongs to.")
            .by(FeatureRow::geneId),
        TRUTH
            .text(
                KEY,
                "transcript_id",
                IDENTIFIER,
                "The transcript whose splice site the row is; null where the table has none, which"
                    + " is where the row is no true site.")
            .ofScores(
                "The smallest id of the transcripts that have the splice site; null where the row"
                    + " is no true site, or where the table of splice sites names none.")
            .leaks(Leak.LABEL)
            .nullable()
            .filledBy(labelledText((rows, row) -> rows.transcriptIds()[row])),
        Feature.from(JOIN_ANNOTATION, OF_GENE)
            .text(METADATA, "gene_name", "name", "The gene's name (symbol).")
            .nullable()
            .by(row -> row.gene() == null ? null : row.gene().name()),
        PLACE
            .text(KEY, "chrom", "name", "Chromosome, as the analysis table writes it.")
            .ofScores("Chromosome, as the annotation writes it.")
            .by(FeatureRow::chrom),
        STRAND
            .text(KEY, "strand", "sign", "Strand of the gene, + or -.")
            .by(row -> row.strand().symbol()),
        PLACE
            .whole(
                KEY,
                "position",
                GENE_BASE,
                "The row's position, counted in transcription direction.")
            .by(FeatureRow::genePosition),
        Feature.from(JOIN_ANNOTATION, "position and gene")
            .whole(
                KEY,
                "absolute_position",
                GENOMIC_BASE,
                "The row's position on the chromosome: gene_start + position on +, gene_end -"
                    + " position on -.")
            .filled("-1")
            .by(FeatureRow::absolutePosition));
  }

  private static List<Feature> labels() {
    return List.of(
        TRUTH
            .text(
                LABEL,
                "splice_type",
                "donor, acceptor or neither",
                "What the position truly is, by the annotation that the base model was judged"
                    + " with.")
            .ofScores("What the position truly is: the type of its gene's splice site there.")
            .filledBy(labelledText((rows, row) -> SPLICE_TYPES[rows.spliceTypes()[row]].text())),
        JUDGEMENT
            .text(
                LABEL,
                "pred_type",
                "TP, FP, FN or TN",
                "How the base model's call compares with the annotation.")
            .ofScores(
                "How the base model's scores compare with the splice sites: TP a site with a score"
                    + " of callThreshold or more within siteTolerance, FN one without, FP a call"
                    + " without a site, TN every other position.")
            .filledBy(labelledText((rows, row) -> PRED_TYPES[rows.predTypes()[row]].name())),
        JUDGEMENT
            .whole(
                LABEL,
                "predicted_position",
                GENE_BASE,
                "The position that the base model called; null for FN and TN.")
            .ofScores(
                "The position that the base model called: of a TP the base with the largest score"
                    + " around the site; null for FN and TN.")
            .nullable()
            .given(),
        TRUTH
            .whole(
                LABEL,
                "true_position",
                GENE_BASE,
                "The annotated site that the call was matched with; null for FP and TN.")
            .ofScores("The splice site at which the row stands; null for FP and TN.")
            .nullable()
            .given(),
        WINDOW
            .whole(KEY, "window_start", GENE_BASE, "First base of the window around the position.")
            .nullable()
            .given(),
        WINDOW
            .whole(KEY, "window_end", GENE_BASE, "The base after the window's last (exclusive).")
            .nullable()
            .given(),
        TRUTH
            .integer(
                METADATA,
                "transcript_count",
                NUMBER,
                "Number of transcripts that share the site, as the analysis table tells it.")
            .ofScores(
                "Number of transcripts that have the splice site; 0 where the row is no true site.")
            .leaks(Leak.LABEL)
            .nullable()
            .given());
  }

  private static List<Feature> scores() {
    return List.of(
        SCORE
            .real(
                METADATA,
                "score",
                PROBABILITY,
                "The score that the row was judged by: that of its pass, donor or acceptor.")
            .ofScores("The larger of the donor and the acceptor score.")
            .leaks(Leak.JUDGED_SCORE)
            .nullable()
            .given(),
        SCORE
            .real(
                FEATURE,
                "donor_score",
                PROBABILITY,
                "The base model's probability that the position is a donor.")
            .leaks(Leak.NEIGHBOUR_SCORES)
            .given(),
        SCORE
            .real(
                FEATURE,
                "acceptor_score",
                PROBABILITY,
                "The base model's probability that the position is an acceptor.")
            .leaks(Leak.NEIGHBOUR_SCORES)
            .given(),
        SCORE
            .real(
                FEATURE,
                "neither_score",
                PROBABILITY,
                "The base model's probability that the position is no splice site.")
            .ofScores("What the two splice scores leave of 1: max(0, 1-(d+a)).")
            .leaks(Leak.NEIGHBOUR_SCORES)
            .given());
  }

  private static List<Feature> sampling() {
    Feature.Origin sampling = Feature.from(DOWNSAMPLE_NEGATIVES, "the gene's rows");
    return List.of(
        sampling
            .text(
                METADATA,
                "kept_as",
                "nonTN, hard, near, easy, stratum or all",
                "The rule that kept the row; all where nothing was sampled.")
            .leaks(Leak.LABEL)
            .filledBy(labelledText((rows, row) -> KEPT_AS[rows.keptAs()[row]].text())),
        sampling
            .real(
                METADATA,
                "sampling_probability",
                PROBABILITY,
                "The chance that a row like this one was kept; its inverse is the weight that gives"
                    + " the base rates back.")
            .leaks(Leak.LABEL)
            .filledBy(labelledReal((rows, row) -> rows.probabilities()[row])));
  }

  private static Feature split() {
    return Feature.from(PLAN_PARTS, "annotation, gene")
        .text(
            METADATA,
            "split",
            "train, validation or test",
            "What the rows of the gene are for; genes that overlap are in one split.")
        .by(FeatureRow::split);
  }

  private static Feature.Filler labelledText(LabelledText value) {
    return (unused, capacity) -> ColumnFill.labelledTexts(value, capacity);
  }

  private static Feature.Filler labelledReal(LabelledReal value) {
    return (unused, capacity) -> ColumnFill.labelledReals(value, capacity);
  }
}
