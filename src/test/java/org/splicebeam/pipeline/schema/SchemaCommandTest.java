package org.splicebeam.pipeline.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.schemas.columns.Column;
import org.splicebeam.schemas.columns.ColumnSettings;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.transforms.features.Enrichers;
import org.splicebeam.transforms.rows.ScoreColumns;

class SchemaCommandTest {
  private static final Columns COLUMNS =
      Enrichers.of(
              new ColumnSettings(
                  List.of(1, 2),
                  true,
                  List.of(new InputColumn("phylop", InputColumn.Kind.DOUBLE, false))))
          .columns();
  private static final List<String> NAMES = names(COLUMNS);

  @Test
  void theAvroSchemaIsTheDataSets() {
    Ran run = schema("avsc");

    assertThat(new Schema.Parser().parse(run.out()), is(COLUMNS.avroSchema()));
    assertThat(run.out(), endsWith("}\n"));
  }

  @Test
  void jsonHasEveryColumn() throws IOException {
    List<String> names = new ArrayList<>();
    JsonNode json = new ObjectMapper().readTree(schema("json").out());
    json.findValues("column").forEach(name -> names.add(name.asText()));

    assertThat(names, is(NAMES));
  }

  @Test
  void csvHasALineAColumn() {
    List<String> lines = schema("csv").out().lines().toList();

    assertThat(lines.get(0).split(",")[0], is("column"));
    assertThat(lines.stream().skip(1).map(line -> line.split(",")[0]).toList(), is(NAMES));
  }

  @Test
  void rowsFromScoresHaveTheirColumnsAndWords() throws IOException {
    Ran run = Ran.command("schema", "--ofScores", "--kmerSizes=1", "--format=json");
    List<String> names = new ArrayList<>();
    List<String> leaks = new ArrayList<>();
    for (JsonNode column : new ObjectMapper().readTree(run.out()).findParents("column")) {
      names.add(column.path("column").asText());
      if (column.path("role").asText().equals("feature")) {
        leaks.add(column.path("leak").asText());
      }
    }

    assertThat(
        names,
        is(
            names(
                Enrichers.of(new ColumnSettings(List.of(1), false, ScoreColumns.COLUMNS))
                    .columns())));
    assertThat(Set.copyOf(leaks), is(Set.of("none")));
    assertThat(
        Ran.command("schema", "--ofScores", "--extraColumns=phylop:double"),
        is(
            Ran.refused(
                "schema",
                "--extraColumns is an option of --input, and rows come from --scores: leave it"
                    + " out")));
  }

  @Test
  void theTableIsTheDefaultAndHasALineAColumn() {
    Ran table = schema("table");

    assertThat(
        table.out().lines().skip(1).map(l -> l.strip().split("[ |]+")[0]).toList(), is(NAMES));
    assertThat(
        Ran.command("schema", "--kmerSizes=1,2", "--keepSequence", "--extraColumns=phylop:double"),
        is(table));
  }

  @Test
  void withoutOptionsThereAreTheHexamers() {
    assertThat(
        Ran.command("schema", "--format=csv").out().lines().count(),
        is(1L + Enrichers.of(new ColumnSettings(List.of(6), false, List.of())).columns().size()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--kmerSizes=9 | --kmerSizes is '9'; it is a list of sizes from 1 to 8, such as 3,6, or 0 for none",
        "--extraColumns=chrom:string | --extraColumns names 'chrom', which is a column already",
        "--format=xml | --format is 'xml'; it is one of table, csv, json, avsc",
        "--kmerSize=3 | unknown option '--kmerSize'; did you mean --kmerSizes?"
      })
  void aBadOptionIsToldInOneSentence(String option, String sentence) {
    assertThat(Ran.command("schema", option), is(Ran.refused("schema", sentence)));
  }

  private static Ran schema(String format) {
    Ran run =
        Ran.command(
            "schema",
            "--kmerSizes=1,2",
            "--keepSequence",
            "--extraColumns=phylop:double",
            "--format=" + format);
    assertThat(run.exitCode(), is(0));
    assertThat(run.err(), is(""));
    return run;
  }

  private static List<String> names(Columns columns) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      names.add(column.name());
    }
    return names;
  }
}
