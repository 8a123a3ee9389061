package org.splicebeam.schemas.paralogs;

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
 * The genes of a data set that are alike, and what was done about those in different splits. One
 * element a run; about 150 bytes a pair.
 *
 * @param sketchedGenes selected genes that have a word at least
 * @param pairs in genome order
 * @param movedGenes selected genes that went to another split
 * @param droppedGenes genes that were left out
 * @param droppedRows valid rows of these, before duplicates are dropped
 */
@DefaultCoder(Paralogs.Coder.class)
public record Paralogs(
    long sketchedGenes,
    List<ParalogPair> pairs,
    long movedGenes,
    long droppedGenes,
    long droppedRows) {
  public Paralogs {
    pairs = List.copyOf(pairs);
  }

  /** Pairs whose genes would stand in different splits, had nothing been done. */
  public long pairsAcrossSplits() {
    return pairs.stream().filter(pair -> pair.before().apart()).count();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<Paralogs> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(Paralogs.class), new Coder());
    }

    @Override
    protected void write(Paralogs paralogs, DataOutputStream out) throws IOException {
      writeNumber(paralogs.sketchedGenes, out);
      writeNumber(paralogs.pairs.size(), out);
      for (ParalogPair pair : paralogs.pairs) {
        pair.write(out);
      }
      writeNumber(paralogs.movedGenes, out);
      writeNumber(paralogs.droppedGenes, out);
      writeNumber(paralogs.droppedRows, out);
    }

    @Override
    protected Paralogs read(DataInputStream in) throws IOException {
      long sketchedGenes = readNumber(in);
      List<ParalogPair> pairs = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        pairs.add(ParalogPair.read(in));
      }
      return new Paralogs(sketchedGenes, pairs, readNumber(in), readNumber(in), readNumber(in));
    }
  }
}
