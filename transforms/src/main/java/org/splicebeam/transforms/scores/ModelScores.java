package org.splicebeam.transforms.scores;

import java.io.Closeable;
import java.io.IOException;
import org.splicebeam.schemas.genome.Span;
import org.splicebeam.schemas.genome.Strand;
import org.splicebeam.schemas.rows.SpliceType;
import org.splicebeam.transforms.labels.PositionScores;

/**
 * A base model's scores of genes, whatever the form of their files (contract 8.1 and 8.2). Not
 * thread-safe.
 */
public interface ModelScores extends Closeable {
  /** What there is of a gene. */
  enum Found {
    /** Its scores. */
    SCORES,
    /** Neither type has a value in it, or a type's track lacks its chromosome. */
    NO_SCORES,
    /** An array of another number of bases. */
    LENGTH_MISMATCH;

    /** What there is where both types were read: NO_SCORES if no base has a value. */
    static Found of(float[] donor, float[] acceptor, int length) {
      return PositionScores.haveAny(donor, length) || PositionScores.haveAny(acceptor, length)
          ? SCORES
          : NO_SCORES;
    }
  }

  /**
   * Reads the scores of one gene, each the nearest float, in transcription direction. Those of a
   * missing base are NaN; no score is held against [0, 1] here.
   *
   * @param chrom as the annotation writes it
   * @param strand + or -
   * @param span of the gene, genomic, 1-based
   * @param donor takes its scores from 0 on, and may be longer than the gene; what it holds is
   *     unknown unless they are found
   * @param acceptor likewise
   * @throws IOException with a sentence that names file, chromosome or gene, and what to do, but
   *     not the option
   */
  Found read(String geneId, String chrom, Strand strand, Span span, float[] donor, float[] acceptor)
      throws IOException;

  /**
   * Where a score of a gene stands in the files, for people: the file, the chromosome and the base
   * (1-based), or the gene's id and the position in its array.
   *
   * @param position 0-based from the gene's 5' end
   */
  String placeOf(
      String geneId, String chrom, Strand strand, Span span, SpliceType type, int position)
      throws IOException;
}
