package org.splicebeam.transforms.arrays;

import java.io.Closeable;
import java.io.IOException;

/** A base model's scores as one array a gene (contract 8.1). Not thread-safe. */
public interface ScoreArrays extends Closeable {
  /** What there is of a gene. */
  enum Found {
    /** Its scores. */
    SCORES,
    /** No array under its id. */
    NO_ARRAY,
    /** An array of another number of bases. */
    OTHER_LENGTH
  }

  /**
   * Reads the scores of one gene, each the nearest float, in transcription direction; a missing one
   * is NaN.
   *
   * @param length of the gene in bases
   * @param donor takes its scores from 0 on; what it holds is unknown unless they are found
   * @param acceptor likewise
   * @throws IOException with a sentence that names the file and the gene, and says what to do
   */
  Found read(String geneId, int length, float[] donor, float[] acceptor) throws IOException;
}
