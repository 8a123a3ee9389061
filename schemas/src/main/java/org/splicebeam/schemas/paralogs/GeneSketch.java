package org.splicebeam.schemas.paralogs;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.Packed;

/**
 * Some of the words in a gene's exons, chosen by their hashes alone, so that genes can be compared
 * by them. The array belongs to the element and is not written to.
 *
 * @param geneId the gene
 * @param words at two bits a base; ascending, each once
 */
@DefaultCoder(GeneSketch.Coder.class)
public record GeneSketch(String geneId, int[] words) {
  private static final Coder CODER = new Coder();

  /** Sketches of parts of a gene as one. */
  public static GeneSketch union(String geneId, List<GeneSketch> some) {
    return new GeneSketch(
        geneId,
        some.stream()
            .flatMapToInt(sketch -> IntStream.of(sketch.words))
            .sorted()
            .distinct()
            .toArray());
  }

  /** The sketch for a shuffle. */
  public Packed packed() {
    return Packed.of(this, CODER);
  }

  /** The sketch that was packed. */
  public static GeneSketch of(Packed packed) {
    return packed.unpacked(CODER);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GeneSketch that
        && geneId.equals(that.geneId)
        && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * geneId.hashCode() + Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(geneId, Arrays.toString(words));
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneSketch> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneSketch.class), new Coder());
    }

    @Override
    protected void write(GeneSketch sketch, DataOutputStream out) throws IOException {
      writeText(sketch.geneId, out);
      writeNumber(sketch.words.length, out);
      for (int word : sketch.words) {
        out.writeInt(word);
      }
    }

    @Override
    protected GeneSketch read(DataInputStream in) throws IOException {
      String geneId = readText(in);
      int[] words = new int[readCount(in)];
      for (int i = 0; i < words.length; i++) {
        words[i] = in.readInt();
      }
      return new GeneSketch(geneId, words);
    }
  }
}
