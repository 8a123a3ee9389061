package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Steps.JOIN_ANNOTATION;
import static org.splicebeam.schemas.columns.Units.BASES;
import static org.splicebeam.schemas.columns.Units.FLAG;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Leak;

/**
 * How far the position is from the ends of its gene, and what the annotation knew of the row
 * (contract 2.6).
 */
final class DistanceFeatures implements Enricher {
  @Override
  public String name() {
    return "distances";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    Feature.Origin place = Feature.from(JOIN_ANNOTATION, "position and gene");
    Feature.Origin join = Feature.from(JOIN_ANNOTATION, "annotation join");
    return List.of(
        place
            .whole(
                FEATURE,
                "distance_to_start",
                BASES,
                "absolute_position - gene_start, in genome direction: on - from the gene's 3' end.")
            .filled("-1")
            .by(row -> row.gene() == null ? -1 : row.absolutePosition() - GeneFeatures.start(row)),
        place
            .whole(
                FEATURE,
                "distance_to_end",
                BASES,
                "gene_end - absolute_position, in genome direction: on - to the gene's 5' end.")
            .filled("-1")
            .by(row -> row.gene() == null ? -1 : GeneFeatures.end(row) - row.absolutePosition()),
        join.integer(FEATURE, "has_gene_info", FLAG, "1 where the gene is annotated.")
            .by(row -> row.gene() == null ? 0 : 1),
        join.integer(FEATURE, "has_tx_info", FLAG, "1 where a transcript was joined.")
            .leaks(Leak.ROW_JOIN)
            .by(row -> TranscriptFeatures.has(row) ? 1 : 0),
        join.integer(
                FEATURE,
                "missing_transcript_feats",
                FLAG,
                "1 where no transcript was joined and its figures are filled in.")
            .leaks(Leak.ROW_JOIN)
            .by(row -> TranscriptFeatures.has(row) ? 0 : 1));
  }
}
