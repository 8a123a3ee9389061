package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.inputs.TableFile;

/**
 * Lines of one table that stand together. The hashes tell pass 2 that they are those of pass 1.
 *
 * @param file the table, not compressed
 * @param headerHash of the table's first line
 * @param from offset of the first line's first byte
 * @param to offset behind the last line's end
 * @param lines data lines in it, valid or not
 * @param contentHash sum (modulo 2^64) of the 64-bit hashes of its data lines
 */
public record TableStretch(
    TableFile file, long headerHash, long from, long to, long lines, long contentHash)
    implements Stretch {
  private static final TableFile.Coder FILE = new TableFile.Coder();

  /** Where the rows of a range stand that comes from a table. */
  public static TableStretch of(RowRange range) {
    return (TableStretch) range.where();
  }

  void write(DataOutputStream out) throws IOException {
    FILE.encode(file, out);
    out.writeLong(headerHash);
    ElementCoder.writeNumber(from, out);
    ElementCoder.writeNumber(to, out);
    ElementCoder.writeNumber(lines, out);
    out.writeLong(contentHash);
  }

  static TableStretch read(DataInputStream in) throws IOException {
    return new TableStretch(
        FILE.decode(in),
        in.readLong(),
        ElementCoder.readNumber(in),
        ElementCoder.readNumber(in),
        ElementCoder.readNumber(in),
        in.readLong());
  }
}
