package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.columns.ColumnVector;
import org.splicebeam.schemas.genome.Strand;

/**
 * A block of full rows of one gene, chromosome and strand, at most about 1 MB: what pass 2 lets
 * through, on its way to its part.
 *
 * @param geneId the rows' gene
 * @param chrom as the analysis table writes it
 * @param strand + or -
 * @param genePositions 0-based offsets from the gene's 5' end, in file order
 * @param predTypes ordinals of {@link PredType}
 * @param spliceTypes ordinals of {@link SpliceType}
 * @param keptAs ordinals of {@link KeptAs}
 * @param probabilities sampling probability of each row
 * @param transcriptIds null where the row names none
 * @param values one vector an {@link org.splicebeam.schemas.columns.InputColumn input column}
 * @param windows the sequences
 */
@DefaultCoder(RowBlock.Coder.class)
public record RowBlock(
    String geneId,
    String chrom,
    Strand strand,
    long[] genePositions,
    byte[] predTypes,
    byte[] spliceTypes,
    byte[] keptAs,
    double[] probabilities,
    String[] transcriptIds,
    List<ColumnVector> values,
    PackedSequences windows) {

  public RowBlock {
    values = List.copyOf(values);
    for (ColumnVector vector : values) {
      if (vector.size() != genePositions.length) {
        throw new IllegalArgumentException("columns of different lengths");
      }
    }
  }

  /** A block without rows. */
  public static RowBlock none() {
    return new RowBlock(
        "",
        "",
        Strand.FORWARD,
        new long[0],
        new byte[0],
        new byte[0],
        new byte[0],
        new double[0],
        new String[0],
        List.of(),
        new PackedSequences.Builder().build());
  }

  public int size() {
    return genePositions.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowBlock o
        && geneId.equals(o.geneId)
        && chrom.equals(o.chrom)
        && strand == o.strand
        && Arrays.equals(genePositions, o.genePositions)
        && Arrays.equals(predTypes, o.predTypes)
        && Arrays.equals(spliceTypes, o.spliceTypes)
        && Arrays.equals(keptAs, o.keptAs)
        && Arrays.equals(probabilities, o.probabilities)
        && Arrays.equals(transcriptIds, o.transcriptIds)
        && values.equals(o.values)
        && windows.equals(o.windows);
  }

  @Override
  public int hashCode() {
    return Objects.hash(geneId, chrom, strand, Arrays.hashCode(genePositions));
  }

  @Override
  public String toString() {
    return geneId + " " + chrom + strand.symbol() + " " + size() + " rows";
  }

  /** Deterministic coder; a vector's kind is its first byte. */
  public static final class Coder extends ElementCoder<RowBlock> {
    private static final long serialVersionUID = 1L;
    private static final byte LONGS = 0;
    private static final byte DOUBLES = 1;
    private static final byte TEXTS = 2;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(RowBlock.class), new Coder());
    }

    @Override
    public void write(RowBlock block, DataOutputStream out) throws IOException {
      writeText(block.geneId, out);
      writeText(block.chrom, out);
      out.writeByte(block.strand.ordinal());
      writeNumbers(block.genePositions, out);
      out.write(block.predTypes);
      out.write(block.spliceTypes);
      out.write(block.keptAs);
      for (double probability : block.probabilities) {
        out.writeDouble(probability);
      }
      for (String transcriptId : block.transcriptIds) {
        writeText(transcriptId, out);
      }
      writeNumber(block.values.size(), out);
      for (ColumnVector vector : block.values) {
        writeVector(vector, out);
      }
      block.windows.write(out);
    }

    @Override
    public RowBlock read(DataInputStream in) throws IOException {
      String geneId = readText(in);
      String chrom = readText(in);
      Strand strand = Strand.values()[in.readByte()];
      long[] genePositions = readNumbers(in);
      int size = genePositions.length;
      byte[] predTypes = new byte[size];
      byte[] spliceTypes = new byte[size];
      byte[] keptAs = new byte[size];
      in.readFully(predTypes);
      in.readFully(spliceTypes);
      in.readFully(keptAs);
      double[] probabilities = new double[size];
      for (int i = 0; i < size; i++) {
        probabilities[i] = in.readDouble();
      }
      String[] transcriptIds = new String[size];
      for (int i = 0; i < size; i++) {
        transcriptIds[i] = readText(in);
      }
      int columns = readCount(in);
      List<ColumnVector> values = new ArrayList<>(columns);
      for (int i = 0; i < columns; i++) {
        values.add(readVector(size, in));
      }
      return new RowBlock(
          geneId,
          chrom,
          strand,
          genePositions,
          predTypes,
          spliceTypes,
          keptAs,
          probabilities,
          transcriptIds,
          values,
          PackedSequences.read(in));
    }

    private static void writeVector(ColumnVector vector, DataOutputStream out) throws IOException {
      if (vector instanceof ColumnVector.Longs longs) {
        out.writeByte(LONGS);
        writeNulls(longs.nulls(), out);
        for (long value : longs.values()) {
          writeNumber(value, out);
        }
      } else if (vector instanceof ColumnVector.Doubles doubles) {
        out.writeByte(DOUBLES);
        writeNulls(doubles.nulls(), out);
        for (double value : doubles.values()) {
          out.writeDouble(value);
        }
      } else if (vector instanceof ColumnVector.Texts texts) {
        out.writeByte(TEXTS);
        for (String value : texts.values()) {
          writeText(value, out);
        }
      } else {
        throw new IllegalArgumentException("counts are no input");
      }
    }

    private static ColumnVector readVector(int size, DataInputStream in) throws IOException {
      byte kind = in.readByte();
      if (kind == TEXTS) {
        String[] values = new String[size];
        for (int i = 0; i < size; i++) {
          values[i] = readText(in);
        }
        return new ColumnVector.Texts(values);
      }
      BitSet nulls = BitSet.valueOf(readBytes(in));
      if (kind == LONGS) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
          values[i] = readNumber(in);
        }
        return new ColumnVector.Longs(values, nulls);
      }
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = in.readDouble();
      }
      return new ColumnVector.Doubles(values, nulls);
    }

    private static void writeNulls(BitSet nulls, DataOutputStream out) throws IOException {
      writeBytes(nulls.toByteArray(), out);
    }
  }
}
