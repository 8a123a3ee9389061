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
 * Splice sites of one gene: genomic positions, 1-based, and the transcripts that have them. The
 * arrays belong to the element and are not written to.
 *
 * @param donors first intron bases, in transcription direction; ascending, each once
 * @param acceptors last intron bases; ascending, each once
 * @param ofDonors the transcripts that have the donors, in their order
 * @param ofAcceptors the transcripts that have the acceptors, in their order
 */
@DefaultCoder(SpliceSites.Coder.class)
public record SpliceSites(
    long[] donors, long[] acceptors, SiteTranscripts ofDonors, SiteTranscripts ofAcceptors) {
  public static final SpliceSites NONE =
      new SpliceSites(new long[0], new long[0], SiteTranscripts.NONE, SiteTranscripts.NONE);

  public SpliceSites {
    if (donors.length != ofDonors.counts().length
        || acceptors.length != ofAcceptors.counts().length) {
      throw new IllegalArgumentException("every site has transcripts");
    }
  }

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
        && Arrays.equals(acceptors, that.acceptors)
        && ofDonors.equals(that.ofDonors)
        && ofAcceptors.equals(that.ofAcceptors);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(donors) + Arrays.hashCode(acceptors);
  }

  @Override
  public String toString() {
    return "donors %s of %s, acceptors %s of %s"
        .formatted(Arrays.toString(donors), ofDonors, Arrays.toString(acceptors), ofAcceptors);
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
      s.ofDonors.write(out);
      s.ofAcceptors.write(out);
    }

    @Override
    public SpliceSites read(DataInputStream in) throws IOException {
      return new SpliceSites(
          readNumbers(in), readNumbers(in), SiteTranscripts.read(in), SiteTranscripts.read(in));
    }
  }
}
