package org.splicebeam.transforms.scores;

import java.io.IOException;
import java.util.List;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;

/**
 * A folder of what {@code openspliceai predict} writes: donors and acceptors as BED6 (contract
 * 8.1). The two files are read once where it is opened. Of several scores of one base the largest
 * counts. Not thread-safe.
 */
final class OpenSpliceAiBed implements ModelScores {
  static final String DONORS = "donor_predictions.bed";
  static final String ACCEPTORS = "acceptor_predictions.bed";

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
  static OpenSpliceAiBed open(String folder, ChromosomeAliases aliases) throws IOException {
    String inside = folder.endsWith("/") ? folder : folder + "/";
    return new OpenSpliceAiBed(
        PredictionsBed.open(inside + DONORS, true, aliases),
        PredictionsBed.open(inside + ACCEPTORS, false, aliases));
  }

  @Override
  public Found read(
      String geneId, String chrom, Strand strand, Span span, float[] donor, float[] acceptor)
      throws IOException {
    return donors.read(chrom, span, strand, donor) && acceptors.read(chrom, span, strand, acceptor)
        ? Found.of(donor, acceptor, (int) span.length())
        : Found.NO_SCORES;
  }

  @Override
  public String placeOf(
      String geneId, String chrom, Strand strand, Span span, SpliceType type, int position)
      throws IOException {
    PredictionsBed bed = type == SpliceType.DONOR ? donors : acceptors;
    return bed.placeOf(chrom, span.absolutePosition(position, strand));
  }

  /** The first names of chromosomes, at most three. */
  List<String> firstNames() {
    return donors.firstNames().isEmpty() ? acceptors.firstNames() : donors.firstNames();
  }

  @Override
  public void close() {}
}
