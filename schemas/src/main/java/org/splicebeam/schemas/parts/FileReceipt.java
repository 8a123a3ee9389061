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
 */
@DefaultCoder(FileReceipt.Coder.class)
public record FileReceipt(String name, long rows, long bytes, String sha256) {

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
    }

    @Override
    protected FileReceipt read(DataInputStream in) throws IOException {
      return new FileReceipt(readText(in), readNumber(in), readNumber(in), readText(in));
    }
  }
}
