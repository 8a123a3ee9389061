package org.splicebeam.transforms.tables;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.splicebeam.schemas.columns.InputColumn;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowCursor;

/**
 * Time to read one line of an analysis table as each pass does: finding and hashing the line
 * included. The table has every column that the schema knows, scores with all their digits and
 * windows of 1 001 bases, about 2 kB a line, and stands in the page cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TableReading {
  private static final int ROWS = 5_000;
  private static final int WINDOW = 1_001;
  private static final InputColumns COLUMNS = InputColumns.with(List.of());
  private static final TableFormat FORMAT =
      new TableFormat(COLUMNS, false, Set.of(), ChromosomeAliases.NONE, OnBadFile.FAIL);

  private final SplittableRandom random = new SplittableRandom(1);
  private TableFile table;

  @Setup
  public void writeTable() throws IOException {
    List<String> names = new ArrayList<>(InputColumns.REQUIRED);
    names.add("strand");
    for (InputColumn column : COLUMNS.all()) {
      if (!names.contains(column.name())) {
        names.add(column.name());
      }
    }
    Path file = Files.createTempFile("analysis_sequences_", ".tsv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(String.join("\t", names) + "\n");
      for (int row = 0; row < ROWS; row++) {
        StringJoiner line = new StringJoiner("\t", "", "\n");
        for (String name : names) {
          line.add(cell(name, row));
        }
        out.write(line.toString());
      }
    }
    table = new TableFile(file.toString(), file.getFileName().toString(), Files.size(file));
  }

  @TearDown
  public void removeTable() throws IOException {
    Files.delete(Path.of(table.path()));
  }

  /** Pass 1. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long scanLine() {
    return read(false);
  }

  /** Pass 2, of a row that was selected. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long readLine() {
    return read(true);
  }

  private long read(boolean whole) {
    RowCursor row = new RowCursor(COLUMNS);
    try (TableLines lines = TableLines.open(table, COLUMNS)) {
      RowParser parser = new RowParser(FORMAT, lines.header(), geneId -> null);
      while (lines.next()) {
        boolean isRow =
            whole
                ? parser.begin(lines.bytes(), lines.start(), lines.end(), row) && parser.finish(row)
                : parser.scan(lines.bytes(), lines.start(), lines.end(), row);
        if (!isRow) {
          throw new IllegalStateException(parser.reason() + ", " + parser.detail());
        }
      }
      return lines.contentHash();
    }
  }

  private String cell(String column, int row) {
    return switch (column) {
      case "gene_id" -> "ENSG0000000000" + row / 1_000;
      case "transcript_id" -> row % 20 == 0 ? "ENST0000000000" + row / 1_000 : "";
      case "position" -> String.valueOf(7 * row);
      case "pred_type" -> row % 20 == 0 ? "TP" : "TN";
      case "splice_type" -> row % 20 == 0 ? "donor" : "neither";
      case "chrom" -> "22";
      case "strand" -> "+";
      case "sequence" -> window();
      default -> number(column);
    };
  }

  private String window() {
    StringBuilder letters = new StringBuilder(WINDOW);
    for (int i = 0; i < WINDOW; i++) {
      letters.append("ACGT".charAt(random.nextInt(4)));
    }
    return letters.toString();
  }

  private String number(String column) {
    return COLUMNS.get(COLUMNS.indexOf(column)).kind() == InputColumn.Kind.DOUBLE
        ? String.valueOf(random.nextDouble())
        : String.valueOf(random.nextInt(2));
  }
}
