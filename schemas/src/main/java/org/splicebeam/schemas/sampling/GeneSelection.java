package org.splicebeam.schemas.sampling;

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

/**
 * Which rows of a selected gene stay, as a rule: it grows with the gene's errors and true sites,
 * not with its rows.
 *
 * @param geneId the gene
 * @param nonTnPositions positions (0-based in the gene) of its non-TN rows, ascending, distinct
 * @param lastEasy the largest easy negative that stays; null where none does
 * @param easyProbability the share of the gene's easy negatives that stays (or of all genes')
 */
@DefaultCoder(GeneSelection.Coder.class)
public record GeneSelection(
    String geneId, long[] nonTnPositions, EasyRank lastEasy, double easyProbability) {

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
        geneId, Arrays.copyOfRange(nonTnPositions, from, to), lastEasy, easyProbability);
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
        && Objects.equals(lastEasy, o.lastEasy)
        && Double.compare(easyProbability, o.easyProbability) == 0;
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
      out.writeBoolean(s.lastEasy != null);
      if (s.lastEasy != null) {
        s.lastEasy.write(out);
      }
      out.writeDouble(s.easyProbability);
    }

    @Override
    protected GeneSelection read(DataInputStream in) throws IOException {
      return new GeneSelection(
          readText(in),
          readNumbers(in),
          in.readBoolean() ? EasyRank.read(in) : null,
          in.readDouble());
    }
  }
}
