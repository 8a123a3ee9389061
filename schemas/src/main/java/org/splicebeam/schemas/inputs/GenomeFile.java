package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * The genome that a data set is made of, readable by range.
 *
 * @param name of the FASTA, without the folders above it
 * @param bytes as stored
 * @param contigs how many it has
 * @param indexHash XXH3-64 of the text of its {@code .fai}
 * @param unpackedBytes of the copy in the work folder; 0 where there is none
 * @param indexComputed whether there was no index beside it
 */
@DefaultCoder(GenomeFile.Coder.class)
public record GenomeFile(
    String name,
    long bytes,
    long contigs,
    long indexHash,
    long unpackedBytes,
    boolean indexComputed) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GenomeFile> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GenomeFile.class), new Coder());
    }

    @Override
    protected void write(GenomeFile file, DataOutputStream out) throws IOException {
      writeText(file.name, out);
      writeNumber(file.bytes, out);
      writeNumber(file.contigs, out);
      out.writeLong(file.indexHash);
      writeNumber(file.unpackedBytes, out);
      out.writeBoolean(file.indexComputed);
    }

    @Override
    protected GenomeFile read(DataInputStream in) throws IOException {
      return new GenomeFile(
          readText(in),
          readNumber(in),
          readNumber(in),
          in.readLong(),
          readNumber(in),
          in.readBoolean());
    }
  }
}
