package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Steps.JOIN_ANNOTATION;
import static org.splicebeam.schemas.columns.Units.NUMBER;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;

/** How many splice sites the row's gene has, and how many genes it overlaps (contract 2.4). */
final class CountFeatures implements Enricher {
  @Override
  public String name() {
    return "counts";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    return List.of(
        Feature.from(JOIN_ANNOTATION, "splice sites file, else introns of the annotation")
            .integer(
                FEATURE,
                "n_splice_sites",
                NUMBER,
                "Distinct positions of the gene's donors and acceptors; 0 for an annotated gene"
                    + " without one.")
            .filled("-1")
            .by(row -> row.gene() == null ? -1 : row.gene().spliceSites()),
        Feature.from(JOIN_ANNOTATION, "annotation, gene")
            .integer(
                FEATURE,
                "num_overlaps",
                NUMBER,
                "Other genes of the chromosome, on either strand, that share a base with the gene.")
            .filled("0")
            .by(row -> row.gene() == null ? 0 : row.gene().numOverlaps()));
  }
}
