package org.splicebeam.schemas.rows;

import java.util.Arrays;
import org.splicebeam.schemas.genome.GeneModel;

/** Blocks of rows with what an annotation says of them, written down. */
public final class HandMadeJoin {
  private HandMadeJoin() {}

  /**
   * Rows of a gene.
   *
   * @param transcriptOfRow which of the gene's transcripts each row has, -1 for none
   */
  public static AnnotatedBlock annotated(RowBlock rows, GeneModel gene, int... transcriptOfRow) {
    return new AnnotatedBlock(rows, gene, transcriptOfRow);
  }

  /** Rows of a gene that the annotation has not. */
  public static AnnotatedBlock unannotated(RowBlock rows) {
    int[] none = new int[rows.size()];
    Arrays.fill(none, -1);
    return new AnnotatedBlock(rows, null, none);
  }
}
