package org.splicebeam.schemas.scores;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * What became of some genes of the annotation and of their bases, where rows come from scores
 * (contract 8.9).
 *
 * @param genes that are scored, have sites and lie in the genome
 * @param positions bases of these
 * @param masked bases of these that give no row
 * @param oneType genes of these in which a type has no value at all
 * @param unselectedGenes genes that the options leave out
 * @param unselectedPositions bases of these
 * @param contentHash sum (modulo 2^64) of a 64-bit hash of each scored gene's scores
 * @param without genes without rows
 * @param fault the first gene, in genome order, whose scores will not do; null where none
 */
@DefaultCoder(ScoreTally.Coder.class)
public record ScoreTally(
    long genes,
    long positions,
    long masked,
    long oneType,
    long unselectedGenes,
    long unselectedPositions,
    long contentHash,
    List<RowlessGene> without,
    ScoreFault fault) {
  public static final ScoreTally NONE = new ScoreTally(0, 0, 0, 0, 0, 0, 0, List.of(), null);

  public ScoreTally {
    without = List.copyOf(without);
  }

  /** Both together. */
  private ScoreTally plus(ScoreTally o) {
    return new ScoreTally(
        genes + o.genes,
        positions + o.positions,
        masked + o.masked,
        oneType + o.oneType,
        unselectedGenes + o.unselectedGenes,
        unselectedPositions + o.unselectedPositions,
        contentHash + o.contentHash,
        List.of(),
        Stream.of(fault, o.fault).filter(Objects::nonNull).sorted().findFirst().orElse(null));
  }

  /** All together, the genes without rows in genome order. Memory: these. */
  public static ScoreTally sum(Iterable<ScoreTally> tallies) {
    ScoreTally sum = NONE;
    List<RowlessGene> without = new ArrayList<>();
    for (ScoreTally tally : tallies) {
      sum = sum.plus(tally);
      without.addAll(tally.without);
    }
    without.sort(null);
    return new ScoreTally(
        sum.genes,
        sum.positions,
        sum.masked,
        sum.oneType,
        sum.unselectedGenes,
        sum.unselectedPositions,
        sum.contentHash,
        without,
        sum.fault);
  }

  /** Whether all genes of an annotation are counted, each once. */
  public boolean isOf(long annotationGenes) {
    return annotationGenes == genes + without.size() + unselectedGenes;
  }

  /** The sum of the genes in words. */
  public String sumOfGenes() {
    return "%s with rows + %s without + %s unselected"
        .formatted(genes, without.size(), unselectedGenes);
  }

  /** How many genes are without rows for each reason, also for one that none has. */
  public Map<RowlessGene.Reason, Long> withoutByReason() {
    Map<RowlessGene.Reason, Long> counts = new EnumMap<>(RowlessGene.Reason.class);
    for (RowlessGene.Reason reason : RowlessGene.Reason.values()) {
      counts.put(reason, 0L);
    }
    without.forEach(gene -> counts.merge(gene.reason(), 1L, Long::sum));
    return counts;
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<ScoreTally> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(ScoreTally.class), new Coder());
    }

    @Override
    protected void write(ScoreTally t, DataOutputStream out) throws IOException {
      writeNumber(t.genes, out);
      writeNumber(t.positions, out);
      writeNumber(t.masked, out);
      writeNumber(t.oneType, out);
      writeNumber(t.unselectedGenes, out);
      writeNumber(t.unselectedPositions, out);
      out.writeLong(t.contentHash);
      writeNumber(t.without.size(), out);
      for (RowlessGene gene : t.without) {
        gene.write(out);
      }
      out.writeBoolean(t.fault != null);
      if (t.fault != null) {
        t.fault.write(out);
      }
    }

    @Override
    protected ScoreTally read(DataInputStream in) throws IOException {
      long genes = readNumber(in);
      long positions = readNumber(in);
      long masked = readNumber(in);
      long oneType = readNumber(in);
      long unselectedGenes = readNumber(in);
      long unselectedPositions = readNumber(in);
      long contentHash = in.readLong();
      List<RowlessGene> without = new ArrayList<>();
      for (int i = readCount(in); i > 0; i--) {
        without.add(RowlessGene.read(in));
      }
      return new ScoreTally(
          genes,
          positions,
          masked,
          oneType,
          unselectedGenes,
          unselectedPositions,
          contentHash,
          without,
          in.readBoolean() ? ScoreFault.read(in) : null);
    }
  }
}
