package org.splicebeam.schemas.scores;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.genome.Strand;

/**
 * A gene whose scores are to be read, with the splice sites that lie in it. Sites are genomic,
 * 1-based.
 *
 * @param geneId the gene
 * @param chrom as the annotation writes it
 * @param strand + or -
 * @param span genomic, 1-based
 * @param own its own sites inside of it; at least one
 * @param donorsInside donors inside of it of all genes on its chromosome and strand, its own among
 *     them; ascending, each once
 * @param acceptorsInside acceptors likewise
 */
public record SitedGene(
    String geneId,
    String chrom,
    Strand strand,
    Span span,
    SpliceSites own,
    long[] donorsInside,
    long[] acceptorsInside) {
  private static final SpliceSites.Coder SITES = new SpliceSites.Coder();

  /** In bases. */
  public int length() {
    return Math.toIntExact(span.length());
  }

  /** The 0-based offset of a genomic base from the gene's 5' end. */
  public int position(long genomic) {
    return (int) (strand == Strand.REVERSE ? span.end() - genomic : genomic - span.start());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SitedGene o
        && geneId.equals(o.geneId)
        && chrom.equals(o.chrom)
        && strand == o.strand
        && span.equals(o.span)
        && own.equals(o.own)
        && Arrays.equals(donorsInside, o.donorsInside)
        && Arrays.equals(acceptorsInside, o.acceptorsInside);
  }

  @Override
  public int hashCode() {
    return geneId.hashCode();
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeText(geneId, out);
    ElementCoder.writeText(chrom, out);
    out.writeByte(strand.ordinal());
    ElementCoder.writeNumber(span.start(), out);
    ElementCoder.writeNumber(span.end(), out);
    SITES.write(own, out);
    ElementCoder.writeNumbers(donorsInside, out);
    ElementCoder.writeNumbers(acceptorsInside, out);
  }

  static SitedGene read(DataInputStream in) throws IOException {
    return new SitedGene(
        ElementCoder.readText(in),
        ElementCoder.readText(in),
        Strand.values()[in.readByte()],
        new Span(ElementCoder.readNumber(in), ElementCoder.readNumber(in)),
        SITES.read(in),
        ElementCoder.readNumbers(in),
        ElementCoder.readNumbers(in));
  }
}
