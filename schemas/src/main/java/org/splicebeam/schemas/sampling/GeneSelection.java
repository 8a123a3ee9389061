package org.splicebeam.schemas.sampling;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * Which rows of a selected gene stay, as a rule: it grows with the gene's errors and true sites,
 * not with its rows.
 *
 * @param geneId the gene
 * @param nonTnPositions positions (0-based in the gene) of its non-TN rows, ascending, distinct;
 *     empty where no negative stays for being near one
 * @param draws which negatives stay, by the number of their pool
 * @param overruled negatives that do not stay, though a duplicate of lower score would, by the pool
 *     of its own; ascending; mostly empty
 */
@DefaultCoder(GeneSelection.Coder.class)
public record GeneSelection(
    String geneId, long[] nonTnPositions, List<Draw> draws, List<NegativeRank> overruled) {

  public GeneSelection {
    draws = List.copyOf(draws);
    overruled = List.copyOf(overruled);
  }

  /**
   * The same rule for rows at these positions.
   *
   * @param window how far a non-TN row reaches
   */
  public GeneSelection within(long firstPosition, long lastPosition, long window) {
    int from = firstAtLeast(firstPosition - Math.min(window, firstPosition));
    boolean open = lastPosition >= Long.MAX_VALUE - window;
    int to = open ? nonTnPositions.length : firstAtLeast(lastPosition + window + 1);
    return new GeneSelection(
        geneId,
        Arrays.copyOfRange(nonTnPositions, from, to),
        draws,
        overruled.stream()
            .filter(r -> r.genePosition() >= firstPosition && r.genePosition() <= lastPosition)
            .toList());
  }

  private int firstAtLeast(long position) {
    int found = Arrays.binarySearch(nonTnPositions, position);
    return found >= 0 ? found : -found - 1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeneSelection o
        && geneId.equals(o.geneId)
        && Arrays.equals(nonTnPositions, o.nonTnPositions)
        && draws.equals(o.draws)
        && overruled.equals(o.overruled);
  }

  @Override
  public int hashCode() {
    return Objects.hash(geneId, Arrays.hashCode(nonTnPositions));
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneSelection> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneSelection.class), new Coder());
    }

    @Override
    protected void write(GeneSelection s, DataOutputStream out) throws IOException {
      writeText(s.geneId, out);
      writeNumbers(s.nonTnPositions, out);
      writeNumber(s.draws.size(), out);
      for (Draw draw : s.draws) {
        draw.write(out);
      }
      writeNumber(s.overruled.size(), out);
      for (NegativeRank rank : s.overruled) {
        rank.write(out);
      }
    }

    @Override
    protected GeneSelection read(DataInputStream in) throws IOException {
      String geneId = readText(in);
      long[] nonTnPositions = readNumbers(in);
      int pools = readCount(in);
      List<Draw> draws = new ArrayList<>(pools);
      for (int i = 0; i < pools; i++) {
        draws.add(Draw.read(in));
      }
      List<NegativeRank> overruled = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        overruled.add(NegativeRank.read(in));
      }
      return new GeneSelection(geneId, nonTnPositions, draws, overruled);
    }
  }
}
