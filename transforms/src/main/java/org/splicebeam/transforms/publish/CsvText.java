package org.splicebeam.transforms.publish;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 4180 CSV as it stands in the files of a data set: every cell is a {@link SpreadsheetCell},
 * lines end with LF on every platform. Memory: the whole text.
 */
public final class CsvText {
  /** A text is no such file; the message says why. */
  public static final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    private DamagedException(String message) {
      super(message);
    }
  }

  private CsvText() {}

  /** The records as lines, the header's first. */
  public static String of(List<String> header, Iterable<List<String>> records) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      write(header, csv);
      records.forEach(cells -> write(cells, csv));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory takes every write", e);
    }
    return text.toString();
  }

  /**
   * The cells of such a text as they stand there, the header's first; none of an empty text.
   *
   * @throws DamagedException where it is no CSV, or a line has more or fewer cells than the header
   */
  public static List<List<String>> cells(String csv) throws DamagedException {
    List<List<String>> cells = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
      for (CsvRecord line : reader) {
        if (!cells.isEmpty() && line.getFieldCount() != cells.get(0).size()) {
          throw new DamagedException(
              "it has another number of cells in line %s than in its header"
                  .formatted(line.getStartingLineNumber()));
        }
        cells.add(line.getFields());
      }
    } catch (CsvParseException e) {
      throw new DamagedException("it cannot be read as CSV (%s)".formatted(e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return cells;
  }

  private static void write(List<String> cells, CsvWriter csv) {
    csv.writeRecord(cells.stream().map(SpreadsheetCell::of).toList());
  }
}
