package org.splicebeam.schemas.scores;

import org.splicebeam.schemas.inputs.GenomeFile;

/**
 * What pass 1 found in a base model's scores and in the genome.
 *
 * @param set the files of scores
 * @param unpackedBytes of their copies in the work folder
 * @param genome the FASTA
 * @param alignment how scores stand to splice sites
 * @param genes what became of the annotation's genes
 */
public record ScoreFigures(
    ScoreSet set, long unpackedBytes, GenomeFile genome, Alignment alignment, ScoreTally genes) {}
