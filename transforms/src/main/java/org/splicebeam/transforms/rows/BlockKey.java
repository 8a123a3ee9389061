package org.splicebeam.transforms.rows;

import org.splicebeam.schemas.genome.Strand;

/**
 * What the rows of a block share.
 *
 * @param part where they go; 0 in pass 1, which has no parts yet
 * @param geneId the gene
 * @param chrom as written
 * @param strand + or -
 */
public record BlockKey(int part, String geneId, String chrom, Strand strand) {}
