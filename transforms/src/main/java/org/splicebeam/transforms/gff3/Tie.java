package org.splicebeam.transforms.gff3;

/**
 * Where a line belongs.
 *
 * @param geneId its gene
 * @param transcriptId its transcript; null for a gene's line
 */
record Tie(String geneId, String transcriptId) {}
