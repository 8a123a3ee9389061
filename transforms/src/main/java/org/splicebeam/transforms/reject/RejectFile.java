package org.splicebeam.transforms.reject;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.transforms.publish.SpreadsheetCell;
import org.splicebeam.transforms.publish.VisibleText;

/**
 * Rejected lines of one input file as tab-separated text: file, byte offset, line, reason, detail
 * and the row's start, in file order. Tabs and control characters of an input are shown as escapes,
 * so no cell breaks the table or a terminal. No cell is a formula to a spreadsheet program, or
 * begins a quotation that would swallow the cells after it.
 */
final class RejectFile {
  private static final String HEADER = "file\tbyte_offset\tline\treason\tdetail\trow_start\n";
  private static final Comparator<Reject> FILE_ORDER =
      Comparator.comparing(Reject::file)
          .thenComparingLong(Reject::byteOffset)
          .thenComparing(Reject::reason)
          .thenComparing(Reject::detail);

  private RejectFile() {}

  /** Writes the rejects and returns their number. */
  static long write(List<Reject> rejects, OutputStream out) throws IOException {
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    for (Reject reject : rejects.stream().sorted(FILE_ORDER).toList()) {
      String line =
          String.join(
              "\t",
              cell(reject.file()),
              Long.toString(reject.byteOffset()),
              reject.line() < 0 ? "NA" : Long.toString(reject.line()),
              reject.reason().name(),
              cell(reject.detail()),
              cell(reject.start()));
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return rejects.size();
  }

  /** A text as a cell, which shows what cannot be seen. */
  static String cell(String text) {
    String shown = VisibleText.of(text.replace("\\", "\\\\").replace("\t", "\\t"));
    return shown.startsWith("\"") ? "\\" + shown : SpreadsheetCell.of(shown);
  }
}
