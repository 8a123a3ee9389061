package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * One matched file of rows or scores, read by both passes.
 *
 * @param path as the file system knows it
 * @param name its path below the option's, with {@code /}: what reports name
 * @param size in bytes, as stored
 */
@DefaultCoder(TableFile.Coder.class)
public record TableFile(String path, String name, long size) implements Serializable {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<TableFile> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(TableFile.class), new Coder());
    }

    @Override
    protected void write(TableFile file, DataOutputStream out) throws IOException {
      writeText(file.path, out);
      writeText(file.name, out);
      writeNumber(file.size, out);
    }

    @Override
    protected TableFile read(DataInputStream in) throws IOException {
      return new TableFile(readText(in), readText(in), readNumber(in));
    }
  }
}
