package org.splicebeam.transforms.tables;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * A piece of a table as pass 1 saw it: by its hashes pass 2 knows that it is the same.
 *
 * @param piece of the table
 * @param headerHash of the table's first line
 * @param rows data lines in the piece, valid or not
 * @param contentHash sum (modulo 2^64) of the 64-bit hashes of its data lines
 */
@DefaultCoder(ScannedPiece.Coder.class)
public record ScannedPiece(TablePiece piece, long headerHash, long rows, long contentHash) {

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<ScannedPiece> {
    private static final long serialVersionUID = 1L;
    private static final TablePiece.Coder PIECE = new TablePiece.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(ScannedPiece.class), new Coder());
    }

    @Override
    protected void write(ScannedPiece scanned, DataOutputStream out) throws IOException {
      PIECE.write(scanned.piece, out);
      out.writeLong(scanned.headerHash);
      writeNumber(scanned.rows, out);
      out.writeLong(scanned.contentHash);
    }

    @Override
    protected ScannedPiece read(DataInputStream in) throws IOException {
      return new ScannedPiece(PIECE.read(in), in.readLong(), readNumber(in), in.readLong());
    }
  }
}
