package org.splicebeam.pipeline.build;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;

/** A {@code --genesFile}: ids or names, one a line (.txt), or a column of a .csv or .tsv table. */
final class GeneList {
  private GeneList() {}

  /**
   * The distinct entries in file order; a byte order mark, empty lines and lines that begin with
   * {@code #} are passed over.
   *
   * @param column of a table; null for gene_id, else gene_name
   */
  static Set<String> read(String path, String column) {
    Set<String> genes = new LinkedHashSet<>();
    try (InputStream in =
            Channels.newInputStream(FileSystems.open(FileSystems.matchNewResource(path, false)));
        Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      if (path.endsWith(".csv") || path.endsWith(".tsv")) {
        readTable(path, column, text, genes);
      } else {
        readLines(text, genes);
      }
    } catch (IOException | CsvParseException e) {
      throw new BadOptionException(
          "--genesFile %s cannot be read: %s".formatted(path, e.getMessage()));
    }
    genes.remove("");
    if (genes.isEmpty()) {
      throw new BadOptionException("--genesFile %s names no gene".formatted(path));
    }
    return genes;
  }

  private static void readLines(Reader text, Set<String> genes) throws IOException {
    BufferedReader lines = new BufferedReader(text);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String gene = line.replace("\uFEFF", "").strip();
      if (!gene.startsWith("#")) {
        genes.add(gene);
      }
    }
  }

  private static void readTable(String path, String column, Reader text, Set<String> genes)
      throws IOException {
    char separator = path.endsWith(".csv") ? ',' : '\t';
    try (CsvReader<NamedCsvRecord> table =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(false)
            .ofNamedCsvRecord(text)) {
      String name = null;
      for (NamedCsvRecord row : table) {
        if (name == null) {
          name = column(path, column, row.getHeader());
        }
        genes.add(row.getField(name).strip());
      }
    }
  }

  private static String column(String path, String wanted, List<String> header) {
    List<String> candidates = wanted == null ? List.of("gene_id", "gene_name") : List.of(wanted);
    return candidates.stream()
        .filter(header::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new BadOptionException(
                    "--genesFile %s has no column %s (it has %s): name it with --geneColumn"
                        .formatted(
                            path,
                            String.join(" or ", candidates),
                            String.join(", ", header.stream().limit(5).toList()))));
  }
}
