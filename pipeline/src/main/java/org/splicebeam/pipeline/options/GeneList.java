package org.splicebeam.pipeline.options;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.SpreadsheetCell;

/**
 * A {@code --genesFile}: ids or names, one a line (.txt), or a column of a .csv or .tsv table;
 * plain or with .gz, .bz2 or .zst. A table may be one of splicebeam's own, such as a manifest.
 */
public final class GeneList {
  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|bz2|zst)$");

  private final String path;

  /** The path without the ending of a compressed file. */
  private final String plainPath;

  private GeneList(String path) {
    this.path = path;
    this.plainPath = COMPRESSED.matcher(path).replaceFirst("");
  }

  /**
   * The distinct entries in file order, on any Beam file system; a byte order mark, empty cells and
   * lines, and lines that begin with {@code #} are passed over.
   *
   * @param column of a table; null for gene_id, else gene_name
   * @throws BadOptionException where there is none, no such column, or a row ends before it
   */
  public static Set<String> read(String path, String column) {
    return new GeneList(path).read(column);
  }

  private Set<String> read(String column) {
    boolean table = plainPath.endsWith(".csv") || plainPath.endsWith(".tsv");
    if (column != null && !table) {
      throw new BadOptionException(
          "--geneColumn is '%s', but --genesFile %s is no table: its name ends in .csv or .tsv"
              .formatted(column, path));
    }
    Set<String> genes = new LinkedHashSet<>();
    try (InputStream in = PackedFile.open(path);
        BufferedReader text =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      passOverByteOrderMark(text);
      if (table) {
        readTable(column, text, genes);
      } else {
        text.lines().map(String::strip).filter(line -> !line.startsWith("#")).forEach(genes::add);
      }
    } catch (IOException e) {
      throw BadOptionException.unreadable("--genesFile", path, e);
    } catch (UncheckedIOException e) {
      throw BadOptionException.unreadable("--genesFile", path, e.getCause());
    } catch (CsvParseException e) {
      throw new BadOptionException(
          "--genesFile %s: it is no table (%s)".formatted(path, e.getMessage()));
    }
    genes.remove("");
    if (genes.isEmpty()) {
      throw new BadOptionException("--genesFile %s: it names no gene".formatted(path));
    }
    return genes;
  }

  private static void passOverByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  private void readTable(String column, BufferedReader text, Set<String> genes) throws IOException {
    try (CsvReader<CsvRecord> table =
        CsvReader.builder()
            .fieldSeparator(plainPath.endsWith(".csv") ? ',' : '\t')
            .commentStrategy(CommentStrategy.SKIP)
            .ofCsvRecord(text)) {
      Iterator<CsvRecord> rows = table.iterator();
      if (!rows.hasNext()) {
        return;
      }
      int at = indexOf(column, rows.next().getFields().stream().map(String::strip).toList());
      rows.forEachRemaining(row -> genes.add(SpreadsheetCell.read(cell(row, at).strip())));
    }
  }

  private String cell(CsvRecord row, int at) {
    if (at >= row.getFieldCount()) {
      throw new BadOptionException(
          "--genesFile %s, line %d: the row ends before column %d, which has the genes: mend it"
              .formatted(path, row.getStartingLineNumber(), at + 1));
    }
    return row.getField(at);
  }

  private int indexOf(String column, List<String> header) {
    List<String> candidates = column == null ? List.of("gene_id", "gene_name") : List.of(column);
    return candidates.stream()
        .filter(header::contains)
        .mapToInt(header::indexOf)
        .findFirst()
        .orElseThrow(
            () ->
                new BadOptionException(
                    "--genesFile %s: it has no column %s (but %s): name one with --geneColumn"
                        .formatted(
                            path,
                            String.join(" or ", candidates),
                            BadOptionException.some(header))));
  }
}
