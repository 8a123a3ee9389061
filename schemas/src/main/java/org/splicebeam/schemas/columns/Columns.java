package org.splicebeam.schemas.columns;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.splicebeam.schemas.Sha256;

/**
 * The data set's columns in order, fixed before the first row is read: the Avro schema, the Parquet
 * types, the dictionary and the documentation come from this list.
 *
 * <p>Memory: about half a kilobyte a column (k = 8: 65 536 columns), so the list does not travel:
 * whoever needs it makes it from the {@link ColumnSettings}. Immutable.
 */
public final class Columns {
  private final List<Column> all;
  private final Map<String, Integer> places = new HashMap<>();

  private Columns(List<Column> all) {
    this.all = List.copyOf(all);
    for (Column column : all) {
      if (places.putIfAbsent(column.name(), places.size()) != null) {
        throw new IllegalArgumentException("column " + column.name() + " is there twice");
      }
    }
  }

  /**
   * A list of these columns.
   *
   * @throws IllegalArgumentException where two of them have one name
   */
  public static Columns of(List<Column> all) {
    return new Columns(all);
  }

  public List<Column> all() {
    return all;
  }

  public int size() {
    return all.size();
  }

  public Column get(int index) {
    return all.get(index);
  }

  /** The column's place, or -1. */
  public int indexOf(String name) {
    return places.getOrDefault(name, -1);
  }

  /**
   * The Avro schema {@code org.splicebeam.Site}: a field a column, named {@link Column#avroName()},
   * with the column's meaning as {@code doc} and properties {@code role} and {@code unit}; nullable
   * columns are {@code ["null", T]} with default null. The meaning is that of tables, so that data
   * sets with the same columns have one schema, wherever their rows come from.
   */
  public Schema avroSchema() {
    return Schema.createRecord(
        "Site",
        "One position of one gene, as a base model judged it, with the features of a meta-model.",
        "org.splicebeam",
        false,
        all.stream().map(Columns::avroField).collect(Collectors.toList()));
  }

  /** SHA-256 of names, types and nullability in order, as 64 hex digits. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    for (Column column : all) {
      text.append(column.name()).append('\t').append(column.type());
      text.append(column.nullable() ? "?\n" : "\n");
    }
    return Sha256.ofText(text.toString());
  }

  private static Schema.Field avroField(Column column) {
    Schema type =
        Schema.create(
            switch (column.type()) {
              case INT, COUNT -> Schema.Type.INT;
              case LONG -> Schema.Type.LONG;
              case DOUBLE -> Schema.Type.DOUBLE;
              case TEXT -> Schema.Type.STRING;
            });
    String name = column.avroName();
    String meaning = column.meaning(RowsFrom.TABLES);
    Schema.Field field =
        column.nullable()
            ? new Schema.Field(
                name,
                Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                meaning,
                Schema.Field.NULL_DEFAULT_VALUE)
            : new Schema.Field(name, type, meaning);
    if (!name.equals(column.name())) {
      field.addAlias(column.name());
    }
    field.addProp("role", column.role().name().toLowerCase(Locale.ROOT));
    field.addProp("unit", column.unit());
    return field;
  }
}
