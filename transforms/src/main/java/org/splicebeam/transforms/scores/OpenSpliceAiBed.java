package org.splicebeam.transforms.scores;

import java.io.IOException;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;

/**
 * A folder of what {@code openspliceai predict} writes: donors and acceptors as BED6 (contract
 * 8.1). The two files are read once where it is opened. Not thread-safe.
 */
public final class OpenSpliceAiBed {
  private final PredictionsBed donors;
  private final PredictionsBed acceptors;

  private OpenSpliceAiBed(PredictionsBed donors, PredictionsBed acceptors) {
    this.donors = donors;
    this.acceptors = acceptors;
  }

  /**
   * Opens a folder of any Beam file system.
   *
   * @throws IOException with a sentence that names the file and the line, and says what to do
   */
  public static OpenSpliceAiBed open(String folder, ChromosomeAliases aliases) throws IOException {
    String inside = folder.endsWith("/") ? folder : folder + "/";
    return new OpenSpliceAiBed(
        PredictionsBed.open(inside + "donor_predictions.bed", true, aliases),
        PredictionsBed.open(inside + "acceptor_predictions.bed", false, aliases));
  }

  /**
   * Reads the scores of a gene, each the nearest float, in transcription direction; a missing one
   * is NaN. Of several scores of one base it is the largest.
   *
   * @param span of the gene, genomic, 1-based
   * @param strand + or -
   * @param donor takes its scores from 0 on
   * @param acceptor likewise
   * @return whether both files have a line of the chromosome on the strand
   */
  public boolean read(String chrom, Span span, Strand strand, float[] donor, float[] acceptor)
      throws IOException {
    boolean haveDonors = donors.read(chrom, span, strand, donor);
    return acceptors.read(chrom, span, strand, acceptor) && haveDonors;
  }
}
