package org.splicebeam.transforms.publish;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * RFC 4180 CSV as it stands in the files of a data set: every cell is a {@link SpreadsheetCell},
 * lines end with LF on every platform. Memory: the whole text.
 */
public final class CsvText {
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

  private static void write(List<String> cells, CsvWriter csv) {
    csv.writeRecord(cells.stream().map(SpreadsheetCell::of).toList());
  }
}
