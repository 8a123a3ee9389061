package org.splicebeam.schemas.columns;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final Column POSITION =
      column("position", ColumnType.LONG, false, Role.KEY, "0-based base from the gene's 5' end");
  private static final Column SCORE =
      column("score", ColumnType.DOUBLE, true, Role.METADATA, "probability 0..1");
  private static final Column CHROM = column("chrom", ColumnType.TEXT, false, Role.KEY, "name");
  private static final Column EXONS =
      column("num_exons", ColumnType.INT, false, Role.FEATURE, "count");
  private static final Column KMER =
      column("2mer_AC", ColumnType.COUNT, false, Role.FEATURE, "count");
  private static final Columns COLUMNS = Columns.of(List.of(POSITION, SCORE, CHROM, EXONS, KMER));

  private static Column column(
      String name, ColumnType type, boolean nullable, Role role, String unit) {
    return new Column(name, type, nullable, unit, role, "", "", "What " + name + " is.", "");
  }

  @Test
  void columnsKeepTheirOrder() {
    assertThat(COLUMNS.all(), is(List.of(POSITION, SCORE, CHROM, EXONS, KMER)));
    assertThat(COLUMNS.size(), is(5));
    assertThat(COLUMNS.get(3), is(EXONS));
    assertThat(COLUMNS.indexOf("num_exons"), is(3));
    assertThat(COLUMNS.indexOf("nothing"), is(-1));
  }

  @Test
  void aNameIsThereOnce() {
    List<Column> twice = List.of(CHROM, SCORE, CHROM);
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> Columns.of(twice)).getMessage(),
        is("column chrom is there twice"));
  }

  @Test
  void avroSchemaIsValidAndFindsColumnsByAlias() {
    Schema schema = new Schema.Parser().parse(COLUMNS.avroSchema().toString());
    assertThat(schema, equalTo(COLUMNS.avroSchema()));
    assertThat(schema.getFullName(), is("org.splicebeam.Site"));
    assertThat(schema.getFields().size(), is(COLUMNS.size()));
    for (int i = 0; i < COLUMNS.size(); i++) {
      Column column = COLUMNS.get(i);
      Schema.Field field = schema.getFields().get(i);
      boolean kmer = column.type() == ColumnType.COUNT;
      assertThat(field.name(), is(kmer ? "_" + column.name() : column.name()));
      assertThat(field.aliases().contains(column.name()), is(kmer));
      assertThat(field.doc(), is(column.meaning(RowsFrom.TABLES)));
      assertThat(field.getProp("unit"), is(column.unit()));
      assertThat(
          field.getProp("role"), is(column.role().name().toLowerCase(java.util.Locale.ROOT)));
      assertThat(field.hasDefaultValue(), is(column.nullable()));
    }
    assertThat(schema.getField("score").schema().toString(), is("[\"null\",\"double\"]"));
    assertThat(schema.getField("position").schema().toString(), is("\"long\""));
    assertThat(schema.getField("num_exons").schema().toString(), is("\"int\""));
    assertThat(schema.getField("_2mer_AC").schema().toString(), is("\"int\""));
    assertThat(schema.getField("chrom").schema().toString(), is("\"string\""));
  }

  @Test
  void avroNamesHoldOnlyWhatAvroAllows() {
    Column odd = new Column("0 phyloP-100", ColumnType.INT, true, "", Role.KEY, "", "", "", "");
    assertThat(odd.avroName(), is("_0_x20phyloP_x2d100"));
  }

  /** Names, types and nullability in order, and nothing else, tell schemas apart. */
  @Test
  void fingerprintTellsSchemasApart() {
    List<Column> one = List.of(CHROM, SCORE);
    String fingerprint = Columns.of(one).fingerprint();
    assertThat(fingerprint.length(), is(64));
    Column told = column("chrom", ColumnType.TEXT, false, Role.METADATA, "other unit");
    assertThat(Columns.of(List.of(told, SCORE)).fingerprint(), is(fingerprint));
    for (List<Column> other :
        List.of(
            List.of(SCORE, CHROM),
            List.of(CHROM),
            List.of(CHROM, SCORE, EXONS),
            List.of(column("chrom", ColumnType.TEXT, true, Role.KEY, "name"), SCORE),
            List.of(column("chrom", ColumnType.INT, false, Role.KEY, "name"), SCORE))) {
      assertThat(Columns.of(other).fingerprint(), not(fingerprint));
    }
  }
}
