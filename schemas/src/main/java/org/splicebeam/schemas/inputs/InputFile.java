package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.reject.Reject;

/**
 * A file that a data set is made of: what tells whether it is the same as in another run.
 *
 * @param input which of the inputs
 * @param name its path below the option's
 * @param bytes as stored
 * @param contentHash sum (modulo 2^64) of the 64-bit hashes of its data lines, which does not
 *     depend on their order
 */
@DefaultCoder(InputFile.Coder.class)
public record InputFile(Reject.Input input, String name, long bytes, long contentHash) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<InputFile> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(InputFile.class), new Coder());
    }

    @Override
    protected void write(InputFile file, DataOutputStream out) throws IOException {
      out.writeByte(file.input.ordinal());
      writeText(file.name, out);
      writeNumber(file.bytes, out);
      out.writeLong(file.contentHash);
    }

    @Override
    protected InputFile read(DataInputStream in) throws IOException {
      return new InputFile(
          Reject.Input.values()[in.readByte()], readText(in), readNumber(in), in.readLong());
    }
  }
}
