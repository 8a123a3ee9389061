package org.splicebeam.schemas.genome;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * Where a line of an annotation puts its gene. Places sort in karyotype order, then by the
 * chromosome's name as written, then {@code +} before {@code -}; of a gene's places the first one
 * counts.
 *
 * @param chrom as the annotation writes it
 * @param strand of the line
 */
@DefaultCoder(GenePlace.Coder.class)
public record GenePlace(String chrom, Strand strand) implements Comparable<GenePlace> {
  private static final Comparator<GenePlace> ORDER =
      Comparator.comparing(GenePlace::chrom, Chromosomes.KARYOTYPE)
          .thenComparing(GenePlace::chrom, Chromosomes.BY_CODE_POINT)
          .thenComparing(GenePlace::strand);

  @Override
  public int compareTo(GenePlace other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return chrom + " " + strand.symbol();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GenePlace> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GenePlace.class), new Coder());
    }

    @Override
    public void write(GenePlace p, DataOutputStream out) throws IOException {
      writeText(p.chrom, out);
      out.writeByte(p.strand.ordinal());
    }

    @Override
    public GenePlace read(DataInputStream in) throws IOException {
      return new GenePlace(readText(in), Strand.values()[in.readByte()]);
    }
  }
}
