package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Role.KEY;
import static org.splicebeam.schemas.columns.Steps.JOIN_ANNOTATION;
import static org.splicebeam.schemas.columns.Units.BASES;
import static org.splicebeam.schemas.columns.Units.GENOMIC_BASE;
import static org.splicebeam.schemas.columns.Units.NUMBER;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Leak;

/**
 * What the annotation says of the transcript that is joined to the row (contract 2.5). Where none
 * is, its place on the chromosome is its gene's, and it has no exons.
 */
final class TranscriptFeatures implements Enricher {
  @Override
  public String name() {
    return "transcript";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    Feature.Origin transcript = Feature.from(JOIN_ANNOTATION, "annotation, transcript");
    return List.of(
        transcript
            .whole(
                KEY,
                "tx_start",
                GENOMIC_BASE,
                "First base of the joined transcript on the chromosome.")
            .leaks(Leak.ROW_JOIN)
            .filled("gene_start, else -1")
            .by(row -> has(row) ? row.transcript().span().start() : GeneFeatures.start(row)),
        transcript
            .whole(
                KEY,
                "tx_end",
                GENOMIC_BASE,
                "Last base of the joined transcript on the chromosome.")
            .leaks(Leak.ROW_JOIN)
            .filled("gene_end, else -1")
            .by(row -> has(row) ? row.transcript().span().end() : GeneFeatures.end(row)),
        transcript
            .whole(
                FEATURE,
                "transcript_length",
                BASES,
                "Genomic span of the joined transcript, introns included.")
            .leaks(Leak.ROW_JOIN)
            .filled("gene_length, else -1")
            .by(row -> has(row) ? row.transcript().span().length() : GeneFeatures.length(row)),
        transcript
            .integer(FEATURE, "num_exons", NUMBER, "Exons of the joined transcript.")
            .leaks(Leak.ROW_JOIN)
            .filled("0")
            .by(row -> has(row) ? row.transcript().numExons() : 0),
        transcript
            .real(FEATURE, "avg_exon_length", BASES, "Mean exon length of the joined transcript.")
            .leaks(Leak.ROW_JOIN)
            .filled("0")
            .by(row -> has(row) ? row.transcript().avgExonLength() : 0),
        transcript
            .real(
                FEATURE,
                "median_exon_length",
                BASES,
                "Median exon length of the joined transcript; of an even number the mean of the"
                    + " middle two.")
            .leaks(Leak.ROW_JOIN)
            .filled("0")
            .by(row -> has(row) ? row.transcript().medianExonLength() : 0),
        transcript
            .whole(
                FEATURE,
                "total_exon_length",
                BASES,
                "Sum of the exon lengths of the joined transcript.")
            .leaks(Leak.ROW_JOIN)
            .filled("0")
            .by(row -> has(row) ? row.transcript().totalExonLength() : 0),
        transcript
            .whole(
                FEATURE,
                "total_intron_length",
                BASES,
                "Bases of the joined transcript's span that no exon covers; 0 without exon lines.")
            .leaks(Leak.ROW_JOIN)
            .filled("0")
            .by(row -> has(row) ? row.transcript().totalIntronLength() : 0));
  }

  /** Whether a transcript is joined to the row. */
  static boolean has(FeatureRow row) {
    return row.transcript() != null;
  }
}
