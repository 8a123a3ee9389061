package org.splicebeam.transforms.splits;

import org.splicebeam.schemas.genome.Span;

/**
 * Where a gene lies.
 *
 * @param chrom as the annotation writes it, or the rows of a gene that it lacks
 * @param span null where the annotation lacks the gene
 */
public record GeneSpan(String geneId, String chrom, Span span) {

  /** Whether two genes of one chromosome that the annotation has share a base. */
  boolean overlaps(GeneSpan other) {
    return span.start() <= other.span.end() && other.span.start() <= span.end();
  }
}
