package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Role.KEY;
import static org.splicebeam.schemas.columns.Role.METADATA;
import static org.splicebeam.schemas.columns.Steps.JOIN_ANNOTATION;
import static org.splicebeam.schemas.columns.Units.BASES;
import static org.splicebeam.schemas.columns.Units.GENOMIC_BASE;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.genome.GeneModel;

/** What the annotation says of the row's gene (contract 2.4). */
final class GeneFeatures implements Enricher {
  @Override
  public String name() {
    return "gene";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    Feature.Origin gene = Feature.from(JOIN_ANNOTATION, "annotation, gene");
    return List.of(
        gene.text(METADATA, "gene_type", "biotype", "The gene's biotype.")
            .filled(GeneModel.UNKNOWN_TYPE)
            .by(row -> GeneModel.typeOrUnknown(row.gene())),
        gene.whole(KEY, "gene_start", GENOMIC_BASE, "First base of the gene on the chromosome.")
            .filled("-1")
            .by(GeneFeatures::start),
        gene.whole(KEY, "gene_end", GENOMIC_BASE, "Last base of the gene on the chromosome.")
            .filled("-1")
            .by(GeneFeatures::end),
        gene.whole(FEATURE, "gene_length", BASES, "gene_end - gene_start + 1.")
            .filled("-1")
            .by(GeneFeatures::length));
  }

  /** The gene's first base, -1 where it is not annotated. */
  static long start(FeatureRow row) {
    return row.gene() == null ? -1 : row.gene().span().start();
  }

  /** The gene's last base, -1 where it is not annotated. */
  static long end(FeatureRow row) {
    return row.gene() == null ? -1 : row.gene().span().end();
  }

  /** The gene's bases, -1 where it is not annotated. */
  static long length(FeatureRow row) {
    return row.gene() == null ? -1 : row.gene().span().length();
  }
}
