package org.splicebeam.transforms.features;

import java.util.List;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.columns.Role;
import org.splicebeam.schemas.columns.Steps;

/**
 * An enricher as another jar may bring it, found by its line in META-INF/services. All tests have
 * it, so it declares its columns only where a column of the table asks for them.
 */
public final class ThirdsOfAGene implements Enricher {
  static final String ASKS_FOR_IT = "thirds_please";

  /** Those that bring its columns. */
  static final ColumnSettings SETTINGS =
      new ColumnSettings(
          List.of(1), false, List.of(new InputColumn(ASKS_FOR_IT, InputColumn.Kind.DOUBLE, false)));

  @Override
  public String name() {
    return "thirds of a gene";
  }

  @Override
  public List<Feature> features(ColumnSettings settings) {
    if (settings.extraColumns().stream().noneMatch(c -> c.name().equals(ASKS_FOR_IT))) {
      return List.of();
    }
    Feature.Origin place = Feature.from(Steps.WRITE_PARTS, "position and gene");
    return List.of(
        place
            .integer(
                Role.FEATURE,
                "third_of_gene",
                "0 to 2",
                "The third of its gene, from the 5' end, that the position lies in.")
            .nullWhere(row -> row.gene() == null)
            .by(row -> (int) (3 * row.genePosition() / row.gene().span().length())),
        place
            .text(Role.METADATA, "gene_symbol", "name", "The gene's name, else its id.")
            .by(
                row ->
                    row.gene() == null || row.gene().name() == null
                        ? row.geneId()
                        : row.gene().name()));
  }
}
