package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.inputs.TableFile;

/**
 * A stretch of lines of one analysis table whose rows are all of one gene and chromosome, as pass 1
 * saw it: pass 2 reads just these bytes, and knows by the hash that they are the same.
 *
 * @param file the table, not compressed
 * @param headerHash of the table's first line
 * @param geneId the rows' gene
 * @param chrom as the table writes it
 * @param from offset of the first line's first byte
 * @param to offset behind the last line's end
 * @param lines data lines in it, valid or not
 * @param contentHash sum (modulo 2^64) of the 64-bit hashes of its data lines
 * @param firstPosition the smallest position of its rows, 0-based in the gene
 * @param lastPosition the largest
 */
@DefaultCoder(RowRange.Coder.class)
public record RowRange(
    TableFile file,
    long headerHash,
    String geneId,
    String chrom,
    long from,
    long to,
    long lines,
    long contentHash,
    long firstPosition,
    long lastPosition) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<RowRange> {
    private static final long serialVersionUID = 1L;
    private static final TableFile.Coder FILE = new TableFile.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(RowRange.class), new Coder());
    }

    @Override
    protected void write(RowRange range, DataOutputStream out) throws IOException {
      FILE.encode(range.file, out);
      out.writeLong(range.headerHash);
      writeText(range.geneId, out);
      writeText(range.chrom, out);
      writeNumber(range.from, out);
      writeNumber(range.to, out);
      writeNumber(range.lines, out);
      out.writeLong(range.contentHash);
      writeNumber(range.firstPosition, out);
      writeNumber(range.lastPosition, out);
    }

    @Override
    protected RowRange read(DataInputStream in) throws IOException {
      return new RowRange(
          FILE.decode(in),
          in.readLong(),
          readText(in),
          readText(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          in.readLong(),
          readNumber(in),
          readNumber(in));
    }
  }
}
