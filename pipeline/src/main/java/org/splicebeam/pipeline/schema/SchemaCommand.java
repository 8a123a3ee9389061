package org.splicebeam.pipeline.schema;

import java.util.concurrent.Callable;
import org.splicebeam.pipeline.options.BadOptionException;
import org.splicebeam.pipeline.options.ColumnOptions;
import org.splicebeam.schemas.columns.Columns;
import org.splicebeam.schemas.columns.RowsFrom;
import org.splicebeam.schemas.rows.TranscriptJoin;
import org.splicebeam.transforms.finish.DataDictionary;
import org.splicebeam.transforms.publish.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code splicebeam schema}: the columns that a build with these options has. */
@Command(
    name = "schema",
    description = "Prints the columns of a data set: name, type, unit, role, meaning.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class SchemaCommand implements Callable<Integer> {
  /** The forms a schema can be printed in. */
  enum Format {
    table,
    csv,
    json,
    avsc
  }

  @Spec CommandSpec spec;
  @Mixin ColumnOptions columns = new ColumnOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  Format format;

  @Option(
      names = "--ofScores",
      description = "Print the columns of a build with --scores, which has ten more.")
  boolean ofScores;

  @Option(names = "--ofSplits", description = "Print the columns of a build with --splits.")
  boolean ofSplits;

  @Override
  public Integer call() {
    try {
      Columns all = columns.enrichers(ofScores, ofSplits).columns();
      DataDictionary dictionary =
          new DataDictionary(
              all, TranscriptJoin.REPRESENTATIVE, ofScores ? RowsFrom.SCORES : RowsFrom.TABLES);
      String text =
          switch (format) {
            case table -> dictionary.toTable();
            case csv -> dictionary.toCsv();
            case json -> dictionary.toJson();
            case avsc -> JsonText.of(all.avroSchema());
          };
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (BadOptionException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }
}
