package org.splicebeam.schemas.columns;

import static org.splicebeam.schemas.columns.ColumnType.COUNT;
import static org.splicebeam.schemas.columns.ColumnType.DOUBLE;
import static org.splicebeam.schemas.columns.ColumnType.INT;
import static org.splicebeam.schemas.columns.ColumnType.LONG;
import static org.splicebeam.schemas.columns.ColumnType.TEXT;
import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Role.KEY;
import static org.splicebeam.schemas.columns.Role.LABEL;
import static org.splicebeam.schemas.columns.Role.METADATA;

import java.util.List;
import org.splicebeam.schemas.genome.GeneModel;

/** What the contract says of each column, group by group in the contract's order (section 2). */
final class DatasetColumns {
  private static final String READ_SITES = "ReadSites";
  private static final String DOWNSAMPLE_NEGATIVES = "DownsampleNegatives";
  private static final String JOIN_ANNOTATION = "JoinAnnotation";
  private static final String WRITE_PARTS = "WriteParts";

  private static final String IDENTIFIER = "identifier";
  private static final String GENOMIC_BASE = "1-based genomic base";
  private static final String GENE_BASE = "0-based base from the gene's 5' end";
  private static final String BASES = "bases";
  private static final String PROBABILITY = "probability 0..1";
  private static final String DIFFERENCE = "difference of probabilities";
  private static final String RATIO = "ratio";
  private static final String NATS = "nats";
  private static final String FLAG = "0 or 1";
  private static final String NUMBER = "count";

  /** What contract 2.4 says of all that is computed from the neighbours' scores. */
  private static final String PASS_LEAK =
      " Comes from the pass (donor or acceptor) that made the row, which for TP and FN is the true"
          + " type: it leaks the label.";

  private static final String NEIGHBOUR_LEAK =
      " For FN rows the score may be the best of its neighbours', so that the three scores need not"
          + " sum to 1.";

  private static final String SCORES_LEAK =
      " For FN rows the scores that it comes from may be the best of their neighbours', so that they"
          + " need not sum to 1.";

  private static final String ROW_JOIN_LEAK =
      " With transcriptJoin=row it leaks the label: there only true sites name a transcript.";

  private DatasetColumns() {}

  /** All columns of a run, in order. */
  static List<Column> of(ColumnSettings settings) {
    ColumnList list = new ColumnList();
    addIdentity(list);
    addScores(list);
    addDerived(list);
    addSequence(list, settings.keepSequence());
    addGene(list);
    addTranscript(list);
    addCounts(list);
    addDistances(list);
    addExtra(list, settings.extraColumns());
    addKmers(list, settings.kmerSizes());
    return list.toList();
  }

  private static void addIdentity(ColumnList list) {
    String table = "analysis table";
    list.from(READ_SITES, table)
        .required(KEY, "gene_id", TEXT, IDENTIFIER, "The gene that the position belongs to.")
        .nullable(
            KEY,
            "transcript_id",
            TEXT,
            IDENTIFIER,
            "The transcript whose splice site the row is; null where the table has none, which is"
                + " where the row is no true site: it leaks the label.")
        .from(JOIN_ANNOTATION, "annotation, gene")
        .nullable(METADATA, "gene_name", TEXT, "name", "The gene's name (symbol).")
        .from(READ_SITES, table)
        .required(KEY, "chrom", TEXT, "name", "Chromosome, as the analysis table writes it.")
        .from(READ_SITES, table + ", else the gene's strand in the annotation")
        .required(KEY, "strand", TEXT, "sign", "Strand of the gene, + or -.")
        .from(READ_SITES, table)
        .required(
            KEY,
            "position",
            LONG,
            GENE_BASE,
            "The row's position, counted in transcription direction.")
        .from(JOIN_ANNOTATION, "position and gene")
        .filled(
            KEY,
            "absolute_position",
            LONG,
            GENOMIC_BASE,
            "-1",
            "The row's position on the chromosome: gene_start + position on +, gene_end - position"
                + " on -.")
        .from(READ_SITES, table)
        .required(
            LABEL,
            "splice_type",
            TEXT,
            "donor, acceptor or neither",
            "What the position truly is, by the annotation that the base model was judged with.")
        .required(
            LABEL,
            "pred_type",
            TEXT,
            "TP, FP, FN or TN",
            "How the base model's call compares with the annotation.")
        .nullable(
            LABEL,
            "predicted_position",
            LONG,
            GENE_BASE,
            "The position that the base model called; null for FN and TN.")
        .nullable(
            LABEL,
            "true_position",
            LONG,
            GENE_BASE,
            "The annotated site that the call was matched with; null for FP and TN.")
        .nullable(
            KEY, "window_start", LONG, GENE_BASE, "First base of the window around the position.")
        .nullable(
            KEY, "window_end", LONG, GENE_BASE, "The base after the window's last (exclusive).")
        .nullable(
            METADATA,
            "transcript_count",
            INT,
            NUMBER,
            "Number of transcripts that share the site, as the analysis table tells it.");
  }

  private static void addScores(ColumnList list) {
    list.from(READ_SITES, "analysis table")
        .nullable(
            METADATA,
            "score",
            DOUBLE,
            PROBABILITY,
            "The score that the row was judged by: that of its pass, donor or acceptor.")
        .required(
            FEATURE,
            "donor_score",
            DOUBLE,
            PROBABILITY,
            "The base model's probability that the position is a donor." + NEIGHBOUR_LEAK)
        .required(
            FEATURE,
            "acceptor_score",
            DOUBLE,
            PROBABILITY,
            "The base model's probability that the position is an acceptor." + NEIGHBOUR_LEAK)
        .required(
            FEATURE,
            "neither_score",
            DOUBLE,
            PROBABILITY,
            "The base model's probability that the position is no splice site." + NEIGHBOUR_LEAK)
        .from(DOWNSAMPLE_NEGATIVES, "the gene's rows")
        .required(
            METADATA,
            "kept_as",
            TEXT,
            "nonTN, hard, near, easy or all",
            "The rule that kept the row; all where nothing was sampled.")
        .required(
            METADATA,
            "sampling_probability",
            DOUBLE,
            PROBABILITY,
            "The chance that a row like this one was kept; its inverse is the weight that gives the"
                + " base rates back.");
  }

  private static void addDerived(ColumnList list) {
    list.from(READ_SITES, "analysis table, else computed from the scores")
        .nullable(
            FEATURE,
            "relative_donor_probability",
            DOUBLE,
            RATIO,
            "Donor's share of the two splice scores: d/(d+a+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "splice_probability",
            DOUBLE,
            RATIO,
            "Splice scores' share of all three: (d+a)/(d+a+n+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "donor_acceptor_diff",
            DOUBLE,
            RATIO,
            "Donor against acceptor, relative to the larger: (d-a)/(max(d,a)+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "splice_neither_diff",
            DOUBLE,
            RATIO,
            "The larger splice score against neither: (max(d,a)-n)/(max(d,a,n)+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "donor_acceptor_logodds",
            DOUBLE,
            NATS,
            "Log odds of donor against acceptor: ln(d+e)-ln(a+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "splice_neither_logodds",
            DOUBLE,
            NATS,
            "Log odds of splice site against neither: ln(d+a+e)-ln(n+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "probability_entropy",
            DOUBLE,
            NATS,
            "Entropy of the three scores: -d ln(d+e) - a ln(a+e) - n ln(n+e)." + SCORES_LEAK)
        .from(READ_SITES, "analysis table")
        .nullable(
            FEATURE,
            "context_score_m2",
            DOUBLE,
            PROBABILITY,
            "The pass's score two bases before the position." + PASS_LEAK)
        .nullable(
            FEATURE,
            "context_score_m1",
            DOUBLE,
            PROBABILITY,
            "The pass's score one base before the position." + PASS_LEAK)
        .nullable(
            FEATURE,
            "context_score_p1",
            DOUBLE,
            PROBABILITY,
            "The pass's score one base after the position." + PASS_LEAK)
        .nullable(
            FEATURE,
            "context_score_p2",
            DOUBLE,
            PROBABILITY,
            "The pass's score two bases after the position." + PASS_LEAK)
        .from(READ_SITES, "analysis table, else computed from scores and context")
        .nullable(
            FEATURE,
            "context_neighbor_mean",
            DOUBLE,
            PROBABILITY,
            "Mean of the four context scores: (m2+m1+p1+p2)/4." + PASS_LEAK)
        .nullable(
            FEATURE,
            "context_asymmetry",
            DOUBLE,
            DIFFERENCE,
            "Context before against after: (m1+m2)-(p1+p2)." + PASS_LEAK)
        .nullable(
            FEATURE,
            "context_max",
            DOUBLE,
            PROBABILITY,
            "Largest of the four context scores." + PASS_LEAK);
    addSided(list, "donor", "d");
    addSided(list, "acceptor", "a");
    list.nullable(
            FEATURE,
            "donor_acceptor_peak_ratio",
            DOUBLE,
            RATIO,
            "Donor's peak height ratio over acceptor's." + SCORES_LEAK + PASS_LEAK)
        .nullable(
            FEATURE,
            "type_signal_difference",
            DOUBLE,
            DIFFERENCE,
            "Donor's signal strength minus acceptor's." + SCORES_LEAK + PASS_LEAK)
        .nullable(
            FEATURE,
            "score_difference_ratio",
            DOUBLE,
            RATIO,
            "Donor minus acceptor over their sum: (d-a)/(d+a+e)." + SCORES_LEAK)
        .nullable(
            FEATURE,
            "signal_strength_ratio",
            DOUBLE,
            RATIO,
            "Donor's signal strength over acceptor's." + SCORES_LEAK + PASS_LEAK);
  }

  /** The features of one score against its neighbours; {@code s} is its letter in the contract. */
  private static void addSided(ColumnList list, String site, String s) {
    String score = "The " + site + " score";
    String leaks = SCORES_LEAK + PASS_LEAK;
    list.nullable(
            FEATURE,
            site + "_diff_m1",
            DOUBLE,
            DIFFERENCE,
            score + " minus the context one base before: " + s + "-m1." + leaks)
        .nullable(
            FEATURE,
            site + "_diff_m2",
            DOUBLE,
            DIFFERENCE,
            score + " minus the context two bases before: " + s + "-m2." + leaks)
        .nullable(
            FEATURE,
            site + "_diff_p1",
            DOUBLE,
            DIFFERENCE,
            score + " minus the context one base after: " + s + "-p1." + leaks)
        .nullable(
            FEATURE,
            site + "_diff_p2",
            DOUBLE,
            DIFFERENCE,
            score + " minus the context two bases after: " + s + "-p2." + leaks)
        .nullable(
            FEATURE,
            site + "_surge_ratio",
            DOUBLE,
            RATIO,
            score + " over both direct neighbours: " + s + "/(m1+p1+e)." + leaks)
        .nullable(
            FEATURE,
            site + "_is_local_peak",
            INT,
            FLAG,
            "1 where " + s + ">m1, " + s + ">p1 and " + s + ">0.001." + leaks)
        .nullable(
            FEATURE,
            site + "_weighted_context",
            DOUBLE,
            PROBABILITY,
            "Weighted mean around the position: 0.1 m2+0.2 m1+0.4 " + s + "+0.2 p1+0.1 p2." + leaks)
        .nullable(
            FEATURE,
            site + "_peak_height_ratio",
            DOUBLE,
            RATIO,
            score + " over the context's mean: " + s + "/(mean+e)." + leaks)
        .nullable(
            FEATURE,
            site + "_second_derivative",
            DOUBLE,
            DIFFERENCE,
            "Curvature at the position: (" + s + "-m1)-(p1-" + s + ")." + leaks)
        .nullable(
            FEATURE,
            site + "_signal_strength",
            DOUBLE,
            DIFFERENCE,
            score + " minus the context's mean: " + s + "-mean." + leaks)
        .nullable(
            FEATURE,
            site + "_context_diff_ratio",
            DOUBLE,
            RATIO,
            score + " over the largest context score: " + s + "/(max+e)." + leaks);
  }

  private static void addSequence(ColumnList list, boolean keepSequence) {
    if (keepSequence) {
      list.from(READ_SITES, "analysis table")
          .nullable(
              METADATA,
              "sequence",
              TEXT,
              "A, C, G, T, N",
              "The window around the position, 5' to 3' on the gene's strand; other letters are N.");
    }
    list.from(WRITE_PARTS, "window")
        .required(FEATURE, "gc_content", DOUBLE, RATIO, "Share of G and C in the window.")
        .required(FEATURE, "sequence_length", INT, BASES, "Length of the window.")
        .required(
            FEATURE,
            "sequence_complexity",
            DOUBLE,
            "bits",
            "Shannon entropy of the window's symbols A, C, G, T and N.");
  }

  private static void addGene(ColumnList list) {
    list.from(JOIN_ANNOTATION, "annotation, gene")
        .filled(
            FEATURE, "gene_type", TEXT, "biotype", GeneModel.UNKNOWN_TYPE, "The gene's biotype.")
        .filled(
            KEY,
            "gene_start",
            LONG,
            GENOMIC_BASE,
            "-1",
            "First base of the gene on the chromosome.")
        .filled(
            KEY, "gene_end", LONG, GENOMIC_BASE, "-1", "Last base of the gene on the chromosome.")
        .filled(FEATURE, "gene_length", LONG, BASES, "-1", "gene_end - gene_start + 1.");
  }

  private static void addTranscript(ColumnList list) {
    list.from(JOIN_ANNOTATION, "annotation, transcript")
        .filled(
            KEY,
            "tx_start",
            LONG,
            GENOMIC_BASE,
            "gene_start, else -1",
            "First base of the joined transcript on the chromosome." + ROW_JOIN_LEAK)
        .filled(
            KEY,
            "tx_end",
            LONG,
            GENOMIC_BASE,
            "gene_end, else -1",
            "Last base of the joined transcript on the chromosome." + ROW_JOIN_LEAK)
        .filled(
            FEATURE,
            "transcript_length",
            LONG,
            BASES,
            "gene_length, else -1",
            "Genomic span of the joined transcript, introns included." + ROW_JOIN_LEAK)
        .filled(
            FEATURE,
            "num_exons",
            INT,
            NUMBER,
            "0",
            "Exons of the joined transcript." + ROW_JOIN_LEAK)
        .filled(
            FEATURE,
            "avg_exon_length",
            DOUBLE,
            BASES,
            "0",
            "Mean exon length of the joined transcript." + ROW_JOIN_LEAK)
        .filled(
            FEATURE,
            "median_exon_length",
            DOUBLE,
            BASES,
            "0",
            "Median exon length of the joined transcript; of an even number the mean of the middle"
                + " two."
                + ROW_JOIN_LEAK)
        .filled(
            FEATURE,
            "total_exon_length",
            LONG,
            BASES,
            "0",
            "Sum of the exon lengths of the joined transcript." + ROW_JOIN_LEAK)
        .filled(
            FEATURE,
            "total_intron_length",
            LONG,
            BASES,
            "0",
            "Span of the joined transcript minus its exons; 0 without exon lines." + ROW_JOIN_LEAK);
  }

  private static void addCounts(ColumnList list) {
    list.from(JOIN_ANNOTATION, "splice sites file, else introns of the annotation")
        .filled(
            FEATURE,
            "n_splice_sites",
            INT,
            NUMBER,
            "-1",
            "Distinct positions of the gene's donors and acceptors; 0 for an annotated gene without"
                + " one.")
        .from(JOIN_ANNOTATION, "annotation, gene")
        .filled(
            FEATURE,
            "num_overlaps",
            INT,
            NUMBER,
            "0",
            "Other genes of the chromosome, on either strand, that share a base with the gene.");
  }

  private static void addDistances(ColumnList list) {
    list.from(JOIN_ANNOTATION, "position and gene")
        .filled(
            FEATURE,
            "distance_to_start",
            LONG,
            BASES,
            "-1",
            "absolute_position - gene_start, in genome direction: on - from the gene's 3' end.")
        .filled(
            FEATURE,
            "distance_to_end",
            LONG,
            BASES,
            "-1",
            "gene_end - absolute_position, in genome direction: on - to the gene's 5' end.")
        .from(JOIN_ANNOTATION, "annotation join")
        .required(FEATURE, "has_gene_info", INT, FLAG, "1 where the gene is annotated.")
        .required(
            FEATURE, "has_tx_info", INT, FLAG, "1 where a transcript was joined." + ROW_JOIN_LEAK)
        .required(
            FEATURE,
            "missing_transcript_feats",
            INT,
            FLAG,
            "1 where no transcript was joined and its figures are filled in." + ROW_JOIN_LEAK);
  }

  private static void addExtra(ColumnList list, List<InputColumn> extraColumns) {
    list.from(READ_SITES, "analysis table, option extraColumns");
    for (InputColumn extra : extraColumns) {
      list.nullable(
          FEATURE,
          extra.name(),
          ColumnType.valueOf(extra.kind().name()),
          "as given",
          "Copied from the analysis table.");
    }
  }

  private static void addKmers(ColumnList list, List<Integer> kmerSizes) {
    list.from(WRITE_PARTS, "window");
    for (int k : kmerSizes) {
      for (int index = 0; index < 1 << 2 * k; index++) {
        String word = word(k, index);
        list.required(
            FEATURE,
            k + "mer_" + word,
            COUNT,
            NUMBER,
            "Occurrences of " + word + " in the window.");
      }
    }
  }

  /** The k-mer of this rank among all of its size in lexicographic order. */
  private static String word(int k, int index) {
    char[] letters = new char[k];
    for (int i = 0; i < k; i++) {
      letters[i] = "ACGT".charAt(index >>> 2 * (k - 1 - i) & 3);
    }
    return new String(letters);
  }
}
