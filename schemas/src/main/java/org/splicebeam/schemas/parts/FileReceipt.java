package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * A file of the data set that stands under its name.
 *
 * @param name below the output folder, with {@code /}
 * @param rows data rows in it
 * @param bytes its length
 * @param sha256 of its content, lower-case hex
 * @param nullColumns of a part, the names of its columns that are null in every row, in order;
 *     empty for other files
 * @param sequenceHash of a part whose sequences come from a genome, the sum (modulo 2^64) of a
 *     64-bit hash of each row's gene, position and sequence; 0 for other files
 */
@DefaultCoder(FileReceipt.Coder.class)
public record FileReceipt(
    String name,
    long rows,
    long bytes,
    String sha256,
    List<String> nullColumns,
    long sequenceHash) {
  public FileReceipt {
    nullColumns = List.copyOf(nullColumns);
  }

  /** The receipt of a file that is no part, or of a part with a value in every column. */
  public FileReceipt(String name, long rows, long bytes, String sha256) {
    this(name, rows, bytes, sha256, List.of(), 0);
  }

  /** The receipt of the same file under another name. */
  public FileReceipt named(String other) {
    return new FileReceipt(other, rows, bytes, sha256, nullColumns, sequenceHash);
  }

  /** The receipt of a part, with what its rows say. */
  public FileReceipt ofPart(List<String> nullColumnsOfRows, long hashOfSequences) {
    return new FileReceipt(name, rows, bytes, sha256, nullColumnsOfRows, hashOfSequences);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<FileReceipt> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(FileReceipt.class), new Coder());
    }

    @Override
    protected void write(FileReceipt receipt, DataOutputStream out) throws IOException {
      writeText(receipt.name, out);
      writeNumber(receipt.rows, out);
      writeNumber(receipt.bytes, out);
      writeText(receipt.sha256, out);
      writeTexts(receipt.nullColumns, out);
      out.writeLong(receipt.sequenceHash);
    }

    @Override
    protected FileReceipt read(DataInputStream in) throws IOException {
      return new FileReceipt(
          readText(in), readNumber(in), readNumber(in), readText(in), readTexts(in), in.readLong());
    }
  }
}
