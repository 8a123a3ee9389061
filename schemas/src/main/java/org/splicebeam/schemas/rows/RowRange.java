package org.splicebeam.schemas.rows;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * Where rows of one gene and chromosome stand in a source, as pass 1 saw it: pass 2 reads just
 * these.
 *
 * @param geneId the rows' gene
 * @param chrom as the source writes it
 * @param firstPosition the smallest position of its rows, 0-based in the gene
 * @param lastPosition the largest
 * @param where they stand
 */
@DefaultCoder(RowRange.Coder.class)
public record RowRange(
    String geneId, String chrom, long firstPosition, long lastPosition, Stretch where) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<RowRange> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(RowRange.class), new Coder());
    }

    @Override
    protected void write(RowRange range, DataOutputStream out) throws IOException {
      writeText(range.geneId, out);
      writeText(range.chrom, out);
      writeNumber(range.firstPosition, out);
      writeNumber(range.lastPosition, out);
      Stretch.write(range.where, out);
    }

    @Override
    protected RowRange read(DataInputStream in) throws IOException {
      return new RowRange(
          readText(in), readText(in), readNumber(in), readNumber(in), Stretch.read(in));
    }
  }
}
