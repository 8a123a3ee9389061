package org.splicebeam.transforms.features;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.transforms.rows.ScoreColumns;

/**
 * docs/columns.md: the fixed columns as Markdown tables, one a step that fills them, and what is
 * another way where rows come from scores.
 */
final class ColumnsPage {
  private static final String HEAD =
      """
      # The columns

      Every column of a data set but the k-mers' and those of `--extraColumns`, by the step that fills it; a data set's own
      `data_dictionary.csv` has them all, in the order of the files, and says whence each comes, what leaks the label there and what is filled in where nothing is
      joined. `?` marks what may be null. Take the columns whose role is `feature`. In the formulas d, a and n are the donor, acceptor and
      neither score, m2 to p2 the context scores, e = 1e-10.

      k-mers: `Kmer_WORD` (`6mer_ACGTAC`), `uint16`, role `feature`, how often the word occurs in the window; a size's words in lexicographic
      order after all other columns, smaller sizes first. `sequence` is there with `--keepSequence` only, `split` with `--splits`.
      """;

  private static final String OF_SCORES =
      """

      ## Data sets from scores

      Rows that come from a base model's scores have the same columns, and ten more where others have their extra columns. A base's score does
      not depend on its label, so the scores and all that follows from them leak nothing there. These columns mean something else than above:
      """;

  private ColumnsPage() {}

  static String render() {
    Map<String, List<Column>> bySteps = new LinkedHashMap<>();
    for (Column column :
        Enrichers.of(new ColumnSettings(List.of(), true, List.of(), true)).columns().all()) {
      bySteps.computeIfAbsent(column.step(), step -> new ArrayList<>()).add(column);
    }
    StringBuilder page = new StringBuilder(HEAD);
    bySteps.forEach(
        (step, columns) -> {
          page.append("\n## ").append(step).append("\n\n");
          page.append("| column | type | unit | role | meaning |\n|---|---|---|---|---|\n");
          columns.forEach(column -> page.append(line(column, RowsFrom.TABLES)));
        });
    return page.append(OF_SCORES).append(ofScores()).toString();
  }

  private static String ofScores() {
    StringBuilder others = new StringBuilder("\n| column | meaning | source |\n|---|---|---|\n");
    StringBuilder more =
        new StringBuilder("\n| column | type | unit | role | meaning |\n|---|---|---|---|---|\n");
    for (Column column :
        Enrichers.of(new ColumnSettings(List.of(), true, ScoreColumns.COLUMNS)).columns().all()) {
      if (ScoreColumns.COLUMNS.stream().anyMatch(c -> c.name().equals(column.name()))) {
        more.append(line(column, RowsFrom.SCORES));
      } else if (!column.ofScores().meaning().equals(column.ofTables().meaning())) {
        others.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    column.name(),
                    column.meaning(RowsFrom.SCORES),
                    column.source(RowsFrom.SCORES)));
      }
    }
    return others.append("\nThe ten more:\n").append(more).toString();
  }

  private static String line(Column column, RowsFrom rows) {
    return "| `%s` | %s%s | %s | %s | %s |\n"
        .formatted(
            column.name(),
            lower(column.type()),
            column.nullable() ? "?" : "",
            column.unit(),
            lower(column.role()),
            column.meaning(rows));
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
