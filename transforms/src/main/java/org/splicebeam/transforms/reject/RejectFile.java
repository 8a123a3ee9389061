package org.splicebeam.transforms.reject;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.splicebeam.schemas.reject.Reject;

/**
 * Rejected lines of one input file as tab-separated text: file, byte offset, line, reason, detail
 * and the row's start, in file order. Tabs and control characters of an input are shown as escapes,
 * so that no cell breaks the table or a terminal.
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
              visible(reject.file()),
              Long.toString(reject.byteOffset()),
              reject.line() < 0 ? "NA" : Long.toString(reject.line()),
              reject.reason().name(),
              visible(reject.detail()),
              visible(reject.start()));
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return rejects.size();
  }

  /** A text in which every control character is an escape. */
  static String visible(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> shown.append("\\t");
        case '\\' -> shown.append("\\\\");
        default -> {
          if (Character.isISOControl(c)) {
            shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            shown.append(c);
          }
        }
      }
    }
    return shown.toString();
  }
}
