package org.splicebeam.transforms.tables;

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
import org.splicebeam.schemas.inputs.TableFile;
import org.splicebeam.transforms.lines.LineRange;
import org.splicebeam.transforms.lines.PackedFile;

/**
 * What one worker reads of an analysis table: all of it, or the lines that start in a range of it.
 *
 * @param file the table
 * @param range of its lines; the header belongs to the first one
 */
@DefaultCoder(TablePiece.Coder.class)
public record TablePiece(TableFile file, LineRange range) {

  /**
   * Cuts tables into pieces, by their sizes alone. One stays whole where it is small, compressed or
   * cannot be read from the middle, and where bad tables are skipped, because then nothing of it
   * may be taken before all of it was seen to be good.
   *
   * @throws IOException whose message names the file
   */
  static List<TablePiece> cut(List<TableFile> files, TableFormat format) throws IOException {
    List<TableFile> large = files.stream().filter(file -> mayBeCut(file, format)).toList();
    List<List<LineRange>> ranges =
        LineRange.cut(large.stream().map(TableFile::path).toList(), format.pieceBytes());
    List<TablePiece> pieces = new ArrayList<>();
    int next = 0;
    for (TableFile file : files) {
      List<LineRange> own = mayBeCut(file, format) ? ranges.get(next++) : List.of();
      if (own.isEmpty()) {
        pieces.add(whole(file));
      }
      own.forEach(range -> pieces.add(new TablePiece(file, range)));
    }
    return pieces;
  }

  private static boolean mayBeCut(TableFile file, TableFormat format) {
    return file.size() / 2 >= format.pieceBytes()
        && format.onBadFile() != OnBadFile.SKIP
        && PackedFile.hasPlaces(file.path());
  }

  /** A table as one piece. */
  static TablePiece whole(TableFile file) {
    return new TablePiece(file, new LineRange(file.path(), file.size(), 0, 0, Long.MAX_VALUE));
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<TablePiece> {
    private static final long serialVersionUID = 1L;
    private static final TableFile.Coder FILE = new TableFile.Coder();
    private static final LineRange.Coder RANGE = new LineRange.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(TablePiece.class), new Coder());
    }

    @Override
    protected void write(TablePiece piece, DataOutputStream out) throws IOException {
      FILE.encode(piece.file, out);
      RANGE.encode(piece.range, out);
    }

    @Override
    protected TablePiece read(DataInputStream in) throws IOException {
      return new TablePiece(FILE.decode(in), RANGE.decode(in));
    }
  }
}
