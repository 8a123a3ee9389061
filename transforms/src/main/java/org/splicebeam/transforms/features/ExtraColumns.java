package org.splicebeam.transforms.features;

import java.util.List;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.ColumnType;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Steps;
import org.splicebeam.transforms.rows.ScoreColumns;

/**
 * Columns of the analysis tables that the option {@code extraColumns} names, and those that stand
 * in their place where rows come from scores; all nullable.
 */
final class ExtraColumns implements Enricher {
  @Override
  public String name() {
    return "extraColumns";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    return settings.extraColumns().stream().map(ExtraColumns::column).map(Feature::given).toList();
  }

  private static Column column(InputColumn extra) {
    return ScoreColumns.declared(extra).orElseGet(() -> copied(extra));
  }

  private static Column copied(InputColumn extra) {
    return new Column(
        extra.name(),
        ColumnType.valueOf(extra.kind().name()),
        true,
        "as given",
        extra.kind() == InputColumn.Kind.TEXT ? Role.METADATA : Role.FEATURE,
        Steps.READ_SITES,
        "",
        "Copied from the analysis table.",
        "analysis table, option extraColumns");
  }
}
