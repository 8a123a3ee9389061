package org.splicebeam.schemas.scores;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * How scores stand to the annotation's splice sites, and the genome's bases there (contract 8.3).
 *
 * @param donorOffset bases by which donor scores are moved towards the 3' end
 * @param acceptorOffset likewise
 * @param peaks what was measured, by type and strand
 * @param checkedSites distinct sites whose bases were looked at
 * @param canonicalSites those with GT or GC from the donor on, or AG up to the acceptor
 */
@DefaultCoder(Alignment.Coder.class)
public record Alignment(
    int donorOffset,
    int acceptorOffset,
    List<SitePeaks> peaks,
    long checkedSites,
    long canonicalSites) {
  public Alignment {
    peaks = List.copyOf(peaks);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<Alignment> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(Alignment.class), new Coder());
    }

    @Override
    protected void write(Alignment a, DataOutputStream out) throws IOException {
      writeNumber(a.donorOffset, out);
      writeNumber(a.acceptorOffset, out);
      writeNumber(a.peaks.size(), out);
      for (SitePeaks peaks : a.peaks) {
        peaks.write(out);
      }
      writeNumber(a.checkedSites, out);
      writeNumber(a.canonicalSites, out);
    }

    @Override
    protected Alignment read(DataInputStream in) throws IOException {
      int donorOffset = readCount(in);
      int acceptorOffset = readCount(in);
      List<SitePeaks> peaks = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        peaks.add(SitePeaks.read(in));
      }
      return new Alignment(donorOffset, acceptorOffset, peaks, readNumber(in), readNumber(in));
    }
  }
}
