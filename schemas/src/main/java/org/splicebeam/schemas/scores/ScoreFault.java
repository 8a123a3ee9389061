package org.splicebeam.schemas.scores;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;

/**
 * Scores of a gene that will not do, such as a value that is no probability. Faults sort by their
 * genes in genome order.
 *
 * @param geneId the gene
 * @param chrom as the annotation writes it
 * @param start the gene's first base, 1-based
 * @param sentence what was found, where, and what to do
 */
public record ScoreFault(String geneId, String chrom, long start, String sentence)
    implements Comparable<ScoreFault> {
  private static final Comparator<ScoreFault> GENOME_ORDER =
      Chromosomes.genomeOrder(ScoreFault::chrom, ScoreFault::start, ScoreFault::geneId);

  @Override
  public int compareTo(ScoreFault other) {
    return GENOME_ORDER.compare(this, other);
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeText(geneId, out);
    ElementCoder.writeText(chrom, out);
    ElementCoder.writeNumber(start, out);
    ElementCoder.writeText(sentence, out);
  }

  static ScoreFault read(DataInputStream in) throws IOException {
    return new ScoreFault(
        ElementCoder.readText(in),
        ElementCoder.readText(in),
        ElementCoder.readNumber(in),
        ElementCoder.readText(in));
  }
}
