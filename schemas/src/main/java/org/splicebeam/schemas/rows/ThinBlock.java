package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.genome.Strand;

/**
 * A block of thin rows of one gene, chromosome and strand: all that the choice of rows looks at.
 *
 * <p>Memory: 17 bytes a row. The arrays are never changed after the block is made.
 *
 * @param geneId the rows' gene
 * @param chrom as the analysis table writes it
 * @param strand + or -
 * @param genePositions 0-based offsets from the gene's 5' end, in file order
 * @param predTypes ordinals of {@link PredType}
 * @param topScores the larger of donor and acceptor score
 */
@DefaultCoder(ThinBlock.Coder.class)
public record ThinBlock(
    String geneId,
    String chrom,
    Strand strand,
    long[] genePositions,
    byte[] predTypes,
    double[] topScores) {
  private static final Coder CODER = new Coder();

  public ThinBlock {
    if (predTypes.length != genePositions.length || topScores.length != genePositions.length) {
      throw new IllegalArgumentException("columns of different lengths");
    }
  }

  public int size() {
    return genePositions.length;
  }

  /** Takes a block apart that was {@link #packed}. */
  public static ThinBlock of(Packed packed) {
    return packed.unpacked(CODER);
  }

  /** The block for a shuffle. */
  public Packed packed() {
    return Packed.of(this, CODER);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ThinBlock o
        && geneId.equals(o.geneId)
        && chrom.equals(o.chrom)
        && strand == o.strand
        && Arrays.equals(genePositions, o.genePositions)
        && Arrays.equals(predTypes, o.predTypes)
        && Arrays.equals(topScores, o.topScores);
  }

  @Override
  public int hashCode() {
    return Objects.hash(geneId, chrom, strand, Arrays.hashCode(genePositions));
  }

  @Override
  public String toString() {
    return geneId + " " + chrom + strand.symbol() + " " + size() + " rows";
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<ThinBlock> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(ThinBlock.class), new Coder());
    }

    @Override
    protected void write(ThinBlock block, DataOutputStream out) throws IOException {
      writeText(block.geneId, out);
      writeText(block.chrom, out);
      out.writeByte(block.strand.ordinal());
      writeNumbers(block.genePositions, out);
      writeBytes(block.predTypes, out);
      for (double score : block.topScores) {
        out.writeDouble(score);
      }
    }

    @Override
    protected ThinBlock read(DataInputStream in) throws IOException {
      String geneId = readText(in);
      String chrom = readText(in);
      Strand strand = Strand.values()[in.readByte()];
      long[] genePositions = readNumbers(in);
      byte[] predTypes = readBytes(in);
      double[] topScores = new double[genePositions.length];
      for (int i = 0; i < topScores.length; i++) {
        topScores[i] = in.readDouble();
      }
      return new ThinBlock(geneId, chrom, strand, genePositions, predTypes, topScores);
    }
  }
}
