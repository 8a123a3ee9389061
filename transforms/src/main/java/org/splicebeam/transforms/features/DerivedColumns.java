package org.splicebeam.transforms.features;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.transforms.rows.DerivedFeatures;

/**
 * The derived probability and signal-shape features as columns (contract 2.2). {@link
 * DerivedFeatures} declares them beside their formulas, and computes them while rows are read.
 */
final class DerivedColumns implements Enricher {
  @Override
  public String name() {
    return "derived";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    return DerivedFeatures.COLUMNS.stream().map(Feature::given).toList();
  }
}
