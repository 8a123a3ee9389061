package org.splicebeam.schemas.inputs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * What pass 1 found in one piece of an analysis table; a table that is read whole is one piece.
 *
 * @param from offset at which the piece begins
 * @param lines of the piece, header and empty ones among them
 * @param found in it; the lines of its examples are numbered from the piece's first
 */
@DefaultCoder(PieceTally.Coder.class)
public record PieceTally(long from, long lines, FileTally found) {

  /**
   * What was found in each table as a whole, in order of their names, with the numbers that the
   * lines of the examples have in the table. The order of the pieces does not matter. Memory: a
   * reference a piece.
   */
  public static List<FileTally> sumByTable(Iterable<PieceTally> pieces) {
    List<PieceTally> inFileOrder = new ArrayList<>();
    pieces.forEach(inFileOrder::add);
    inFileOrder.sort(Comparator.comparingLong(PieceTally::from));
    Map<String, PieceTally> tables = new TreeMap<>(Chromosomes.BY_CODE_POINT);
    inFileOrder.forEach(piece -> tables.merge(piece.found.name(), piece, PieceTally::plus));
    return tables.values().stream().map(PieceTally::found).toList();
  }

  /** This piece and the one right behind it as one. */
  private PieceTally plus(PieceTally next) {
    return new PieceTally(from, lines + next.lines, found.plus(lines, next.found));
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PieceTally> {
    private static final long serialVersionUID = 1L;
    private static final FileTally.Coder FOUND = new FileTally.Coder();

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PieceTally.class), new Coder());
    }

    @Override
    protected void write(PieceTally piece, DataOutputStream out) throws IOException {
      writeNumber(piece.from, out);
      writeNumber(piece.lines, out);
      FOUND.write(piece.found, out);
    }

    @Override
    protected PieceTally read(DataInputStream in) throws IOException {
      return new PieceTally(readNumber(in), readNumber(in), FOUND.read(in));
    }
  }
}
