package org.splicebeam.pipeline.options;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.transforms.lines.LineFile;
import org.splicebeam.transforms.lines.LineReader;
import org.splicebeam.transforms.lines.PackedFile;
import org.splicebeam.transforms.publish.SpreadsheetCell;

/**
 * A {@code --genesFile}: ids or names, one a line (.txt), or a column of a .csv or .tsv table;
 * plain or with .gz, .bz2 or .zst. A table may be one of splicebeam's own, such as a manifest.
 */
public final class GeneList {
  private static final int MOST_GENES = 1_000_000;
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
    try (InputStream in = PackedFile.open(path)) {
      LineReader lines = new LineReader(in, LineFile.MAX_LINE_LENGTH);
      if (table) {
        readTable(column, new BoundedText(lines), genes);
      } else {
        while (next(lines)) {
          String line = text(lines).strip();
          if (!line.startsWith("#")) {
            add(line, lines.lineNumber(), genes);
          }
        }
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

  /** Steps to the next line, which is no longer than a line may be. */
  private static boolean next(LineReader lines) throws IOException {
    boolean more = lines.next();
    if (more && lines.tooLong()) {
      throw new IOException(
          "line %s has more than %s bytes, as no list of genes does"
              .formatted(lines.lineNumber(), LineFile.MAX_LINE_LENGTH));
    }
    return more;
  }

  private static String text(LineReader line) {
    return new String(
        line.bytes(), line.start(), line.end() - line.start(), StandardCharsets.UTF_8);
  }

  private static void add(String gene, long line, Set<String> genes) throws IOException {
    if (gene.length() > GeneModel.MAX_NAME_LENGTH) {
      throw new IOException(
          "line %s has a name of %s characters, as no gene has".formatted(line, gene.length()));
    }
    genes.add(gene);
    if (genes.size() > MOST_GENES) {
      throw new IOException("it has more than %s genes, as no genome does".formatted(MOST_GENES));
    }
  }

  private void readTable(String column, Reader text, Set<String> genes) throws IOException {
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
      while (rows.hasNext()) {
        CsvRecord row = rows.next();
        add(SpreadsheetCell.read(cell(row, at).strip()), row.getStartingLineNumber(), genes);
      }
    }
  }

  /** The text of a file, whose lines are no longer than a line may be. */
  private static final class BoundedText extends Reader {
    private final LineReader lines;

    /** Of the current line, and its end. */
    private StringReader rest = new StringReader("");

    BoundedText(LineReader lines) {
      this.lines = lines;
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
      int read = rest.read(into, from, length);
      while (read < 0 && next(lines)) {
        rest = new StringReader(text(lines) + '\n');
        read = rest.read(into, from, length);
      }
      return read;
    }

    @Override
    public void close() {
      rest.close();
    }
  }

  private String cell(CsvRecord row, int at) {
    if (at >= row.getFieldCount()) {
      throw new BadOptionException(
          "--genesFile %s, line %s: the row ends before column %s, which has the genes: mend it"
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
                            String.join(" or ", BadOptionException.quoted(candidates)),
                            BadOptionException.some(BadOptionException.quoted(header)))));
  }
}
