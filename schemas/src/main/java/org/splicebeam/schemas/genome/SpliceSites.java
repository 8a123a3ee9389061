package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * Splice sites of one gene: genomic positions, 1-based. The arrays belong to the element and are
 * not written to.
 *
 * @param donors first intron bases, in transcription direction; ascending, each once
 * @param acceptors last intron bases; ascending, each once
 */
@DefaultCoder(SpliceSites.Coder.class)
public record SpliceSites(long[] donors, long[] acceptors) {
  public static final SpliceSites NONE = new SpliceSites(new long[0], new long[0]);

  /** Number of distinct positions of both types together. */
  public int numPositions() {
    int shared = 0;
    for (long donor : donors) {
      shared += Arrays.binarySearch(acceptors, donor) >= 0 ? 1 : 0;
    }
    return donors.length + acceptors.length - shared;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpliceSites that
        && Arrays.equals(donors, that.donors)
        && Arrays.equals(acceptors, that.acceptors);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(donors) + Arrays.hashCode(acceptors);
  }

  @Override
  public String toString() {
    return "donors " + Arrays.toString(donors) + ", acceptors " + Arrays.toString(acceptors);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<SpliceSites> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(SpliceSites.class), new Coder());
    }

    @Override
    public void write(SpliceSites s, DataOutputStream out) throws IOException {
      writeNumbers(s.donors, out);
      writeNumbers(s.acceptors, out);
    }

    @Override
    public SpliceSites read(DataInputStream in) throws IOException {
      return new SpliceSites(readNumbers(in), readNumbers(in));
    }
  }
}
