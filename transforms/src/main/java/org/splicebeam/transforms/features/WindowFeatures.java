package org.splicebeam.transforms.features;

import static org.splicebeam.schemas.columns.Role.FEATURE;
import static org.splicebeam.schemas.columns.Role.METADATA;
import static org.splicebeam.schemas.columns.Steps.READ_SITES;
import static org.splicebeam.schemas.columns.Steps.WRITE_PARTS;
import static org.splicebeam.schemas.columns.Units.BASES;
import static org.splicebeam.schemas.columns.Units.RATIO;

import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;

/**
 * What the window around the position tells without the order of its bases (contract 2.3), and,
 * where it is asked for, the window itself.
 */
final class WindowFeatures implements Enricher {
  @Override
  public String name() {
    return "window";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    List<Feature> features = new ArrayList<>();
    if (settings.keepSequence()) {
      features.add(
          Feature.from(READ_SITES, "analysis table", "genome (FASTA)")
              .text(
                  METADATA,
                  "sequence",
                  "A, C, G, T, N",
                  "The window around the position, 5' to 3' on the gene's strand; other letters are"
                      + " N.")
              .nullable()
              .filledBy((row, capacity) -> ColumnFill.windows(capacity)));
    }
    Feature.Origin window = Feature.from(WRITE_PARTS, "window");
    features.add(
        window
            .real(FEATURE, "gc_content", RATIO, "Share of G and C in the window.")
            .by(FeatureRow::gcContent));
    features.add(
        window
            .integer(FEATURE, "sequence_length", BASES, "Length of the window.")
            .by(FeatureRow::windowLength));
    features.add(
        window
            .real(
                FEATURE,
                "sequence_complexity",
                "bits",
                "Shannon entropy of the window's symbols A, C, G, T and N.")
            .by(FeatureRow::complexity));
    return features;
  }
}
