package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.sampling.GeneTally;

/**
 * A gene's place in the parts.
 *
 * @param tally its rows on one chromosome
 * @param partOfChunk the part of each of its chunks, ascending; -1 where it keeps no row
 * @param split of the gene; null where the data set has no splits
 */
public record PlannedGene(GeneTally tally, long[] partOfChunk, Split split) {
  private static final GeneTally.Coder TALLY = new GeneTally.Coder();

  /** A place in a data set without splits. */
  public PlannedGene(GeneTally tally, long[] partOfChunk) {
    this(tally, partOfChunk, null);
  }

  /** The part of a row at a 0-based position in the gene. */
  public int partOf(long genePosition) {
    return (int) partOfChunk[chunkOf(genePosition)];
  }

  /** The parts that hold rows of the gene, each once. */
  public IntStream parts() {
    return Arrays.stream(partOfChunk).mapToInt(part -> (int) part).filter(p -> p >= 0).distinct();
  }

  /** The parts of rows at these positions and between them, each once. */
  public IntStream partsOf(long firstPosition, long lastPosition) {
    return IntStream.rangeClosed(chunkOf(firstPosition), chunkOf(lastPosition))
        .map(chunk -> (int) partOfChunk[chunk])
        .filter(part -> part >= 0)
        .distinct();
  }

  /** The first position that a row of the part can have; no less than 0. */
  public long firstPositionIn(int part) {
    int chunk = 0;
    while (partOfChunk[chunk] != part) {
      chunk++;
    }
    return chunk == 0 ? 0 : tally.chunkStarts()[chunk - 1];
  }

  /** The last one. */
  public long lastPositionIn(int part) {
    int chunk = partOfChunk.length - 1;
    while (partOfChunk[chunk] != part) {
      chunk--;
    }
    return chunk == partOfChunk.length - 1 ? Long.MAX_VALUE : tally.chunkStarts()[chunk] - 1;
  }

  private int chunkOf(long genePosition) {
    int found = Arrays.binarySearch(tally.chunkStarts(), genePosition);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The part that holds the gene's first row, or -1. */
  public int firstPart() {
    return (int) partOfChunk[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PlannedGene o
        && tally.equals(o.tally)
        && Arrays.equals(partOfChunk, o.partOfChunk)
        && split == o.split;
  }

  @Override
  public int hashCode() {
    return tally.hashCode();
  }

  public void write(DataOutputStream out) throws IOException {
    TALLY.write(tally, out);
    ElementCoder.writeNumbers(partOfChunk, out);
    Split.write(split, out);
  }

  public static PlannedGene read(DataInputStream in) throws IOException {
    return new PlannedGene(TALLY.read(in), ElementCoder.readNumbers(in), Split.read(in));
  }
}
