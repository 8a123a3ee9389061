package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * The window of one row of a gene, to be held against a genome.
 *
 * @param geneId of the row, which the annotation has
 * @param geneHash by which genes are chosen, unsigned
 * @param table name of the row's table
 * @param offset of the row's line in the table, in bytes as it is unpacked
 * @param start the window's first base, 0-based from the gene's 5' end
 * @param end the base behind its last one
 * @param basesHash XXH3-64 of its bases in upper case, letters other than A, C, G and T as N
 */
@DefaultCoder(SampledWindow.Coder.class)
public record SampledWindow(
    String geneId, long geneHash, String table, long offset, long start, long end, long basesHash) {
  /** Genes by their hashes, then ids. */
  public static final Comparator<SampledWindow> BY_GENE =
      Comparator.comparingLong((SampledWindow window) -> window.geneHash ^ Long.MIN_VALUE)
          .thenComparing(SampledWindow::geneId, Chromosomes.BY_CODE_POINT);

  /** Rows by their tables' names, then their places there. */
  public static final Comparator<SampledWindow> BY_ROW =
      Comparator.comparing(SampledWindow::table, Chromosomes.BY_CODE_POINT)
          .thenComparingLong(SampledWindow::offset);

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<SampledWindow> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(SampledWindow.class), new Coder());
    }

    @Override
    protected void write(SampledWindow window, DataOutputStream out) throws IOException {
      writeText(window.geneId, out);
      out.writeLong(window.geneHash);
      writeText(window.table, out);
      writeNumber(window.offset, out);
      writeNumber(window.start, out);
      writeNumber(window.end, out);
      out.writeLong(window.basesHash);
    }

    @Override
    protected SampledWindow read(DataInputStream in) throws IOException {
      return new SampledWindow(
          readText(in),
          in.readLong(),
          readText(in),
          readNumber(in),
          readNumber(in),
          readNumber(in),
          in.readLong());
    }
  }
}
