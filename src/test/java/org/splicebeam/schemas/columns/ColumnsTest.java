package org.splicebeam.schemas.columns;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.splicebeam.schemas.columns.InputColumn.Kind;

class ColumnsTest {
  private static Columns columns(Integer... kmerSizes) {
    return Columns.of(new ColumnSettings(List.of(kmerSizes), false, List.of()));
  }

  private static List<String> names(Columns columns) {
    return columns.all().stream().map(Column::name).collect(Collectors.toList());
  }

  /** columns-k2.txt is made from the oracle's list and the contract's roles, not from Columns. */
  @Test
  void listIsTheContracts() throws IOException {
    StringBuilder list = new StringBuilder();
    for (Column column : columns(2).all()) {
      list.append(column.name()).append(' ').append(column.type());
      list.append(column.nullable() ? "? " : " ").append(column.role()).append('\n');
    }
    try (InputStream golden = ColumnsTest.class.getResourceAsStream("/columns-k2.txt")) {
      assertThat(
          list.toString(), equalTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  @Test
  void kmersAreLexicographicSmallerSizesFirst() {
    List<String> names = names(columns(1, 3));
    assertThat(names.size(), is(82 + 4 + 64));
    assertThat(
        names.subList(82, 91),
        contains(
            "1mer_A",
            "1mer_C",
            "1mer_G",
            "1mer_T",
            "3mer_AAA",
            "3mer_AAC",
            "3mer_AAG",
            "3mer_AAT",
            "3mer_ACA"));
    assertThat(names.get(149), is("3mer_TTT"));
    assertThat(columns(8).size(), is(82 + 65_536));
    assertThat(columns().size(), is(82));
  }

  @Test
  void sequenceAndExtraColumnsStandInTheirGroups() {
    Columns columns =
        Columns.of(
            new ColumnSettings(
                List.of(1),
                true,
                List.of(
                    new InputColumn("phyloP", Kind.DOUBLE, false),
                    new InputColumn("clinvar", Kind.TEXT, false),
                    new InputColumn("reads", Kind.INT, false),
                    new InputColumn("offset", Kind.LONG, false))));
    int sequence = columns.indexOf("sequence");
    assertThat(columns.get(sequence + 1).name(), is("gc_content"));
    assertThat(columns.get(sequence).role(), is(Role.METADATA));
    assertThat(columns.get(sequence).nullable(), is(true));
    int extra = columns.indexOf("phyloP");
    assertThat(columns.get(extra - 1).name(), is("missing_transcript_feats"));
    assertThat(
        columns.all().subList(extra, extra + 4).stream()
            .map(c -> c.name() + " " + c.type() + " " + c.nullable())
            .collect(Collectors.toList()),
        contains("phyloP DOUBLE true", "clinvar TEXT true", "reads INT true", "offset LONG true"));
    assertThat(columns.get(extra + 4).name(), is("1mer_A"));
    assertThat(columns.indexOf("nothing"), is(-1));
  }

  @Test
  void extraColumnMustNotRepeatAnother() {
    ColumnSettings settings =
        new ColumnSettings(List.of(), false, List.of(new InputColumn("score", Kind.DOUBLE, false)));
    assertThrows(IllegalArgumentException.class, () -> Columns.of(settings));
  }

  @Test
  void inputColumnsAreAmongThemWithTheSameType() {
    Columns columns = columns(1);
    for (InputColumn input : InputColumns.with(List.of()).all()) {
      int index = columns.indexOf(input.name());
      assertThat(input.name(), index, not(-1));
      assertThat(
          input.name(), columns.get(index).type(), is(ColumnType.valueOf(input.kind().name())));
    }
  }

  @Test
  void everyColumnIsExplained() {
    for (Column column : columns(1).all()) {
      for (String text : List.of(column.unit(), column.step(), column.meaning(), column.source())) {
        assertThat(column.name(), text, not(""));
      }
      assertThat(column.name(), column.meaning().endsWith("."), is(true));
    }
  }

  /** What the contract (2.4) and the join by a row's own transcript give away. */
  @Test
  void everyLeakIsTold() {
    Set<String> ofTheRowsTranscript =
        Set.of(
            "tx_start",
            "tx_end",
            "transcript_length",
            "num_exons",
            "avg_exon_length",
            "median_exon_length",
            "total_exon_length",
            "total_intron_length",
            "has_tx_info",
            "missing_transcript_feats");
    Set<String> ofTheThreeScores =
        Set.of(
            "donor_score",
            "acceptor_score",
            "neither_score",
            "relative_donor_probability",
            "splice_probability",
            "donor_acceptor_diff",
            "splice_neither_diff",
            "donor_acceptor_logodds",
            "splice_neither_logodds",
            "probability_entropy",
            "score_difference_ratio");
    String ofScoresAndContext =
        "(donor|acceptor)_(diff_[mp][12]|surge_ratio|is_local_peak|weighted_context"
            + "|peak_height_ratio|second_derivative|signal_strength|context_diff_ratio)"
            + "|donor_acceptor_peak_ratio|type_signal_difference|signal_strength_ratio";
    for (Column column : columns(1).all()) {
      String name = column.name();
      boolean scoresAndContext = name.matches(ofScoresAndContext);
      assertThat(
          name,
          column.meaning().contains("Comes from the pass"),
          is(name.startsWith("context_") || scoresAndContext));
      assertThat(
          name,
          column.meaning().contains("For FN rows"),
          is(ofTheThreeScores.contains(name) || scoresAndContext));
      assertThat(
          name,
          column.meaning().contains("With transcriptJoin=row it leaks the label"),
          is(ofTheRowsTranscript.contains(name)));
    }
    assertThat(
        columns(1).get(columns(1).indexOf("transcript_id")).meaning(),
        endsWith("it leaks the label."));
  }

  @Test
  void avroSchemaIsValidAndFindsColumnsByAlias() {
    Columns columns = columns(2);
    Schema schema = new Schema.Parser().parse(columns.avroSchema().toString());
    assertThat(schema, equalTo(columns.avroSchema()));
    assertThat(schema.getFullName(), is("org.splicebeam.Site"));
    assertThat(schema.getFields().size(), is(columns.size()));
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Schema.Field field = schema.getFields().get(i);
      boolean kmer = column.type() == ColumnType.COUNT;
      assertThat(field.name(), is(kmer ? "_" + column.name() : column.name()));
      assertThat(field.aliases().contains(column.name()), is(kmer));
      assertThat(field.doc(), is(column.meaning()));
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

  @Test
  void fingerprintTellsSchemasApart() {
    assertThat(columns(2).fingerprint(), is(columns(2).fingerprint()));
    assertThat(columns(2).fingerprint().length(), is(64));
    assertThat(columns(2).fingerprint(), not(columns(1).fingerprint()));
    assertThat(columns(2).fingerprint(), not(columns(1, 2).fingerprint()));
  }

  @Test
  void onlySettingsAreSerialized() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(columns(6));
    }
    assertThat(bytes.size(), lessThan(1_000));
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Columns copy = (Columns) in.readObject();
      assertThat(copy, notNullValue());
      assertThat(copy.all(), equalTo(columns(6).all()));
    }
  }
}
