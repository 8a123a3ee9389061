package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Role.KEY;
import static org.splicebeam.schemas.columns.Role.LABEL;
import static org.splicebeam.schemas.columns.Steps.JOIN_ANNOTATION;
import static org.splicebeam.schemas.columns.Units.CODE;

import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.PredType;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * What a trainer takes as it is: the texts of a row as numbers (contract 2.7), never null. With
 * them every feature is a number.
 */
final class CodeColumns implements Enricher {
  private static final SpliceType[] SPLICE_TYPES = SpliceType.values();
  private static final PredType[] PRED_TYPES = PredType.values();

  private static final Set<String> LONG_NON_CODING =
      Set.of(
          "lncRNA",
          "lincRNA",
          "lnc_RNA",
          "antisense",
          "antisense_RNA",
          "sense_intronic",
          "sense_overlapping",
          "processed_transcript",
          "non_coding",
          "macro_lncRNA",
          "3prime_overlapping_ncRNA",
          "bidirectional_promoter_lncRNA",
          "retained_intron");
  private static final Set<String> SHORT_NON_CODING =
      Set.of(
          "miRNA",
          "snRNA",
          "snoRNA",
          "scaRNA",
          "scRNA",
          "rRNA",
          "tRNA",
          "Mt_rRNA",
          "Mt_tRNA",
          "ribozyme",
          "sRNA",
          "vault_RNA",
          "vaultRNA",
          "misc_RNA",
          "Y_RNA",
          "piRNA",
          "ncRNA");

  @Override
  public String name() {
    return "codes";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    return List.of(
        RowColumns.TRUTH
            .integer(LABEL, "splice_code", CODE, "splice_type: 0 neither, 1 donor, 2 acceptor.")
            .filledBy(labelled((rows, row) -> codeOf(SPLICE_TYPES[rows.spliceTypes()[row]]))),
        RowColumns.JUDGEMENT
            .integer(LABEL, "pred_code", CODE, "pred_type: 0 TP, 1 FP, 2 FN, 3 TN.")
            .filledBy(labelled((rows, row) -> codeOf(PRED_TYPES[rows.predTypes()[row]]))),
        RowColumns.STRAND
            .integer(KEY, "strand_code", CODE, "strand: 1 for +, -1 for -.")
            .by(row -> row.strand() == Strand.FORWARD ? 1 : -1),
        Feature.from(JOIN_ANNOTATION, "annotation, gene")
            .integer(
                FEATURE,
                "gene_type_code",
                CODE,
                "Kind of the gene_type: 0 protein_coding, 1 long non-coding RNA, 2 pseudogene, 3"
                    + " short non-coding RNA, 4 immunoglobulin or T-cell receptor segment or"
                    + " region, 5 any other.")
            .filled("-1")
            .by(new GeneTypeCode()::of));
  }

  private static Feature.Filler labelled(RowColumns.LabelledInteger value) {
    return (unused, capacity) -> ColumnFill.labelledIntegers(value, capacity);
  }

  private static int codeOf(SpliceType type) {
    return switch (type) {
      case NEITHER -> 0;
      case DONOR -> 1;
      case ACCEPTOR -> 2;
    };
  }

  private static int codeOf(PredType type) {
    return switch (type) {
      case TP -> 0;
      case FP -> 1;
      case FN -> 2;
      case TN -> 3;
    };
  }

  /** The first kind that a biotype fits, case as written; -1 for an unknown one. */
  static int geneTypeCode(String type) {
    if (type.equals(GeneModel.UNKNOWN_TYPE)) {
      return -1;
    }
    if (type.equals("protein_coding")) {
      return 0;
    }
    if (LONG_NON_CODING.contains(type)) {
      return 1;
    }
    if (type.contains("pseudogene")) {
      return 2;
    }
    if (SHORT_NON_CODING.contains(type)) {
      return 3;
    }
    return isReceptorGene(type) || type.endsWith("_segment") || type.endsWith("_region") ? 4 : 5;
  }

  /** {@code IG_*_gene} or {@code TR_*_gene}. */
  private static boolean isReceptorGene(String type) {
    return (type.startsWith("IG_") || type.startsWith("TR_"))
        && type.startsWith("_gene", Math.max(3, type.length() - 5));
  }

  /** Knows the gene that it was asked for last: rows come gene by gene. */
  private static final class GeneTypeCode {
    private GeneModel last;
    private int code;

    int of(FeatureRow row) {
      GeneModel gene = row.gene();
      if (gene == null) {
        return -1;
      }
      if (gene != last) {
        last = gene;
        code = geneTypeCode(GeneModel.typeOrUnknown(gene));
      }
      return code;
    }
  }
}
