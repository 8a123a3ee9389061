package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
 * @param sequenceHash of a part whose sequences come from a genome, the sum (modulo 2^64) of a
 *     64-bit hash of each row's gene, position and sequence; 0 for other files
 */
@DefaultCoder(FileReceipt.Coder.class)
public record FileReceipt(String name, long rows, long bytes, String sha256, long sequenceHash) {

  /** The receipt of a file without sequences from a genome. */
  public FileReceipt(String name, long rows, long bytes, String sha256) {
    this(name, rows, bytes, sha256, 0);
  }

  /** The receipt of the same file under another name. */
  public FileReceipt named(String other) {
    return new FileReceipt(other, rows, bytes, sha256, sequenceHash);
  }

  /** The receipt of a part whose sequences have this hash. */
  public FileReceipt withSequences(long hash) {
    return new FileReceipt(name, rows, bytes, sha256, hash);
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
      out.writeLong(receipt.sequenceHash);
    }

    @Override
    protected FileReceipt read(DataInputStream in) throws IOException {
      return new FileReceipt(
          readText(in), readNumber(in), readNumber(in), readText(in), in.readLong());
    }
  }
}
