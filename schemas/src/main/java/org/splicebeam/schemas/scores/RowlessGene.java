package org.splicebeam.schemas.scores;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Chromosomes;
import org.splicebeam.schemas.genome.Span;

/**
 * A gene of the annotation that gives no rows from scores (contract 8.2). Genes sort in genome
 * order.
 *
 * @param geneId the gene
 * @param chrom as the annotation writes it
 * @param span genomic, 1-based
 * @param reason why
 */
public record RowlessGene(String geneId, String chrom, Span span, Reason reason)
    implements Comparable<RowlessGene> {
  private static final Comparator<RowlessGene> GENOME_ORDER =
      Chromosomes.genomeOrder(RowlessGene::chrom, gene -> gene.span().start(), RowlessGene::geneId);

  /** Why a gene has no rows; the first that holds counts. */
  public enum Reason {
    /** No splice site inside of it. */
    NO_SITES,
    /** No score of either type, or a track that lacks its chromosome. */
    NO_SCORES,
    /** An array of another number of bases. */
    LENGTH_MISMATCH,
    /** Its chromosome is not in the FASTA. */
    NO_CONTIG,
    /** It reaches over an end of its chromosome, as a gene at base 0 does. */
    OUTSIDE_CONTIG
  }

  @Override
  public int compareTo(RowlessGene other) {
    return GENOME_ORDER.compare(this, other);
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeText(geneId, out);
    ElementCoder.writeText(chrom, out);
    ElementCoder.writeNumber(span.start(), out);
    ElementCoder.writeNumber(span.end(), out);
    out.writeByte(reason.ordinal());
  }

  static RowlessGene read(DataInputStream in) throws IOException {
    return new RowlessGene(
        ElementCoder.readText(in),
        ElementCoder.readText(in),
        new Span(ElementCoder.readNumber(in), ElementCoder.readNumber(in)),
        Reason.values()[in.readByte()]);
  }
}
