package org.splicebeam.transforms.finish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.Leak;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.publish.CsvText;
import org.splicebeam.transforms.publish.JsonText;

/**
 * What each column of the data set is, for people and programs: one entry a column, in order. Lines
 * end with LF on every platform. Memory: the whole text (k = 6: about a megabyte).
 */
public final class DataDictionary {
  private static final List<String> HEADER =
      List.of(
          "column",
          "type",
          "nullable",
          "unit",
          "role",
          "step",
          "fill",
          "meaning",
          "source",
          "leak",
          "categorical");
  private static final Set<String> FLAGS = Set.of("nullable", "categorical");

  private final Columns columns;
  private final TranscriptJoin join;
  private final RowsFrom rowsFrom;

  /**
   * A data set's dictionary.
   *
   * @param join which transcript its rows' features come from: one of the two leaks the label
   * @param rowsFrom where its rows come from: those of tables leak the label where others do not
   */
  public DataDictionary(Columns columns, TranscriptJoin join, RowsFrom rowsFrom) {
    this.columns = columns;
    this.join = join;
    this.rowsFrom = rowsFrom;
  }

  /** RFC 4180 CSV with a header line. */
  public String toCsv() {
    return CsvText.of(HEADER, columns.all().stream().map(this::entry).toList());
  }

  /** An object with the schema's fingerprint and an array of columns. */
  public String toJson() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("fingerprint", columns.fingerprint());
    ArrayNode list = root.putArray("columns");
    for (Column column : columns.all()) {
      List<String> entry = entry(column);
      ObjectNode node = list.addObject();
      for (int i = 0; i < HEADER.size(); i++) {
        if (FLAGS.contains(HEADER.get(i))) {
          node.put(HEADER.get(i), Boolean.parseBoolean(entry.get(i)));
        } else {
          node.put(HEADER.get(i), entry.get(i));
        }
      }
    }
    return JsonText.of(root);
  }

  /** Aligned columns: name, type (with {@code ?} where nullable), role, unit, meaning. */
  public String toTable() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column", "type", "role", "unit", "meaning"));
    for (Column column : columns.all()) {
      rows.add(
          List.of(
              column.name(),
              lower(column.type()) + (column.nullable() ? "?" : ""),
              lower(column.role()),
              column.unit(),
              column.meaning(rowsFrom)));
    }
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length - 1; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length() + 2);
      }
    }
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        table.append(row.get(i)).append(" ".repeat(Math.max(0, widths[i] - row.get(i).length())));
      }
      table.append('\n');
    }
    return table.toString();
  }

  private List<String> entry(Column column) {
    return List.of(
        column.name(),
        lower(column.type()),
        String.valueOf(column.nullable()),
        column.unit(),
        lower(column.role()),
        column.step(),
        column.fill(),
        column.meaning(rowsFrom),
        column.source(rowsFrom),
        leak(column).text(),
        String.valueOf(column.categorical()));
  }

  /** How the column gives the label away in this data set. */
  Leak.Kind leak(Column column) {
    Leak.Kind leak = column.leak(rowsFrom);
    boolean without = leak == Leak.Kind.TRANSCRIPT_JOIN && join == TranscriptJoin.REPRESENTATIVE;
    return without ? Leak.Kind.NONE : leak;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
