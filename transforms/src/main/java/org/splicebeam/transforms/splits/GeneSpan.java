package org.splicebeam.transforms.splits;

import org.splicebeam.schemas.genome.Span;

/**
 * Where a gene lies.
 *
 * @param chrom as the annotation writes it, or the rows of a gene that it lacks
 * @param span null where the annotation lacks the gene
 */
public record GeneSpan(String geneId, String chrom, Span span) {}
