package org.splicebeam.transforms.tables;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.HandMadeGene;
import org.splicebeam.schemas.genome.HandMadeSites;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.rows.InputColumns;
import org.splicebeam.transforms.rows.RowCursor;

/** Analysis tables of one valid row, to be changed cell by cell, and a reader of whole ones. */
public final class HandMadeTable {
  public static final InputColumns STANDARD = InputColumns.with(List.of());

  /** 1 000 bases each. */
  public static final Map<String, GeneModel> GENES =
      Map.of(
          "FORWARD", gene("FORWARD", "chr22", Strand.FORWARD),
          "REVERSE", gene("REVERSE", "22", Strand.REVERSE),
          "MITO", gene("MITO", "chrM", Strand.FORWARD),
          "NOWHERE", gene("NOWHERE", "22", Strand.UNKNOWN));

  /** Of FORWARD, position 10 is a donor and position 100 an acceptor; the other genes have none. */
  static final PieceScan.Annotation ANNOTATION =
      new PieceScan.Annotation(
          GENES,
          Map.of(
              "FORWARD",
              HandMadeSites.sites(
                  new long[] {GENES.get("FORWARD").span().start() + 10},
                  new long[] {GENES.get("FORWARD").span().start() + 100})));

  private final Map<String, String> cells = new LinkedHashMap<>();

  /** A valid row of the gene FORWARD with the required columns and strand. */
  public HandMadeTable() {
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

  public HandMadeTable with(String column, String cell) {
    cells.put(column, cell);
    return this;
  }

  public HandMadeTable without(String column) {
    cells.remove(column);
    return this;
  }

  public String header() {
    return String.join("\t", cells.keySet());
  }

  public String line() {
    return String.join("\t", cells.values());
  }

  /** A table of such rows, with the header of the first. */
  public static String text(List<HandMadeTable> rows) {
    StringBuilder text = new StringBuilder(rows.get(0).header()).append('\n');
    rows.forEach(row -> text.append(row.line()).append('\n'));
    return text.toString();
  }

  /** A table of so many rows of the gene FORWARD, each at its own position. */
  public static String text(int rows, IntUnaryOperator position) {
    return text(
        IntStream.range(0, rows)
            .map(position)
            .mapToObj(at -> new HandMadeTable().with("position", Integer.toString(at)))
            .toList());
  }

  /** Writes a table. */
  public static TableFile file(Path path, String name, byte[] content) throws IOException {
    return new TableFile(Files.write(path, content).toString(), name, content.length);
  }

  /** The row, or null where it is rejected; both passes must agree on that. */
  public RowCursor row(InputColumns columns) {
    Parsed parsed = parse(columns, false);
    return parsed.rejection == null ? parsed.row : null;
  }

  public RowCursor row() {
    return row(STANDARD);
  }

  public RowCursor rowWithoutIdVersions() {
    return parse(STANDARD, true).row;
  }

  /** Reason and detail, or null. */
  public String rejection() {
    return rejection(STANDARD);
  }

  public String rejection(InputColumns columns) {
    return parse(columns, false).rejection;
  }

  private Parsed parse(InputColumns columns, boolean stripIdVersions) {
    List<Parsed> rows = read(utf8(header() + "\n" + line() + "\n"), columns, stripIdVersions);
    return rows.get(0);
  }

  /** A row's place in its file and what became of it. */
  public record Parsed(long line, long byteOffset, RowCursor row, String rejection) {}

  /** Every row of a table, read in both passes. */
  public static List<Parsed> read(byte[] table, InputColumns columns, boolean stripIdVersions) {
    List<Parsed> rows = new ArrayList<>();
    try {
      LineReader lines = new LineReader(new ByteArrayInputStream(table), 100_000);
      TableHeader header = TableHeader.read(lines, columns);
      TableFormat format =
          HandMadeFormat.format().columns(columns).stripIdVersions(stripIdVersions).build();
      RowParser pass1 = new RowParser(format, header, GENES::get);
      RowParser pass2 = new RowParser(format, header, GENES::get);
      while (lines.next()) {
        if (lines.start() == lines.end()) {
          continue;
        }
        RowCursor row = new RowCursor(columns);
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

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static GeneModel gene(String id, String chrom, Strand strand) {
    return HandMadeGene.gene(id).at(chrom, strand, 5001, 6000).build();
  }
}
