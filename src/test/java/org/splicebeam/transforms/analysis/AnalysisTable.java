package org.splicebeam.transforms.analysis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.splicebeam.schemas.columns.InputColumns;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.transforms.lines.LineReader;

/** Analysis tables of one valid row, to be changed cell by cell, and a reader of whole ones. */
final class AnalysisTable {
  static final InputColumns STANDARD = InputColumns.with(List.of());

  /** 1 000 bases each. */
  static final Map<String, GeneModel> GENES =
      Map.of(
          "FORWARD", gene("FORWARD", "chr22", Strand.FORWARD),
          "REVERSE", gene("REVERSE", "22", Strand.REVERSE),
          "MITO", gene("MITO", "chrM", Strand.FORWARD),
          "NOWHERE", gene("NOWHERE", "22", Strand.UNKNOWN));

  private final Map<String, String> cells = new LinkedHashMap<>();

  /** A valid row of the gene FORWARD with the required columns and strand. */
  AnalysisTable() {
    cells.put("gene_id", "FORWARD");
    cells.put("transcript_id", "T1");
    cells.put("position", "10");
    cells.put("donor_score", "0.75");
    cells.put("acceptor_score", "0.125");
    cells.put("neither_score", "0.25");
    cells.put("pred_type", "TP");
    cells.put("splice_type", "donor");
    cells.put("chrom", "22");
    cells.put("strand", "+");
    cells.put("sequence", "ACGT");
  }

  AnalysisTable with(String column, String cell) {
    cells.put(column, cell);
    return this;
  }

  AnalysisTable without(String column) {
    cells.remove(column);
    return this;
  }

  String header() {
    return String.join("\t", cells.keySet());
  }

  String line() {
    return String.join("\t", cells.values());
  }

  /** The row, or null where it is rejected; both passes must agree on that. */
  AnalysisRow row(InputColumns columns) {
    Parsed parsed = parse(columns, false);
    return parsed.rejection == null ? parsed.row : null;
  }

  AnalysisRow row() {
    return row(STANDARD);
  }

  AnalysisRow rowWithoutIdVersions() {
    return parse(STANDARD, true).row;
  }

  /** Reason and detail, or null. */
  String rejection() {
    return rejection(STANDARD);
  }

  String rejection(InputColumns columns) {
    return parse(columns, false).rejection;
  }

  private Parsed parse(InputColumns columns, boolean stripIdVersions) {
    List<Parsed> rows = read(utf8(header() + "\n" + line() + "\n"), columns, stripIdVersions);
    return rows.get(0);
  }

  /** A row's place in its file and what became of it. */
  record Parsed(long line, long byteOffset, AnalysisRow row, String rejection) {}

  /** Every row of a table, read in both passes. */
  static List<Parsed> read(byte[] table, InputColumns columns, boolean stripIdVersions) {
    List<Parsed> rows = new ArrayList<>();
    try {
      LineReader lines = new LineReader(new ByteArrayInputStream(table), 100_000);
      AnalysisHeader header = AnalysisHeader.read(lines, columns);
      RowParser pass1 = new RowParser(columns, header, stripIdVersions, GENES::get);
      RowParser pass2 = new RowParser(columns, header, stripIdVersions, GENES::get);
      while (lines.next()) {
        if (lines.start() == lines.end()) {
          continue;
        }
        AnalysisRow row = new AnalysisRow(columns);
        boolean scanned = pass1.scan(lines.bytes(), lines.start(), lines.end(), row);
        boolean read =
            pass2.begin(lines.bytes(), lines.start(), lines.end(), row) && pass2.finish(row);
        if (scanned != read
            || pass1.reason() != pass2.reason()
            || !pass1.detail().equals(pass2.detail())) {
          throw new AssertionError("the passes disagree on line " + lines.lineNumber());
        }
        String rejection = read ? null : pass2.reason() + " " + pass2.detail();
        rows.add(new Parsed(lines.lineNumber(), lines.byteOffset(), row, rejection));
      }
    } catch (IOException | BadHeaderException problem) {
      throw new AssertionError(problem);
    }
    return rows;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static GeneModel gene(String id, String chrom, Strand strand) {
    return new GeneModel(
        id, null, null, chrom, strand, new Span(5001, 6000), 0, 0, 0, 0, List.of());
  }
}
